"""What a check found: rows ready to go in, problems grouped by their fix, and what was read for the coordinator."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from telemachy.people.importing.values import Value

NEW, UPDATED, SAME = "new", "updated", "same"


@dataclass(frozen=True)
class ExistingPerson:
    """A person the organisation already has; `values` in the forms of `Value`."""

    key: str
    """The e-mail in small letters; what `Check` and managers refer to."""
    external_id: str = ""
    roles: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    """By field key, `name` included; extra answers under their title in `extras`."""
    extras: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    """Fields whose value the person gave."""
    settled: frozenset[str] = frozenset()
    """Fields that no file may change, whatever is decided: the address somebody signs in with."""


@dataclass(frozen=True)
class Change:
    """One value that an import changes; `old` is None where there was none."""

    field: str
    old: Value | None
    new: Value


@dataclass(frozen=True)
class PersonRow:
    """One person of the file, read, resolved and compared; applying it needs no further look at the file."""

    number: int
    key: str
    """E-mail of the person as known before the import, else as in the file."""
    status: str
    name: str
    email: str
    external_id: str
    roles: tuple[str, ...]
    values: Mapping[str, Value]
    """Everything the row says, by field key, but for roles; `manager` and `wishes` are e-mails of known people,
    or what the file says where nobody is known by it (see `unresolved`)."""
    extras: Mapping[str, str]
    changes: tuple[Change, ...]
    """What to write: for a new person everything, for others what differs. `roles` holds the roles to add."""
    unresolved: frozenset[str] = frozenset()
    """Of `manager` and `wishes`, those in which somebody is not known."""


@dataclass(frozen=True)
class Problem:
    """One thing to look at in one row."""

    row: int
    field: str
    name: str
    value: str
    sentence: str
    fixed: bool = False
    """An edit has settled it; `was` holds the cell as in the file."""
    was: str = ""
    group: int = 0
    """Rows of one person share a number where people are in the file twice."""
    kept: bool = False
    """Of the rows of one person, the one that goes in."""
    differs: tuple[str, ...] = ()
    """Fields in which the rows of one person differ."""


@dataclass(frozen=True)
class Option:
    """One answer to a group's question."""

    key: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class ProblemGroup:
    """Problems with one fix. Blocking ones keep their rows out; the others do not."""

    kind: str
    blocking: bool
    title: str
    hint: str
    problems: tuple[Problem, ...]
    question: str = ""
    options: tuple[Option, ...] = ()

    @property
    def open(self) -> int:
        """How many are not settled by an edit."""
        return sum(not problem.fixed for problem in self.problems)


@dataclass(frozen=True)
class Counts:
    """Rows by what becomes of them: new + updated + same + set_aside + left_out = rows."""

    new: int
    updated: int
    same: int
    set_aside: int
    left_out: int
    rows: int
    new_by_role: Mapping[str, int]


@dataclass(frozen=True)
class Check:
    """The dry run of an import. Nothing has been written."""

    rows: tuple[PersonRow, ...]
    """People who go in, in the order of the file, those with nothing to change included."""
    groups: tuple[ProblemGroup, ...]
    counts: Counts
    notes: tuple[str, ...]
    set_aside: Mapping[int, tuple[str, ...]]
    """Row number → why it stays out, in sentences."""

    @property
    def blocking(self) -> tuple[ProblemGroup, ...]:
        """Groups that keep rows out."""
        return tuple(group for group in self.groups if group.blocking)

    @property
    def warnings(self) -> tuple[ProblemGroup, ...]:
        """Groups whose rows go in either way."""
        return tuple(group for group in self.groups if not group.blocking)

    @property
    def sentence(self) -> str:
        """“200 new, 0 updated, 0 same, 3 need you.”"""
        counts = self.counts
        need = f"{counts.set_aside} need{'s' if counts.set_aside == 1 else ''} you"
        return f"{counts.new:,} new, {counts.updated:,} updated, {counts.same:,} same, {need}."
