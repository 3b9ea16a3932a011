"""Accounts, people and what is known of them, with where each fact came from."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from telemachy.tenancy.models import TenantForeignKey, TenantManager, TenantModel

from .passwords import LONGEST

TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "dame"})


class AccountManager(TenantManager["Account"]):
    """Finds accounts of the active organisation only, by address in any case."""

    def get_by_natural_key(self, email: str) -> "Account":
        """Return the account with this address, as Django's authentication asks for it."""
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None) -> "Account":
        """Create an account that signs in by code, and by password where one is given."""
        account = self.model(email=email.strip().lower())
        account.set_password(password) if password else account.set_unusable_password()
        account.save()
        return account


class Account(AbstractBaseUser, TenantModel):
    """Somebody who can sign in to one organisation; the same address may have an account in another."""

    email = models.EmailField()
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    def check_password(self, raw_password: str | None) -> bool:
        """Say whether this is the account's password; one longer than anybody types is refused unhashed."""
        return len(raw_password or "") <= LONGEST and super().check_password(raw_password)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("organisation", Lower("email"), name="people_account_email"),
        ]


class Person(TenantModel):
    """A member of an organisation: one profile, used by every programme."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

        def can_be_paired(self) -> bool:
            """Say whether somebody in this state may be proposed for a pair."""
            return self is Person.Status.ACTIVE

    account = TenantForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="people")
    name = models.CharField(max_length=200)
    call_me = models.CharField(max_length=80, blank=True)
    email = models.EmailField()
    external_id = models.CharField(max_length=100, blank=True)
    job_title = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=200, blank=True)
    employer = models.CharField(max_length=200, blank=True)  # where members come from several organisations
    seniority = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 entry … 9 head of the organisation
    manager = TenantForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)  # BCP 47 tags
    time_zone = models.CharField(max_length=60, default="UTC")  # IANA name
    hope = models.TextField(blank=True)  # "What would you like to be able to do …?", in the person's own words
    biography = models.TextField(blank=True)
    values = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    started_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    provenance = models.JSONField(default=dict)  # {field: {"source": "import" | "self" | …, "id": …, "at": ISO time}}
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("organisation", Lower("email"), name="people_person_email"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~models.Q(external_id=""),
                name="people_person_external_id",
            ),
            models.UniqueConstraint(fields=["organisation", "account"], name="people_person_account"),
            models.CheckConstraint(condition=~models.Q(manager=models.F("id")), name="people_person_not_own_manager"),
        ]

    @property
    def short_name(self) -> str:
        """What a mail calls the person: what they asked to be called, else their first name, never a bare title."""
        first = self.name.split(" ", 1)[0]
        return self.call_me or (self.name if first.rstrip(".").lower() in TITLES else first)


class PersonSkill(TenantModel):
    """A skill somebody wants to learn or can offer; `skill` is an id of the taxonomy, or the person's own words."""

    class Kind(models.TextChoices):
        WANTS = "wants", _("Wants")
        OFFERS = "offers", _("Offers")

    person = TenantForeignKey(Person, models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)  # wanted skills are ordered, most wanted first

    class Meta(TenantModel.Meta):
        ordering = ["position", "id"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "person", "kind", "skill"], name="people_skill_once"),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__range=(1, 5)), name="people_skill_level"
            ),
        ]


class Availability(TenantModel):
    """A stretch of a week in which somebody can meet, by the clock on their own wall."""

    person = TenantForeignKey(Person, models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField()  # 0 Monday … 6 Sunday
    start = models.PositiveSmallIntegerField()  # minutes after midnight
    end = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["weekday", "start"]
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, end__lte=1440, start__lt=models.F("end")),
                name="people_availability_sane",
            ),
        ]


class RoleAssignment(TenantModel):
    """A role somebody holds, for the whole organisation or for one programme.

    `programme_id` is a plain id: programmes lie above people, and a role that outlives its programme opens nothing.
    """

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Organisation administrator")
        COORDINATOR = "coordinator", _("Coordinator")
        SPONSOR = "sponsor", _("Sponsor")
        AUDITOR = "auditor", _("Auditor")

    person = TenantForeignKey(Person, models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    programme_id = models.UUIDField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "person", "role", "programme_id"],
                name="people_role_once",
                nulls_distinct=False,
            ),
        ]


class ImportBatch(TenantModel):
    """A spreadsheet on its way in: read, mapped, checked, then applied in one transaction, and undone in another."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being checked")
        RUNNING = "running", _("Being imported")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Taken back")

        def can_change(self) -> bool:
            """Say whether columns and rows may still be corrected."""
            return self is ImportBatch.State.DRAFT

    programme_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    file_name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    source = models.BinaryField(null=True)  # the file itself, kept only while another sheet may still be chosen
    table = models.JSONField()  # the file as it was read: header and rows of text
    mapping = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    by = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]


class ImportChange(TenantModel):
    """What an import did to one person, kept so that it can be undone exactly."""

    batch = TenantForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    person_id = models.UUIDField()
    row = models.PositiveIntegerField()
    before = models.JSONField(null=True)  # null where the person was new
    after = models.JSONField()

    class Meta(TenantModel.Meta):
        ordering = ["row"]
