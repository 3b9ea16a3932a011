"""Addresses of a programme's people, imports and mails, under `/p/<programme>/`."""

from django.urls import path

from .views import imports, outbox, people

urlpatterns = [
    path("people", people.index, name="people"),
    path("people.csv", people.export_csv, name="people-csv"),
    path("people.xlsx", people.export_xlsx, name="people-xlsx"),
    path("people/<uuid:person>", people.show, name="person"),
    path("people/<uuid:person>/edit", people.edit, name="person-edit"),
    path("import", imports.bring, name="import"),
    path("import/template.xlsx", imports.template, name="import-template"),
    path("import/sample.xlsx", imports.sample, name="import-sample"),
    path("import/<uuid:batch>", imports.done, name="import-done"),
    path("import/<uuid:batch>/columns", imports.columns, name="import-columns"),
    path("import/<uuid:batch>/sheet", imports.sheet, name="import-sheet"),
    path("import/<uuid:batch>/check", imports.check, name="import-check"),
    path("import/<uuid:batch>/apply", imports.apply, name="import-apply"),
    path("import/<uuid:batch>/undo", imports.undo, name="import-undo"),
    path("import/<uuid:batch>/bad-rows.xlsx", imports.bad_rows, name="import-bad-rows"),
    path("outbox", outbox.index, name="outbox"),
    path("outbox/hold", outbox.act_on_many, {"deed": "hold"}, name="outbox-hold-many"),
    path("outbox/release", outbox.act_on_many, {"deed": "release"}, name="outbox-release-many"),
    path("outbox/send", outbox.act_on_many, {"deed": "send"}, name="outbox-send-many"),
    path("outbox/<uuid:message>", outbox.show, name="outbox-mail"),
    path("outbox/<uuid:message>/mail", outbox.rendering, name="outbox-rendering"),
    path("outbox/<uuid:message>/hold", outbox.act, {"deed": "hold"}, name="outbox-hold"),
    path("outbox/<uuid:message>/release", outbox.act, {"deed": "release"}, name="outbox-release"),
    path("outbox/<uuid:message>/send", outbox.act, {"deed": "send"}, name="outbox-send"),
    path("outbox/<uuid:message>/cancel", outbox.act, {"deed": "cancel"}, name="outbox-cancel"),
    path("outbox/<uuid:message>/address", outbox.act, {"deed": "address"}, name="outbox-address"),
]
