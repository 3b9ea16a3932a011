"""Everybody in a programme: the list, its export, one person."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from telemachy.audit import chain as audit
from telemachy.errors import Conflict
from telemachy.people.actions import edit_profile
from telemachy.people.forms import ProfileForm, profile_texts
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.people.models import Person
from telemachy.people.queries import skills_of, values_of, weeks_of
from telemachy.people.spreadsheets import write_csv, write_xlsx

from ..access import get_person_for, get_programme_for
from ..models import Application, Programme
from ..queries.people import (
    Filter,
    count_roles,
    export_people,
    facts_of,
    parts_of,
    people_in,
    reads_answers,
    rows_of,
    sites_of,
    week_grid,
    wishes_of,
)

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@sign_in_required
@require_GET
def index(request: TelemachyRequest, programme: str) -> HttpResponse:
    """List a programme's people, filtered, sorted, fifty at a time."""
    found = get_programme_for(request.actor, programme, "coordinate")
    wanted = Filter.read(request.GET.dict())
    page = Paginator(people_in(found, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": found,
        "wanted": wanted,
        "page": page,
        "rows": rows_of(found, page.object_list),
        "counts": count_roles(found),
        "sites": sites_of(found),
        "roles": Application.Role.choices,
        "states": Person.Status.choices,
        "headers": _headers(wanted),
    }
    return render(request, "programmes/people.html", context)


def _headers(wanted: Filter) -> list[tuple[str, str, str, str]]:
    """Return (field, word, direction as a screen reader says it, query that sorts by it) of each column."""
    words = {
        "name": _("Name"), "role": _("Role"), "team": _("Team"), "site": _("Office"), "capacity": _("Places"),
        "seen": _("Last seen"),
    }  # fmt: skip
    now = {wanted.sort.removeprefix("-"): "descending" if wanted.sort.startswith("-") else "ascending"}
    return [
        (key, word, now.get(key, ""), wanted.query(sort=f"-{key}" if now.get(key) == "ascending" else key))
        for key, word in words.items()
    ]


@sign_in_required
@require_GET
def export_csv(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Hand out what the list shows as CSV."""
    found, (title, *rows) = _export(request, programme)
    return _download(write_csv(title, rows), "text/csv; charset=utf-8", f"{found.slug}-people.csv")


@sign_in_required
@require_GET
def export_xlsx(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Hand out what the list shows as a workbook."""
    found, (title, *rows) = _export(request, programme)
    return _download(write_xlsx(title, rows), XLSX, f"{found.slug}-people.xlsx")


def _export(request: TelemachyRequest, programme: str) -> tuple[Programme, list[tuple[str, ...]]]:
    found = get_programme_for(request.actor, programme, "coordinate")
    rows = export_people(found, Filter.read(request.GET.dict()), request.actor)
    audit.record(request.actor, "people.exported", found, people=len(rows) - 2)
    return found, rows


@sign_in_required
@require_GET
def show(request: TelemachyRequest, programme: str, person: uuid.UUID) -> HttpResponse:
    """Show what is known of one person, where each fact comes from and who reads it."""
    found = get_programme_for(request.actor, programme, "coordinate")
    somebody = get_person_for(request.actor, found, person)
    parts = parts_of(found, [somebody.pk])[somebody.pk]
    week = weeks_of([somebody.pk]).get(somebody.pk, ())
    context = {
        "programme": found,
        "somebody": somebody,
        "parts": parts,
        "facts": facts_of(somebody, request.actor),
        "withheld": not reads_answers(request.actor, somebody),
        "week": week_grid(week) if week else None,
        "wishes": wishes_of(parts) if reads_answers(request.actor, somebody) else [],
    }
    return render(request, "programmes/person.html", context)


@sign_in_required
@require_http_methods(["GET", "POST"])
def edit(request: TelemachyRequest, programme: str, person: uuid.UUID) -> HttpResponse:
    """Correct a person; a stale page comes back with both values."""
    found = get_programme_for(request.actor, programme, "coordinate")
    somebody = get_person_for(request.actor, found, person, "edit")
    form = ProfileForm(request.POST or None, initial=_texts(somebody))
    status, theirs = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            edit_profile(somebody, form.values(), version=form.cleaned_data["version"], by=request.actor)
        except Conflict:
            status, theirs = 409, _differences(form, _texts(somebody))
        else:
            return redirect("person", programme, person)
    elif form.errors:
        status = 422
    context = {"programme": found, "somebody": somebody, "form": form, "theirs": theirs, "now": somebody.version}
    return render(request, "programmes/person_edit.html", context, status=status)


def _texts(person: Person) -> dict[str, Any]:
    return profile_texts(person, {**values_of(person, skills_of([person.pk]), weeks_of([person.pk]))})


def _differences(form: ProfileForm, now: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return (field, as it is now, as typed) where the two differ."""
    both = ((bound, str(now.get(bound.name, "")), str(bound.value() or "")) for bound in form)
    return [(str(bound.label), old, typed) for bound, old, typed in both if bound.name != "version" and old != typed]


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
