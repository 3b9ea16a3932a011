"""The few pages that belong to no context: the theme, and answers when something went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from .middleware import reference, wants_fragment

THEMES = ("system", "light", "dark")
A_YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie and go back to where the choice was made."""
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(_way_back(request))
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read."""
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that is not allowed, without saying more than that."""
    return _answer(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page has grown too old, or that came from elsewhere."""
    return _answer(request, 403, "web/form_expired.html")


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for every address and id that is not there, or not for this person: always in the same bytes."""
    return _answer(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer somebody who tried too often."""
    return _answer(request, 429)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer after a defect; the reference is in the log beside the traceback."""
    return _answer(request, 500)


def _answer(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    shown = "web/error_fragment.html" if wants_fragment(request) else template or f"web/{status}.html"
    return render(request, shown, {"status": status, "reference": reference(request)}, status=status)
