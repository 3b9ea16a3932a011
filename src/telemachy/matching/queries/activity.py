"""What was decided about a draft, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ..models import Decision, MatchRun


def activity(run: MatchRun, *, most: int = 100) -> list[tuple[Decision, str]]:
    """Return the decisions of a draft, newest first, each with its sentence."""
    found = list(run.decisions.select_related("mentee", "mentor", "by").order_by("-number")[:most])
    return [(decision, decision_sentence(decision)) for decision in found]


def decision_sentence(decision: Decision) -> str:
    """“Locked Chen Wu and Ada Adeyemi. No other pair changed.”"""
    mentee, mentor = (person.name if person else "" for person in (decision.mentee, decision.mentor))
    pair = f"{mentee} – {mentor}" if mentor else mentee or _("several pairs")
    deed = _(_DEEDS[Decision.Kind(decision.kind)]) % {"pair": pair, "mentee": mentee or _("a mentee")}
    others = len({move["mentee"] for move in decision.moved if move["mentee"] != str(decision.mentee_id)})
    if decision.kind == Decision.Kind.REVIEW:
        return deed
    moved = ngettext("%(n)d other pair changed.", "%(n)d other pairs changed.", others) % {"n": others}
    return f"{deed} {moved if others else _('No other pair changed.')}"


_DEEDS = {
    Decision.Kind.LOCK: gettext_noop("Locked %(pair)s."),
    Decision.Kind.UNLOCK: gettext_noop("Unlocked %(pair)s."),
    Decision.Kind.RULE_OUT: gettext_noop("Ruled out %(pair)s."),
    Decision.Kind.CHOOSE: gettext_noop("Chose and locked %(pair)s."),
    Decision.Kind.HOLD: gettext_noop("Held %(mentee)s without a mentor."),
    Decision.Kind.RELEASE: gettext_noop("%(mentee)s can be paired again."),
    Decision.Kind.REVIEW: gettext_noop("Marked %(pair)s reviewed."),
    Decision.Kind.UNDO: gettext_noop("Undone: %(pair)s."),
    Decision.Kind.REDO: gettext_noop("Done again: %(pair)s."),
}
