"""Addresses of pairs."""

from django.urls import path

from .views import answers, charters, coordinated, journeys, notes, pages, sessions

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
    path("j/<uuid:connection>/sessions", sessions.sessions, name="sessions"),
    path("j/<uuid:connection>/sessions/<uuid:session>", sessions.session, name="session"),
    path("j/<uuid:connection>/sessions/<uuid:session>.ics", sessions.calendar, name="session-calendar"),
    path("j/<uuid:connection>/sessions/<uuid:session>/book", sessions.book, name="session-book"),
    path("j/<uuid:connection>/sessions/<uuid:session>/attendance", sessions.attendance, name="session-attendance"),
    path("j/<uuid:connection>/sessions/<uuid:session>/move", sessions.move, name="session-move"),
    path("j/<uuid:connection>/sessions/<uuid:session>/cancel", sessions.cancel, name="session-cancel"),
    path("j/<uuid:connection>/sessions/<uuid:session>/prepare", sessions.prepare, name="session-prepare"),
    path("p/<slug:programme>/pairs", pages.pairs, name="pairs"),
    path("p/<slug:programme>/pairs/<uuid:connection>", coordinated.pair, name="pair"),
]
