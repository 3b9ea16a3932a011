"""Sessions: one meeting of a connection, from three offered times to what both say of it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from telemachy.people.models import Person
from telemachy.tenancy.models import TenantForeignKey, TenantModel

from .connections import Connection


class Session(TenantModel):
    """One meeting. `calendar_uid` and `calendar_sequence` are what calendars know it by; both outlive a move.

    The pair reads everything; the coordinator reads dates and states.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Times offered")
        BOOKED = "booked", _("Booked")
        HELD = "held", _("Held")
        MISSED = "missed", _("Did not take place")
        CANCELLED = "cancelled", _("Cancelled")

        def can_book(self) -> bool:
            """Say whether one of the offered times may be chosen."""
            return self is Session.State.OFFERED

        def can_move(self) -> bool:
            """Say whether other times may be offered, or the session cancelled."""
            return self in (Session.State.OFFERED, Session.State.BOOKED)

        def can_log(self) -> bool:
            """Say whether either side may say whether it took place."""
            return self in (Session.State.BOOKED, Session.State.HELD, Session.State.MISSED)

    class Purpose(models.TextChoices):
        USUAL = "usual", _("Session")
        CLOSING = "closing", _("Closing session")

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.USUAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    offered_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True)  # once booked; while it is moved, the time calendars still show
    minutes = models.PositiveSmallIntegerField(default=60)
    time_zone = models.CharField(max_length=60, default="UTC")  # whose wall clock the session was agreed by
    place = models.CharField(max_length=300, blank=True)  # a room, or the address of a video call
    booked_at = models.DateTimeField(null=True)
    calendar_uid = models.CharField(max_length=120)
    calendar_sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "connection", "number"], name="journeys_session_number"),
            models.UniqueConstraint(fields=["organisation", "calendar_uid"], name="journeys_session_uid"),
            models.CheckConstraint(
                condition=~Q(state__in=["booked", "held", "missed"]) | Q(starts_at__isnull=False),
                name="journeys_session_has_its_time",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="journeys_session_minutes"),
        ]


class OfferedTime(TenantModel):
    """One of the times offered for a session."""

    session = TenantForeignKey(Session, models.CASCADE, related_name="offered_times")
    starts_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["starts_at"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "session", "starts_at"], name="journeys_time_once"),
        ]


class Attendance(TenantModel):
    """Somebody's place in a booked session, and what they say of it afterwards.

    `counts` follows the session: while it is booked or held, nobody can be in two sessions at once.
    """

    session = TenantForeignKey(Session, models.CASCADE, related_name="attendances")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    counts = models.BooleanField(default=True)
    met = models.BooleanField(null=True)  # null until they say
    useful = models.PositiveSmallIntegerField(null=True)  # 1 … 5, their own; averages of five and more are shown
    answered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "session", "person"], name="journeys_attendance_once"),
            models.CheckConstraint(
                condition=Q(useful__isnull=True) | Q(useful__range=(1, 5)), name="journeys_attendance_useful"
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="journeys_attendance_lasts"),
            ExclusionConstraint(
                name="journeys_attendance_not_two_at_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Func("starts_at", "ends_at", function="TSTZRANGE"), RangeOperators.OVERLAPS),
                ],
                condition=Q(counts=True),
            ),
        ]
