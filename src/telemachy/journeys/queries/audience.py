"""Who sees what of a pair, told from the table that decides it: the page cannot promise what the code breaks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telemachy.people.models import Person
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.models import Organisation
from telemachy.tenancy.policy import POLICY, SUBTRACTED

from .connections import Pair

PAIR = frozenset({"one of the pair", "member", "partner"})
COORDINATOR = frozenset({"coordinator"})
IF_SHARED = frozenset({"coordinator where shared"})
AUTHOR = frozenset({"author"})
LINE_MANAGER = "line manager"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something there is to see of a pair: a question of the table, and what the page calls it."""

    kind: str
    action: str
    word: str | Promise
    within: tuple[str, str] | None = None  # the question that says this too and more


THINGS = (
    Thing("connection", "view", gettext_lazy("the pair and its reasons")),
    Thing("person", "read answers", gettext_lazy("the need, as said at sign-up")),
    Thing("session", "view dates", gettext_lazy("dates and states of sessions")),
    Thing("goal", "view state", gettext_lazy("that goals exist, and their state"), within=("goal", "view")),
    Thing(
        "initiative",
        "view state",
        gettext_lazy("that initiatives exist, and their state"),
        within=("initiative", "view"),
    ),
    Thing("charter", "view", gettext_lazy("the charter")),
    Thing("preparation", "view", gettext_lazy("preparations")),
    Thing("sharednote", "view", gettext_lazy("shared notes")),
    Thing("privatenote", "view", gettext_lazy("notes under “Only me”")),
    Thing("goal", "view", gettext_lazy("what goals say")),
    Thing("initiative", "view", gettext_lazy("initiatives and their charts")),
    Thing("claim", "view", gettext_lazy("outcomes")),
    Thing("closure", "view", gettext_lazy("what is said at the end")),
    Thing("casestudy", "view", gettext_lazy("the story, while it is being written")),
)
PARTNERS_TOO = {("person", "read answers"): ("person", "view")}  # the two read each other's profile


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who sees something, what they see, what only if it is shared with them, and what never."""

    icon: str
    who: str
    sees: tuple[str, ...]
    if_shared: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def who_sees(pair: Pair, reader: Person, coordinator: Person | None) -> tuple[Audience, ...]:
    """Return who sees what of this pair, for one of the two; one query."""
    other = pair.mentor if reader.pk == pair.mentee.pk else pair.mentee
    audiences = [
        Audience("lock", _("Only you"), _words(_is_only_the_authors)),
        Audience("users", _("You and %(name)s") % {"name": other.short_name}, _words(_is_the_pairs)),
    ]
    if coordinator is not None:
        audiences.append(what_coordinators_see(pair, coordinator))
    if "sponsor" in POLICY.get(("programme", "read totals"), ()):
        audiences.append(Audience("building", _organisation(), (_("totals of the whole programme"),)))
    return tuple(audiences)


def _organisation() -> str:
    return Organisation.objects.filter(pk=current_organisation_id()).values_list("name", flat=True)[0]


def what_coordinators_see(pair: Pair, coordinator: Person) -> Audience:
    """Return what the coordinator sees of this pair: less where they lead the mentee's line."""
    leads = pair.mentee.manager_id == coordinator.pk
    seen, shared = _is_seen_by(COORDINATOR, leads=leads), _is_seen_by(IF_SHARED, leads=leads)
    return Audience(
        "user",
        _("%(name)s, coordinator") % {"name": coordinator.name},
        _words(seen),
        _words(lambda thing: shared(thing) and not seen(thing)),
        _words(lambda thing: not (seen(thing) or shared(thing))),
    )


def say(things: Iterable[Thing]) -> tuple[str, ...]:
    """Return the words for these things, without one that another of them says too."""
    chosen = list(things)
    questions = {(thing.kind, thing.action) for thing in chosen}
    return tuple(str(thing.word) for thing in chosen if thing.within not in questions)


def _words(wanted: Callable[[Thing], bool]) -> tuple[str, ...]:
    return say(thing for thing in THINGS if wanted(thing))


def _is_only_the_authors(thing: Thing) -> bool:
    return _allowed(thing) == AUTHOR


def _is_the_pairs(thing: Thing) -> bool:
    question = PARTNERS_TOO.get((thing.kind, thing.action), (thing.kind, thing.action))
    return bool(POLICY.get(question, frozenset()) & PAIR)


def _is_seen_by(relationships: frozenset[str], *, leads: bool) -> Callable[[Thing], bool]:
    return lambda thing: bool(_allowed(thing) & relationships) and not (leads and _is_kept_from_the_line(thing))


def _allowed(thing: Thing, table: Mapping[tuple[str, str], frozenset[str]] = POLICY) -> frozenset[str]:
    return table.get((thing.kind, thing.action), frozenset())


def _is_kept_from_the_line(thing: Thing) -> bool:
    return LINE_MANAGER in _allowed(thing, SUBTRACTED)
