"""Addresses of pairs."""

from django.urls import path

from .views import answers, charters, coordinated, journeys, notes, pages

urlpatterns = [
    path("now", pages.now, name="now"),
    path("now/<uuid:connection>", answers.answer, name="connection-answer"),
    path("j/<uuid:connection>", journeys.journey, name="journey"),
    path("j/<uuid:connection>/charter", charters.charter, name="charter"),
    path("j/<uuid:connection>/notes", notes.notes, name="notes"),
    path("j/<uuid:connection>/notes/private", notes.write_private, name="notes-private"),
    path("j/<uuid:connection>/notes/private/<uuid:note>", notes.change, name="private-note"),
    path("j/<uuid:connection>/notes/private/<uuid:note>/share", notes.share_copy, name="private-note-share"),
    path("j/<uuid:connection>/notes/private/<uuid:note>/delete", notes.delete, name="private-note-delete"),
    path("j/<uuid:connection>/notes/shared", notes.write_shared, name="notes-shared"),
    path("j/<uuid:connection>/notes/shared/<uuid:note>/remove", notes.remove, name="shared-note-remove"),
    path("p/<slug:programme>/pairs", pages.pairs, name="pairs"),
    path("p/<slug:programme>/pairs/<uuid:connection>", coordinated.pair, name="pair"),
]
