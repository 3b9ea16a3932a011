"""Reading a programme file: all its mistakes at once, each with line and key."""

import json
import re
import tomllib
from functools import partial
from typing import Any

from telemachy.errors import Refused
from telemachy.programmes.file.layout import layout, programme_from
from telemachy.programmes.file.lines import key_lines
from telemachy.programmes.file.parts import ProgrammeFile
from telemachy.programmes.file.shape import Problem, Report

LARGEST = 200_000
"""Characters; the reference files have about ten thousand."""

_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class ProgrammeFileError(Refused):
    """A programme file that cannot be used: `source` names it, `problems` are all its mistakes, by line."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))


def read_programme(text: str, source: str) -> ProgrammeFile:
    """Read a programme file from its text; `source` is the name to use in sentences.

    Raises `ProgrammeFileError` naming every mistake, unless the text is no TOML at all: then the first.
    """
    if len(text) > LARGEST:
        raise ProgrammeFileError(source, (Problem(1, "", f"the file has more than {LARGEST:,} characters."),))
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeFileError(source, (_not_toml(str(error), text),)) from error
    report = Report(key_lines(text.replace("\r\n", "\n")))
    programme = layout(partial(programme_from, source)).read(tables, (), report)
    if report.problems:
        raise ProgrammeFileError(source, tuple(sorted(report.problems)))
    assert isinstance(programme, ProgrammeFile)  # noqa: S101 - a reading without problems has built its value
    return programme


def programme_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of a programme file, made from what the reader accepts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:telemachy:programme-file",
        "title": "Telemachy programme file",
    } | layout(dict).schema()


def schema_text() -> str:
    """The schema as published in `programme.schema.json`."""
    return json.dumps(programme_schema(), indent=2, ensure_ascii=False) + "\n"


def _not_toml(message: str, text: str) -> Problem:
    found = _AT_LINE.search(message)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    return Problem(line, "", f"this is not TOML: {_AT_LINE.sub('', message)}.")
