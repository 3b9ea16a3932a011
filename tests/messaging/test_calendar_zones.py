"""A meeting begins at the same moment for everybody, however the clocks of its zone are changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from telemachy.messaging.calendar import invitation
from telemachy.messaging.zone_rules import changes_in, describe_zone
from tests.messaging.calendars import READERS, a_meeting, read_by_the_text_alone

ZONES = (
    "Europe/London",
    "Europe/Dublin",  # where winter is the exception
    "America/Toronto",
    "America/Santiago",  # on a Sunday that is neither first nor second
    "America/Sao_Paulo",  # no longer changed
    "Australia/Lord_Howe",  # by half an hour
    "Africa/Casablanca",  # by the moon
    "Africa/Cairo",  # at the end of a Thursday
    "Asia/Kolkata",
    "Pacific/Chatham",
    "UTC",
)
CHANGES = [(zone, change.at) for zone in ZONES for change in changes_in(ZoneInfo(zone), 2024, 2029)]
minutes_from_a_change = st.integers(-3 * 60, 3 * 60) | st.integers(-60 * 24 * 40, 60 * 24 * 40)


@given(change=st.sampled_from(CHANGES), offset=minutes_from_a_change, minutes=st.sampled_from([1, 30, 45, 90]))
@example(change=("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC)), offset=-30, minutes=45)
@example(change=("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC)), offset=15, minutes=30)
@example(change=("Africa/Casablanca", datetime(2026, 2, 15, 2, tzinfo=UTC)), offset=60 * 24 * 20, minutes=30)
@settings(max_examples=150, deadline=None)
def test_the_moment_survives_near_a_change_of_clocks(change: tuple[str, datetime], offset: int, minutes: int) -> None:
    zone, at = change
    start = at + timedelta(minutes=offset)

    text = invitation(a_meeting(time_zone=zone, starts_at=start, minutes=minutes))

    for read in READERS:
        assert (read(text).start, read(text).end) == (start, start + timedelta(minutes=minutes)), read.__name__


@pytest.mark.slow
@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
@settings(max_examples=150, deadline=None)
def test_the_moment_survives_on_any_day(zone: str, start: datetime) -> None:
    start = start.replace(second=0, microsecond=0)

    text = invitation(a_meeting(time_zone=zone, starts_at=start))

    for read in READERS:
        assert read(text).start == start, read.__name__


def test_a_wrong_offset_would_be_seen() -> None:
    start = datetime(2026, 7, 1, 9, tzinfo=UTC)
    text = invitation(a_meeting(starts_at=start)).replace("TZOFFSETTO:+0100", "TZOFFSETTO:+0200")

    assert read_by_the_text_alone(text).start == start - timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "lines"),
    [
        (
            "Europe/London",
            """BEGIN:VTIMEZONE TZID:Europe/London
            BEGIN:STANDARD DTSTART:19701025T020000 RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10 TZNAME:GMT
            TZOFFSETFROM:+0100 TZOFFSETTO:+0000 END:STANDARD
            BEGIN:DAYLIGHT DTSTART:19700329T010000 RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3 TZNAME:BST
            TZOFFSETFROM:+0000 TZOFFSETTO:+0100 END:DAYLIGHT END:VTIMEZONE""",
        ),
        (
            "America/Toronto",
            """BEGIN:VTIMEZONE TZID:America/Toronto
            BEGIN:STANDARD DTSTART:19701101T020000 RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11 TZNAME:EST
            TZOFFSETFROM:-0400 TZOFFSETTO:-0500 END:STANDARD
            BEGIN:DAYLIGHT DTSTART:19700308T020000 RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3 TZNAME:EDT
            TZOFFSETFROM:-0500 TZOFFSETTO:-0400 END:DAYLIGHT END:VTIMEZONE""",
        ),
        (
            "Australia/Lord_Howe",
            """BEGIN:VTIMEZONE TZID:Australia/Lord_Howe
            BEGIN:STANDARD DTSTART:19700405T020000 RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4 TZNAME:+1030
            TZOFFSETFROM:+1100 TZOFFSETTO:+1030 END:STANDARD
            BEGIN:DAYLIGHT DTSTART:19701004T020000 RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10 TZNAME:+11
            TZOFFSETFROM:+1030 TZOFFSETTO:+1100 END:DAYLIGHT END:VTIMEZONE""",
        ),
        (
            "Asia/Kolkata",
            """BEGIN:VTIMEZONE TZID:Asia/Kolkata
            BEGIN:STANDARD DTSTART:19700101T000000 TZNAME:IST
            TZOFFSETFROM:+0530 TZOFFSETTO:+0530 END:STANDARD END:VTIMEZONE""",
        ),
    ],
)
def test_clocks_are_written_down_as_the_zone_keeps_them(zone: str, lines: str) -> None:
    component = describe_zone(ZoneInfo(zone), datetime(2026, 3, 1, 9, tzinfo=UTC))

    assert component is not None
    assert component.to_ical().decode().split("\r\n") == [*lines.split(), ""]


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Africa/Cairo", "America/Santiago", "Asia/Jerusalem"])
def test_a_zone_without_yearly_rules_is_written_in_utc(zone: str) -> None:
    text = invitation(a_meeting(time_zone=zone))

    assert ("DTSTART:20261013T090000Z" in text, "DTEND:20261013T094500Z" in text) == (True, True)
    assert "VTIMEZONE" not in text


@pytest.mark.parametrize(("year", "described"), [(2004, False), (2006, False), (2008, True), (2026, True)])
def test_rules_that_were_changed_are_not_taken_for_yearly_ones(year: int, described: bool) -> None:
    """Toronto has kept its present rules since 2007."""
    component = describe_zone(ZoneInfo("America/Toronto"), datetime(year, 7, 1, tzinfo=UTC))

    assert (component is not None) == described


def test_an_hour_that_comes_twice_is_written_in_utc() -> None:
    twice = invitation(a_meeting(starts_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), minutes=20))
    once = invitation(a_meeting(starts_at=datetime(2026, 10, 25, 3, 30, tzinfo=UTC), minutes=20))

    assert ("DTSTART:20261025T003000Z" in twice, "VTIMEZONE" in twice) == (True, False)
    assert ("DTSTART;TZID=Europe/London:20261025T033000" in once, "VTIMEZONE" in once) == (True, True)
