"""The proper ending of a connection, without blame."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from telemachy.people.models import Person
from telemachy.tenancy.models import TenantForeignKey, TenantModel

from .connections import Connection


class Closure(TenantModel):
    """That a connection is coming to its end: announced by one, answered by both, then closed."""

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="closures")
    early = models.BooleanField(default=False)  # before the length of the programme; nobody is asked why
    announced_by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    announced_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "connection"], name="journeys_closure_once"),
        ]


class ClosingAnswer(TenantModel):
    """What one of the two says at the end. The two read it; a story's draft may use it once both agree to be told."""

    class Next(models.TextChoices):
        MENTOR = "mentor", _("Mentor somebody myself")
        STAY_IN_TOUCH = "touch", _("Stay in touch, without a programme")
        ANOTHER_MENTOR = "another", _("Find another mentor")
        CIRCLE = "circle", _("Join a peer circle")
        NOTHING = "nothing", _("Nothing for now")

    closure = TenantForeignKey(Closure, models.CASCADE, related_name="answers")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+")
    next_step = models.CharField(max_length=10, choices=Next.choices)
    helped = models.TextField(blank=True)
    did_not_work = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "closure", "person"], name="journeys_closing_once"),
        ]
