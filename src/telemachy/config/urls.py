"""All addresses, by noun."""

from django.urls import include, path

from telemachy.web import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("accounts/", include("allauth.urls")),
]
