"""Days by the clock on somebody's wall."""

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.timezone import localdate

from telemachy.people.models import Person
from telemachy.tenancy import clock


def today_of(person: Person) -> date:
    """Return the day it is for somebody, which may be yesterday or tomorrow by UTC."""
    try:
        zone = ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return localdate(clock.now(), zone)
