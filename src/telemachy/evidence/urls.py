"""Addresses of outcomes and of the sponsor's page."""

from django.urls import path

from .views import confirming, outcomes, pages

_CLAIM = "j/<uuid:connection>/outcomes/<uuid:claim>"

urlpatterns = [
    path("j/<uuid:connection>/outcomes", outcomes.outcomes, name="outcomes"),
    path(_CLAIM, outcomes.claim, name="claim"),
    path(f"{_CLAIM}/confirm", confirming.confirm_as_mentor, name="claim-confirm"),
    path(f"{_CLAIM}/contribution", outcomes.contribution, name="claim-contribution"),
    path(f"{_CLAIM}/correct", outcomes.correct, name="claim-correct"),
    path(f"{_CLAIM}/share", outcomes.share, name="claim-share"),
    path(f"{_CLAIM}/withdraw", outcomes.withdraw, name="claim-withdraw"),
    path("p/<slug:programme>/outcomes", pages.programme_outcomes, name="programme-outcomes"),
    path("p/<slug:programme>/outcomes/<uuid:claim>", confirming.programme_claim, name="programme-claim"),
    path("p/<slug:programme>/evidence", pages.evidence, name="evidence"),
]
