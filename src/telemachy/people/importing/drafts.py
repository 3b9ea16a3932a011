"""One row of the file on its way to a person: its texts, then its readings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from telemachy.people.importing.columns import ColumnMapping, is_example
from telemachy.people.importing.dates import DAY_FIRST, Order, ReadDate, find_order, read_date
from telemachy.people.importing.decisions import Decisions
from telemachy.people.importing.fields import EXTRA, FIELD, FIELDS, Kind, fold
from telemachy.people.importing.values import NOTHING, Reading, Vocabulary, clean, read_cell
from telemachy.people.spreadsheets import Row, Table


@dataclass(frozen=True)
class Draft:
    """A row with the texts to read, after edits, and what they say."""

    row: Row
    texts: dict[str, str]
    """By field, as to be read."""
    originals: dict[str, str]
    """By edited field, as in the file."""
    extras: dict[str, str]
    readings: dict[str, Reading]

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.row.number

    def text(self, field: str) -> str:
        """What the field says, as text, or nothing."""
        value = self.readings.get(field, NOTHING).value
        return value if isinstance(value, str) else ""

    @property
    def name(self) -> str:
        """The name, put together from two columns if need be."""
        return self.text("name") or " ".join(filter(None, (self.text("given_name"), self.text("family_name"))))

    @property
    def shown_email(self) -> str:
        """The e-mail, or what stands in its place."""
        return self.text("email") or self.texts.get("email", "")


def make_drafts(
    table: Table, mapping: ColumnMapping, vocabulary: Vocabulary, decisions: Decisions
) -> tuple[list[Draft], Order]:
    """Read every row but the template's example; the order of ambiguous dates is found over all of them first."""
    drafts = [_collect(row, mapping, decisions) for row in table.rows if not is_example(row)]
    found = find_order(_dates(drafts))
    chosen = decisions.date_order or found.order
    order = found if chosen == found.order else Order(chosen, 0)  # the rows that show an order show the other one
    return [replace(draft, readings=_read(draft.texts, vocabulary, order)) for draft in drafts], order


def _dates(drafts: list[Draft]) -> Iterator[ReadDate]:
    for draft in drafts:
        for spec in FIELDS:
            if spec.kind is Kind.DATE and spec.key in draft.texts:
                yield read_date(clean(draft.texts[spec.key]))


def _collect(row: Row, mapping: ColumnMapping, decisions: Decisions) -> Draft:
    texts: dict[str, str] = {}
    extras: dict[str, str] = {}
    for column in mapping.columns:
        cell = row.cells[column.position]
        if column.field == EXTRA:
            extras[column.title] = clean(cell, keep_lines=True)
        elif column.field and cell.strip():
            texts[column.field] = f"{texts[column.field]}\n{cell}" if column.field in texts else cell
    originals: dict[str, str] = {}
    for key in FIELD:
        if (row.number, key) in decisions.edits:
            originals[key] = texts.get(key, "")
            texts[key] = decisions.edits[row.number, key]
        elif decisions.values and key in texts and (key, fold(texts[key])) in decisions.values:
            texts[key] = decisions.values[key, fold(texts[key])]
    return Draft(row, texts, originals, {title: text for title, text in extras.items() if text}, {})


def _read(texts: dict[str, str], vocabulary: Vocabulary, order: Order) -> dict[str, Reading]:
    return {
        key: read_cell(FIELD[key], text, vocabulary, date_order=order.order or DAY_FIRST) for key, text in texts.items()
    }
