"""Sums of money that may be shown: per currency, never converted, each venture once, of enough people.

>>> from decimal import Decimal
>>> raised = [Amount(person, f"venture {person}", "GBP", Decimal(100)) for person in range(4)]
>>> sum_amounts(raised)
MaskedSums(sums=(), hidden=True)
>>> sum_amounts([*raised, Amount(4, "venture 4", "GBP", Decimal(600))]).sums
(Sum(currency='GBP', total=Decimal('1000'), people=5, largest=None),)
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from telemachy.inference.disclosure import K


@dataclass(frozen=True, slots=True)
class Amount:
    """What one person says one venture has got; `entity` is empty where the person is the venture."""

    person: Hashable
    entity: str
    currency: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """One currency's total; `largest` is the share of the largest venture in whole per cent.

    `largest` is None unless that venture's amount is public: its share of a shown total would tell it.
    `people` is None where somebody has amounts in two currencies, since the overlap could be worked out.
    """

    currency: str
    total: Decimal
    people: int | None
    largest: int | None


@dataclass(frozen=True, slots=True)
class MaskedSums:
    """The sums that may be shown; `hidden` says that there are others."""

    sums: tuple[Sum, ...]
    hidden: bool


def sum_amounts(amounts: Iterable[Amount], k: int = K, public: frozenset[Hashable] = frozenset()) -> MaskedSums:
    """Add amounts up by currency. Where several people report for one venture, the larger of their sums counts.

    A currency with fewer than k people or ventures is hidden, and further ones with it until nobody can tell how many
    have only hidden ones. People whose amounts are public stand in the sums, but not for anybody else: they are left
    out where enough people and ventures are asked for.

    Raises:
        ValueError: k is below five.
    """
    if k < K:
        raise ValueError(f"Groups under {K} are never shown; k may be raised, never lowered.")
    listed = list(amounts)
    ventures, people = _by_currency(listed)
    others, private = _by_currency([each for each in listed if each.person not in public])
    shown = sorted(
        (currency for currency in others if min(len(others[currency]), len(private[currency])) >= k),
        key=lambda currency: (-len(people[currency]), currency),
    )
    everybody = frozenset().union(*private.values())
    while shown and 0 < len(everybody - _united(private, shown)) < k:
        shown.pop()
    is_apart = sum(len(people[currency]) for currency in shown) == len(_united(people, shown))
    reported = _reported(listed)
    sums = (_sum(each, reported[each], len(people[each]) if is_apart else None, public) for each in shown)
    return MaskedSums(tuple(sums), hidden=len(shown) < len(ventures))


def _by_currency(
    amounts: list[Amount],
) -> tuple[Mapping[str, Mapping[Hashable, Decimal]], Mapping[str, frozenset[Hashable]]]:
    reported = _reported(amounts)
    ventures = {
        currency: {venture: max(sums.values()) for venture, sums in found.items()}
        for currency, found in reported.items()
    }
    people = {
        currency: frozenset(person for sums in found.values() for person in sums)
        for currency, found in reported.items()
    }
    return ventures, people


def _reported(amounts: list[Amount]) -> Mapping[str, Mapping[Hashable, Mapping[Hashable, Decimal]]]:
    """Return what each person reports for each venture, by currency."""
    reported: dict[str, dict[Hashable, dict[Hashable, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for each in amounts:
        sums = reported[each.currency][_plain(each.entity) or ("person", each.person)]
        sums[each.person] = sums.get(each.person, Decimal(0)) + each.value
    return reported


def _plain(name: str) -> str:
    """Return a name as it is compared: two founders do not write their venture's in the same way."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _united(people: Mapping[str, frozenset[Hashable]], currencies: Iterable[str]) -> frozenset[Hashable]:
    return frozenset().union(*(people[currency] for currency in currencies))


def _sum(
    currency: str,
    reported: Mapping[Hashable, Mapping[Hashable, Decimal]],
    people: int | None,
    public: frozenset[Hashable],
) -> Sum:
    total = sum((max(sums.values()) for sums in reported.values()), Decimal(0))
    most = max(value for sums in reported.values() for value in sums.values())
    told = any(sums.get(person) == most for sums in reported.values() for person in public)
    return Sum(currency, total, people, round(100 * most / total) if total and told else None)
