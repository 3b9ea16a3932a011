"""A programme's shared claims for its coordinator, and the one sheet that its sponsor reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for, programmes_for
from telemachy.programmes.models import Programme
from telemachy.tenancy import clock
from telemachy.tenancy.policy import can

from ..grades import LETTERS
from ..published import PublishedStory, published_stories
from ..queries import list_claims, totals_of
from ..queries.claims import FILTERS
from ..sheet import headline_of, rows_of

READ_TOTALS = "read totals"
SPARKLINES = 3


@sign_in_required
@require_GET
def programme_outcomes(request: TelemachyRequest, programme: str) -> HttpResponse:
    """List the claims that are shared with the coordinator: which have a record, which wait for one."""
    found = get_programme_for(request.actor, programme, "coordinate")
    only, search, page = (request.GET.get(name, "") for name in ("only", "q", "page"))
    listed = list_claims(
        found,
        request.actor,
        only=only if only in FILTERS else "all",
        search=search[:100],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < len("1000000") else 1,
    )
    tabs = [(name, listed.counts[name]) for name in FILTERS]
    context = {"programme": found, "listed": listed, "only": only or "all", "search": search, "tabs": tabs}
    return render(request, "evidence/programme_outcomes.html", context)


@sign_in_required
@require_GET
def evidence(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Show what happened in a programme on one calm sheet: aggregates only, nothing about causes."""
    found = get_programme_for(request.actor, programme, READ_TOTALS)
    stories = published_stories(found)
    totals = totals_of(found, public=stories)
    rows = rows_of(totals)
    context = {
        "programme": found,
        "totals": totals,
        "headline": headline_of(totals),
        "rows": [row for row in rows if not row.is_empty],
        "hidden": [row.label for row in rows if row.is_empty],
        "letters": LETTERS,
        "data_to": clock.today(),
        "stories": stories,
        "charted": _charted(stories),
        "can_coordinate": can(request.actor, "coordinate", found).allow,
        "sheets": _others(request, found),
    }
    return render(request, "evidence/evidence.html", context)


def _charted(stories: tuple[PublishedStory, ...]) -> list[PublishedStory]:
    """Return the first few that show a chart, in the order in which they were published."""
    return [story for story in stories if story.chart is not None][:SPARKLINES]


def _others(request: TelemachyRequest, here: Programme) -> list[Programme]:
    """Return every programme whose totals this reader may read, where there are several."""
    found = programmes_for(request.actor, READ_TOTALS)
    return found if len(found) > 1 else []
