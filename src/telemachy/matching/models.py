"""Runs of the matching, what they propose, what people decide, and what is published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from telemachy.people.models import Person
from telemachy.programmes.models import Programme, ProgrammeVersion
from telemachy.tenancy.models import TenantForeignKey, TenantModel


class MatchRun(TenantModel):
    """A draft of pairs: a snapshot of people and programme, solved, then decided on by people.

    It replays bit for bit from snapshot, programme version, weights, seed and engine version.
    """

    class State(models.TextChoices):
        SOLVING = "solving", _("Being solved")
        READY = "ready", _("Draft")
        PUBLISHED = "published", _("Published")
        FAILED = "failed", _("Not solved")

        def can_change(self) -> bool:
            """Say whether pairs of this draft may be decided on and published."""
            return self is MatchRun.State.READY

    programme = TenantForeignKey(Programme, models.CASCADE, related_name="runs")
    programme_version = TenantForeignKey(ProgrammeVersion, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # "Draft 3"
    state = models.CharField(max_length=12, choices=State.choices, default=State.SOLVING)
    based_on = TenantForeignKey("self", models.SET_NULL, null=True, related_name="+")
    snapshot = models.JSONField()  # the roster as canonical data
    snapshot_sha256 = models.CharField(max_length=64)
    weights = models.JSONField(default=dict)  # {criterion: whole number}, where they differ from the programme's
    objective = models.CharField(max_length=12, default="total")
    seed = models.PositiveIntegerField(default=0)
    keep_bonus = models.FloatField(default=2.0)
    engine_version = models.CharField(max_length=40)
    size = models.PositiveIntegerField(default=0)
    total = models.FloatField(default=0.0)
    bound = models.FloatField(default=0.0)
    gap = models.FloatField(default=0.0)
    best_total = models.FloatField(default=0.0)  # what could be reached without locks and without keeping pairs
    problem = models.TextField(blank=True)  # the sentence for a run that could not be solved
    by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    solved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["-number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "programme", "number"], name="matching_run_number"),
        ]


class Proposal(TenantModel):
    """A pair a draft proposes, or, with no mentor, a mentee it leaves unmatched."""

    run = TenantForeignKey(MatchRun, models.CASCADE, related_name="proposals")
    mentee = TenantForeignKey(Person, models.CASCADE, related_name="+")
    mentor = TenantForeignKey(Person, models.CASCADE, null=True, related_name="+")
    fit = models.FloatField(null=True)
    terms = models.JSONField(default=list)  # [{"name", "share", "points", "missing", "why"}], points adding up to fit
    reasons = models.JSONField(default=list)  # sentences for people
    watch = models.CharField(max_length=300, blank=True)  # at most one thing to look out for
    flags = ArrayField(models.CharField(max_length=24), default=list)  # why it needs a look
    was = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")  # mentor in the draft before
    margin = models.FloatField(null=True)  # points the programme loses by the best other mentor; null without one
    locked = models.BooleanField(default=False)
    held = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "run", "mentee", "mentor"], name="matching_proposal_once", nulls_distinct=False
            ),
        ]


class Decision(TenantModel):
    """One thing a coordinator did to a draft, as an event; undo and redo are events too."""

    class Kind(models.TextChoices):
        LOCK = "lock", _("Locked")
        UNLOCK = "unlock", _("Unlocked")
        RULE_OUT = "rule-out", _("Ruled out")
        CHOOSE = "choose", _("Chosen")
        HOLD = "hold", _("Held")
        RELEASE = "release", _("Released")
        REVIEW = "review", _("Reviewed")
        UNDO = "undo", _("Undone")
        REDO = "redo", _("Done again")

    run = TenantForeignKey(MatchRun, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    mentee = TenantForeignKey(Person, models.CASCADE, null=True, related_name="+")
    mentor = TenantForeignKey(Person, models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=40, blank=True)
    always = models.BooleanField(default=False)  # a pair ruled out in later drafts of the programme too
    undoes = models.PositiveIntegerField(null=True)  # the number of the decision that an undo or redo is about
    before = models.JSONField(default=list)  # the proposals it changed, as they were: what undo puts back
    moved = models.JSONField(default=list)  # who moved: [{"mentee", "was", "now"}, …], person ids
    by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        ordering = ["-number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "run", "number"], name="matching_decision_number"),
        ]


class Publication(TenantModel):
    """Pairs handed out: first waiting in the outbox, then sent, or taken back within the undo window."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        UNDONE = "undone", _("Undone")

        def can_undo(self) -> bool:
            """Say whether the publication can still be taken back without a trace for participants."""
            return self is Publication.State.WAITING

    run = TenantForeignKey(MatchRun, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    pairs = models.JSONField()  # [[mentee id, mentor id], …] as decided
    send_at = models.DateTimeField()  # the end of the undo window
    sent_at = models.DateTimeField(null=True)
    by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-number"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "run", "number"], name="matching_publication_number"),
            models.UniqueConstraint(
                fields=["organisation", "run"],
                condition=models.Q(state__in=["waiting", "sent"]),
                name="matching_publication_one",
            ),
        ]
