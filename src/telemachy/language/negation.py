"""Whether a text wants a thing or waves it away.

Simple on purpose: a cue ("not", "no", "without", "rather than") reaches forward to the end of its clause. Lacking a
skill is no refusal: "not good at pitching" still speaks of pitching, and so does "not only pitching".
"""

import re
from collections.abc import Sequence

from telemachy.language.words import Word

_CUE = re.compile("except|excluding|neither|never|no|nor|not|without|dont|(do|does|did|is|are|wo|would)n't")
_CUE_OF_TWO = re.compile("(instead|less) of|(rather|other) than|apart from")
_LACKING = re.compile("able|afraid|always|comfortable|confident|enough|good|great|just|know|only|strong|sure|yet")
_AFRESH = re.compile("(although|because|but|however|i|instead|my|rather|though|we|whereas|while)('.*)?")
_HARD_STOP = re.compile(r"[.;:!?()\n•–—]")
_REACH = 10


def is_negated(text: str, written: Sequence[Word], first: int) -> bool:
    """Whether the mention that begins at word `first` stands in the reach of a negation."""
    comma_passed = False
    for here in range(first - 1, max(-1, first - 1 - _REACH), -1):
        gap = text[written[here].end : written[here + 1].start]
        if _HARD_STOP.search(gap):
            return False
        comma_passed = comma_passed or "," in gap
        if _is_cue(written, here):
            return "," not in gap and (not comma_passed or _lists_on(text, written, here + 1))
        if _AFRESH.fullmatch(written[here].folded):
            return False
    return False


def _is_cue(written: Sequence[Word], here: int) -> bool:
    word, following = written[here].folded, written[here + 1].folded
    if _CUE_OF_TWO.fullmatch(f"{word} {following}"):
        return True
    return bool(_CUE.fullmatch(word)) and not _LACKING.fullmatch(following)


def _lists_on(text: str, written: Sequence[Word], after: int) -> bool:
    """Whether the clause goes on as a list with "or": "no sales, marketing or fundraising"."""
    for here in range(after, min(len(written), after + 2 * _REACH)):
        if written[here].folded in {"or", "nor"}:
            return True
        if here + 1 < len(written) and _HARD_STOP.search(text[written[here].end : written[here + 1].start]):
            return False
    return False
