"""Addresses of pairs."""

from django.urls import path

from .views import answers, pages

urlpatterns = [
    path("now", pages.now, name="now"),
    path("now/<uuid:connection>", answers.answer, name="connection-answer"),
    path("p/<slug:programme>/pairs", pages.pairs, name="pairs"),
]
