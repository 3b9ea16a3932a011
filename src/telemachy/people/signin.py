"""Signing in: within one organisation, by a code sent by mail or by password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .models import Account


class TenantBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds accounts of the active organisation only, so a login is worth nothing at another's address."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account of a session, unless it belongs elsewhere or is switched off."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: accounts come from imports and invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up."""
        return False
