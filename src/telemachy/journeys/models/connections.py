"""Connections between people, from the invitation to their proper ending."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.tenancy.models import TenantForeignKey, TenantModel


class Connection(TenantModel):
    """People brought together by a programme. A pair is the connection of two."""

    class Kind(models.TextChoices):
        PAIR = "pair", _("Pair")

    class Stage(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Active")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")
        CLOSED = "closed", _("Ended")

        def can_answer(self) -> bool:
            """Say whether a mentor may still accept or decline."""
            return self is Connection.Stage.INVITED

        def is_open(self) -> bool:
            """Say whether the connection takes up a mentor's place."""
            return self in (Connection.Stage.INVITED, Connection.Stage.ACTIVE)

        def can_book(self) -> bool:
            """Say whether sessions may be proposed and booked, goals changed and notes written."""
            return self is Connection.Stage.ACTIVE

        def has_journey(self) -> bool:
            """Say whether the two have, or had, a way together that they may read."""
            return self in (Connection.Stage.ACTIVE, Connection.Stage.CLOSED)

    programme = TenantForeignKey(Programme, models.CASCADE, related_name="connections")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PAIR)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.INVITED)
    reasons = models.JSONField(default=list)  # sentences as published; participants see these and never a fit
    publication_id = models.UUIDField(null=True)
    invited_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_because = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["-invited_at", "id"]


class Member(TenantModel):
    """Somebody's part in a connection.

    `seat` numbers a person's open places in a programme, so that the database itself refuses one mentor too many:
    an action takes a seat between 1 and the capacity, and an open seat exists once.
    """

    class Role(models.TextChoices):
        MENTEE = "mentee", _("Mentee")
        MENTOR = "mentor", _("Mentor")

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="members")
    programme = TenantForeignKey(Programme, models.CASCADE, related_name="+")
    person = TenantForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices)
    seat = models.PositiveSmallIntegerField()
    open = models.BooleanField(default=True)  # follows the connection's stage; the constraint below needs it here

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "connection", "person"], name="journeys_member_once"),
            models.UniqueConstraint(
                fields=["organisation", "programme", "person", "role", "seat"],
                condition=models.Q(open=True),
                name="journeys_member_seat",
            ),
        ]
