"""Initiatives: a real piece of leading, with a measure named at the start."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from telemachy.people.models import Person
from telemachy.tenancy.models import TenantForeignKey, TenantModel

from .connections import Connection
from .goals import Goal


class Initiative(TenantModel):
    """What the mentee leads. The two read it; the coordinator if it is shared.

    The baseline is named before the change begins; readings before and after `changed_on` make its run chart.
    """

    class Better(models.TextChoices):
        LOWER = "lower", _("Lower is better")
        HIGHER = "higher", _("Higher is better")

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="initiatives")
    owner = TenantForeignKey(Person, models.CASCADE, related_name="+")
    goal = TenantForeignKey(Goal, models.SET_NULL, null=True, related_name="initiatives")
    title = models.CharField(max_length=200)
    aim = models.TextField()
    team = models.TextField(blank=True)  # in words: who leads it with them
    people_led = models.PositiveSmallIntegerField(null=True)
    measure = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    better = models.CharField(max_length=6, choices=Better.choices)
    baseline = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    baseline_from = models.CharField(max_length=200, blank=True)  # what it was read from
    wanted = models.DecimalField(max_digits=16, decimal_places=3, null=True)  # the aim as a number
    source = models.CharField(max_length=200, blank=True)
    changed_on = models.DateField(null=True)
    change = models.CharField(max_length=120, blank=True)  # what began on that day, for the chart
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["made_at", "id"]


class InitiativeReading(TenantModel):
    """One dated value of the measure."""

    initiative = TenantForeignKey(Initiative, models.CASCADE, related_name="readings")
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=3)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["on", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "initiative", "on"], name="journeys_reading_day"),
        ]


class LoggedDecision(TenantModel):
    """One decision of an initiative, on the day it was taken."""

    initiative = TenantForeignKey(Initiative, models.CASCADE, related_name="decisions")
    on = models.DateField()
    text = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        ordering = ["-on", "-id"]
