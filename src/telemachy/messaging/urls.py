"""Addresses of links in mails."""

from django.urls import path

from . import views

urlpatterns = [
    path("a/<str:token>", views.action_link, name="action-link"),
    path("a/<str:token>/again", views.fresh_link, name="fresh-link"),
]
