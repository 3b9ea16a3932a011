"""What a value in a programme file may look like: each shape reads a value and describes itself as JSON schema.

A shape never stops at a mistake. It tells the `Report` and gives `BROKEN`, so that one reading names every mistake.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, Protocol

from telemachy.programmes.file.lines import Path
from telemachy.programmes.file.parts import Span

BROKEN: Final = object()
REQUIRED: Final = object()

_SPAN = re.compile(r"([1-9][0-9]{0,3}|0) (day|week|month|year)s?")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: the line it stands on, the key ("criteria[2].weight", counted from 1) and a sentence about it."""

    line: int
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.key}: {self.sentence}" if self.key else f"line {self.line}: {self.sentence}"


@dataclass
class Report:
    """Collects problems while a file is read; knows on which line each key stands."""

    lines: Mapping[Path, int]
    problems: list[Problem] = field(default_factory=list)

    def say(self, path: Path, sentence: str) -> None:
        self.problems.append(Problem(self.line(path), written(path), sentence))

    def line(self, path: Path) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def written(path: Path) -> str:
    """A path as people write it, list items counted from 1: `criteria[2].weight`."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


class Shape(Protocol):
    def read(self, value: Any, path: Path, report: Report) -> Any:
        """Give the value read, or `BROKEN` after saying why."""
        ...

    def schema(self) -> dict[str, Any]:
        """Describe in JSON schema (2020-12) what `read` accepts."""
        ...


@dataclass(frozen=True)
class Words:
    """A text that says something, at most `most` characters long."""

    most: int = 200

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, str):
            return _refuse(report, path, f"{shown(value)} is not a text in quotation marks.")
        if not value.strip():
            return _refuse(report, path, "the text is empty.")
        if len(value) > self.most:
            return _refuse(report, path, f"the text has {len(value)} characters; at most {self.most} fit.")
        return value.strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.most, "pattern": r"\S"}


@dataclass(frozen=True)
class Name:
    """An id: small letters, digits and single hyphens."""

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if isinstance(value, str) and len(value) <= 60 and _NAME.fullmatch(value):
            return value
        return _refuse(report, path, f"{shown(value)} is not an id of small letters, digits and hyphens.")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 60, "pattern": f"^{_NAME.pattern}$"}


@dataclass(frozen=True)
class Whole:
    least: int
    most: int

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return _refuse(report, path, f"{shown(value)} is not a whole number.")
        if not self.least <= value <= self.most:
            return _refuse(report, path, f"{value} is not between {self.least} and {self.most}.")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Number:
    least: float
    most: float

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return _refuse(report, path, f"{shown(value)} is not a number.")
        if not self.least <= value <= self.most:
            return _refuse(report, path, f"{value} is not between {self.least:g} and {self.most:g}.")
        return float(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class YesOrNo:
    def read(self, value: Any, path: Path, report: Report) -> Any:
        if isinstance(value, bool):
            return value
        return _refuse(report, path, f"{shown(value)} is neither true nor false.")

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class OneOf:
    choices: tuple[str, ...]

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if isinstance(value, str) and value in self.choices:
            return value
        return _refuse(report, path, f"{shown(value)} is not known{nearest(value, self.choices)}")

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.choices)}


@dataclass(frozen=True)
class Duration:
    """A length of time in words, "6 months" or "2 weeks", and longer than nothing unless `zero`."""

    zero: bool = False

    def read(self, value: Any, path: Path, report: Report) -> Any:
        found = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            return _refuse(report, path, f'{shown(value)} is not a length of time such as "6 months" or "2 weeks".')
        if found[1] == "0" and not self.zero:
            return _refuse(report, path, "it cannot be nothing.")
        return Span(int(found[1]), found[2])

    def schema(self) -> dict[str, Any]:
        pattern = _SPAN.pattern if self.zero else _SPAN.pattern.replace("|0)", ")")
        return {"type": "string", "pattern": f"^{pattern}$"}


@dataclass(frozen=True)
class ListOf:
    """A list of at least `least` and at most `most` items; read as a tuple."""

    item: Shape
    least: int = 0
    most: int = 100

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, list):
            return _refuse(report, path, f"{shown(value)} is not a list.")
        items = [self.item.read(item, (*path, place), report) for place, item in enumerate(value)]
        if not self.least <= len(items) <= self.most:
            return _refuse(report, path, f"it has {len(items)} items instead of {self.least} to {self.most}.")
        return BROKEN if BROKEN in items else tuple(items)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), "minItems": self.least, "maxItems": self.most}


@dataclass(frozen=True)
class MapOf:
    """A table with any keys, each of one shape."""

    item: Shape
    most: int = 200

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, dict):
            return _refuse(report, path, f"{shown(value)} is not a table.")
        if len(value) > self.most:
            return _refuse(report, path, f"it has {len(value)} entries; at most {self.most} fit.")
        items = {key: self.item.read(item, (*path, key), report) for key, item in value.items()}
        return BROKEN if BROKEN in items.values() else items

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.item.schema(), "maxProperties": self.most}


@dataclass(frozen=True)
class Key:
    """One key of a table: its shape, what stands for it when it is left out, and what it means."""

    shape: Shape
    default: Any = REQUIRED
    means: str = ""

    def schema(self) -> dict[str, Any]:
        return self.shape.schema() | ({"description": self.means} if self.means else {})


Say = Callable[[Path, str], None]
Check = Callable[[Mapping[str, Any], Say], None]


@dataclass(frozen=True)
class Table:
    """A table with known keys, built into a value by `build(**keys)` once all of them could be read.

    Each check sees the keys that could be read and says what does not go together; paths are relative to the table.
    """

    keys: Mapping[str, Key]
    build: Callable[..., Any]
    checks: tuple[Check, ...] = ()

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, dict):
            return _refuse(report, path, f"{shown(value)} is not a table.")
        before = len(report.problems)
        for key in value.keys() - self.keys.keys():
            report.say((*path, key), f"there is no such key{nearest(key, self.keys)}")
        found = {key: self.read_key(key, value, path, report) for key in self.keys}
        whole = {key: item for key, item in found.items() if item is not BROKEN}
        for check in self.checks:
            check(whole, lambda tail, sentence: report.say(path + tail, sentence))
        return BROKEN if len(report.problems) > before else self.build(**whole)

    def read_key(self, key: str, value: dict[str, Any], path: Path, report: Report) -> Any:
        known = self.keys[key]
        if key in value:
            return known.shape.read(value[key], (*path, key), report)
        if known.default is REQUIRED:
            return _refuse(report, (*path, key), "it is missing.")
        return known.default

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: key.schema() for name, key in self.keys.items()},
            "required": [name for name, key in self.keys.items() if key.default is REQUIRED],
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Kinds:
    """A table whose other keys depend on its `kind`; `of` has the table for each kind, without the kind itself."""

    of: Mapping[str, Table]

    def read(self, value: Any, path: Path, report: Report) -> Any:
        if not isinstance(value, dict):
            return _refuse(report, path, f"{shown(value)} is not a table.")
        if "kind" not in value:
            return _refuse(report, (*path, "kind"), f"it is missing; there are {', '.join(self.of)}.")
        kind = OneOf(tuple(self.of)).read(value["kind"], (*path, "kind"), report)
        if kind is BROKEN:
            return BROKEN
        return self.of[kind].read({key: item for key, item in value.items() if key != "kind"}, path, report)

    def schema(self) -> dict[str, Any]:
        return {"oneOf": [_with_kind(kind, table.schema()) for kind, table in self.of.items()]}


@dataclass(frozen=True)
class EitherWordsOr:
    """A plain text as the short form of a table with one main key: `name = "Full name"`."""

    main: str
    table: Table

    def read(self, value: Any, path: Path, report: Report) -> Any:
        return self.table.read({self.main: value} if isinstance(value, str) else value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.table.keys[self.main].shape.schema(), self.table.schema()]}


def shown(value: Any) -> str:
    """A value as it may be quoted in a sentence: short, texts in quotation marks."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = str(value)
    text = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return f"'{text}'" if isinstance(value, str) else text


def nearest(value: Any, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """The end of a sentence: what may have been meant, or all there is when the list is short."""
    close = get_close_matches(str(value), list(known), n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; there are {', '.join(known)}." if 0 < len(known) <= 12 else "."


def _refuse(report: Report, path: Path, sentence: str) -> Any:
    report.say(path, sentence)
    return BROKEN


def _with_kind(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {
        "properties": {"kind": {"const": kind}} | schema["properties"],
        "required": ["kind", *schema["required"]],
    }
