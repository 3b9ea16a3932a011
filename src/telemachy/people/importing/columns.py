"""Which column says what: a guess with a word of confidence, corrected by a person, remembered for next time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from telemachy.people.importing.dates import could_be_date
from telemachy.people.importing.fields import EXTRA, FIELD, FIELDS, Field, fold
from telemachy.people.importing.values import Vocabulary, is_email, is_role_word, is_zone
from telemachy.people.spreadsheets import Row, Table

SURE, LIKELY, GUESS, CHOSEN, NONE = "sure", "likely", "guess", "chosen", ""
STRENGTH = {SURE: 3, LIKELY: 2, GUESS: 1, NONE: 0}

REASONS_TITLE = "What to fix"
ROW_TITLE = "Row in the file"
OWN_TITLES = frozenset({fold(REASONS_TITLE), fold(ROW_TITLE)})
"""Columns that our own file of bad rows adds; they are left out when it comes back."""

SAMPLES = 3
LOOK_AT = 200
MOSTLY = 0.7
MOST_ROLES = 4


@dataclass(frozen=True)
class Column:
    """One column of the file; `field` is a key of `FIELDS`, `EXTRA` for an extra answer, or None if left out."""

    position: int
    title: str
    field: str | None
    confidence: str
    """“sure”, “likely”, “guess”; “chosen” by a person now or before; empty where nothing was guessed."""
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ColumnMapping:
    """What every column of a table is."""

    columns: tuple[Column, ...]

    def positions(self, field: str) -> tuple[int, ...]:
        """Positions of the columns matched to `field`."""
        return tuple(column.position for column in self.columns if column.field == field)

    def has(self, field: str) -> bool:
        """Whether any column is matched to `field`."""
        return bool(self.positions(field))

    def choose(self, choices: Mapping[int, str | None]) -> "ColumnMapping":
        """This mapping with the columns at the given positions as a person chose them.

        A field that takes one column is taken away from the column that had it. Raises ValueError for an unknown field.
        """
        if unknown := set(choices.values()) - set(FIELD) - {EXTRA, None}:
            raise ValueError(f"no such field: {unknown}")
        taken = {field for field in choices.values() if field in FIELD and not _takes_several(field)}
        return ColumnMapping(tuple(_choose(column, choices, taken) for column in self.columns))

    def remember(self) -> dict[str, str | None]:
        """Titles and what they mean, to be given to `guess_mapping` next time."""
        return {fold(column.title): column.field for column in self.columns}

    def pack(self) -> list[dict[str, Any]]:
        """As JSON can hold it."""
        return [asdict(column) for column in self.columns]

    @classmethod
    def unpack(cls, packed: Iterable[Mapping[str, Any]]) -> "ColumnMapping":
        """The inverse of `pack`, also after a journey through JSON."""
        return cls(tuple(Column(**{**column, "samples": tuple(column["samples"])}) for column in packed))

    def missing(self) -> tuple[Field, ...]:
        """Fields without which nobody can be imported."""
        named = self.has("name") or self.has("given_name") or self.has("family_name")
        keyed = self.has("email") or self.has("external_id")
        return ((FIELD["name"],) if not named else ()) + ((FIELD["email"],) if not keyed else ())


def _choose(column: Column, choices: Mapping[int, str | None], taken: set[str]) -> Column:
    if column.position in choices:
        return replace(column, field=choices[column.position], confidence=CHOSEN)
    if column.field in taken:
        return replace(column, field=None, confidence=NONE)
    return column


def guess_mapping(
    table: Table, *, remembered: Mapping[str, str | None] | None = None, vocabulary: Vocabulary | None = None
) -> ColumnMapping:
    """Guess what each column of `table` is, from its title, then from its cells.

    `remembered` (from `ColumnMapping.remember`) goes before any guess; `vocabulary` knows the programme's words for
    the roles. Where two columns compete for a field, the better guess gets it, then the column further left; the other
    is left out. The result does not depend on the rows' order beyond the three samples shown.
    """
    known, words = remembered or {}, vocabulary or Vocabulary()
    guesses = {
        position: _recall(title, known) or _guess(title, _texts(table, position), words)
        for position, title in enumerate(table.header)
    }
    _settle(guesses)
    return ColumnMapping(
        tuple(
            Column(position, title, *guesses[position], _samples(table, position))
            for position, title in enumerate(table.header)
        )
    )


Guess = tuple[str | None, str]


def _recall(title: str, remembered: Mapping[str, str | None]) -> Guess | None:
    folded = fold(title)
    if folded in OWN_TITLES:
        return (None, SURE)
    if folded in remembered and (remembered[folded] in FIELD or remembered[folded] in (EXTRA, None)):
        return (remembered[folded], CHOSEN)
    return None


def _guess(title: str, texts: tuple[str, ...], vocabulary: Vocabulary) -> Guess:
    by_title = _guess_by_title(fold(title))
    by_cells = _guess_by_cells(texts, vocabulary)
    if by_title[0] == "role" and _holds_jobs(texts, vocabulary):
        return ("job_title", GUESS)
    if by_title[0] == "manager" and by_cells[0] == "email":
        return by_title
    if by_cells[0] in ("email", "role") and by_title[0] != by_cells[0] and by_title[1] != SURE:
        return by_cells
    return by_title if by_title[0] else by_cells


def _holds_jobs(texts: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """“Role” often heads a column of jobs: many different texts, none of which is a role of ours."""
    return len(set(texts)) > MOST_ROLES and not any(is_role_word(text, vocabulary) for text in texts)


def _guess_by_title(folded: str) -> Guess:
    numberless = re.sub(r"\s*\d+$", "", folded)
    for field in FIELDS:
        if folded in field.aliases or (field.kind.takes_several_columns and numberless in field.aliases):
            return (field.key, SURE)
    words = set(folded.split())
    best: tuple[int, str] | None = None
    for field in FIELDS:
        for alias in field.aliases:
            parts = set(alias.split())
            if parts <= words and len(alias) > 3 and (best is None or len(alias) > best[0]):
                best = (len(alias), field.key)
    return (best[1], LIKELY) if best else (None, NONE)


def _guess_by_cells(texts: tuple[str, ...], vocabulary: Vocabulary) -> Guess:
    if not texts:
        return (None, NONE)
    tests = (
        ("email", is_email, LIKELY),
        ("role", lambda text: is_role_word(text, vocabulary), LIKELY),
        ("time_zone", is_zone, LIKELY),
        ("started_on", could_be_date, GUESS),
    )
    for key, test, confidence in tests:
        if sum(map(test, texts)) >= MOSTLY * len(texts):
            return (key, confidence)
    return (None, NONE)


def _settle(guesses: dict[int, Guess]) -> None:
    """Leave each field that takes one column to its best claimant."""
    order = sorted(guesses, key=lambda at: (-_strength(guesses[at]), at))
    taken: set[str] = set()
    for position in order:
        field = guesses[position][0]
        if field is None or field == EXTRA or _takes_several(field):
            continue
        if field in taken:
            guesses[position] = (None, NONE)
        taken.add(field)


def _strength(guess: Guess) -> int:
    return STRENGTH.get(guess[1], 4)


def _texts(table: Table, position: int) -> tuple[str, ...]:
    texts = (row.cells[position].strip() for row in table.rows[:LOOK_AT] if not is_example(row))
    return tuple(text for text in texts if text)


def _samples(table: Table, position: int) -> tuple[str, ...]:
    """The first three different texts of the column."""
    return tuple(dict.fromkeys(_texts(table, position)))[:SAMPLES]


def is_example(row: Row) -> bool:
    """Whether this is the template's example row: its first text begins with the word EXAMPLE in capitals."""
    first = next((cell.strip() for cell in row.cells if cell.strip()), "")
    return bool(re.match(r"EXAMPLE\b", first))


def describe_left_out(mapping: ColumnMapping) -> tuple[str, ...]:
    """A note for every column that is not imported."""
    return tuple(
        f"Column “{column.title}” left out" + (", as you chose" if column.confidence == CHOSEN else "")
        for column in mapping.columns
        if column.field is None and fold(column.title) not in OWN_TITLES
    )


def _takes_several(field: str) -> bool:
    return FIELD[field].kind.takes_several_columns
