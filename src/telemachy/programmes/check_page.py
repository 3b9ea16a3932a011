"""The check of an import as its page shows it, and what was typed there as decisions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.people.importing import (
    FIELD,
    FIELDS,
    Check,
    ColumnMapping,
    Decisions,
    Kind,
    Option,
    Problem,
    ProblemGroup,
)
from telemachy.people.importing.dates import read_date, write_date
from telemachy.people.spreadsheets import Table

SHOWN = 50
"""Rows of a group before **Show all**."""
MOST_SHOWN = 500
BESIDE = ("role", "team", "site")
ICONS = {
    "twice": "copy", "no-email": "at", "bad-email": "at", "no-name": "user-question", "no-role": "users",
    "unknown-role": "users", "two-people": "arrows-exchange", "ambiguous-date": "calendar-question",
    "bad-date": "calendar-x", "bad-hours": "clock", "bad-zone": "world", "bad-seniority": "arrow-up",
    "bad-capacity": "users", "no-places": "users", "unknown-manager": "user-question", "unknown-wish": "star",
    "unknown-skill": "search", "unknown-language": "language", "own-answer": "message-2", "too-long": "file-text",
    "too-long-to-go-in": "file-text",
}  # fmt: skip
FOLDED = frozenset({"ambiguous-date", "unknown-skill", "unknown-wish", "unknown-manager", "own-answer"})
"""Groups whose rows wait behind **Show rows**: one answer settles them, or nothing needs to."""
FIXED_TEXT = frozenset({"twice", "own-answer", "two-people", "ambiguous-date"})
"""Groups that are not settled by rewriting a cell."""
DATES = frozenset({"ambiguous-date", "bad-date"})
ROLES = (("mentee", "Mentee"), ("mentor", "Mentor"), ("both", "both"))


@dataclass(frozen=True)
class Cell:
    """A text of the row; `differs` where two rows of one person do."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Line:
    """One row of a group."""

    problem: Problem
    beside: tuple[Cell, ...]
    control: str
    """Name of its input, empty where there is none."""
    starts: bool = False
    """Whether it is the first row of another person."""
    is_kept: bool = False
    """Whether somebody decided that this row of a person goes in."""
    reads: str = ""
    """The value an edit gave, in words."""

    @property
    def id(self) -> str:
        """What the page calls the row."""
        return f"{self.problem.row}-{self.problem.field}"


@dataclass(frozen=True)
class Group:
    """Problems with one fix, ready to be drawn."""

    kind: str
    title: str
    hint: str
    icon: str
    blocking: bool
    field: str
    label: str
    beside: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden: int
    folded: bool
    question: str
    options: tuple[Option, ...]
    total: int


def lay_out(check: Check, table: Table, mapping: ColumnMapping, decisions: Decisions, shown: str = "") -> list[Group]:
    """Put a check's problems into groups, blocking ones first; the group of kind `shown` is unfolded."""
    texts = _Texts(table, mapping, decisions)
    return [_group(group, texts, is_shown=group.kind == shown) for group in check.groups]


class _Texts:
    """Finds the text of a field in a row of the file."""

    def __init__(self, table: Table, mapping: ColumnMapping, decisions: Decisions) -> None:
        self._rows = {row.number: row for row in table.rows}
        self._at = {field.key: mapping.positions(field.key) for field in FIELDS}
        self._edits = decisions.edits

    def read(self, row: int, field: str) -> str:
        if (row, field) in self._edits:
            return self._edits[row, field]
        cells = (self._rows[row].cells[at] for at in self._at[field])
        return "; ".join(filter(None, (cell.strip() for cell in cells)))


def _group(group: ProblemGroup, texts: _Texts, *, is_shown: bool) -> Group:
    beside = _columns_beside(group)
    folded = group.kind in FOLDED and not is_shown
    most = 0 if folded else MOST_SHOWN if is_shown else SHOWN
    if group.kind == "twice":
        most = max(most, MOST_SHOWN)
    field = group.problems[0].field
    return Group(
        kind=group.kind,
        title=group.title,
        hint=group.hint,
        icon=ICONS.get(group.kind, "alert-triangle"),
        blocking=group.blocking,
        field=field,
        label=FIELD[field].label if field in FIELD else "",
        beside=tuple(FIELD[key].label for key in beside),
        lines=tuple(_lines(group, beside, texts, most)),
        hidden=max(0, len(group.problems) - most),
        folded=folded,
        question=group.question,
        options=group.options,
        total=len(group.problems),
    )


def _columns_beside(group: ProblemGroup) -> tuple[str, ...]:
    """Three columns that tell rows apart: those that differ first, then role, team and office; in the file's order."""
    differing = [key for problem in group.problems for key in problem.differs if key in FIELD and key != "email"]
    field = group.problems[0].field
    wanted = dict.fromkeys([*differing, *BESIDE])
    chosen = [key for key in wanted if key not in (field, "name", "given_name", "family_name")][:3]
    order = [each.key for each in FIELDS]
    return tuple(sorted(chosen, key=lambda key: (key not in BESIDE, order.index(key))))


def _lines(group: ProblemGroup, beside: Iterable[str], texts: _Texts, most: int) -> Iterator[Line]:
    before = 0
    decided = {problem.group for problem in group.problems if problem.fixed and not problem.kept}
    for problem in group.problems[:most]:
        cells = tuple(Cell(texts.read(problem.row, key), key in problem.differs) for key in beside)
        has_control = group.kind not in FIXED_TEXT and not problem.fixed
        control = f"edit-{problem.row}-{problem.field}" if has_control else ""
        is_kept = problem.kept and problem.group in decided
        yield Line(problem, cells, control, problem.group != before, is_kept, _in_words(problem))
        before = problem.group


def _in_words(problem: Problem) -> str:
    """A fixed date as it was understood, anything else as typed."""
    is_date = problem.fixed and problem.field in FIELD and FIELD[problem.field].kind is Kind.DATE
    day = _read_iso(problem.value) if is_date else None
    return day or problem.value


def _read_iso(text: str) -> str | None:
    day = read_date(text).day_first
    return write_date(day) if day else None


def headline(groups: Iterable[Group], blocked: int) -> tuple[str, str]:
    """The two headings: what keeps rows out, and what is worth a look."""
    groups = list(groups)
    stop = ngettext("%(n)d row cannot go in as it is", "%(n)d rows cannot go in as they are", blocked) % {"n": blocked}
    warnings = [group for group in groups if not group.blocking]
    count = sum(group.total for group in warnings)
    if all(group.kind in DATES for group in warnings):
        look = ngettext("%(n)d date to look at", "%(n)d dates to look at", count) % {"n": count}
    else:
        look = ngettext("%(n)d thing to look at", "%(n)d things to look at", count) % {"n": count}
    return stop if blocked else _("Every row with a problem is settled"), look


# --- back from the page -----------------------------------------------------------------------------------------------


def read_decisions(post: Mapping[str, str], check: Check, before: Decisions) -> Decisions:
    """Take over what a page of this check asked for and somebody answered; everything else in `post` is ignored."""
    decided = before
    for group in check.groups:
        decided = _read_group(post, group, decided)
    if overwritten := before.overwrite:
        decided = replace(decided, overwrite=overwritten if post.get("overwrite-kept") != "off" else frozenset())
    undo = post.get("undo", "")
    for row, field in decided.edits:
        if undo == f"{row}-{field}":
            decided = decided.undo_edit(row, field)
            break
    return decided


def _read_group(post: Mapping[str, str], group: ProblemGroup, decided: Decisions) -> Decisions:
    if group.kind == "twice":
        return _read_kept(post, group, decided)
    if group.kind == "ambiguous-date":
        chosen = post.get("date_order", "")
        now = next((option.key for option in group.options if option.chosen), "")
        known = chosen in {option.key for option in group.options}
        return replace(decided, date_order=chosen) if known and chosen != now else decided
    if group.kind == "own-answer":
        fields = {problem.field for problem in group.problems}
        return replace(decided, overwrite=decided.overwrite | fields) if post.get("overwrite") == "on" else decided
    for problem in group.problems:
        typed = post.get(f"edit-{problem.row}-{problem.field}", problem.value)
        if (
            typed is not None
            and problem.field in FIELD
            and typed.strip() != problem.value.strip()
            and not problem.fixed
        ):
            decided = decided.edit(problem.row, problem.field, typed.strip())
    return decided


def _read_kept(post: Mapping[str, str], group: ProblemGroup, decided: Decisions) -> Decisions:
    people: dict[int, list[int]] = {}
    for problem in group.problems:
        people.setdefault(problem.group, []).append(problem.row)
    for number, rows in people.items():
        chosen = str(max(rows)) if "keep_later" in post else post.get(f"keep-{number}", "")
        if chosen in map(str, rows):
            decided = replace(decided, keep=(decided.keep - set(rows)) | {int(chosen)})
    return decided
