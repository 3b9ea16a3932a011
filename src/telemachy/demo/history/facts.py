"""The keys under which the product offers the facts of a pair to whoever writes its story."""

from collections.abc import Callable, Mapping

from .pair import Pair


def key_of(pair: Pair, fact: str) -> str:
    """Return the key of a fact that is named by its place: “goal 2”, “decision 1 3”, “account 2 mentor”."""
    kind, *place = fact.split()
    return _KEYS[kind](pair, *place) if kind in _KEYS else _ALONE.get(kind, kind)


def _session(pair: Pair, number: str) -> str:
    return f"session:{pair.sessions[int(number)].pk}"


def _goal(pair: Pair, number: str) -> str:
    return f"goal:{pair.goals[int(number)].pk}"


def _rating(pair: Pair, number: str) -> str:
    return f"rating:{pair.goals[int(number)].pk}"


def _initiative(pair: Pair, number: str) -> str:
    return f"initiative:{pair.initiatives[int(number)].pk}"


def _measure(pair: Pair, number: str) -> str:
    return f"measure:{pair.initiatives[int(number)].pk}"


def _chart(pair: Pair, number: str) -> str:
    return f"chart:{pair.initiatives[int(number)].pk}"


def _decision(pair: Pair, number: str, place: str) -> str:
    decisions = pair.initiatives[int(number)].decisions.order_by("on")
    return f"decision:{decisions[int(place) - 1].pk}"


def _claim(pair: Pair, number: str) -> str:
    return f"claim:{pair.claims[int(number)].pk}"


def _shares(pair: Pair, number: str) -> str:
    return f"shares:{pair.claims[int(number)].pk}"


def _account(pair: Pair, number: str, who: str) -> str:
    return f"account:{pair.claims[int(number)].contributions.get(by=pair.people[who]).pk}"


def _of_person(kind: str) -> Callable[..., str]:
    return lambda pair, who: f"{kind}:{pair.people[who].pk}"


_ALONE = {"asked": "hope:asked"}
_KEYS: Mapping[str, Callable[..., str]] = {
    "session": _session,
    "goal": _goal,
    "rating": _rating,
    "initiative": _initiative,
    "aim": lambda pair, number: f"{_initiative(pair, number)}:aim",
    "team": lambda pair, number: f"{_initiative(pair, number)}:team",
    "measure": _measure,
    "chart": _chart,
    "decision": _decision,
    "claim": _claim,
    "shares": _shares,
    "account": _account,
    **{kind: _of_person(kind) for kind in ("role", "helped", "did-not-work", "answered")},
}
