"""The workbench: one page, whose main part is also what htmx swaps."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from telemachy.errors import NotThere, Refused
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_run_for
from ..forms import NO_PAIR, Look, RuleOutForm, read_look
from ..models import MatchRun
from ..previews import preview_rule_out
from ..queries import (
    Alternative,
    PairPanel,
    Workbench,
    decision_sentence,
    for_reader,
    pair_panel,
    price,
    runs_of,
    search_mentors,
    try_weights,
    unmatched,
)
from ..queries import workbench as read_workbench
from . import shown


@require_safe
@sign_in_required
def workbench(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Show a draft, or how far it is."""
    run = get_run_for(request.actor, programme, number)
    if run.state in (MatchRun.State.SOLVING, MatchRun.State.FAILED):
        return unsolved(request, run)
    if _htmx(request) and _htmx(request).target == "div#job":  # the page that waited for the solution
        return HttpResponse(headers={"HX-Redirect": shown.address(run, Look(focus="row"))})
    return bench(request, run, read_look(request.GET))


def fragment(request: HttpRequest, template: str, partial: str) -> str:
    """Name the part of a template that htmx asked for, else the whole page."""
    htmx = _htmx(request)
    return f"{template}#{partial}" if htmx and htmx.request_type == "partial" else template


def _htmx(request: HttpRequest) -> Any:
    return getattr(request, "htmx", None)


def answer(request: HttpRequest, template: str, partial: str, context: dict[str, Any], status: int) -> HttpResponse:
    """Render the page or its part; caches keep the two apart."""
    response = render(request, fragment(request, template, partial), context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def bench(
    request: TelemachyRequest,
    run: MatchRun,
    look: Look,
    *,
    problem: str = "",
    rule_out: RuleOutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a draft that has been solved, with a sentence on what was refused where something was."""
    focus, look = bool(look.focus), look.to(focus="")
    page = read_workbench(run, look.show, look.q, look.sort, 1, per_page=shown.PAGE * look.page)
    asked, (look, panel) = look, _opened(run, look, page)
    panel = for_reader(panel, request.actor) if panel else None
    runs = runs_of(run.programme)
    context = {
        "programme": run.programme,
        "run": run,
        "page": page,
        "look": look,
        "here": reverse("matching-draft", args=[run.programme.slug, run.number]),
        "decide_url": shown.address(run, look.without_try, "matching-decide"),
        "can_change": MatchRun.State(run.state).can_change(),
        "drafts": shown.drafts_shown(runs, run),
        "more_drafts": len(runs) > shown.MOST_DRAFTS,
        "next_number": runs[0].number + 1,
        "drafts_made": len(runs),
        "tabs": shown.tabs_shown(run, look, page),
        "tab_label": shown.TABS[look.show],
        "sorts": [{"key": key, "label": label} for key, label in shown.SORT_WORDS.items()],
        "last": page.last_decision,
        "last_sentence": decision_sentence(page.last_decision) if page.last_decision else "",
        "problem": problem,
        "all_url": shown.address(run, Look(show="all")),
        "people_url": f"/p/{run.programme.slug}/people",
        "more_url": shown.address(run, look.to(page=look.page + 1)) if page.pages > 1 else "",
        "alone": unmatched(run) if look.show == "unmatched" else (),
        **_tried(run, look, page),
        **_panel(run, look, panel, rule_out),
        "panel_asked": bool(asked.pair),
    }
    rows = shown.rows_shown(run, look, page.rows, context["panel_key"], focus=focus)
    context |= {"rows": rows, "panel_focus": focus and not any(row.focus for row in rows)}
    response = answer(request, "matching/workbench.html", "bench", context, status)
    if _htmx(request):
        response.headers["HX-Push-Url"] = shown.address(run, asked)
    return response


def _opened(run: MatchRun, look: Look, page: Workbench) -> tuple[Look, PairPanel | None]:
    """Find the pair that the drawer shows: the one asked for, and otherwise the first that needs a look."""
    if look.pair == NO_PAIR or (not look.pair and not page.rows):
        return look, None
    first = page.rows[0].proposal if page.rows else None
    mentee = look.mentee_id() or (first.mentee_id if first else None)
    mentor = look.own_mentor_id() if look.pair else (first.mentor_id if first else None)
    if mentee is None:
        return look, None
    for wanted in (mentor, None):  # the pair may have changed since: then whoever the mentee has now
        try:
            panel = pair_panel(run, mentee, wanted, show=look.show, sort=look.sort)
        except NotThere:
            continue
        same = wanted is not None or mentor is None
        return look.to(pair=shown.key_of(panel.row), ask=look.ask if same else ""), panel
    return look.to(pair=NO_PAIR), None


def _tried(run: MatchRun, look: Look, page: Workbench) -> dict[str, Any]:
    """What the weights show, and what the ones being tried would do."""
    weights = shown.weights_shown(page.weights, look.weights)
    context: dict[str, Any] = {
        "weights": weights,
        "weights_total": sum(each["value"] for each in weights),
        "ghost": None,
        "reset_url": shown.address(run, look.without_try),
    }
    if not look.weights or not MatchRun.State(run.state).can_change():
        return context
    try:
        ghost = try_weights(run, {each["kind"]: each["value"] for each in weights})
    except Refused as refused:
        return context | {"tried_problem": str(refused)}
    return context | {"ghost": shown.ghost_shown(ghost, weights)}


def _panel(run: MatchRun, look: Look, panel: PairPanel | None, rule_out: RuleOutForm | None) -> dict[str, Any]:
    """What the drawer shows."""
    if panel is None:
        return {"panel": None, "panel_key": ""}
    row = panel.row
    picked, picked_problem = _priced(run, look, panel)
    found = search_mentors(run, row.proposal.mentee_id, look.find) if look.find else ()
    asks = look.ask == "rule-out" and row.proposal.mentor_id is not None
    return {
        "panel": panel,
        "panel_key": shown.key_of(row),
        "panel_links": shown.panel_links(run, look, panel),
        "panel_row": shown.rows_shown(run, look, [row])[0],
        "terms": shown.term_rows(panel),
        "picked_problem": picked_problem,
        "others": shown.others_shown(run, look, panel, picked, found),
        "ruled_out": shown.ruled_out_shown(panel),
        "form": (rule_out or RuleOutForm()) if asks else None,
        "rule_out_preview": _ruling(run, panel) if asks else None,
    }


def _ruling(run: MatchRun, panel: PairPanel) -> Any:
    row = panel.row.proposal
    return preview_rule_out(run, row.mentee_id, row.mentor_id) if row.mentor_id else None


def _priced(run: MatchRun, look: Look, panel: PairPanel) -> tuple[Alternative | None, str]:
    """Price the other mentor that was asked for; a sentence where there is no price."""
    mentor = look.mentor_id()
    if mentor is None:
        return None, ""
    listed = next((each for each in panel.alternatives if each.mentor_id == mentor), None)
    try:
        return listed or price(run, panel.row.proposal.mentee_id, mentor), ""
    except Refused as refused:
        return None, str(refused)
    except NotThere:
        return None, _("This mentor is not in this draft.")


def unsolved(request: TelemachyRequest, run: MatchRun) -> HttpResponse:
    """Show a draft that is still being solved, or why it could not be; asked every second by the page itself."""
    runs = [other for other in runs_of(run.programme) if other.number < run.number and other.solved_at]
    context = {
        "programme": run.programme,
        "run": run,
        "is_solving": run.state == MatchRun.State.SOLVING,
        "standing": runs[0] if runs else None,
        "seconds": max(0, round((timezone.now() - run.created_at).total_seconds())),
    }
    return answer(request, "matching/unsolved.html", "job", context, 200)


def to_bench(request: HttpRequest, run: MatchRun, look: Look) -> HttpResponse:
    """Go on to the workbench after something was done."""
    return HttpResponseRedirect(shown.address(run, look), status=303)
