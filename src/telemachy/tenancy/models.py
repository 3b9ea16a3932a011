"""Organisations, and the addresses they answer at."""

from django.db import models

from .fields import TenantForeignKey, TenantManager, TenantModel, TenantPolicy, TenantReference
from .ids import uuid7

__all__ = [
    "Organisation",
    "Route",
    "TenantForeignKey",
    "TenantManager",
    "TenantModel",
    "TenantPolicy",
    "TenantReference",
]


class Organisation(models.Model):
    """A customer of an installation; everything else belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [TenantPolicy(name="tenancy_organisation_tenant", column="id")]


class Route(models.Model):
    """A name that chooses an organisation: the first label of the host. The one table read before a tenant is known."""

    name = models.CharField(max_length=100, primary_key=True)
    organisation_id = models.UUIDField()
    title = models.CharField(max_length=200)

    class Meta:
        db_table = "tenancy_route"
        ordering = ["name"]
