"""Rosters to try a matching on: small random ones for properties, and large seeded ones that look like people."""

import csv
import io
import random

from hypothesis import strategies as st

from telemachy.language import Taxonomy, load_taxonomy
from telemachy.matching.roster import MatchPerson, Roster
from telemachy.people.week import QUARTERS

FEW = Taxonomy(load_taxonomy().skills[:9])
SKILLS = (*(skill.id for skill in FEW.skills[::2]), "own.beekeeping")
PLACES = ("", "Leeds", " leeds", "Toronto")
TEXTS = ("", "Lead a team through conflict", "Budgets and board papers", "Led teams, calmed conflict, kept budgets")
PEOPLE = 3

levels = st.one_of(st.none(), st.integers(1, 5))
skills = st.dictionaries(st.sampled_from(SKILLS), levels, max_size=4).map(lambda found: tuple(found.items()))
places = st.sampled_from(PLACES)
some_quarters = st.frozensets(st.integers(0, QUARTERS - 1), max_size=12)
weeks = st.one_of(st.none(), some_quarters.map(lambda quarters: sum(1 << quarter for quarter in quarters)))


def keys_of(role: str) -> st.SearchStrategy[str]:
    """Keys of people of a role, some of whom will not be there."""
    return st.integers(0, PEOPLE).map(lambda number: f"{role}{number}")


@st.composite
def people(draw: st.DrawFn, role: str, other: str, number: int) -> MatchPerson:
    return MatchPerson(
        key=f"{role}{number}",
        name=f"{role.title()} {number}",
        role=role,  # type: ignore[arg-type]
        wants=draw(skills),
        offers=draw(skills),
        goal=draw(st.sampled_from(TEXTS)),
        biography=draw(st.sampled_from(TEXTS)),
        languages=draw(st.frozensets(st.sampled_from(("en", "de", "klingon")), max_size=2)),
        week=draw(weeks),
        team=draw(places),
        department=draw(places),
        site=draw(places),
        organisation=draw(places),
        level=draw(st.one_of(st.none(), st.integers(1, 6))),
        manager=draw(st.one_of(st.just(""), keys_of(other), keys_of(role))),
        capacity=draw(st.integers(0, 2)),
        wishes=tuple(draw(st.lists(keys_of(other), max_size=4))),
        avoid=draw(st.frozensets(keys_of(other), max_size=2)),
        former=draw(st.frozensets(keys_of(other), max_size=2)),
        competitors=draw(st.frozensets(places, max_size=2)),
        values=draw(st.frozensets(st.sampled_from(("Quality", "quality ", "Growth", "Calm")), max_size=3)),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    mentees = [draw(people("mentee", "mentor", number)) for number in range(draw(st.integers(0, PEOPLE)))]
    mentors = [draw(people("mentor", "mentee", number)) for number in range(draw(st.integers(0, PEOPLE)))]
    return Roster(tuple(mentees), tuple(mentors), FEW, wish_places=draw(st.integers(1, 4)))


def sheet(rows: list[dict[str, str]]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def engineers(mentees: int, mentors: int, seed: int = 1) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows for `engineers-to-leaders.toml`, people with overlapping hours, topics, wishes and reporting lines."""
    draw = random.Random(seed)
    names = [skill.name for skill in load_taxonomy().skills if skill.pack in {"core", "tech"}]
    ours = [_engineer(draw, number, mentors, names) for number in range(mentees)]
    return ours, [_leader(draw, number, mentees, names) for number in range(mentors)]


def _engineer(draw: random.Random, number: int, mentors: int, skills: list[str]) -> dict[str, str]:
    wanted = draw.sample(skills, 3)
    return _person(draw, f"e{number:05}@lumen.example", f"Engineer {number}") | {
        "Wants to learn": "; ".join(wanted),
        "Goal": f"I want to get better at {wanted[0].lower()} and lead a project that needs {wanted[1].lower()}",
        "Level": str(draw.randint(1, 4)),
        "Line manager": f"m{draw.randrange(mentors):05}@lumen.example",
        "Wishes": "; ".join(f"m{pick:05}@lumen.example" for pick in draw.sample(range(mentors), min(3, mentors))),
        "Rather not": f"m{draw.randrange(mentors):05}@lumen.example" if draw.random() < 0.05 else "",
    }


def _leader(draw: random.Random, number: int, mentees: int, skills: list[str]) -> dict[str, str]:
    offered = draw.sample(skills, 6)
    return _person(draw, f"m{number:05}@lumen.example", f"Leader {number}") | {
        "Can help with": "; ".join(offered),
        "Experience": f"Ran teams for years; known for {offered[0].lower()}, {offered[1].lower()} and calm",
        "Level": str(draw.randint(4, 8)),
        "Places": str(draw.choice([1, 1, 1, 2, 3])),
        "Wishes": "; ".join(f"e{pick:05}@lumen.example" for pick in draw.sample(range(mentees), min(3, mentees))),
    }


def _person(draw: random.Random, key: str, name: str) -> dict[str, str]:
    days = draw.sample(["Mon", "Tue", "Wed", "Thu", "Fri"], 3)
    department = draw.choice(["Platform", "Payments", "Mobile", "Search", "Data", "Web"])
    return {
        "E-mail": key,
        "Full name": name,
        "Languages": draw.choice(["English", "English", "English; German", "English; Polish", "German"]),
        "Free times": "; ".join(f"{day} {draw.choice(['morning', 'lunch', 'afternoon'])}" for day in days),
        "Time zone": draw.choice(["Europe/London", "Europe/London", "Europe/Berlin", "America/Toronto"]),
        "Team": f"{department} {draw.randint(1, 4)}",
        "Department": department,
        "Office": draw.choice(["Leeds", "London", "Berlin", "Toronto"]),
    }
