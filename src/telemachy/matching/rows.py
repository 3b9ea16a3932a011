"""Two tables in, a roster out: columns named by the programme file, every fault named by file, row and column."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from telemachy.errors import Refused
from telemachy.language import Taxonomy, load_taxonomy
from telemachy.matching.languages import language_tag
from telemachy.matching.roster import MatchPerson, Roster, same
from telemachy.people.importing.hours import read_hours
from telemachy.people.spreadsheets import Row, Table
from telemachy.people.week import USUAL_WEEK, WeekError, read_zone, shared_week
from telemachy.programmes.file import Column, ProgrammeFile, Role

MOST_PROBLEMS_TOLD = 20
MOST_NAMED = 5

_LEVEL = re.compile(r"(.*?)\s*(?::\s*([1-5])|\(([1-5])\))")
_LANGUAGES = re.compile(r"[^\s;,|/&](?:[^;,|/&\r\n]*[^\s;,|/&])?")
"""Whatever parts them in a cell: a language's name holds none of these."""
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_PEOPLE = ("wishes", "avoid", "former")


class RowsRefused(Refused):
    """Rows that cannot be used; `problems` are all of them, the message tells the first ones."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        told = problems[:MOST_PROBLEMS_TOLD]
        if len(problems) > len(told):
            told.append(f"There are {len(problems) - len(told):,} more problems of this kind.")
        super().__init__("\n".join(told))


@dataclass(frozen=True, eq=False)
class ReadRoster:
    """A roster as read, and what a careful reader would want to know about it."""

    roster: Roster
    notes: tuple[str, ...]


def read_roster(
    mentees: Table,
    mentors: Table,
    programme: ProgrammeFile,
    *,
    taxonomy: Taxonomy | None = None,
    week_of: date = USUAL_WEEK,
) -> ReadRoster:
    """Read people from two tables by a programme's column maps; `week_of` decides on summer or winter time.

    Raises `Refused` for a missing column, and `RowsRefused` with every faulty cell at once.
    """
    skills = taxonomy or load_taxonomy()
    sides = (_Side(mentees, "mentee", programme, skills, week_of), _Side(mentors, "mentor", programme, skills, week_of))
    for side in sides:
        side.read()
    everybody = [side.directory() for side in sides]
    for side, others in zip(sides, reversed(everybody), strict=True):
        side.link(others, everybody)
    problems = [problem for side in sides for problem in side.problems]
    if problems:
        raise RowsRefused(problems)
    roster = Roster(tuple(sides[0].people), tuple(sides[1].people), skills, programme.wishes.most or 1)
    return ReadRoster(roster, tuple(note for side in sides for note in side.all_notes()))


@dataclass(frozen=True)
class Directory:
    """How the people of one side may be called: by key, or by name where that is clear; value "" is several people."""

    keys: Mapping[str, str]
    names: Mapping[str, str]

    def find(self, text: str) -> str | None:
        """The key of the person meant; "" where the name fits several, None where nobody is called so."""
        return self.keys.get(same(text)) or self.names.get(same(text))


@dataclass
class _Side:
    """One table while it is read: mentees or mentors."""

    table: Table
    role: Role
    programme: ProgrammeFile
    taxonomy: Taxonomy
    week_of: date
    people: list[MatchPerson] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: dict[str, dict[str, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = self.programme.columns(self.role)
        if not self.columns:
            raise Refused(f"{self.programme.source} has no table [import.{self.role}s] that names the columns.")
        self.places = {
            name: place for name, column in self.columns.items() if (place := self.place(column)) is not None
        }
        if "name" not in self.places:
            expected = " or ".join(f"“{name}”" for name in self.columns["name"].names)
            raise Refused(
                f"{self.table.where}: there is no column {expected} for the name, as {self.programme.source} calls it. "
                f"The columns are: {', '.join(self.table.header)}."
            )

    def place(self, column: Column) -> int | None:
        """Where a column stands; the proper heading wins over an alias."""
        titles = [same(title) for title in self.table.header]
        return next((titles.index(same(name)) for name in column.names if same(name) in titles), None)

    def read(self) -> None:
        """Read every row into a person whose references to others are still as written."""
        self.note_columns()
        seen: dict[str, int] = {}
        for row in self.table.rows:
            name = self.cell(row, "name")
            key = _plain_key(self.cell(row, "key")) if "key" in self.places else name
            if not name:
                self.fault(row, "name", "the name is missing.")
            if not key:
                self.fault(row, "key" if "key" in self.places else "name", "it is missing, and it tells people apart.")
            elif same(key) in seen:
                where = "key" if "key" in self.places else "name"
                self.fault(row, where, f"“{key}” stands in row {seen[same(key)]} already.")
            seen.setdefault(same(key), row.number)
            self.people.append(self.person(row, key, name))
            self.rows.append(row)
        if not self.people:
            raise Refused(f"{self.table.where}: there are column names but no people below them.")

    def person(self, row: Row, key: str, name: str) -> MatchPerson:
        capacity = self.programme.capacity(self.role)
        plain: dict[str, Any] = {
            fact: self.cell(row, fact) for fact in ("team", "department", "site", "organisation", "manager")
        }
        sets: dict[str, Any] = {
            fact: frozenset(self.several(row, fact)) for fact in ("avoid", "former", "competitors", "values")
        }
        places = self.whole(row, "capacity", 0, capacity.most)
        return MatchPerson(
            key=key,
            name=name,
            role=self.role,
            wants=self.skills(row, "wants"),
            offers=self.skills(row, "offers"),
            goal=self.cell(row, "goal"),
            biography=self.cell(row, "biography"),
            languages=frozenset(map(language_tag, _LANGUAGES.findall(self.cell(row, "languages")))),
            week=self.week(row),
            level=self.whole(row, "level", -100, 100),
            capacity=capacity.default if places is None else places,
            wishes=tuple(self.several(row, "wishes")),
            **plain,
            **sets,
        )

    def cell(self, row: Row, fact: str) -> str:
        return row.cells[self.places[fact]].strip() if fact in self.places else ""

    def several(self, row: Row, fact: str) -> list[str]:
        """Entries of a cell, in order, each once."""
        cell = self.cell(row, fact)
        if not cell:
            return []
        parts = re.split(rf"[{re.escape(self.columns[fact].separator)}\r\n]", cell)
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def whole(self, row: Row, fact: str, least: int, most: int) -> int | None:
        """A whole number, or a word for which the programme file has one."""
        cell = self.cell(row, fact)
        if not cell:
            return None
        words = {same(word): number for word, number in self.columns[fact].values.items()}
        if same(cell) in words:
            return words[same(cell)]
        if not _WHOLE.fullmatch(cell):
            known = f" nor one of {', '.join(self.columns[fact].values)}" if words else ""
            self.fault(row, fact, f"“{_short(cell)}” is not a whole number{known}.")
            return None
        if not least <= int(cell) <= most:
            self.fault(row, fact, f"{int(cell)} is not between {least} and {most}.")
            return None
        return int(cell)

    def skills(self, row: Row, fact: str) -> tuple[tuple[str, int | None], ...]:
        """Skill ids with levels; a text that names no skill stands for itself and matches nothing else."""
        found: dict[str, int | None] = {}
        for entry in self.several(row, fact):
            name, level = _split_level(entry)
            ids = _skill_ids(self.taxonomy, name)
            if not ids:
                self.unknown.setdefault(fact, {})[name] = None
            for skill in ids or (same(name),):
                found.setdefault(skill, level)
        return tuple(found.items())

    def week(self, row: Row) -> int | None:
        cell = self.cell(row, "availability")
        if not cell:
            return None
        stretches = _hours(cell)
        if stretches is None:
            self.fault(
                row, "availability", f"“{_short(cell)}” is no time of a week; write “Mon morning; Thu 12:00-13:00”."
            )
            return None
        zone = self.cell(row, "time_zone") or "UTC"
        try:
            read_zone(zone)
        except WeekError as error:
            self.fault(row, "time_zone", str(error))
            return None
        return shared_week(stretches, zone, self.week_of)

    def directory(self) -> Directory:
        names: dict[str, str] = {}
        for person in self.people:
            names[same(person.name)] = "" if same(person.name) in names else person.key
        return Directory({same(person.key): person.key for person in self.people}, names)

    def link(self, others: Directory, everybody: list[Directory]) -> None:
        """Turn names and keys of other people into keys; who is not there is left out and noted."""
        for place, (row, person) in enumerate(zip(self.rows, self.people, strict=True)):
            found: dict[str, Any] = {fact: self.linked(row, fact, getattr(person, fact), others) for fact in _PEOPLE}
            found |= {fact: frozenset(found[fact]) for fact in ("avoid", "former")}
            self.people[place] = replace(person, manager=self.manager(row, person, everybody), **found)

    def linked(self, row: Row, fact: str, texts: Iterable[str], others: Directory) -> tuple[str, ...]:
        keys = []
        for text in sorted(texts) if fact != "wishes" else texts:
            key = others.find(text)
            if key == "":
                self.fault(row, fact, f"“{_short(text)}” may be several people; use what tells them apart.")
            elif key is None:
                self.unknown.setdefault(fact, {})[text] = None
            else:
                keys.append(key)
        return tuple(dict.fromkeys(keys))

    def manager(self, row: Row, person: MatchPerson, everybody: list[Directory]) -> str:
        """The manager's key if the manager is here; else the text, which matches nobody."""
        keys = {key for directory in everybody if (key := directory.find(person.manager)) is not None}
        if "" in keys or len(keys) > 1:
            self.fault(row, "manager", f"“{_short(person.manager)}” may be several people; use what tells them apart.")
        return keys.pop() if keys else person.manager

    def fault(self, row: Row, fact: str, sentence: str) -> None:
        title = self.table.header[self.places[fact]]
        self.problems.append(f"{self.table.where}, row {row.number}, column “{title}”: {sentence}")

    def note_columns(self) -> None:
        absent = [column.column for fact, column in self.columns.items() if fact not in self.places]
        if absent:
            self.notes.append(f"{self.table.where}: no column {_some(absent)}; counted as not answered.")

    def all_notes(self) -> Iterable[str]:
        yield from self.table.skipped
        yield from self.notes
        for fact, texts in self.unknown.items():
            title = self.table.header[self.places[fact]]
            meaning = "nobody on the other side is called so, left out" if fact in _PEOPLE else "matches only itself"
            yield f"{self.table.where}, column “{title}”: {_some(list(texts))}: {meaning}."


def _plain_key(key: str) -> str:
    """E-mail addresses are the same in any case."""
    return key.lower() if "@" in key else key


def _split_level(entry: str) -> tuple[str, int | None]:
    found = _LEVEL.fullmatch(entry)
    return (found[1], int(found[2] or found[3])) if found and found[1] else (entry, None)


@cache
def _hours(cell: str) -> tuple[Any, ...] | None:
    return read_hours(cell)


def _skill_ids(taxonomy: Taxonomy, text: str) -> tuple[str, ...]:
    """The skill a text names, else those it mentions."""
    named = taxonomy.named(text)
    return (named.id,) if named else tuple(dict.fromkeys(found.skill.id for found in taxonomy.find(text)))


def _some(texts: list[str]) -> str:
    named = ", ".join(f"“{_short(text)}”" for text in texts[:MOST_NAMED])
    return f"{named} and {len(texts) - MOST_NAMED:,} more" if len(texts) > MOST_NAMED else named


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
