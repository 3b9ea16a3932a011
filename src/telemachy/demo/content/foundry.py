"""Foundry 9: an accelerator. 36 founders, each of whom may have two mentors, and 60 owners from outside."""

import random

from telemachy.demo.content.drawing import draw_wishes
from telemachy.demo.content.foundry_people import DOMAIN, FOUNDERS, LEADING_MENTEE, LEADING_MENTOR, OWNERS
from telemachy.demo.content.names import address, draw_names
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented, Leading, Sector
from telemachy.demo.content.week import EVENING, OFFICE, draw_week

SECTOR = Sector(
    key="accelerator",
    label="Accelerator",
    name="Foundry 9",
    route="foundry9",
    programme="founders-to-scale",
    cohort="Cohort 9",
    domain=DOMAIN,
    coordinator=Leading("Noa Feld", f"noa.feld@{DOMAIN}", "coordinator"),
    sponsor=Leading("Piet Hendriks", f"piet.hendriks@{DOMAIN}", "sponsor"),
    mentee=Leading(LEADING_MENTEE, address(LEADING_MENTEE, DOMAIN), "mentee"),
    mentor=Leading(LEADING_MENTOR, address(LEADING_MENTOR, DOMAIN), "mentor"),
    about_mentee="Founder of Tidewrack, wrapping made of seaweed",
    about_mentor="took a paper mill from one machine to five",
    need="I can make it in a bath. I cannot make it in a factory.",
    mentor_has_answered=False,
    rows=96,
    rhythm="Nine months, once a month",
    columns=(
        "Name", "E-mail", "Role", "Company", "City", "Languages", "Time zone", "Wants help with", "Can help with", "Hope",
        "Biography", "Availability", "Places", "Competitors", "Values", "Wishes",
    ),
)  # fmt: skip

ZONES = {
    "Amsterdam": "Europe/Amsterdam", "Berlin": "Europe/Berlin", "Barcelona": "Europe/Madrid", "Lisbon": "Europe/Lisbon",
    "Copenhagen": "Europe/Copenhagen", "Nairobi": "Africa/Nairobi", "Marseille": "Europe/Paris", "Paris": "Europe/Paris",
    "Dublin": "Europe/Dublin", "Galway": "Europe/Dublin",
}  # fmt: skip
TONGUES = {
    "Berlin": "English; German", "Barcelona": "English; Spanish", "Marseille": "English; French",
    "Paris": "English; French", "Nairobi": "English; Arabic",
}  # fmt: skip
VALUES = ("Sustainability", "Fair work", "Quality", "Growth", "Independence", "Community", "Technology first")
GREEN = {"fashion", "energy", "food", "textiles", "home", "craft", "beauty"}
TIMES = (*OFFICE, *EVENING)
WEEKS = {
    LEADING_MENTEE: "Mon 17:00-18:30; Tue 08:30-10:00; Thu 17:00-18:30; Fri 13:00-14:30",
    LEADING_MENTOR: "Mon 09:00-10:30; Tue 08:30-09:30; Wed 16:00-17:30; Fri 12:30-13:30",
}
LEADING_VALUES = {
    LEADING_MENTEE: ("Sustainability", "Quality", "Fair work"),
    LEADING_MENTOR: ("Fair work", "Quality", "Independence"),
}
ALSO = ("growth", "sales", "operations", "fundraising", "cashflow", "leadership-team", "pitching", "marketing")
"""What owners of any trade have learnt something about."""


UNUSUAL = "Hearthside"
"""A founder whose wants nobody here can meet, so that the workbench has somebody to explain."""


def make_people(rng: random.Random) -> tuple[Invented, ...]:
    """Draw names, weeks and wishes for the firms that were written by hand."""
    names = draw_names(rng, {LEADING_MENTEE, LEADING_MENTOR, "~Feld", "~Hendriks", "~Sørensen", "~Pritchard"})
    mentors = [
        draw_person(rng, line, MENTOR, LEADING_MENTOR if place == 0 else next(names))
        for place, line in enumerate(lines_of(OWNERS))
    ]
    mentees = [
        draw_person(rng, line, MENTEE, LEADING_MENTEE if place == 0 else next(names))
        for place, line in enumerate(lines_of(FOUNDERS))
    ]
    rivals = _rivals()
    for mentee, line in zip(mentees, lines_of(FOUNDERS), strict=True):
        mentee.competitors = tuple(rivals.get(line[2], ()))
    by_name = {person.name: person for person in (*mentees, *mentors)}
    leading, chosen = by_name[LEADING_MENTEE], by_name[LEADING_MENTOR]
    draw_wishes(rng, mentees, mentors, _could_be_a_pair, lambda mentee, mentor: True, (3, 5), mentors_wish=0.3)
    _put_first(leading, chosen.email)
    _put_first(chosen, leading.email)
    return (*mentees, *mentors)


def lines_of(text: str) -> list[list[str]]:
    """Split lines of text into their parts."""
    return [[part.strip() for part in line.split(" | ")] for line in text.strip().splitlines()]


def _rivals() -> dict[str, list[str]]:
    """Owners' companies, by trade, with which founders of that trade compete."""
    rivals: dict[str, list[str]] = {}
    for company, _, trade, _, _ in lines_of(OWNERS):
        if company.endswith("*"):
            rivals.setdefault(trade, []).append(company.rstrip("*"))
    return rivals


def draw_person(rng: random.Random, line: list[str], role: str, name: str) -> Invented:
    """Make one founder or owner of a line, with a drawn week."""
    company, city, trade, skills, words = line
    ids = tuple(skill if "." in skill else f"venture.{skill}" for skill in skills.split())
    leading = name in (LEADING_MENTEE, LEADING_MENTOR)
    values = tuple(rng.sample(VALUES, rng.choice((2, 3))))
    if trade in GREEN and "Sustainability" not in values:
        values = ("Sustainability", *values[1:])
    person = Invented(
        name, address(name, DOMAIN), role, company=company.rstrip("*"), site=city,
        time_zone=ZONES.get(city, "Europe/London"), languages=TONGUES.get(city, "English"),
        availability=WEEKS.get(name) or draw_week(rng, TIMES, 5, 8), values=LEADING_VALUES.get(name, values),
        fixed=frozenset({"person"}) if leading else frozenset({"wishes"} if company == UNUSUAL else ()),
    )  # fmt: skip
    if role == MENTEE:
        person.wants, person.hope, person.places = ids, words, 2 if leading or rng.random() < 0.7 else 1
    else:
        also = () if leading else tuple(f"venture.{skill}" for skill in rng.sample(ALSO, 2))
        person.offers, person.biography = tuple(dict.fromkeys((*ids, *also))), words
        person.places = 1 if leading else rng.choice((1, 1, 1, 2))
    return person


def _could_be_a_pair(mentee: Invented, mentor: Invented) -> bool:
    return mentor.company not in mentee.competitors


def _put_first(person: Invented, email: str) -> None:
    person.wishes = (email, *[wish for wish in person.wishes if wish != email])[:5]
