"""Why two people are a pair, in sentences that both of them may read: no fit, no rank, nothing to watch out for."""

from django.utils.translation import gettext as _

from telemachy.language import overlap

from .criteria import named
from .roster import MatchPerson, Roster
from .scoring import Scored
from .sentences import listed

MOST_TOPICS = 3
UNTOLD = ("seniority-fit", "text-fit")
"""Kinds that say nothing to the two: a gap between levels, and words two texts happen to share."""


def reasons_told(scored: Scored, i: int, j: int, mentee: str, mentor: str) -> tuple[str, ...]:
    """Return what speaks for a pair, the weightiest first; `mentee` and `mentor` are how the two are called."""
    tell = {
        "wants-offers": lambda: _topics(scored.roster, i, j, mentee, mentor),
        "wishes": lambda: _wishes(scored.roster.mentees[i], scored.roster.mentors[j], mentee, mentor),
    }
    order = sorted(range(len(scored.criteria)), key=lambda k: (-scored.terms[k, i, j], k))
    told = []
    for k in order:
        kind = scored.criteria[k].kind
        if scored.missing[k, i, j] or kind in UNTOLD:
            continue
        told.append(tell[kind]() if kind in tell else str(scored.criteria[k].plus(scored.roster, i, j) or ""))
    return tuple(sentence for sentence in told if sentence)


def _topics(roster: Roster, i: int, j: int, mentee: str, mentor: str) -> str:
    found = overlap(roster.mentees[i].hoped, roster.mentors[j].held, roster.taxonomy)
    skills = found.matched or tuple(offered for _wanted, offered in found.related)
    if not skills:
        return ""
    names = {"topics": listed(named(roster, skill) for skill in dict.fromkeys(skills[:MOST_TOPICS]))}
    said = _("%(mentor)s can help with what %(mentee)s wants to learn: %(topics)s")
    near = _("%(mentor)s knows what is close to what %(mentee)s wants to learn: %(topics)s")
    return (said if found.matched else near) % {**names, "mentee": mentee, "mentor": mentor}


def _wishes(one: MatchPerson, other: MatchPerson, mentee: str, mentor: str) -> str:
    ours, theirs = other.key in one.wishes, one.key in other.wishes
    names = {"mentee": mentee, "mentor": mentor}
    if ours and theirs:
        return _("%(mentee)s and %(mentor)s each named the other") % names
    if ours:
        return _("%(mentee)s named %(mentor)s") % names
    return _("%(mentor)s named %(mentee)s") % names if theirs else ""
