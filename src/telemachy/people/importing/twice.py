"""People who are in the file more than once, by e-mail or by staff number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from telemachy.people.importing.decisions import Decisions
from telemachy.people.importing.drafts import Draft
from telemachy.people.importing.fields import EXTRA
from telemachy.people.importing.values import NOTHING


@dataclass(frozen=True)
class Twice:
    """All rows of one person, in the order of the file."""

    drafts: tuple[Draft, ...]
    kept: Draft
    decided: bool
    differs: tuple[str, ...]
    """Fields in which the rows differ; empty for plain repetitions."""


def find_people_twice(drafts: Iterable[Draft], decisions: Decisions) -> list[Twice]:
    """Group rows that share an e-mail or a staff number, directly or through other rows.

    The row a person chose is kept, else the first that names an e-mail.
    """
    rows = {draft.number: draft for draft in drafts}
    parent = {number: number for number in rows}
    first: dict[tuple[str, str], int] = {}
    for number, draft in rows.items():
        for key in _keys(draft):
            parent[_root(parent, number)] = _root(parent, first.setdefault(key, number))
    groups: dict[int, list[Draft]] = defaultdict(list)
    for number, draft in rows.items():
        groups[_root(parent, number)].append(draft)
    return [_describe(group, decisions) for group in groups.values() if len(group) > 1]


def _keys(draft: Draft) -> list[tuple[str, str]]:
    return [(field, draft.text(field).casefold()) for field in ("email", "external_id") if draft.text(field)]


def _root(parent: dict[int, int], number: int) -> int:
    while parent[number] != number:
        parent[number] = number = parent[parent[number]]
    return number


def _describe(group: list[Draft], decisions: Decisions) -> Twice:
    ordered = sorted(group, key=lambda draft: draft.number)
    chosen = [draft for draft in ordered if draft.number in decisions.keep]
    kept = (chosen or [draft for draft in ordered if draft.text("email")] or ordered)[0]
    return Twice(tuple(ordered), kept, bool(chosen), _differences(ordered))


def _differences(drafts: list[Draft]) -> tuple[str, ...]:
    said: dict[str, set[object]] = {key: set() for draft in drafts for key in draft.readings}
    for draft in drafts:
        for key, values in said.items():
            values.add(draft.readings.get(key, NOTHING).value)
    extras = {tuple(sorted(draft.extras.items())) for draft in drafts}
    different = sorted(key for key, values in said.items() if len(values) > 1)
    return (*different, EXTRA) if len(extras) > 1 else tuple(different)
