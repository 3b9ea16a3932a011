"""Workbooks to begin with: an empty template with an example, and a sample to try an import on."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from .importing.fields import FIELD

COLUMNS = ("name", "email", "role", "external_id", "job_title", "team", "department", "site", "seniority", "manager",
           "languages", "time_zone", "wants", "offers", "hope", "biography", "availability", "capacity", "started_on",
           "wishes")  # fmt: skip
EXAMPLE = {
    "name": "EXAMPLE Amira Haddad",
    "email": "amira.haddad@example.org",
    "role": "Mentee",
    "external_id": "00417",
    "job_title": "Software engineer",
    "team": "Search",
    "department": "Engineering",
    "site": "Leeds",
    "seniority": "Senior",
    "manager": "ben.novak@example.org",
    "languages": "English; German",
    "time_zone": "Europe/London",
    "wants": "Delegation; Public speaking",
    "offers": "",
    "hope": "Lead the migration of our search without doing half of it myself.",
    "biography": "",
    "availability": "Mon am; Thu lunch; Fri 14:00-16:00",
    "capacity": "1",
    "started_on": "2021-03-15",
    "wishes": "Kofi Osei",
}
CHOICES = {
    "role": ("Mentee", "Mentor", "both"),
    "seniority": ("Junior", "Mid-level", "Senior", "Lead", "Principal", "Director", "Vice president", "Executive"),
}
ROWS_WITH_CHOICES = 2000
SAMPLE = """\
Amira Haddad|amira@example.org|Mentee|Search|Leeds|Mid-level|Delegation; Coaching||Mon am; Thu lunch|15/03/2021
Chen Wu|chen@example.org|Mentee|Payments|London|Senior|Negotiation; Strategic thinking||Tue pm; Wed am|01/09/2019
Noor Aziz|noor@example.org|Mentee|Mobile|Leeds|Junior|Project management||Mon am; Fri pm|20/01/2023
Tom Vale|tom@example.org|Mentee|Data|Berlin|Mid-level|Coaching; Delegation||Thu lunch|30/06/2020
Kofi Osei|kofi@example.org|Mentor|Platform|Leeds|Director||Delegation; Coaching|Mon am; Thu lunch|14/02/2012
Lena Marsh|lena@example.org|Mentor|Legal|London|Lead||Negotiation; Public speaking|Tue pm; Wed am|03/11/2014
Petra Novak|petra@example.org|Mentor|Sales|Berlin|Director||Coaching; Project management|Mon am; Fri pm|22/05/2010
"""
SAMPLE_COLUMNS = ("name", "email", "role", "team", "site", "seniority", "wants", "offers", "availability", "started_on")


def write_template() -> bytes:
    """Return the workbook to fill in: column names, an example row that is skipped, lists to choose from."""
    return _write(COLUMNS, [tuple(EXAMPLE[key] for key in COLUMNS)])


def write_sample() -> bytes:
    """Return a small workbook of invented people."""
    return _write(SAMPLE_COLUMNS, [tuple(line.split("|")) for line in SAMPLE.splitlines()])


def _write(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    book = Workbook()
    page = book.active
    page.title = "People"
    page.append([FIELD[key].label for key in columns])
    for row in rows:
        page.append(row)
    for cell in page[1]:
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = 22
    page.freeze_panes = "A2"
    for key, words in CHOICES.items():
        if key in columns:
            letter = page.cell(1, columns.index(key) + 1).column_letter
            choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            page.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
