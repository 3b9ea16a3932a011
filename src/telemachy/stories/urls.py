"""Addresses of case studies."""

from django.urls import path

from .views import consent, editor, public

urlpatterns = [
    path("stories/", public.stories, name="stories"),
    path("stories/feed.atom", public.feed, name="stories-feed"),
    path("stories/<slug:slug>", public.story, name="story"),
    path("stories/<slug:slug>.pdf", public.paper, name="story-paper"),
    path("j/<uuid:connection>/story", consent.connection_story, name="connection-story"),
    path("p/<slug:programme>/pairs/<uuid:connection>/story", editor.ask, name="story-ask"),
    path("p/<slug:programme>/stories", editor.index, name="case-studies"),
    path("p/<slug:programme>/stories/<uuid:story>", editor.case_study, name="case-study"),
]
