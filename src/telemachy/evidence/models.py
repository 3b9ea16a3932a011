"""The outcome ledger: dated claims, who confirms them, and, kept apart, what people say of the cause."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from telemachy.journeys.models import Connection, Initiative
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.tenancy.models import TenantForeignKey, TenantModel


class Claim(TenantModel):
    """Something that came about, on a day. Append-only: a correction is a new row that supersedes.

    Read by the claimant and their mentor; by the coordinator where it is shared or the programme says so beforehand.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("Something happened")
        MEASURE = "measure", _("A measure changed")
        AMOUNT = "amount", _("An amount")

    class Status(models.TextChoices):
        OPEN = "open", _("On record")
        WITHDRAWN = "withdrawn", _("Taken back")

    programme = TenantForeignKey(Programme, models.CASCADE, related_name="claims")
    connection = TenantForeignKey(Connection, models.CASCADE, related_name="claims")
    person = TenantForeignKey(Person, models.CASCADE, related_name="claims")
    initiative = TenantForeignKey(Initiative, models.SET_NULL, null=True, related_name="claims")
    entity = models.CharField(max_length=200, blank=True)  # a venture with two founders counts once
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=60)  # the id of an outcome in the programme's file: leading-role …
    happened = models.BooleanField(default=True)  # False: known not to have come about by that day
    text = models.CharField(max_length=400)
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    unit = models.CharField(max_length=60, blank=True)  # a unit, or a currency by its three letters
    baseline = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    baseline_on = models.DateField(null=True)
    shared = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    supersedes = TenantForeignKey("self", models.SET_NULL, null=True, related_name="superseded_by")
    recorded_by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["on", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "supersedes"], condition=Q(supersedes__isnull=False), name="evidence_claim_next"
            ),
        ]


class Confirmation(TenantModel):
    """That somebody other than the claimant has seen it, and by what. The claim's grade follows from the best one."""

    class Source(models.TextChoices):
        DOCUMENT = "document", _("Document seen")
        RECORD = "record", _("HR record or manager")
        MENTOR = "mentor", _("Mentor")

    claim = TenantForeignKey(Claim, models.CASCADE, related_name="confirmations")
    source = models.CharField(max_length=10, choices=Source.choices)
    agrees = models.BooleanField(default=True)  # False: what they saw says otherwise
    reference = models.CharField(max_length=200, blank=True)  # register reference, or SHA-256 of the document
    by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["at", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(source="document") | ~Q(reference=""), name="evidence_document_is_named"
            ),
            models.UniqueConstraint(fields=["organisation", "claim", "source", "by"], name="evidence_confirmed_once"),
        ]


class ContributionStatement(TenantModel):
    """What one person says mentoring had to do with it: their account, in no total and never multiplied."""

    class Share(models.TextChoices):
        NONE = "none", _("None")
        SOME = "some", _("Some")
        MUCH = "much", _("Much")
        CANNOT_TELL = "unknown", _("Cannot tell")

    claim = TenantForeignKey(Claim, models.CASCADE, related_name="contributions")
    by = TenantForeignKey(Person, models.CASCADE, related_name="+")
    share = models.CharField(max_length=8, choices=Share.choices)
    text = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["at", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "claim", "by"], name="evidence_contribution_once"),
        ]
