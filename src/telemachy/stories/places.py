"""Where a sentence's record lives, for readers who may see it there."""

from django.urls import NoReverseMatch, reverse

from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection, Goal, Initiative
from telemachy.journeys.thread import INITIATIVE, MENTOR, NEED, OUTCOME, SESSIONS, page_of
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor, can

from .models import Sentence

STATIONS = {
    "need": NEED,
    "mentor": MENTOR,
    "charter": SESSIONS,
    "sessions": SESSIONS,
    "session": SESSIONS,
    "closing": SESSIONS,
    "goal": SESSIONS,
    "initiative": INITIATIVE,
    "claim": OUTCOME,
}
OF_THE_PAIR = {"session": "session", "goal": "goal", "initiative": "initiative", "claim": "claim"}
MODELS: dict[str, type[Goal] | type[Initiative] | type[Claim]] = {
    "goal": Goal,
    "initiative": Initiative,
    "claim": Claim,
}


def may_follow(connection: Connection, actor: Actor) -> bool:
    """Say whether this reader has the connection's page, as one of the two or as coordinator."""
    return can(actor, "view", connection).allow


def record_of(sentence: Sentence, connection: Connection, actor: Actor) -> str:
    """Return the address of a sentence's record for somebody who may follow the connection, or nothing."""
    kind, id = sentence.source_kind, sentence.source_id
    if kind not in STATIONS or id is None:
        return ""
    is_mine = can(actor, "follow", connection).allow
    if kind in MODELS and not scope(actor, MODELS[kind], "view").filter(pk=id).exists():
        return ""
    if is_mine and kind in OF_THE_PAIR:
        return reverse(OF_THE_PAIR[kind], args=[connection.pk, id])
    if is_mine and kind in ("charter", "closing"):
        return reverse(kind, args=[connection.pk])
    if kind == "claim":
        return _claim_for_coordinators(connection, sentence) or page_of(connection, actor, OUTCOME)
    return page_of(connection, actor, STATIONS[kind])


def _claim_for_coordinators(connection: Connection, sentence: Sentence) -> str:
    try:
        return reverse("programme-claim", args=[connection.programme.slug, sentence.source_id])
    except NoReverseMatch:
        return ""
