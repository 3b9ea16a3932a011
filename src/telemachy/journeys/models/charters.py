"""What two people agree on before they begin."""

from django.db import models

from telemachy.people.models import Person
from telemachy.tenancy.models import TenantForeignKey, TenantModel

from .connections import Connection


class Charter(TenantModel):
    """The charter of a pair, made from the programme's template. Its readers: the two."""

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="charters")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    made_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["-number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "connection", "number"], name="journeys_charter_number"),
        ]


class CharterAgreement(TenantModel):
    """That one of the two agrees to a charter."""

    charter = TenantForeignKey(Charter, models.CASCADE, related_name="agreements")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "charter", "person"], name="journeys_agreement_once"),
        ]
