"""The terminal and the browser pair the same people alike."""

import csv
import io
from pathlib import Path

import pytest

from telemachy.cli import main
from telemachy.matching.actions import propose_pairs
from telemachy.people.spreadsheets import write_csv
from telemachy.programmes.queries.people import Filter, export_people
from tests.matching.conftest import Cohort

COLUMNS = {"Can offer": "Can help with", "Seniority": "Level"}
LEVELS = {"mentee": "Engineer", "mentor": "Team lead"}  # 2 and 4, as the cohort has them


def write_side(cohort: Cohort, role: str) -> None:
    """Write one side's export as the file that the programme describes: its columns, its words for levels."""
    _title, header, *rows = export_people(cohort.cast.programme, Filter(role=role), cohort.by)
    at = header.index("Seniority")
    told = [(*row[:at], LEVELS[role], *row[at + 1 :]) for row in rows]
    Path(f"{role}s.csv").write_bytes(write_csv([COLUMNS.get(name, name) for name in header], told))


def test_the_terminal_pairs_the_exported_people_as_the_browser_does(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for role in ("mentee", "mentor"):
        write_side(cohort, role)
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    told = main(["match", "mentees.csv", "mentors.csv", "--programme", "engineers-to-leaders", "--out", "pairs.csv"])
    rows = list(csv.DictReader(io.StringIO(Path("pairs.csv").read_text(encoding="utf-8-sig"))))

    pairs = run.proposals.filter(mentor__isnull=False).values_list("mentee__email", "mentor__email", "fit")
    assert told == 0
    assert len(rows) == len(pairs) == 9
    assert {(row["Engineer"], row["Mentor"], row["Fit"]) for row in rows} == {
        (mentee, mentor, f"{fit:.1f}") for mentee, mentor, fit in pairs
    }
