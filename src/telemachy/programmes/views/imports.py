"""The four steps of an import: bring, match columns, check, done."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from telemachy.errors import Conflict, Refused
from telemachy.people.actions import choose_sheet, decide, remap, stage_import
from telemachy.people.importing import write_bad_rows
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.people.models import ImportBatch
from telemachy.people.queries import decisions_of, mapping_of, table_of
from telemachy.people.template import write_sample, write_template

from ..access import get_import_for, get_programme_for
from ..actions import start_import, undo_import, why_no_undo
from ..check_page import headline, lay_out, read_decisions
from ..forms import BringForm, ColumnsForm
from ..models import Programme
from ..queries.imports import check_import, open_drafts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = ImportBatch.State


@sign_in_required
@require_http_methods(["GET", "POST"])
def bring(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Take a file or pasted cells; on a refusal the page comes back with what was pasted."""
    found = get_programme_for(request.actor, programme, "coordinate")
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data, name = form.content()
        try:
            batch = stage_import(found.pk, data, name, request.actor)
        except Refused as refused:
            form.add_error("file" if form.cleaned_data.get("file") else "pasted", str(refused))
        else:
            return redirect("import-columns", programme, batch.pk)
    context = {"programme": found, "form": form, "drafts": open_drafts(found)}
    return render(request, "programmes/import_bring.html", context, status=422 if form.errors else 200)


@sign_in_required
@require_GET
def template(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Hand out the workbook to fill in."""
    get_programme_for(request.actor, programme, "coordinate")
    return _workbook(write_template(), "people-template.xlsx")


@sign_in_required
@require_GET
def sample(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Hand out a workbook of invented people."""
    get_programme_for(request.actor, programme, "coordinate")
    return _workbook(write_sample(), "people-sample.xlsx")


@sign_in_required
@require_http_methods(["GET", "POST"])
def columns(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Show what each column was taken for, and take corrections."""
    found, current = _draft(request, programme, batch)
    if current.state != State.DRAFT:
        return redirect("import-done", programme, batch)
    mapping = mapping_of(current)
    form = ColumnsForm(mapping, request.POST or None)
    if request.method == "POST" and form.is_valid():
        remap(current, form.choices(), _version(request), request.actor)
        return redirect("import-check", programme, batch)
    rows = [(column, form[f"column-{column.position}"]) for column in mapping.columns]
    context = {"programme": found, "batch": current, "form": form, "rows": rows, "table": table_of(current)}
    return render(request, "programmes/import_columns.html", context, status=422 if form.errors else 200)


@sign_in_required
@require_POST
def sheet(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Read another sheet of the workbook."""
    _, current = _draft(request, programme, batch)
    choose_sheet(current, request.POST.get("sheet", ""), _version(request), request.actor)
    return redirect("import-columns", programme, batch)


@sign_in_required
@require_http_methods(["GET", "POST"])
def check(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Show the dry run, and take the answers to its questions."""
    found, current = _draft(request, programme, batch)
    if current.state != State.DRAFT:
        return redirect("import-done", programme, batch)
    if request.method == "POST":
        _take_answers(request, found, current)
        return redirect("import-check", programme, batch)
    return render(request, "programmes/import_check.html", _check_context(request, found, current))


def _check_context(request: TelemachyRequest, programme: Programme, batch: ImportBatch) -> dict[str, Any]:
    dry = check_import(batch, programme).check
    decisions, table = decisions_of(batch), table_of(batch)
    shown = request.GET.get("show", "")
    groups = lay_out(dry, table, mapping_of(batch), decisions, shown)
    stop, look = headline(groups, dry.counts.set_aside)
    return {
        "programme": programme,
        "batch": batch,
        "check": dry,
        "counts": dry.counts,
        "writes": dry.counts.new + dry.counts.updated,
        "blocking": [group for group in groups if group.blocking],
        "warnings": [group for group in groups if not group.blocking],
        "stop": stop,
        "look": look,
        "shown": shown,
        "decisions": decisions,
    }


def _take_answers(request: TelemachyRequest, programme: Programme, batch: ImportBatch) -> bool:
    """Keep what was answered; say whether anything was."""
    before = decisions_of(batch)
    after = read_decisions(request.POST, check_import(batch, programme).check, before)
    if after == before:
        return False
    decide(batch, after, _version(request), request.actor)
    return True


@sign_in_required
@require_POST
def apply(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Import; where something on the page was not saved yet, save it and show the check again first."""
    found, current = _draft(request, programme, batch)
    if current.state == State.DRAFT and _take_answers(request, found, current):
        messages.warning(request, _("Your last changes are taken over. Nothing has been imported yet: look once more."))
        return redirect("import-check", programme, batch)
    start_import(current, request.actor, version=_version(request))
    return redirect("import-done", programme, batch)


@sign_in_required
@require_GET
def done(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Say what an import did, with its undo; while it runs, say how it stands."""
    found = get_programme_for(request.actor, programme, "coordinate")
    current = get_import_for(request.actor, found, batch)
    if current.state == State.DRAFT:
        return redirect("import-check", programme, batch)
    late = why_no_undo(current) if current.state == State.APPLIED else ""
    context = {"programme": found, "batch": current, "counts": current.counts, "late": late}
    return render(request, "programmes/import_done.html", context)


@sign_in_required
@require_POST
def undo(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Take an import back."""
    found = get_programme_for(request.actor, programme, "coordinate")
    undo_import(get_import_for(request.actor, found, batch, "undo"), request.actor)
    return redirect("import-done", programme, batch)


@sign_in_required
@require_GET
def bad_rows(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> HttpResponse:
    """Hand out the rows that stayed out, each with what to fix."""
    found = get_programme_for(request.actor, programme, "coordinate")
    current = get_import_for(request.actor, found, batch)
    check = check_import(current, found).check
    return _workbook(write_bad_rows(check, table_of(current)), "bad-rows.xlsx")


def _draft(request: TelemachyRequest, programme: str, batch: uuid.UUID) -> tuple[Programme, ImportBatch]:
    found = get_programme_for(request.actor, programme, "coordinate")
    return found, get_import_for(request.actor, found, batch, "edit")


def _version(request: TelemachyRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise Conflict(_("The page is too old to be saved. Nothing was changed. Load it again.")) from None


def _workbook(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
