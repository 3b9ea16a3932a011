"""Everybody whom the door lets one be, by the word of the button that it offers."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from .content import OWN, SECTORS, Leading, Place, Sector
from .content.earlier import told_pairs
from .content.shape import Invented
from .content.telling import ToldPair

WORDS = {"coordinator": _("coordinator"), "sponsor": _("sponsor"), "mentee": _("mentee"), "mentor": _("mentor")}
NOW = "new-"


@cache
def seats_of(place: Place) -> dict[str, Leading]:
    """Return the seats of an organisation: those who run it, the pairs whose stories are told, and the one of now."""
    seats = {"coordinator": place.coordinator}
    if isinstance(place, Sector):
        seats |= {"sponsor": place.sponsor, f"{NOW}mentee": place.mentee, f"{NOW}mentor": place.mentor}
        for number, pair in enumerate(told_pairs(place.key), start=1):
            seats |= {seat_of(role, number): who for role, who in _two_of(pair).items()}
    return seats


def seat_of(role: str, number: int) -> str:
    """Return the word for the mentee or mentor of a told pair, which are numbered from 1: “mentee”, “mentee-2”."""
    return role if number == 1 else f"{role}-{number}"


def told_pair_of(place: Place, seat: str) -> ToldPair | None:
    """Return the told pair that somebody in this seat belongs to; none for those who run it and for the pair of now."""
    if not isinstance(place, Sector) or seat not in seats_of(place):
        return None
    email = seats_of(place)[seat].email
    return next((pair for pair in told_pairs(place.key) if email in (pair.mentee.email, pair.mentor.email)), None)


def words_by_email() -> dict[str, str]:
    """Return what everybody at the door is, by address."""
    return {who.email: str(WORDS[who.seat]) for place in (*SECTORS, OWN) for who in seats_of(place).values()}


def _two_of(pair: ToldPair) -> dict[str, Leading]:
    return {"mentee": _leading(pair.mentee, "mentee"), "mentor": _leading(pair.mentor, "mentor")}


def _leading(person: Invented, seat: str) -> Leading:
    return Leading(person.name, person.email, seat)
