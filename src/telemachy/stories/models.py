"""Case studies: sentences from the record, and the consent of the people in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from telemachy.journeys.models import Connection
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.tenancy.models import TenantForeignKey, TenantModel


class CaseStudy(TenantModel):
    """The story of one pair. Nothing is drafted before both agree to be told, nothing published before both approve."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked whether it may be told")
        DRAFT = "draft", _("Being written")
        APPROVAL = "approval", _("Waiting for approval")
        APPROVED = "approved", _("Approved by both")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Taken back")

        def can_edit(self) -> bool:
            """Say whether the text may be changed."""
            return self in (CaseStudy.State.DRAFT, CaseStudy.State.APPROVAL, CaseStudy.State.APPROVED)

        def is_public(self) -> bool:
            """Say whether anybody may read it."""
            return self is CaseStudy.State.PUBLISHED

    programme = TenantForeignKey(Programme, models.CASCADE, related_name="stories")
    connection = TenantForeignKey(Connection, models.CASCADE, related_name="stories")
    author = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    standfirst = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    text_number = models.PositiveIntegerField(default=1)  # grows when the text changes; approval covers one number
    asked_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["-published_at", "-asked_at"]
        verbose_name_plural = "case studies"
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "slug"], name="stories_slug"),
            models.UniqueConstraint(
                fields=["organisation", "connection"], condition=~Q(state="withdrawn"), name="stories_one_of_a_pair"
            ),
        ]


class Sentence(TenantModel):
    """One sentence of a case study with the source it stands on, frozen as it was when the sentence was drafted."""

    class Part(models.TextChoices):
        BACKGROUND = "background", _("Background")
        JOURNEY = "journey", _("Mentoring journey")
        OUTCOMES = "outcomes", _("Outcomes")
        ACCOUNTS = "accounts", _("What they say")
        UNKNOWN = "unknown", _("What is not known")

    class Kind(models.TextChoices):
        RECORD = "record", _("From the record")
        QUOTATION = "quotation", _("In their words")
        CHART = "chart", _("A chart")
        OPEN = "open", _("Not known")

    story = TenantForeignKey(CaseStudy, models.CASCADE, related_name="sentences")
    part = models.CharField(max_length=10, choices=Part.choices)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RECORD)
    station = models.CharField(max_length=12, blank=True)  # where on the thread its source lies
    text = models.TextField()
    said_by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    source_kind = models.CharField(max_length=20, blank=True)  # person, connection, session, goal, initiative …
    source_id = models.UUIDField(null=True)
    source = models.JSONField(default=dict)  # {"recorded": …, "on": …, "grade": …, "strength": …, "seen_by": …}

    class Meta(TenantModel.Meta):
        ordering = ["story", "position"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "story", "position"], name="stories_sentence_position"),
        ]


class StoryConsent(TenantModel):
    """One person's answer to one question about a story; a later answer is a later row.

    About being told at all, and then about one text, word for word.
    """

    class About(models.TextChoices):
        TELLING = "telling", _("That it may be told")
        TEXT = "text", _("This text")

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Taken back")

    story = TenantForeignKey(CaseStudy, models.CASCADE, related_name="consents")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+")
    about = models.CharField(max_length=8, choices=About.choices)
    text_number = models.PositiveIntegerField(default=0)  # 0 for the telling
    text_sha256 = models.CharField(max_length=64, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.CharField(max_length=600, blank=True)  # what they would change
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        ordering = ["at", "id"]
