"""All addresses, by noun."""

from django.urls import include, path

from telemachy.web import health, views

handler400 = "telemachy.web.views.bad_request"
handler403 = "telemachy.web.views.forbidden"
handler404 = "telemachy.web.views.not_there"
handler429 = "telemachy.web.views.too_many"  # the sign-in library asks for this name
handler500 = "telemachy.web.views.failed"

urlpatterns = [
    path("theme", views.theme, name="theme"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("accounts/", include("telemachy.people.signin_urls")),
    path("", include("telemachy.messaging.urls")),
    path("", include("telemachy.journeys.urls")),
    path("", include("telemachy.matching.urls")),
    path("", include("telemachy.evidence.urls")),
    path("", include("telemachy.stories.urls")),
    path("", include("telemachy.demo.urls")),
    path("p/<slug:programme>/", include("telemachy.programmes.urls")),
]
