"""Goals of a pair: all of them, and one with its levels and ratings."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for, get_goal_for
from ..actions import change_goal, drop_goal, rate_goal, set_goal, share_goal, take_up_again, unshare_goal
from ..actions.goals import MOST_OPEN
from ..forms import GoalForm, RatingForm
from ..models import Connection, Goal
from ..queries import dropped_goals_of, goal_shown, goals_of
from .attempts import attempt, see_other
from .frame import frame

READ_WRITE = ["GET", "HEAD", "POST"]


@sign_in_required
@require_http_methods(READ_WRITE)
def goals(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show the goals of a pair, or set one more."""
    found = get_connection_for(request.actor, connection, "follow")
    if request.method != "POST":
        return _show_all(request, found, GoalForm())
    form = GoalForm(request.POST)
    status = attempt(form, lambda: _set(request, found, form))
    if status:
        return _show_all(request, found, form, status)
    return see_other(request, _("The goal is set. You both see it."), reverse("goals", args=[found.pk]))


def _set(request: TelemachyRequest, connection: Connection, form: GoalForm) -> Goal:
    given = form.cleaned_data
    return set_goal(connection, given["title"], by=request.actor, sign=given["sign"], levels=form.levels)


@sign_in_required
@require_http_methods(READ_WRITE)
def goal(request: TelemachyRequest, connection: str, goal: str) -> HttpResponse:
    """Show one goal, or change its words."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_goal_for(request.actor, found, goal, "edit" if request.method == "POST" else "view")
    if request.method != "POST":
        return _show_one(request, found, one)
    form = GoalForm.of(one, request.POST, fixed=goal_shown(one).is_rated)
    status = attempt(form, lambda: _change(request, one, form))
    if status:
        return _show_one(request, found, one, form=form, status=status)
    return see_other(request, _("Changed."), _page_of(one))


def _change(request: TelemachyRequest, one: Goal, form: GoalForm) -> Goal:
    given = form.cleaned_data
    return change_goal(
        one,
        by=request.actor,
        version=given["version"] or 0,
        title=given["title"],
        sign=given["sign"],
        levels=None if form.is_fixed else form.levels,
    )


@sign_in_required
@require_POST
def rate(request: TelemachyRequest, connection: str, goal: str) -> HttpResponse:
    """Take where one of the two sees a goal today."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_goal_for(request.actor, found, goal, "rate")
    form = RatingForm(request.POST)
    status = attempt(form, lambda: rate_goal(one, form.cleaned_data["level"], by=request.actor))
    if status:
        return _show_one(request, found, one, rating=form, status=status)
    return see_other(request, _("Kept. You both see where you see it."), _page_of(one))


@sign_in_required
@require_POST
def drop(request: TelemachyRequest, connection: str, goal: str) -> HttpResponse:
    """Drop a goal, or take it up again where the form says so."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_goal_for(request.actor, found, goal, "edit")
    if request.POST.get("again"):
        take_up_again(one, by=request.actor)
        return see_other(request, _("Taken up again."), _page_of(one))
    drop_goal(one, by=request.actor)
    return see_other(
        request, _("Dropped. It stands below and can be taken up again."), reverse("goals", args=[found.pk])
    )


@sign_in_required
@require_POST
def share(request: TelemachyRequest, connection: str, goal: str) -> HttpResponse:
    """Let the coordinator read a goal's words, or keep them between the two where the form says so."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_goal_for(request.actor, found, goal, "edit")
    if request.POST.get("keep"):
        unshare_goal(one, by=request.actor)
        return see_other(request, _("Only the two of you read it now."), _page_of(one))
    share_goal(one, by=request.actor)
    return see_other(request, _("The coordinator reads this goal’s words now."), _page_of(one))


def _show_all(request: TelemachyRequest, connection: Connection, form: GoalForm, status: int = 200) -> HttpResponse:
    listed = goals_of(connection)
    context = {
        **frame(request, connection, here="initiative", tab="goals"),
        "goals": listed,
        "dropped": dropped_goals_of(connection),
        "form": form,
        "has_room": len(listed) < MOST_OPEN,
    }
    return render(request, "journeys/goals.html", context, status=status)


def _show_one(
    request: TelemachyRequest,
    connection: Connection,
    one: Goal,
    *,
    form: GoalForm | None = None,
    rating: RatingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = goal_shown(one)
    context: dict[str, Any] = {
        **frame(request, connection, here="initiative", tab="goals"),
        "shown": shown,
        "form": form or GoalForm.of(one, fixed=shown.is_rated),
        "rating": rating or RatingForm(),
        "is_changing": form is not None or bool(request.GET.get("change")),
    }
    context["mine"] = shown.mentee if context["is_mentee"] else shown.mentor
    return render(request, "journeys/goal.html", context, status=status)


def _page_of(one: Goal) -> str:
    return reverse("goal", args=[one.connection_id, one.pk])
