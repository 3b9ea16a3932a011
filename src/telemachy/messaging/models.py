"""The outbox, the links inside mails, and the memory that makes jobs take effect once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from telemachy.tenancy.models import TenantModel


class OutboxMessage(TenantModel):
    """A mail, written in the transaction of what it tells, sent later by a job, seen by coordinators meanwhile.

    People are plain ids here: people lie above messaging.
    """

    class State(models.TextChoices):
        HELD = "held", _("Held")
        SCHEDULED = "scheduled", _("Scheduled")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

        def can_cancel(self) -> bool:
            """Say whether the mail has not left yet."""
            return self in (OutboxMessage.State.HELD, OutboxMessage.State.SCHEDULED, OutboxMessage.State.FAILED)

    kind = models.CharField(max_length=60)
    event = models.CharField(max_length=120)  # what happened; with person and kind, unique
    person_id = models.UUIDField()
    programme_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SCHEDULED)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=200)
    from_name = models.CharField(max_length=200)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True, default="")  # an invitation or a cancellation as iCalendar, or nothing
    why = models.CharField(max_length=300)  # one sentence: why this person gets this mail
    message_id = models.CharField(max_length=200)
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)  # a job sends only the version it was stored for
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "event", "person_id", "kind"], name="messaging_outbox_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "programme_id", "state", "send_after"], name="messaging_outbox_page"),
        ]


class ActionLink(TenantModel):
    """A link in a mail that lets one person do one thing to one object until it expires; only its hash is kept."""

    token_sha256 = models.CharField(max_length=64)
    person_id = models.UUIDField()
    action = models.CharField(max_length=60)
    object_id = models.UUIDField()
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "token_sha256"], name="messaging_link_token"),
        ]


class TaskEffect(TenantModel):
    """That a job of this kind has taken effect for this key; a second run finds the row and does nothing."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "kind", "key"], name="messaging_effect_once"),
        ]
