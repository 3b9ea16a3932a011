"""The sign-in library's pages with our answers: 422 for a form that has a problem, 429 after too many tries."""

from typing import Any

from allauth.account import views
from allauth.core.ratelimit import respond_429
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

UNPROCESSABLE = 422


class SaysWhatIsWrong:
    """Answers a form that has a problem with 422, and with 429 where tries were too many."""

    request: HttpRequest

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again with its problems."""
        if getattr(form, "is_limited", False):
            answer: HttpResponse = respond_429(self.request)
            return answer
        again: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if not isinstance(again, HttpResponseRedirect):
            again.status_code = UNPROCESSABLE
        return again


class SignIn(SaysWhatIsWrong, views.LoginView):  # type: ignore[misc]
    """One page: address, then a code by mail, or the password at once."""


class EnterCode(SaysWhatIsWrong, views.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code from the mail."""


class Reauthenticate(SaysWhatIsWrong, views.ReauthenticateView):  # type: ignore[misc]
    """The password once more, before something that matters."""


class ChangePassword(SaysWhatIsWrong, views.PasswordChangeView):  # type: ignore[misc]
    """A new password for somebody who has one."""


class SetPassword(SaysWhatIsWrong, views.PasswordSetView):  # type: ignore[misc]
    """A first password."""


class ForgotPassword(SaysWhatIsWrong, views.PasswordResetView):  # type: ignore[misc]
    """Asks where to send the way to a new password."""


class ChooseNewPassword(SaysWhatIsWrong, views.PasswordResetFromKeyView):  # type: ignore[misc]
    """What the link in the mail opens."""


sign_in = SignIn.as_view()
enter_code = EnterCode.as_view()
reauthenticate = Reauthenticate.as_view()
change_password = ChangePassword.as_view()
set_password = SetPassword.as_view()
forgot_password = ForgotPassword.as_view()
choose_new_password = ChooseNewPassword.as_view()


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send whoever asks for a code to the page that asks for the address."""
    return HttpResponseRedirect(reverse("account_login"))
