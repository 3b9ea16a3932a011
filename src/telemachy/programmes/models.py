"""Programmes, their versioned files, and who takes part."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from telemachy.people.models import Person
from telemachy.tenancy import clock
from telemachy.tenancy.models import TenantForeignKey, TenantModel


class Programme(TenantModel):
    """A programme of an organisation; what it is stands in the latest version of its file."""

    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    cohort = models.CharField(max_length=200, blank=True)  # "Autumn cohort"
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "slug"], name="programmes_programme_slug"),
        ]


class ProgrammeVersion(TenantModel):
    """One reviewed state of a programme's file, kept for ever: a run names the version it used."""

    programme = TenantForeignKey(Programme, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()  # TOML
    sha256 = models.CharField(max_length=64)
    by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "programme", "number"], name="programmes_version_number"),
        ]


class Application(TenantModel):
    """Somebody's part in a programme: role, answers, ranked wishes and how many they can take."""

    class Role(models.TextChoices):
        MENTEE = "mentee", _("Mentee")
        MENTOR = "mentor", _("Mentor")

    class Status(models.TextChoices):
        ACCEPTED = "accepted", _("Taking part")
        PAUSED = "paused", _("Paused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

        def can_be_paired(self) -> bool:
            """Say whether a run may propose somebody in this state."""
            return self is Application.Status.ACCEPTED

    programme = TenantForeignKey(Programme, models.CASCADE, related_name="applications")
    person = TenantForeignKey(Person, models.CASCADE, related_name="applications")
    role = models.CharField(max_length=8, choices=Role.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACCEPTED)
    capacity = models.PositiveSmallIntegerField(default=1)
    wishes = ArrayField(models.UUIDField(), default=list, blank=True)  # person ids, first choice first
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "programme", "person", "role"], name="programmes_application_once"
            ),
            models.CheckConstraint(condition=models.Q(capacity__range=(1, 20)), name="programmes_application_capacity"),
        ]
