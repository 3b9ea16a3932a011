"""What is written down about sessions, sealed: two stores of notes that never mix, and preparations.

Text is stored under a key of its author in its pair (`crypto.py`). No role but the named readers opens any of it.
"""

from django.db import models

from telemachy.people.models import Person
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantPolicy

from .connections import Connection
from .sessions import Session


class DataKey(models.Model):
    """The key of one author in one pair, wrapped by the installation's master key.

    Has no foreign keys, so that a dump can leave the table out and erasure can delete the row alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField(editable=False)
    connection_id = models.UUIDField()
    author_id = models.UUIDField()
    master_key = models.CharField(max_length=16)  # fingerprint of the master key that wraps it
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects: models.Manager["DataKey"] = TenantManager()

    class Meta:
        db_table = "keyring_datakey"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "connection_id", "author_id"], name="keyring_datakey_once"
            ),
            TenantPolicy(name="keyring_datakey_tenant"),
        ]


class PrivateNote(TenantModel):
    """Only its author ever reads it."""

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="private_notes")
    session = TenantForeignKey(Session, models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Person, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["-written_at", "-id"]


class SharedNote(TenantModel):
    """The two of the pair read it. Its author may remove it; it never becomes private again."""

    connection = TenantForeignKey(Connection, models.CASCADE, related_name="shared_notes")
    session = TenantForeignKey(Session, models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Person, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)  # the text goes, the place stays: "removed by its author"
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ["-written_at", "-id"]


class Preparation(TenantModel):
    """Three prompts answered before a session: what I most want, what has happened, what you might think about."""

    session = TenantForeignKey(Session, models.CASCADE, related_name="preparations")
    connection = TenantForeignKey(Connection, models.CASCADE, related_name="+")
    author = TenantForeignKey(Person, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "session", "author"], name="journeys_preparation_once"),
        ]
