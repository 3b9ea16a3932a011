"""Addresses of the matching pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.start, name="start"),
    path("p/<slug:programme>/", views.home, name="home"),
    path("p/<slug:programme>/matching", views.drafts, name="matching"),
    path("p/<slug:programme>/matching/propose", views.propose, name="matching-propose"),
    path("p/<slug:programme>/matching/<int:number>", views.workbench, name="matching-draft"),
    path("p/<slug:programme>/matching/<int:number>/events", views.decide, name="matching-decide"),
    path("p/<slug:programme>/matching/<int:number>/solve", views.solve_again, name="matching-solve"),
    path("p/<slug:programme>/matching/<int:number>/cancel", views.cancel, name="matching-cancel"),
    path("p/<slug:programme>/matching/<int:number>/pairs.csv", views.export_csv, name="matching-csv"),
    path("p/<slug:programme>/matching/<int:number>/pairs.xlsx", views.export_xlsx, name="matching-xlsx"),
    path("p/<slug:programme>/matching/<int:number>/publish", views.publish_check, name="matching-publish"),
    path("p/<slug:programme>/matching/<int:number>/publish/undo", views.take_back, name="matching-take-back"),
    path("p/<slug:programme>/matching/<int:number>/publish/send", views.send_now, name="matching-send-now"),
    path("p/<slug:programme>/matching/<int:number>/publish/mail", views.preview_mail, name="matching-mail"),
]
