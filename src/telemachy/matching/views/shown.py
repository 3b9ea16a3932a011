"""What the workbench's template shows: values of `queries` with the addresses that lead on from them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telemachy.people.models import Person

from ..forms import NO_PAIR, Look, pair_text
from ..models import MatchRun
from ..queries import Alternative, FoundMentor, Ghost, PairPanel, RowView, RuledOut, Weight, Workbench

TABS = {
    "look": gettext_lazy("Needs a look"),
    "all": gettext_lazy("All"),
    "locked": gettext_lazy("Locked"),
    "unmatched": gettext_lazy("Unmatched"),
    "changed": gettext_lazy("Changed"),
}
SORT_WORDS = {
    "look": gettext_lazy("Most pressing first"),
    "name": gettext_lazy("By mentee"),
    "mentor": gettext_lazy("By mentor"),
    "fit": gettext_lazy("Lowest fit first"),
}
STATES = {
    "touchy": ("touchy", gettext_lazy("Touchy"), ""),
    "sturdy": ("sturdy", gettext_lazy("Sturdy"), ""),
    "locked": ("locked", gettext_lazy("Locked"), ""),
    "held": ("quiet", gettext_lazy("Held"), "hand-stop"),
    "unmatched": ("warn", gettext_lazy("Unmatched"), "user-question"),
}
WATCHES = {"touchy": ("near", ""), "previous-pair": ("watch", "history"), "asked-for": ("note", "")}
THREADS = {"touchy": "touchy", "locked": "locked"}
RULED_OUT_WHY = {
    "conflict": gettext_lazy("a conflict of interest"),
    "line": gettext_lazy("the reporting line"),
    "history": gettext_lazy("what happened before"),
    "declined": gettext_lazy("the mentor said no"),
    "other": gettext_lazy("another reason"),
}
LARGE = -100.0  # points whose word is "large", for an effect that takes somebody's place away
MOST_DRAFTS = 4
PAGE = 50


@dataclass(frozen=True)
class RowShown:
    """A row with its addresses and marks."""

    row: RowView
    key: str
    url: str
    rule_out_url: str
    is_open: bool
    focus: bool
    thread: str
    watch_kind: str
    watch_icon: str
    states: tuple[tuple[str, str, str], ...]
    mentee_meta: str
    mentor_meta: str


def address(run: MatchRun, look: Look, name: str = "matching-draft") -> str:
    """Return the address of a look at a draft."""
    base = reverse(name, args=[run.programme.slug, run.number])
    return f"{base}?{look.query}" if look.query else base


def rows_shown(
    run: MatchRun, look: Look, rows: Iterable[RowView], opened: str = "", *, focus: bool = False
) -> list[RowShown]:
    """Return the rows of the table; `opened` is the key of the one in the drawer, which may take the focus."""
    return [_row_shown(run, look, row, opened, focus) for row in rows]


def _row_shown(run: MatchRun, look: Look, row: RowView, opened: str, focus: bool) -> RowShown:
    key = key_of(row)
    flag = row.flags[0] if row.flags else ""
    watch_kind, watch_icon = WATCHES.get(flag, ("watch", ""))
    here = look.to(pair=key, mentor="", find="", ask="")
    is_open = key == opened
    return RowShown(
        row=row,
        key=key,
        url=address(run, here),
        rule_out_url=address(run, here.to(ask="rule-out")),
        is_open=is_open,
        focus=is_open and focus,
        thread=THREADS.get(row.state, "sturdy"),
        watch_kind=watch_kind,
        watch_icon=watch_icon,
        states=_states(row),
        mentee_meta=_joined(row.mentee.team or row.mentee.department, row.mentee.site),
        mentor_meta=_mentor_meta(row),
    )


def key_of(row: RowView) -> str:
    """Name a row in addresses and on the page."""
    return pair_text(row.proposal.mentee_id, row.proposal.mentor_id)


def _states(row: RowView) -> tuple[tuple[str, str, str], ...]:
    told = [STATES[row.state]] if row.state in STATES else []
    if row.reviewed and row.state != "locked":
        told.append(("ok", gettext_lazy("Reviewed"), "check"))
    return tuple((kind, str(word), icon) for kind, word, icon in told)


def _mentor_meta(row: RowView) -> str:
    if row.was is not None:
        fit = "" if row.was_fit is None else f" ({row.was_fit:.0f})"
        return _("was %(name)s%(fit)s") % {"name": short(row.was), "fit": fit}
    if row.mentor is None:
        return ""
    load = _("%(load)d of %(places)d") % {"load": row.load, "places": row.places}
    return _joined(row.mentor.department or row.mentor.team or row.mentor.employer, load)


def short(person: Person) -> str:
    """Return a name as it stands where there is little room: "R. Menon"."""
    first, _space, rest = person.name.partition(" ")
    return f"{first[0]}. {rest}" if rest and first[0].isalpha() and not first.endswith(".") else person.name


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


# --- around the table -------------------------------------------------------------------------------------------------


def tabs_shown(run: MatchRun, look: Look, page: Workbench) -> list[dict[str, Any]]:
    """Return the tabs with their counts."""
    fresh = Look(sort=look.sort, weights=look.weights, free=look.free)
    return [
        {
            "label": label,
            "count": page.counts[show],
            "url": address(run, fresh.to(show=show)),
            "current": show == look.show,
        }
        for show, label in TABS.items()
    ]


def weights_shown(in_force: Sequence[Weight], tried: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return the weights for the steppers, with what is tried in place of what is in force."""
    wanted = dict(tried)
    return [
        {
            "kind": each.kind,
            "label": each.label,
            "value": wanted.get(each.kind, each.weight),
            "tried": wanted.get(each.kind, each.weight) != each.weight,
            "was": each.weight,
        }
        for each in in_force
    ]


def drafts_shown(runs: Sequence[MatchRun], current: MatchRun) -> list[dict[str, Any]]:
    """Return the newest drafts for the switch, the oldest of them first, with the current one among them."""
    newest = list(runs[:MOST_DRAFTS])
    if current.pk not in {run.pk for run in newest}:
        newest = [*newest[: MOST_DRAFTS - 1], current]
    slug = current.programme.slug
    return [
        {"number": run.number, "url": reverse("matching-draft", args=[slug, run.number]), "current": run == current}
        for run in sorted(newest, key=lambda run: run.number)
    ]


RUN_STATES = {
    MatchRun.State.SOLVING: ("primary", "progress"),
    MatchRun.State.READY: ("quiet", "pencil"),
    MatchRun.State.PUBLISHED: ("ok", "send"),
    MatchRun.State.FAILED: ("bad", ""),
}


def runs_shown(slug: str, runs: Sequence[MatchRun]) -> list[dict[str, Any]]:
    """Return the drafts for their list, with the mean fit of their pairs."""
    return [
        {
            "run": run,
            "url": reverse("matching-draft", args=[slug, run.number]),
            "fit": run.total / run.size if run.size else None,
            "kind": RUN_STATES[MatchRun.State(run.state)][0],
            "icon": RUN_STATES[MatchRun.State(run.state)][1],
            "word": run.get_state_display(),
        }
        for run in runs
    ]


def ghost_shown(ghost: Ghost, tried: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what the strip says about tried weights."""
    changes = [
        _("%(label)s %(now)d, was %(was)d") % {"label": each["label"], "now": each["value"], "was": each["was"]}
        for each in tried
        if each["tried"]
    ]
    return {"ghost": ghost, "what": "; ".join(changes) or _("today’s weights")}


# --- the drawer -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OtherShown:
    """Another mentor in the drawer's table: priced, or with the sentence that says why not."""

    name: str
    mentor_id: Any
    fit: float
    price: Alternative | None
    strength_points: float
    url: str
    is_picked: bool
    why_not: str


def others_shown(
    run: MatchRun, look: Look, panel: PairPanel, picked: Alternative | None, found: Sequence[FoundMentor]
) -> list[OtherShown]:
    """Return the mentors of the drawer's table: what the search found, else the best five, and the one picked."""
    if look.find:
        return [
            _other(run, look, each.mentor, each.mentor_id, each.fit, each.alternative, each.why_not) for each in found
        ]
    shown = [_other(run, look, each.mentor, each.mentor_id, each.fit, each) for each in panel.alternatives]
    if picked is not None and not any(each.is_picked for each in shown):
        shown.append(_other(run, look, picked.mentor, picked.mentor_id, picked.fit, picked))
    return shown


def ruled_out_shown(panel: PairPanel) -> list[tuple[RuledOut, str]]:
    """Return the mentors ruled out, each with its reason in words."""
    return [(each, str(RULED_OUT_WHY.get(each.reason, each.reason))) for each in panel.ruled_out]


def _other(
    run: MatchRun,
    look: Look,
    name: str,
    mentor_id: Any,
    fit: float,
    price: Alternative | None,
    why_not: str = "",
) -> OtherShown:
    is_picked = str(mentor_id) == look.mentor
    return OtherShown(
        name=name,
        mentor_id=mentor_id,
        fit=fit,
        price=price,
        strength_points=0.0 if price is None else LARGE if price.places < 0 else price.effect,
        url=address(run, look.to(mentor="" if is_picked else str(mentor_id), ask="")),
        is_picked=is_picked,
        why_not=_reason(why_not),
    )


def _reason(refusal: str) -> str:
    """Return of "A and B cannot be a pair: same team. Nothing was changed." what says why."""
    first = refusal.partition(". ")[0]
    return first.partition(": ")[2] or first


def panel_links(run: MatchRun, look: Look, panel: PairPanel) -> dict[str, str]:
    """Return where the drawer leads: to the pairs above and below, to ruling out, to no drawer."""
    plain = look.to(mentor="", find="", ask="")

    def to(mentee: Any) -> str:
        return address(run, plain.to(pair=str(mentee))) if mentee else ""

    return {
        "before": to(panel.before),
        "after": to(panel.after),
        "close": address(run, plain.to(pair=NO_PAIR)),
        "rule_out": address(run, plain.to(ask="rule-out")),
        "back": address(run, plain),
    }


def term_rows(panel: PairPanel) -> list[dict[str, Any]]:
    """Return the terms of the fit as the staircase wants them, in tenths that add up to the fit in tenths."""
    shown = tenths([float(str(each["points"])) for each in panel.terms])
    return [
        {"label": each["name"], "detail": each["why"], "points": points, "most": each["share"]}
        for each, points in zip(panel.terms, shown, strict=True)
    ]


def tenths(points: Sequence[float]) -> list[float]:
    """Round to tenths so that the sum of what is shown is the rounded sum; who lost most gets the tenth missing."""
    whole = [math.floor(10 * each) for each in points]
    missing = round(10 * sum(points)) - sum(whole)
    order = sorted(range(len(points)), key=lambda k: (whole[k] - 10 * points[k], k))
    for k in order[:missing]:
        whole[k] += 1
    return [each / 10 for each in whole]
