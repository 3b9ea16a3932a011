"""The clock: now, unless a past is being told."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from telemachy.tenancy import clock

KICK_OFF = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_clock_tells_the_present_moment():
    before = timezone.now()

    assert before <= clock.now() <= timezone.now()
    assert not clock.is_set()


def test_a_past_that_is_told_ends_with_its_telling_even_when_the_telling_fails():
    with pytest.raises(RuntimeError), clock.set_to(KICK_OFF):
        assert (clock.now(), clock.today(), clock.is_set()) == (KICK_OFF, KICK_OFF.date(), True)
        raise RuntimeError

    assert not clock.is_set()


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"), clock.set_to(KICK_OFF.replace(tzinfo=None)):
        pass
