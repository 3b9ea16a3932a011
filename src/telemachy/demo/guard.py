"""Who may open the demo's own pages: somebody at this machine, while the demo runs, and nobody else ever."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from telemachy.errors import NotThere
from telemachy.tenancy.middleware import LOOPBACK_NAMES, host_name, is_from_this_machine


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 unless this is the demo, asked for by name of this machine and from this machine.

    An organisation's own address has none of these pages, so a reader there is sent on to the plain one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or not is_from_this_machine(request):
            raise NotThere()
        host = host_name(request)
        if host.endswith(".localhost") and request.method == "GET":
            return redirect(f"{settings.BASE_URL}{request.get_full_path()}")
        if host not in LOOPBACK_NAMES:
            raise NotThere()
        return view(request, *args, **kwargs)

    return guarded
