"""What a person decided about a file after looking at the check, so that the check can run again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from telemachy.people.importing.fields import FIELD, fold

ALL = "*"


@dataclass(frozen=True)
class Decisions:
    """Answers to the questions of a `Check`; the file itself never changes."""

    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """(row number, field) → the text to read instead of the cell's."""
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(field, folded text) → the text to read instead, wherever that text stands in the field."""
    keep: frozenset[int] = frozenset()
    """Rows that go in where a person is in the file twice."""
    skip: frozenset[int] = frozenset()
    """Rows that stay out."""
    date_order: str = ""
    """`DAY_FIRST` or `MONTH_FIRST`; empty: as the other rows show."""
    overwrite: frozenset[str] = frozenset()
    """Fields in which the file may overwrite what people answered themselves; `ALL` for every field."""

    def edit(self, row: int, field: str, text: str) -> "Decisions":
        """With one cell rewritten."""
        if field not in FIELD:
            raise ValueError(f"no such field: {field}")
        return replace(self, edits={**self.edits, (row, field): text})

    def undo_edit(self, row: int, field: str) -> "Decisions":
        """With one cell as the file has it."""
        return replace(self, edits={at: text for at, text in self.edits.items() if at != (row, field)})

    def read_as(self, field: str, text: str, instead: str) -> "Decisions":
        """With a text read as another in all rows."""
        return replace(self, values={**self.values, (field, fold(text)): instead})

    def keep_rows(self, rows: Iterable[int]) -> "Decisions":
        """With these rows chosen among people who are in the file twice."""
        return replace(self, keep=self.keep | set(rows))

    def pack(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "edits": [[row, field, text] for (row, field), text in sorted(self.edits.items())],
            "values": [[field, text, instead] for (field, text), instead in sorted(self.values.items())],
            "keep": sorted(self.keep),
            "skip": sorted(self.skip),
            "date_order": self.date_order,
            "overwrite": sorted(self.overwrite),
        }

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> "Decisions":
        """The inverse of `pack`."""
        return cls(
            edits={(row, field): text for row, field, text in packed.get("edits", ())},
            values={(field, text): instead for field, text, instead in packed.get("values", ())},
            keep=frozenset(packed.get("keep", ())),
            skip=frozenset(packed.get("skip", ())),
            date_order=packed.get("date_order", ""),
            overwrite=frozenset(packed.get("overwrite", ())),
        )
