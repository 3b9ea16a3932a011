"""How a page takes a form: the deed is done, or the same page says why not, with what was written still in it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from telemachy.errors import Conflict, Refused

WRONG, LATE = 422, 409


def attempt(form: forms.Form, deed: Callable[[], object]) -> int:
    """Do a deed with a form's clean values; return 0, or the status with which the form is shown again."""
    if not form.is_valid():
        return WRONG
    try:
        deed()
    except Refused as refused:
        form.add_error(None, str(refused))
        return LATE if isinstance(refused, Conflict) else WRONG
    return 0


def see_other(request: HttpRequest, sentence: str, to: str) -> HttpResponse:
    """Say what was done, and lead to the page that shows it."""
    messages.success(request, sentence)
    response = redirect(to)
    response.status_code = 303
    return response
