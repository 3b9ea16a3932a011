"""The pages behind links in mails."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .fresh_links import send_fresh_link
from .links import LinkExpired, LinkView, handler_of, read_link
from .models import ActionLink


# The token is the secret that a forged form would lack. And the policy "no-referrer", which keeps the token from other
# sites, makes browsers send "Origin: null", which Django's check refuses.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def action_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link is about, or do it where the button was pressed."""
    try:
        link = read_link(token)
    except LinkExpired as expired:
        return _private(render(request, "messaging/expired.html", {"token": token, "link": expired.link}, status=410))
    handler = handler_of(link)
    return _private(handler.act(request, link) if request.method == "POST" else _look(handler.page, request, link))


@csrf_exempt
@require_http_methods(["POST"])
def fresh_link(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link in place of one that has expired, to the address the old one went to."""
    try:
        read_link(token)
    except LinkExpired as expired:
        sent = send_fresh_link(expired.link)
        return _private(render(request, "messaging/fresh.html", {"sent": sent}))
    return _private(render(request, "messaging/fresh.html", {"sent": False, "still_good": True, "token": token}))


def _look(page: LinkView, request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Make a page while the database takes no change: mail scanners open links, so a page must not act.

    The savepoint is taken back afterwards because that alone makes the transaction writable again.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        response = page(request, link)
        transaction.set_rollback(True)
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
