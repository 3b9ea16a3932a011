"""Addresses of signing in. The names are the sign-in library's, which asks for them; what we do not offer is absent."""

from allauth.account import views
from django.urls import path, re_path

from . import signin_views as ours

urlpatterns = [
    path("login/", ours.sign_in, name="account_login"),
    path("login/code/", ours.to_sign_in, name="account_request_login_code"),
    path("login/code/confirm/", ours.enter_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", ours.reauthenticate, name="account_reauthenticate"),
    path("password/change/", ours.change_password, name="account_change_password"),
    path("password/set/", ours.set_password, name="account_set_password"),
    path("password/reset/", ours.forgot_password, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ours.choose_new_password,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
