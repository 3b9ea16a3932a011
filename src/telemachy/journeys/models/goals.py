"""Goals with levels written beforehand (goal attainment scaling: Kiresuk & Sherman 1968)."""

from django.db import models
from django.db.models import Q

from telemachy.people.models import Person
from telemachy.tenancy.models import TenantForeignKey, TenantModel

from .connections import Connection

LEVELS = (-2, -1, 0, 1, 2)  # much less than hoped, less, as hoped, more, much more


class Goal(TenantModel):
    """What the mentee works on. The two read it; the coordinator sees that it exists, and the words if shared."""

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    sign = models.CharField(max_length=400, blank=True)  # "How will we both know?"
    levels = models.JSONField(default=dict)  # {"-2": what it would look like, … "2": …}; fixed with the first rating
    shared = models.BooleanField(default=False)  # whether the coordinator reads the words
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "connection", "position"], name="journeys_goal_position"),
        ]


class GoalRating(TenantModel):
    """Where one of the two sees a goal on one day; the last rating of each at the closing is what both say."""

    goal = TenantForeignKey(Goal, models.CASCADE, related_name="ratings")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+")
    level = models.SmallIntegerField()
    at_closing = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["at", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(condition=Q(level__range=(-2, 2)), name="journeys_rating_level"),
            models.UniqueConstraint(
                fields=["organisation", "goal", "person"], condition=Q(at_closing=True), name="journeys_rating_closing"
            ),
        ]
