"""Northfield: a hospital in two houses. 64 physicians, 48 people who run departments and services."""

import random
from dataclasses import replace

from telemachy.demo.content.drawing import Writer, draw_offers, draw_wants, draw_wishes, themes_in_turn
from telemachy.demo.content.names import address, draw_names
from telemachy.demo.content.northfield_people import DOMAIN, MENTEES, MENTORS
from telemachy.demo.content.northfield_themes import MENTOR_TAILS, TAILS, THEMES
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented, Leading, Sector
from telemachy.demo.content.week import BEFORE_SHIFT, BETWEEN_SHIFTS, EVENING, draw_week

SECTOR = Sector(
    key="hospital",
    label="Hospital",
    name="Northfield",
    route="northfield",
    programme="physicians-to-leaders",
    cohort="Spring cohort",
    domain=DOMAIN,
    coordinator=Leading("Sam Whitcombe", f"sam.whitcombe@{DOMAIN}", "coordinator"),
    sponsor=Leading("Ines Carvalho", f"ines.carvalho@{DOMAIN}", "sponsor"),
    mentee=Leading("Dr Nadia Rahimi", f"nadia.rahimi@{DOMAIN}", "mentee"),
    mentor=Leading("Margit Solberg", f"margit.solberg@{DOMAIN}", "mentor"),
    about_mentee="Cardiologist who wants a ward that decides in the morning",
    about_mentor="director of patient flow",
    need="At nine I know who can go home. At three we say so.",
    mentor_has_answered=True,
    rows=112,
    rhythm="Twelve months, every two weeks",
    columns=(
        "Name", "Call me", "E-mail", "Staff number", "Role", "Job title", "Grade", "Department", "Site", "Supervisor",
        "Languages", "Time zone", "Wants to learn", "Can help with", "Hope", "Biography", "Availability", "Places", "Wishes",
        "Rather not",
    ),
)  # fmt: skip

MENTEES_IN_ALL, MENTORS_IN_ALL = 64, 48

CLINICAL = (
    "Emergency Medicine", "Intensive Care", "General Surgery", "Anaesthesia", "Cardiology", "Paediatrics", "Obstetrics",
    "Geriatrics", "Oncology", "Radiology", "Internal Medicine", "Psychiatry", "Orthopaedics", "Neurology",
)  # fmt: skip
OFFICE_OF = {
    "flow": "Operations",
    "better care": "Quality",
    "colleagues": "Medical Directorate",
    "staffing": "Nursing",
    "money": "Finance",
    "redesign": "Patient Office",
    "boards": "Strategy",
    "data and systems": "Information",
    "hard conversations": "Nursing",
    "teaching": "Education",
}
"""Where somebody who gives this works, unless they head a clinical department."""
SITES = ("Northfield General", "Northfield General", "Riverside")
PHYSICIANS = (("Registrar", 2), ("Attending physician", 3), ("Attending physician", 3), ("Consultant", 4))
NUMBERS = (5, 5, 6, 6, 6, 7)
ALL_TIMES = (*BEFORE_SHIFT, *BETWEEN_SHIFTS, *BETWEEN_SHIFTS, *EVENING[:1])
SPOKEN = ("English", "English", "English", "English; French", "English; German", "English; Polish", "English; Arabic")


def make_people(rng: random.Random) -> tuple[Invented, ...]:
    """Draw the hospital's people; heads of departments supervise the physicians of theirs."""
    writer = Writer(rng)
    names = draw_names(rng, {person.name for person in (*MENTEES, *MENTORS)} | {"~Whitcombe", "~Carvalho"})
    mentors = [replace(person) for person in MENTORS]
    heads = [place for place in CLINICAL if place not in {mentor.department for mentor in mentors}]
    turns = themes_in_turn(rng, THEMES)
    for (theme, second), place in zip(turns, range(MENTORS_IN_ALL - len(mentors)), strict=False):
        person = draw_mentor(rng, next(names), heads[place] if place < len(heads) else OFFICE_OF[theme.name])
        person.offers = draw_offers(rng, theme, second)
        person.biography = writer.biography(theme, person, MENTOR_TAILS, clinical=person.department in CLINICAL)
        mentors.append(person)
    mentees = [replace(person) for person in MENTEES]
    for (theme, second), _ in zip(turns, range(MENTEES_IN_ALL - len(mentees)), strict=False):
        person = draw_mentee(rng, next(names))
        person.wants = draw_wants(rng, theme, second)
        person.hope = writer.hope(theme, person, TAILS)
        mentees.append(person)
    _set_supervisors(mentees, mentors)
    draw_wishes(rng, mentees, mentors, _could_be_a_pair, _under_one_roof, (3, 3), mentors_wish=0)
    _set_conflicts(rng, mentees, mentors)
    people = (*mentees, *mentors)
    for person, number in zip(people, rng.sample(range(10_000, 100_000), len(people)), strict=True):
        person.staff_number = f"NF-{number}"
    return people


def draw_mentor(rng: random.Random, name: str, department: str) -> Invented:
    """Draw one mentor of a department."""
    rank = 5 if department in CLINICAL else rng.choice(NUMBERS)
    titles = {5: f"Head of {department}", 6: f"Director of {department}", 7: f"Chief of {department}"}
    title = f"Deputy head of {department}" if department not in CLINICAL and rank == 5 else titles[rank]
    prefix = "Dr " if department in CLINICAL else ""
    return Invented(
        prefix + name, address(name, DOMAIN), MENTOR, title, str(rank), rank, department=department,
        site=rng.choice(SITES), languages=rng.choice(SPOKEN), availability=draw_week(rng, ALL_TIMES, 4, 6),
        places=rng.choice((1, 1, 2)),
    )  # fmt: skip


def draw_mentee(rng: random.Random, name: str) -> Invented:
    """Draw one mentee, without wants, hope and manager."""
    grade, rank = rng.choice(PHYSICIANS)
    department = rng.choice(CLINICAL)
    title = f"{grade}, {department}"
    return Invented(
        f"Dr {name}", address(name, DOMAIN), MENTEE, title, str(rank), rank, department=department,
        site=rng.choice(SITES), languages=rng.choice(SPOKEN),
        availability=draw_week(rng, rng.choice((BEFORE_SHIFT + BETWEEN_SHIFTS, ALL_TIMES)), 4, 6),
    )  # fmt: skip


def _set_supervisors(mentees: list[Invented], mentors: list[Invented]) -> None:
    """Heads of departments supervise their physicians; directors and chiefs report to nobody in the programme."""
    heads = {mentor.department: mentor for mentor in mentors if mentor.department in CLINICAL}
    for mentee in mentees:
        if "manager" not in mentee.fixed and mentee.department in heads:
            mentee.manager = heads[mentee.department].email


def _could_be_a_pair(mentee: Invented, mentor: Invented) -> bool:
    return mentee.department != mentor.department and 1 <= mentor.rank - mentee.rank <= 6


def _set_conflicts(rng: random.Random, mentees: list[Invented], mentors: list[Invented]) -> None:
    """Somebody assesses, examines or is in dispute with somebody: nine conflicts, named by either side."""
    free = [mentee for mentee in mentees if not mentee.fixed]
    others = [mentor for mentor in mentors if not mentor.fixed]
    for mentee in rng.sample(free, 6):
        mentee.rather_not = (rng.choice(others).email,)
    for mentor in rng.sample(others, 3):
        mentor.rather_not = tuple(mentee.email for mentee in rng.sample(free, 2))


def _under_one_roof(mentee: Invented, mentor: Invented) -> bool:
    return mentee.site == mentor.site
