"""What the bar above every page says about who one is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .content import OWN, SECTORS

SEATS = {"coordinator": _("coordinator"), "mentee": _("mentee"), "mentor": _("mentor")}


def role(request: HttpRequest) -> dict[str, Any]:
    """Return the seat of somebody whom the door lets one be, and nothing for everybody else."""
    person = getattr(request, "person", None)
    if not settings.DEMO or person is None:
        return {}
    seats = {leading.email: SEATS[leading.seat] for place in (*SECTORS, OWN) for leading in place.leading}
    return {"demo_role": seats.get(person.email, "")}
