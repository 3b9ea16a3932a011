"""An invitation, its update and its cancellation are understood alike by calendar programs that are not ours."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from telemachy.messaging.calendar import (
    Address,
    cancellation,
    invitation,
    is_web_address,
    method_of,
    without_secrets,
)
from tests.messaging.calendars import READERS, Read, a_meeting

Reader = Callable[[str], Read]
reading = pytest.mark.parametrize("read", READERS)

ORGANISER = ("Engineers who lead, Lumen Works", "mailto:telemachy@lumen.example")
BOTH = {("Noor Haddad", "mailto:noor.haddad@example.org"), ("Elias Berg", "mailto:elias.berg@example.org")}
TOKEN = "s3cr3t_-" * 5


def lines_of(text: str) -> list[str]:
    """Return the lines as they were before long ones were broken."""
    return text.replace("\r\n ", "").split("\r\n")


@reading
def test_other_programs_read_an_invitation(read: Reader) -> None:
    text = invitation(a_meeting())

    start = datetime(2026, 10, 13, 9, 0, tzinfo=UTC)
    assert read(text) == Read(
        "REQUEST",
        "0199-session@lumen.example",
        start,
        start + timedelta(minutes=45),
        "Mentoring session",
        ORGANISER,
        frozenset(BOTH),
        "CONFIRMED",
    )


@reading
def test_an_update_is_the_same_meeting_at_another_time(read: Reader) -> None:
    later = datetime(2026, 10, 27, 15, 30, tzinfo=UTC)  # clocks have been put back in between

    first, update = invitation(a_meeting()), invitation(a_meeting(sequence=1, starts_at=later))

    assert read(update).uid == read(first).uid
    assert (read(update).method, read(update).start, read(update).end) == (
        "REQUEST",
        later,
        later + timedelta(hours=0.75),
    )
    assert ("SEQUENCE:0" in lines_of(first), "SEQUENCE:1" in lines_of(update)) == (True, True)
    assert "DTSTART;TZID=Europe/London:20261027T153000" in lines_of(update)
    assert "DTSTART;TZID=Europe/London:20261013T100000" in lines_of(first)


@reading
def test_a_cancellation_takes_the_same_meeting_away(read: Reader) -> None:
    first, gone = invitation(a_meeting()), cancellation(a_meeting(sequence=2))

    assert (read(gone).method, read(gone).status) == ("CANCEL", "CANCELLED")
    assert (read(gone).uid, read(gone).start, read(gone).attendees) == (
        read(first).uid,
        read(first).start,
        read(first).attendees,
    )
    assert "SEQUENCE:2" in lines_of(gone)
    assert "RSVP" not in gone


def test_an_invitation_says_what_programs_want_to_know() -> None:
    lines = lines_of(invitation(a_meeting()))

    for line in (
        "VERSION:2.0",
        "METHOD:REQUEST",
        "DTSTAMP:20261001T083015Z",
        "LAST-MODIFIED:20261001T083015Z",
        "DTEND;TZID=Europe/London:20261013T104500",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "URL:https://meet.lumen.example/noor-elias",
        "LOCATION:Room 4\\, second floor\\; ring twice",
        'ATTENDEE;CN="Noor Haddad";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:'
        "mailto:noor.haddad@example.org",
        'ORGANIZER;CN="Engineers who lead, Lumen Works":mailto:telemachy@lumen.example',
    ):
        assert lines.count(line) == 1, line


def test_lines_are_short_and_end_as_calendars_want_them() -> None:
    text = invitation(a_meeting(description="Größe, 你好, שלום 😀 " * 50, summary="x" * 300))

    assert text.replace("\r\n", "").count("\n") == 0
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75


@reading
def test_a_meeting_without_a_place_is_where_its_link_leads(read: Reader) -> None:
    text = invitation(a_meeting(place="", description=""))

    assert "LOCATION:https://meet.lumen.example/noor-elias" in lines_of(text)
    assert ("DESCRIPTION" in text, read(text).summary) == (False, "Mentoring session")


def test_a_meeting_without_place_and_link_says_nothing_of_either() -> None:
    text = invitation(a_meeting(place="", url=""))

    assert ("LOCATION" in text, "\r\nURL" in text) == (False, False)


@reading
def test_somebody_without_an_address_does_not_stop_the_others(read: Reader) -> None:
    people = (Address("Noor Haddad", "noor.haddad@example.org"), Address("Bruno Costa", "bruno.costa"))

    assert read(invitation(a_meeting(attendees=people))).attendees == {
        ("Noor Haddad", "mailto:noor.haddad@example.org")
    }


SMUGGLED = "Session\r\nMETHOD:CANCEL\nATTACH:https://thief.example\x0b\x85\u2028ATTACH:x\rEND:VEVENT\x00"


@pytest.mark.attack("A22")
@reading
@pytest.mark.parametrize("field", ["summary", "place", "description", "uid"])
def test_what_somebody_wrote_cannot_add_a_line(field: str, read: Reader) -> None:
    honest, text = invitation(a_meeting()), invitation(a_meeting(**{field: SMUGGLED}))

    assert names_of(text) == names_of(honest)
    assert (read(text).method, read(text).status, method_of(text)) == ("REQUEST", "CONFIRMED", "REQUEST")
    assert not set(text) & set("\x00\x0b\x85\u2028")


@pytest.mark.attack("A22")
@reading
@pytest.mark.parametrize(
    "name", [SMUGGLED, 'Noor";ROLE=CHAIR;X="', "Noor:mailto:thief@example.org", "Noor;SENT-BY=thief, and more", "^n^'"]
)
def test_what_somebody_is_called_cannot_add_a_line_or_a_role(name: str, read: Reader) -> None:
    person = Address(name, "noor.haddad@example.org")

    text = invitation(a_meeting(attendees=(person,), organiser=Address(name, "telemachy@lumen.example")))

    [attendee] = [line for line in lines_of(text) if line.startswith("ATTENDEE")]
    assert names_of(text) == names_of(invitation(a_meeting(attendees=(Address("Noor", person.email),))))
    assert attendee.endswith(
        ";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:" + person.email
    )
    assert {address for _, address in read(text).attendees} == {"mailto:noor.haddad@example.org"}
    assert read(text).organiser[1] == "mailto:telemachy@lumen.example"


def test_the_same_words_would_add_lines_if_they_were_not_escaped() -> None:
    text = invitation(a_meeting(summary="TITLE")).replace("TITLE", SMUGGLED)

    assert names_of(text) != names_of(invitation(a_meeting()))
    with pytest.raises(ValueError, match="exactly one method"):
        method_of(text)


def names_of(text: str) -> list[str]:
    """Return the first word of each line, line breaks of any kind counted, so that one more shows."""
    return [line.replace(":", ";").split(";")[0] for line in text.replace("\r\n ", "").splitlines()]


@pytest.mark.attack("A22")
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//meet.example/1",
        "meet.example/1",
        "https://",
        "https://meet.example/1\r\nATTACH:x",
        "https://meet.example/1\nATTACH:x",
        "ht\ntps://meet.example/",
        "https://meet.example/a b",
        "https://meet.example/\x00",
        "https://[meet.example/1",
    ],
)
def test_a_link_that_is_no_web_address_is_refused(url: str) -> None:
    assert not is_web_address(url)
    with pytest.raises(ValueError, match="no web address"):
        a_meeting(url=url)


@pytest.mark.parametrize("url", ["https://meet.example/1?a=b;c,d&e=%20#x", "http://meet.example:8443/", ""])
def test_a_web_address_arrives_as_it_is(url: str) -> None:
    lines = lines_of(invitation(a_meeting(url=url)))

    assert [line for line in lines if line.startswith("URL:")] == ([f"URL:{url}"] if url else [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": datetime(2026, 10, 13, 9, 0)},  # noqa: DTZ001
        {"stamped_at": datetime(2026, 10, 13, 9, 0)},  # noqa: DTZ001
        {"minutes": 0},
        {"sequence": -1},
        {"time_zone": "Europe/Nowhere"},
        {"time_zone": "../../etc/passwd"},
        {"organiser": Address("Nobody", "nobody\r\n@example.org")},
    ],
)
def test_a_meeting_that_no_calendar_could_show_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        a_meeting(**wrong)


@pytest.mark.parametrize(
    "text",
    ["", "Hello", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\n", "METHOD:REQUEST\r\n"],
)
def test_a_calendar_text_without_a_method_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="exactly one method"):
        method_of(text)


@pytest.mark.parametrize("length", range(60, 80))
def test_links_lose_their_secret_wherever_their_line_was_broken(length: int) -> None:
    meeting = a_meeting(description="x" * length + f" https://lumen.example/a/{TOKEN} to move it")

    text = without_secrets(invitation(meeting))

    assert (TOKEN in "".join(lines_of(text)), "/a/…" in "".join(lines_of(text))) == (False, True)
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    assert READERS[0](text) == READERS[0](invitation(meeting))


def test_looking_at_broken_lines_only_would_leave_a_part_of_the_secret() -> None:
    broken = f"DESCRIPTION:https://lumen.example/a/{TOKEN[:8]}\r\n {TOKEN[8:]}"

    assert TOKEN[8:] not in without_secrets(broken)
    assert TOKEN in broken.replace("\r\n ", "")
    assert without_secrets("") == ""
