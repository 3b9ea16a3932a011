"""The one form that signs people in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, ResetPasswordForm
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]
    """An address, and a password for those who have one; without it a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Your e-mail address")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "inputmode": "email", "maxlength": 254}
        unreadable = _("Enter an e-mail address, such as name@example.org.")
        self.fields["login"].error_messages = {"required": unreadable, "invalid": unreadable}
        self.fields["login"].validators = [EmailValidator(unreadable)]
        self.fields["password"].required = False
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    @property
    def is_limited(self) -> bool:
        """Say whether the form was refused because there were too many tries."""
        said = [str(error) for errors in self.errors.values() for error in errors]
        return str(get_adapter().error_messages["too_many_login_attempts"]) in said


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail; spaces, a missing hyphen and small letters are forgiven."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code in the mail")
        attributes = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        self.fields["code"].widget = forms.TextInput(attrs={**attributes, "class": "code-input", "maxlength": 20})


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """The address to which the way to a new password is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "username", "maxlength": 254}
