"""The demo's people as spreadsheets: clean, and with the faults that real ones have."""

import io
import random
from collections.abc import Callable, Sequence

from openpyxl import Workbook

from telemachy.language import Taxonomy, load_taxonomy
from telemachy.people.spreadsheets import write_xlsx

from .content import Content, Invented

Row = list[str]

CELLS: dict[str, Callable[[Invented, Taxonomy], str]] = {
    "Name": lambda person, _: person.name,
    "Call me": lambda person, _: person.call_me,
    "E-mail": lambda person, _: person.email,
    "Staff number": lambda person, _: person.staff_number,
    "Role": lambda person, _: person.role,
    "Job title": lambda person, _: person.job_title,
    "Level": lambda person, _: person.level,
    "Grade": lambda person, _: person.level,
    "Team": lambda person, _: person.team,
    "Department": lambda person, _: person.department,
    "Office": lambda person, _: person.site,
    "Site": lambda person, _: person.site,
    "City": lambda person, _: person.site,
    "Company": lambda person, _: person.company,
    "Line manager": lambda person, _: person.manager,
    "Supervisor": lambda person, _: person.manager,
    "Languages": lambda person, _: person.languages,
    "Time zone": lambda person, _: person.time_zone,
    "Wants to learn": lambda person, taxonomy: _named(person.wants, taxonomy),
    "Wants help with": lambda person, taxonomy: _named(person.wants, taxonomy),
    "Can help with": lambda person, taxonomy: _named(person.offers, taxonomy),
    "Hope": lambda person, _: person.hope,
    "Biography": lambda person, _: person.biography,
    "Availability": lambda person, _: person.availability,
    "Places": lambda person, _: str(person.places),
    "Start date": lambda person, _: person.started,
    "Wishes": lambda person, _: "; ".join(person.wishes),
    "Rather not": lambda person, _: "; ".join(person.rather_not),
    "Competitors": lambda person, _: "; ".join(person.competitors),
    "Values": lambda person, _: "; ".join(person.values),
}
"""What stands in each column, by its title."""

ANSWERS = frozenset({"Rather not", "Competitors", "Values"})
"""Columns that are answers to questions of the programme, not facts of the profile."""


def make_rows(content: Content) -> tuple[Row, list[Row]]:
    """Return header and rows of an organisation's people, as its coordinator would have collected them."""
    taxonomy = load_taxonomy()
    header = list(content.sector.columns)
    return header, [[CELLS[title](person, taxonomy) for title in header] for person in content.people]


def clean_workbook(content: Content) -> bytes:
    """Return the people as a workbook that goes in as it is."""
    header, rows = make_rows(content)
    return write_xlsx(header, rows)


def faulty_workbook(content: Content, seed: int) -> bytes:
    """Return the people as a workbook with the faults of real life.

    Under a merged title stand two people twice and one without e-mail more than the clean one has; three dates that do
    not exist, and "Sr." for "Senior" here and there.
    """
    header, rows = make_rows(content)
    rng = random.Random(seed)  # noqa: S311 - which rows are faulty is no secret
    rows = _with_faults(rng, header, rows)
    book = Workbook()
    page = book.active
    page.title = "Sign-up 2026"
    page.append([f"{content.sector.name}: {content.sector.cohort}"])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    for cells in (header, *rows):
        page.append(cells)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _with_faults(rng: random.Random, header: Row, rows: list[Row]) -> list[Row]:
    email = header.index("E-mail")
    for row in rng.sample(rows, 14):
        _abbreviate(header, row)
    if "Start date" in header:
        for row, date in zip(rng.sample(rows, 3), ("31/02/2019", "2018-13-05", "last spring"), strict=True):
            row[header.index("Start date")] = date
    first, second = rng.sample(range(20, len(rows) - 20), 2)
    again = [list(rows[first]), list(rows[second])]
    again[1][email] = again[1][email].upper()
    for row in again:
        row[header.index("Availability")] = "Mon 12:00-13:30"
    nobody = list(rows[rng.randrange(len(rows))])
    nobody[header.index("Name")], nobody[email] = "Alex Undersigned", ""
    if "Staff number" in header:
        nobody[header.index("Staff number")] = ""
    for row in (*again, nobody):
        rows.insert(rng.randrange(30, len(rows)), row)
    return rows


def _abbreviate(header: Row, row: Row) -> None:
    for title in ("Job title", "Level"):
        if title in header:
            at = header.index(title)
            row[at] = row[at].replace("Senior", "Sr.").replace("Director of", "Dir. of")


def _named(skills: Sequence[str], taxonomy: Taxonomy) -> str:
    return "; ".join(taxonomy.by_id[skill].name for skill in skills)
