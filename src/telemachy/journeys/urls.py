"""Addresses of pairs."""

from django.urls import path

from .views import answers, coordinated, journeys, pages

urlpatterns = [
    path("now", pages.now, name="now"),
    path("now/<uuid:connection>", answers.answer, name="connection-answer"),
    path("j/<uuid:connection>", journeys.journey, name="journey"),
    path("p/<slug:programme>/pairs", pages.pairs, name="pairs"),
    path("p/<slug:programme>/pairs/<uuid:connection>", coordinated.pair, name="pair"),
]
