"""The reference of columns says what the code reads."""

from pathlib import Path

from telemachy.people.importing import FIELDS, Field

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "import-columns.md"


def row_of(field: Field) -> str:
    several = ", several columns" if field.kind.takes_several_columns else ""
    return f"| {field.label} | {', '.join(field.aliases[1:])} | {field.kind.value}{several} | {field.longest:,} |"


def test_the_reference_lists_every_column_with_its_names_kind_and_length() -> None:
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    start = lines.index("| column | also read under | as | characters |")

    assert lines[start + 2 : start + 2 + len(FIELDS)] == [row_of(field) for field in FIELDS]
    assert lines[start + 2 + len(FIELDS)] == ""
