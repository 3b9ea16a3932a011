"""Who did what to what, when: rows that the serving role can add but never change, sealed in commit order."""

from django.db import models

from telemachy.tenancy.models import TenantForeignKey, TenantModel


class AuditEvent(TenantModel):
    """One deed. Holds ids only, never what anybody wrote."""

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)  # a person; null where Telemachy itself acted
    deed = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField()
    detail = models.JSONField(default=dict)  # ids, counts and states only

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "kind", "object_id"], name="audit_by_object")]


class AuditSeal(TenantModel):
    """A link of the chain: the event's place in commit order and a hash over it and the link before."""

    sequence = models.BigIntegerField()
    event = TenantForeignKey(AuditEvent, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "sequence"], name="audit_seal_sequence"),
            models.UniqueConstraint(fields=["organisation", "event"], name="audit_seal_event"),
        ]
