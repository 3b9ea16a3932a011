"""Addresses of the demo's own pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("demo", views.door, name="demo"),
    path("demo/enter", views.enter, name="demo-enter"),
    path("demo/at/<slug:route>/<path:rest>", views.follow, name="demo-follow"),
    path("demo/inbox", views.inbox, name="demo-inbox"),
    path("demo/inbox/<str:id>", views.inbox, name="demo-mail"),
    path("demo/inbox/<str:id>/page", views.mail_page, name="demo-mail-page"),
    path("demo/inbox/<str:id>/invite.ics", views.invite, name="demo-invite"),
    path("demo/samples/<slug:key>/<slug:kind>.xlsx", views.sample, name="demo-sample"),
    path("demo/reset", views.reset, name="demo-reset"),
]
