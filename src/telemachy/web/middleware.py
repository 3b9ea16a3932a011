"""Headers every answer carries, and errors turned into answers."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from telemachy.errors import Conflict, NotAllowed, NotThere, Refused, TelemachyError

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
STATUS: dict[type[TelemachyError], int] = {NotThere: 404, NotAllowed: 403, Conflict: 409, Refused: 422}


class SecurityHeadersMiddleware:
    """Strict content policy, no guessing of types, and no copies of personal pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ErrorsMiddleware:
    """Answers domain errors with a page, or with a fragment for htmx, and rolls their request back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error that carries a sentence into its answer; leave defects to Django."""
        if not isinstance(error, TelemachyError):
            return None
        request.undone = True  # type: ignore[attr-defined]
        return answer(request, error)


def answer(request: HttpRequest, error: TelemachyError) -> HttpResponse:
    """Render a domain error with its status: 404, 403, 409 or 422."""
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    context = {"sentence": str(error), "status": status, "reference": reference(request)}
    template = "web/error_fragment.html" if wants_fragment(request) else f"web/{status}.html"
    return render(request, template, context, status=status)


def reference(request: HttpRequest) -> str:
    """Return the short id that an error page shows and the log names; one request has one."""
    if not hasattr(request, "reference"):
        request.reference = uuid.uuid4().hex[:8]  # type: ignore[attr-defined]
    return str(request.reference)  # type: ignore[attr-defined]


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx will put the answer into a part of a page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not getattr(htmx, "boosted", False)
