"""A coordinator's spreadsheet as they really come: 203 rows, two people twice, one without e-mail, odd dates.

Seeded: the same bytes of text every time. The named rows are those of the design's import page.
"""

import io
import random
from datetime import date, timedelta

from openpyxl import Workbook

HEADER = (
    "Full name",
    "E-mail",
    "Role",
    "Team",
    "Office",
    "Seniority",
    "Wants to learn",
    "Can offer",
    "Started",
    "Desk",
)
FIRST_ROW, LAST_ROW = 3, 205
MENTEES, MENTORS = 110, 90
SENIORS = 14
GIVEN = (
    "Ana",
    "Ben",
    "Chidi",
    "Dora",
    "Emre",
    "Farah",
    "Goran",
    "Hana",
    "Ivo",
    "Jia",
    "Kofi",
    "Lena",
    "Mats",
    "Nia",
    "Otto",
)
FAMILY = (
    "Abara",
    "Brandt",
    "Costa",
    "Dietz",
    "Evans",
    "Ferrari",
    "Gupta",
    "Horvat",
    "Ito",
    "Jansen",
    "Keller",
    "Lund",
    "Moreau",
    "Novak",
)
TEAMS = ("Search", "Payments", "Platform", "Mobile", "Legal", "Sales", "Data")
OFFICES = ("Leeds", "London", "Berlin", "Lisbon")
SKILLS = ("Project management", "Delegation", "Public speaking", "Strategic thinking", "Negotiation", "Coaching")

NAMED = {
    57: ("Priya Raman", "priya.raman@lumen.example", "Mentee", "Search", "Leeds"),
    131: ("Priya Raman", "priya.raman@lumen.example", "Mentee", "Payments", "Leeds"),
    88: ("Owen Clarke", "o.clarke@lumen.example", "Mentor", "Legal", "London"),
    174: ("Owen Clarke", "O.Clarke@lumen.example", "Mentee", "Legal", "London"),
    118: ("Jonas Weber", "", "Mentor", "Sales", "Berlin"),
    42: ("Ewa Nowak", "ewa.nowak@lumen.example", "Mentee", "Data", "Berlin"),
    76: ("Omar Reyes", "omar.reyes@lumen.example", "Mentor", "Mobile", "Lisbon"),
    142: ("Ruth Nakamura", "ruth.nakamura@lumen.example", "Mentor", "Platform", "London"),
}
TWICE = {57: 131, 88: 174}
UNREADABLE = {42: "31/02/2021", 76: "summer 2019", 142: "14.sept."}
AMBIGUOUS = {12: "03/04/2022", 25: "05/06/2019", 39: "01/02/2018", 64: "07/08/2021", 93: "02/11/2017",
             110: "10/12/2016", 149: "04/03/2020", 163: "06/09/2015", 198: "11/05/2023"}  # fmt: skip
CAPITALS = (10, 30, 50, 70, 90)
"""Rows whose e-mail has a capital letter, besides row 174."""


def faulty_rows(seed: int = 203) -> list[tuple[str, ...]]:
    """The 203 rows, in the order of the sheet; row 3 of the sheet is the first."""
    draw = random.Random(seed)
    pairs = [(given, family) for given in GIVEN for family in FAMILY]
    draw.shuffle(pairs)
    roles = _roles(draw)
    rows = {number: _row(number, pairs[number - FIRST_ROW], roles, draw) for number in range(FIRST_ROW, LAST_ROW + 1)}
    for first, again in TWICE.items():
        rows[again] = (*rows[again][:5], *rows[first][5:])
    return list(rows.values())


def _roles(draw: random.Random) -> list[str]:
    """Roles of the rows without a name above, so that 110 mentees and 90 mentors go in."""
    going = [row for number, row in NAMED.items() if number not in (118, 131, 174)]
    mentees = sum(row[2] == "Mentee" for row in going)
    roles = ["Mentee"] * (MENTEES - mentees) + ["Mentor"] * (MENTORS - len(going) + mentees)
    draw.shuffle(roles)
    return roles


def _row(number: int, pair: tuple[str, str], roles: list[str], draw: random.Random) -> tuple[str, ...]:
    given, family = pair
    email = f"{given}.{family}@lumen.example"
    person = NAMED.get(number) or (
        f"{given} {family}",
        email if number in CAPITALS else email.lower(),
        roles.pop(),
        draw.choice(TEAMS),
        draw.choice(OFFICES),
    )
    seniority = "Sr." if number % 14 == 3 and number < 199 else draw.choice(("Senior", "Junior", "Lead"))
    wants, offers = "; ".join(draw.sample(SKILLS, 2)), "; ".join(draw.sample(SKILLS, 2))
    return (*person, seniority, wants, offers, _date(number, draw), f"{draw.randrange(1, 9)}.{number:03}")


def _date(number: int, draw: random.Random) -> str:
    """Day first, and after the twelfth of a month, but for the rows that are meant to be odd."""
    start = date(2012 + draw.randrange(12), draw.randrange(1, 13), 13) + timedelta(days=draw.randrange(15))
    return UNREADABLE.get(number) or AMBIGUOUS.get(number) or start.strftime("%d/%m/%Y")


def write_faulty(seed: int = 203) -> bytes:
    """The workbook, with a merged title above the header."""
    book = Workbook()
    page = book.active
    page.title = "People"
    page.append(["Lumen Works, autumn cohort"])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADER))
    page.append(HEADER)
    for row in faulty_rows(seed):
        page.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
