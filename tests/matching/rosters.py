"""Rosters to try a matching on: small random ones for properties, and large seeded ones that look like people."""

import csv
import io
import random
from collections.abc import Sequence

from hypothesis import strategies as st

from telemachy.language import Taxonomy, load_taxonomy
from telemachy.matching.roster import MatchPerson, Roster
from telemachy.people.week import QUARTERS

FEW = Taxonomy(load_taxonomy().skills[:9])
SKILLS = (*(skill.id for skill in FEW.skills[::2]), "own.beekeeping")
PLACES = ("", "Leeds", " leeds", "Toronto")
SPOKEN = ("de", "en", "klingon")
VALUES = ("Quality", "quality ", "Growth", "Calm")
TEXTS = ("", "Lead a team through conflict", "Budgets and board papers", "Led teams, calmed conflict, kept budgets")
PEOPLE = 4


def rosters() -> st.SearchStrategy[Roster]:
    """Small rosters full of gaps, repeats, and people who are not there.

    Drawn from a seed, since people of twenty answers each are slow to draw one answer at a time.
    """
    return st.builds(small_roster, st.integers(0, PEOPLE), st.integers(0, PEOPLE), st.integers(0, 10**6))


def small_roster(mentees: int, mentors: int, seed: int) -> Roster:
    draw = random.Random(seed)
    return Roster(
        tuple(small_person(draw, "mentee", "mentor", number) for number in range(mentees)),
        tuple(small_person(draw, "mentor", "mentee", number) for number in range(mentors)),
        FEW,
        wish_places=draw.randint(1, 4),
    )


def small_person(draw: random.Random, role: str, other: str, number: int) -> MatchPerson:
    others = [f"{other}{place}" for place in range(PEOPLE + 1)]
    return MatchPerson(
        key=f"{role}{number}" if draw.random() < 0.9 else f"Both{number}",
        name=f"{role.title()} {number}",
        role=role,  # type: ignore[arg-type]
        wants=small_skills(draw),
        offers=small_skills(draw),
        goal=draw.choice(TEXTS),
        biography=draw.choice(TEXTS),
        languages=some(draw, SPOKEN, 2),
        week=small_week(draw),
        team=draw.choice(PLACES),
        department=draw.choice(PLACES),
        site=draw.choice(PLACES),
        organisation=draw.choice(PLACES),
        level=draw.choice((None, *range(1, 7))),
        manager=draw.choice(("", *others, f"{role}0", f"{role}1")),
        capacity=draw.randint(0, 2),
        wishes=tuple(draw.choices(others, k=draw.randint(0, 4))),
        avoid=some(draw, others, 2),
        former=some(draw, others, 2),
        competitors=some(draw, PLACES, 2),
        values=some(draw, VALUES, 3),
    )


def some(draw: random.Random, among: Sequence[str], most: int) -> frozenset[str]:
    return frozenset(draw.sample(among, draw.randint(0, most)))


def small_skills(draw: random.Random) -> tuple[tuple[str, int | None], ...]:
    return tuple((skill, draw.choice((None, 1, 3, 5))) for skill in draw.sample(SKILLS, draw.randint(0, 4)))


def small_week(draw: random.Random) -> int | None:
    """A few quarters of an hour on Monday morning, where people meet, and anywhere in the week, where they do not."""
    if draw.random() < 0.2:
        return None
    quarters = {*draw.sample(range(12), draw.randint(0, 12)), *draw.sample(range(QUARTERS), 3)}
    return sum(1 << quarter for quarter in quarters)


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
