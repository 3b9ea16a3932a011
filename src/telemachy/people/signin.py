"""Signing in: within one organisation, by a code sent by mail or by password."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from telemachy.tenancy.context import active_organisation_id, current_organisation_id
from telemachy.tenancy.models import Organisation

from .models import Account
from .passwords import LONGEST, hashing

logger = logging.getLogger(__name__)


class TenantBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds accounts of the active organisation only, so a login is worth nothing at another's address."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Check a password: no longer ones than anybody types, and two at once."""
        if len(credentials.get("password") or "") > LONGEST:
            return None
        with hashing:
            account: Account | None = super().authenticate(request, **credentials)
        return account

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account of a session, unless it belongs elsewhere or is switched off."""
        if active_organisation_id() is None:
            return None
        return Account.objects.filter(pk=user_id, is_active=True).first()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: accounts come from imports and invitations."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Your coordinator can say why."),
        "email_password_mismatch": _(
            "This address and this password do not belong together. A code by mail always works."
        ),
        "incorrect_code": _("This is not the code we sent. Look at the newest mail, or have a new one sent."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many tries. Wait a few minutes."),
        "too_many_login_attempts": _("Too many tries. Wait a quarter of an hour, then try once more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where none can leave only the log says so: a stranger would learn whose address is known."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as problem:  # as all errors of SMTP are
            logger.error("A mail for signing in could not be sent: %s", type(problem).__name__)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Render a mail as all our mails look: from the organisation, with why it comes."""
        from_name = say("%(organisation)s mentoring") % {"organisation": _organisation_name()}
        mail: EmailMessage = super().render_mail(template_prefix, email, {**context, "from_name": from_name}, headers)
        return mail

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as written."""
        return subject

    def get_from_email(self) -> str:
        """Return the installation's address."""
        return str(settings.DEFAULT_FROM_EMAIL)


def _organisation_name() -> str:
    return str(Organisation.objects.filter(pk=current_organisation_id()).values_list("name", flat=True)[0])
