"""What leaves as a spreadsheet opens as data, and comes back as it left."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from telemachy.errors import Refused
from telemachy.people.spreadsheets import read_table, write_csv, write_xlsx, writing
from telemachy.people.spreadsheets.formulas import STARTERS, shield, unshield

HEADER = ("Name", "Hope")
FORMULAS = (
    "=1+1", "+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.example")', "\t=1+1", "\r=1", "\n=1", "＝1+1", "＋1", "－1",
    "＠SUM(A1)", " =1+1", '"=1+1', "'=1+1", "“=1+1", "  '\"=1", "=cmd|' /C calc'!A0", "\u00a0=1", "\u3000＝1",
)  # fmt: skip

anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
risky = st.builds(
    lambda lead, sign, rest: lead + sign + rest,
    st.text(" '\"\u00a0", max_size=3),
    st.sampled_from(sorted(STARTERS)),
    st.text("=1+A_x0041;,|\n'\"", max_size=8),
)
rows = st.lists(st.tuples(st.just("Noor"), anything | risky), min_size=1, max_size=6)


def cells_of(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(data, "export").rows]


@pytest.mark.promise("P15")
@settings(max_examples=150, deadline=None)
@given(rows)
def test_csv_comes_back_as_it_left(rows: list[tuple[str, ...]]) -> None:
    assert cells_of(write_csv(HEADER, rows)) == rows


@pytest.mark.promise("P15")
@settings(max_examples=60, deadline=None)
@given(rows)
def test_a_workbook_comes_back_as_it_left(rows: list[tuple[str, ...]]) -> None:
    assert cells_of(write_xlsx(HEADER, rows)) == rows


def kinds_in_workbook(data: bytes) -> set[str]:
    return {cell.data_type for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row}


def starters_in_csv(data: bytes) -> list[str]:
    """Cells that a spreadsheet program might run, as it would see them."""
    records = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [cell for record in records for cell in record if cell.lstrip(' \u00a0\u3000"“')[:1] in STARTERS and cell]


@pytest.mark.promise("P15")
@pytest.mark.attack("A21")
def test_no_formula_survives_in_a_workbook() -> None:
    data = write_xlsx(FORMULAS, [FORMULAS])

    assert kinds_in_workbook(data) == {"s"}
    assert cells_of(data) == [FORMULAS]


@pytest.mark.promise("P15")
@pytest.mark.attack("A21")
def test_no_formula_survives_in_csv() -> None:
    data = write_csv(FORMULAS, [FORMULAS])

    assert starters_in_csv(data) == []
    assert cells_of(data) == [FORMULAS]


def test_without_the_apostrophe_formulas_would_survive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "shield", str)

    assert starters_in_csv(write_csv(("Name",), [("=1+1",)])) == ["=1+1"]


def test_without_the_type_text_formulas_would_survive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TEXT", "f")

    assert "f" in kinds_in_workbook(write_xlsx(("Name",), [("=1+1",)]))


@given(anything | risky)
def test_taking_the_apostrophe_off_undoes_putting_it_on(text: str) -> None:
    assert unshield(shield(text)) == text


@pytest.mark.parametrize("text", ["'tis the season", "O'Brien", "a=b", "2-3", "", "'", "“Quoted”"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert shield(text) == text == unshield(text)


def test_what_does_not_fit_a_cell_is_refused_rather_than_cut() -> None:
    with pytest.raises(Refused, match="Row 2, column B: 32,768 characters"):
        write_xlsx(HEADER, [("Noor", "a" * 32_768)])


def test_half_characters_and_zeros_do_not_spoil_the_file() -> None:
    assert cells_of(write_csv(HEADER, [("Noor", "a\ud800b\0c")])) == [("Noor", "a\ufffdbc")]
    assert cells_of(write_xlsx(HEADER, [("Noor", "a\ud800b\0c")])) == [("Noor", "a\ufffdbc")]
