"""What a matching found, as plain data for a file: pairs with their terms, who was left out and why, and the proof."""

import numpy as np

from telemachy.assignment import Matching, Unmatched, explain_unmatched
from telemachy.matching.roster import Floats, Mask
from telemachy.matching.scoring import Reasons, Scored

DIGITS = 10
"""Decimals kept, so that terms still add up to the score to 1e-9."""
MOST_NAMED = 10
STEP = 10
"""Points that one bar of the distribution of fits is wide."""


def pairs_by_fit(scored: Scored, matching: Matching) -> list[tuple[int, int, float]]:
    """(mentee row, mentor column, fit) of every pair, in the order of mentees."""
    return [(i, j, float(scored.fit[i, j])) for i, j in matching.pairs.tolist()]


def unmatched(scored: Scored, matching: Matching) -> tuple[Unmatched, ...]:
    """Mentees without any mentor, each with the rules that left them out."""
    paired = set(matching.pairs[:, 0].tolist())
    return tuple(left for left in explain_unmatched(matching, scored.rules) if left.mentee not in paired)


def describe(scored: Scored, matching: Matching, left_out: tuple[Unmatched, ...]) -> dict[str, object]:
    """Everything about the result that follows from programme, people and seed alone, ready for JSON."""
    return {
        "objective": "total",
        "total": _round(matching.total),
        "bound": _round(matching.bound),
        "gap": _round(matching.gap),
        "size": matching.size,
        "size_bound": matching.size_bound,
        "proven": matching.proven,
        "weights": _weights(scored),
        "pairs": [_pair(scored, i, j) for i, j, _ in pairs_by_fit(scored, matching)],
        "unmatched": [_unmatched(scored, left) for left in left_out],
        "fairness": _fairness(scored, matching),
    }


def programme_fit(scored: Scored, matching: Matching) -> float:
    """The mean over mentees of their mean fit, 0 for those without a mentor."""
    return float(_fit_of_mentees(scored, matching).sum() / max(1, scored.roster.shape[0]))


def _weights(scored: Scored) -> dict[str, object]:
    choices = zip(scored.programme.criteria, scored.share.tolist(), strict=True)
    return {choice.kind: {"weight": choice.weight, "share": _round(share)} for choice, share in choices}


def _pair(scored: Scored, i: int, j: int) -> dict[str, object]:
    reasons = scored.reasons(i, j)
    return {
        "mentee": scored.roster.mentee_keys[i],
        "mentor": scored.roster.mentor_keys[j],
        "score": _round(scored.fit[i, j]),
        "terms": {kind: _round(scored.terms[k, i, j]) for k, kind in enumerate(scored.kinds)},
    } | _sentences(reasons)


def _sentences(reasons: Reasons) -> dict[str, object]:
    return {
        "reasons": [str(sentence) for sentence in reasons.plus],
        "watch": [str(sentence) for sentence in reasons.watch],
        "missing": [str(sentence) for sentence in reasons.missing],
    }


def _unmatched(scored: Scored, left: Unmatched) -> dict[str, object]:
    return {
        "mentee": scored.roster.mentee_keys[left.mentee],
        "rules": [
            {"rule": name, "mentors": mentors, "says": str(scored.left_out(name))}
            for name, mentors in left.rules
            if mentors
        ],
        "full": left.full,
        "rivals": _some(left.rivals, scored.roster.mentee_keys),
        "contested": _some(left.contested, scored.roster.mentor_keys),
        "contested_places": left.contested_places,
    }


def _some(places: tuple[int, ...], keys: tuple[str, ...]) -> dict[str, object]:
    """How many people, and the first few: with thousands waiting, all would be thousands of times thousands."""
    return {"number": len(places), "first": [keys[place] for place in places[:MOST_NAMED]]}


def _fairness(scored: Scored, matching: Matching) -> dict[str, object]:
    """How good the matches are for whom: no groups are compared here, since no spreadsheet says who is in which."""
    fits = _fit_of_mentees(scored, matching)
    paired = np.sort(fits[np.isin(np.arange(len(fits)), matching.pairs[:, 0])])
    tenth = paired[: max(1, len(paired) // 10)]
    return {
        "mentees": len(fits),
        "paired": len(paired),
        "programme_fit": _round(programme_fit(scored, matching)),
        "mean_fit": _round(paired.mean()) if len(paired) else None,
        "lowest_fit": _round(paired[0]) if len(paired) else None,
        "lowest_tenth_mean_fit": _round(tenth.mean()) if len(tenth) else None,
        "distribution": [
            {"from": low, "to": low + STEP, "mentees": int(((paired >= low) & _below(paired, low + STEP)).sum())}
            for low in range(0, 100, STEP)
        ],
    }


def _below(fits: Floats, end: int) -> Mask:
    """Below the end of a bar; the last bar has its end in it."""
    return fits <= end if end >= 100 else fits < end


def _fit_of_mentees(scored: Scored, matching: Matching) -> Floats:
    """Each mentee's mean fit with the mentors given; 0 for those without one."""
    rows, columns = matching.pairs.T
    sums = np.bincount(rows, weights=scored.fit[rows, columns], minlength=scored.roster.shape[0])
    counts = np.bincount(rows, minlength=scored.roster.shape[0])
    return np.asarray(sums / np.maximum(counts, 1), dtype=np.float64)


def _round(number: float) -> float:
    """A number for a file: never minus nothing."""
    return round(float(number), DIGITS) + 0.0
