"""A draft's pairs as a file."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.people.spreadsheets import write_csv, write_xlsx

from ..access import get_run_for
from ..models import MatchRun
from ..queries import RowView
from ..queries import workbench as read_workbench

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERY_ROW = 1_000_000


@require_safe
@sign_in_required
def export_csv(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Give the pairs of a draft as CSV."""
    run = get_run_for(request.actor, programme, number)
    return _file(write_csv(_header(), _cells(run)), "text/csv; charset=utf-8", _name(run, "csv"))


@require_safe
@sign_in_required
def export_xlsx(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Give the pairs of a draft as a workbook."""
    run = get_run_for(request.actor, programme, number)
    return _file(write_xlsx(_header(), _cells(run), sheet=_("Pairs")), XLSX, _name(run, "xlsx"))


def _header() -> list[str]:
    return [
        _("Mentee"),
        _("Mentee e-mail"),
        _("Mentor"),
        _("Mentor e-mail"),
        _("Fit"),
        _("Why"),
        _("To watch"),
        _("State"),
        _("Reviewed"),
        _("Mentor before"),
    ]


def _cells(run: MatchRun) -> Iterable[list[str]]:
    for row in read_workbench(run, "all", sort="name", per_page=EVERY_ROW).rows:
        yield _row(row)


def _row(row: RowView) -> list[str]:
    return [
        row.mentee.name,
        row.mentee.email,
        row.mentor.name if row.mentor else "",
        row.mentor.email if row.mentor else "",
        "" if row.fit is None else f"{row.fit:.1f}",
        "; ".join(row.proposal.reasons),
        row.watch,
        row.state,
        _("yes") if row.reviewed else _("no"),
        row.was.name if row.was else "",
    ]


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _name(run: MatchRun, ending: str) -> str:
    return f"{run.programme.slug}-draft-{run.number}.{ending}"
