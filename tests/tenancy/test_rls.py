"""The second and third layer: the scoped manager and the database itself. All as the serving role."""

import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from telemachy.audit.models import AuditEvent
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.tenancy.context import NoTenant, work
from telemachy.tenancy.fields import TenantForeignKey, TenantModel
from tests.cast import Cast

#: Tables that belong to no organisation: addresses, sessions, the framework's own books, jobs and counters.
TENANCY_GLOBAL = {
    "tenancy_route",
    "django_session",
    "django_content_type",
    "django_migrations",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "web_counter",
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}


def rows(sql: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


@pytest.mark.promise("P2")
def test_the_serving_role_is_neither_superuser_nor_owner_nor_beyond_row_level_security(at_lumen: Cast) -> None:
    [(user, superuser, bypasses)] = rows(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    owned = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")

    assert (user, superuser, bypasses, owned) == ("telemachy_app", False, False, [])


@pytest.mark.promise("P2")
def test_every_table_is_forced_under_a_policy_or_named_as_global(at_lumen: Cast) -> None:
    open_tables = rows(
        """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity
           AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))"""
    )

    assert {name for (name,) in open_tables} <= TENANCY_GLOBAL


@pytest.mark.promise("P2")
def test_every_reference_between_tenant_tables_is_composite(at_lumen: Cast) -> None:
    plain = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, TenantModel)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.remote_field.model, TenantModel)
        and not isinstance(field, TenantForeignKey)
    ]
    composite = rows(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) = 2 AND condeferred"
    )

    assert plain == []
    assert len(composite) == sum(
        isinstance(field, TenantForeignKey) for model in apps.get_models() for field in model._meta.local_fields
    )


@pytest.mark.promise("P2")
def test_another_organisations_rows_are_not_seen(cast: Cast) -> None:
    with work(cast.elsewhere.id):
        assert [person.name for person in Person._base_manager.all()] == ["Zadie Elsewhere"]


def test_without_an_organisation_the_database_shows_nothing(cast: Cast) -> None:
    assert list(Person._base_manager.all()) == []


def test_without_an_organisation_the_manager_raises(cast: Cast) -> None:
    with pytest.raises(NoTenant, match="No organisation is active"):
        Person.objects.all()


def test_a_row_cannot_be_written_into_another_organisation(cast: Cast) -> None:
    with work(cast.lumen.id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Person.objects.create(organisation_id=cast.elsewhere.id, name="Nobody", email="nobody@example.org")


def test_a_row_cannot_be_moved_into_another_organisation(at_lumen: Cast) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Person._base_manager.filter(pk=at_lumen.noor.pk).update(organisation_id=at_lumen.elsewhere.id)


@pytest.mark.parametrize("whose", ["foreign", "random"])
def test_a_foreign_parent_and_a_random_parent_fail_alike(at_lumen: Cast, whose: str) -> None:
    parent = at_lumen.zadie.pk if whose == "foreign" else uuid.uuid4()

    with pytest.raises(IntegrityError, match="programmes_application_person_tenant"), transaction.atomic():
        Application.objects.create(programme=at_lumen.programme, person_id=parent, role="mentee")
        connection.check_constraints()


def test_the_scoped_manager_alone_hides_foreign_rows(at_lumen: Cast) -> None:
    """The sabotage twin of the database layer: with row-level security out of the way, the manager still scopes."""
    sql = str(Person.objects.all().query)

    assert f'"organisation_id" = {at_lumen.lumen.id}' in sql


def test_row_level_security_alone_hides_foreign_rows(at_lumen: Cast) -> None:
    """The sabotage twin of the manager: an unscoped query sees only this organisation, because the database says so."""
    assert Person._base_manager.filter(pk=at_lumen.zadie.pk).first() is None


def test_work_inside_work_gives_back_the_former_organisation(cast: Cast) -> None:
    with work(cast.lumen.id):
        with work(cast.elsewhere.id):
            inside = Person.objects.count()
        after = Person._base_manager.filter(pk=cast.noor.pk).count()

    assert (inside, after) == (1, 1)


def test_work_that_fails_gives_back_the_former_organisation(cast: Cast) -> None:
    with work(cast.lumen.id):
        with pytest.raises(ZeroDivisionError), work(cast.elsewhere.id):
            _ = 1 / 0
        after = Person._base_manager.filter(pk=cast.noor.pk).count()

    assert after == 1


@pytest.mark.promise("P25")
def test_the_serving_role_cannot_rewrite_the_audit_log(at_lumen: Cast) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        AuditEvent.objects.update(deed="nothing.happened")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        AuditEvent.objects.all()._raw_delete("default")
