"""Reading in a process of its own, so that a hostile file costs at most some memory and a minute of it."""

import base64
import json
import os
import subprocess  # nosec B404
import sys
from typing import Any

from telemachy.errors import Refused
from telemachy.people.spreadsheets.limits import LIMITS
from telemachy.people.spreadsheets.reading import read_table
from telemachy.people.spreadsheets.table import Table

GRACE_SECONDS = 30


def read_table_safely(data: bytes, name: str, *, sheet: str | None = None, header_row: int | None = None) -> Table:
    """`read_table` in a child with bounded memory and time and without this process's secrets.

    The answer comes back as JSON, never pickled: a child that a file has taken over must not take over its parent.
    """
    if len(data) > LIMITS.file_size:
        return read_table(data, name)  # refuses, without parsing
    question = {"data": base64.b64encode(data).decode(), "name": name, "sheet": sheet, "header_row": header_row}
    try:
        done = subprocess.run(  # nosec B603
            [sys.executable, "-c", "from telemachy.people.spreadsheets.child import main; main()"],
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=LIMITS.cpu_seconds + GRACE_SECONDS,
            env=_bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much(name) from None
    if done.returncode != 0:
        raise _too_much(name)
    return _take(json.loads(done.stdout))


def _bare_environment() -> dict[str, str]:
    """What an interpreter needs to start, and nothing that unlocks a database."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG") if key in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}


def _take(answer: dict[str, Any]) -> Table:
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Table.unpack(answer["table"])


def _too_much(name: str) -> Refused:
    return Refused(
        f"{name} needs too much memory or time to read. Copy the table into a new workbook, or save it as CSV."
    )


def _bound_this_process() -> None:
    """Set the limits; where the system has none (Windows), the bounds of `archive` and `extent` stand alone."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory, LIMITS.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMITS.cpu_seconds, LIMITS.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read a question from standard input, write the answer to standard output."""
    _bound_this_process()
    question = json.loads(sys.stdin.buffer.read())
    data = base64.b64decode(question.pop("data"))
    try:
        answer: dict[str, object] = {"table": read_table(data, question.pop("name"), **question).pack()}
    except Refused as refused:
        answer = {"refused": str(refused)}
    sys.stdout.buffer.write(json.dumps(answer).encode())
