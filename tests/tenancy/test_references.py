"""Composite references behave as Django's own: what is set null, cascades, protects, is created through, joined."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Prefetch, ProtectedError
from django.test.utils import CaptureQueriesContext

from telemachy.audit.models import AuditEvent
from telemachy.people.models import Account, Person, PersonSkill, RoleAssignment
from telemachy.programmes.models import Programme, ProgrammeVersion
from telemachy.tenancy.context import NoTenant, work
from tests.cast import Cast, make_person


def judge_now() -> None:
    """Let the deferred references be judged, as the commit would."""
    connection.check_constraints()


def test_a_manager_who_goes_is_set_null(at_lumen: Cast) -> None:
    chief = make_person("Chi Chief")
    Person.objects.filter(pk=at_lumen.noor.pk).update(manager=chief)
    chief.delete()
    judge_now()

    assert Person.objects.values_list("manager", flat=True).filter(pk=at_lumen.noor.pk)[0] is None


def test_an_account_that_goes_leaves_the_person(at_lumen: Cast) -> None:
    Account.objects.filter(pk=at_lumen.noor.account.pk).delete()
    judge_now()

    at_lumen.noor.refresh_from_db()
    assert at_lumen.noor.account is None


def test_what_belongs_to_a_person_goes_with_them(at_lumen: Cast) -> None:
    person = make_person("Sol Skilled", role="sponsor")
    person.skills.create(skill="listening", kind="offers")
    person.delete()
    judge_now()

    assert not PersonSkill.objects.filter(skill="listening").exists()


def test_a_sealed_event_is_protected(at_lumen: Cast) -> None:
    with work(at_lumen.elsewhere.id):
        event = AuditEvent.objects.all()[0]
        with pytest.raises(ProtectedError):
            event.delete()


def test_a_parent_deleted_past_django_is_refused_by_the_database(at_lumen: Cast) -> None:
    """The sabotage twin of the tests above: with Django's own cascade out of the way, the database still holds."""
    with pytest.raises(IntegrityError, match="_tenant"), transaction.atomic():
        Person.objects.filter(pk=at_lumen.noor.pk)._raw_delete("default")
        judge_now()


def test_rows_made_through_their_parent_belong_to_its_organisation(at_lumen: Cast) -> None:
    version = at_lumen.programme.versions.create(number=99, text="", sha256="0" * 64)
    role, made = RoleAssignment.objects.get_or_create(person=at_lumen.noor, role="auditor", programme_id=None)
    _, made_again = RoleAssignment.objects.get_or_create(person=at_lumen.noor, role="auditor", programme_id=None)
    [skill] = PersonSkill.objects.bulk_create([PersonSkill(person=at_lumen.noor, skill="focus", kind="wants")])
    judge_now()

    assert {version.organisation_id, role.organisation_id, skill.organisation_id} == {at_lumen.lumen.id}
    assert (made, made_again) == (True, False)


def test_rows_cannot_be_made_for_another_organisation(at_lumen: Cast) -> None:
    for organisation_id in (at_lumen.elsewhere.id, None):
        with pytest.raises(Exception, match=r"row-level security|null value"), transaction.atomic():
            Programme.objects.create(slug="theirs", name="Theirs", organisation_id=organisation_id)
        with pytest.raises(Exception, match=r"row-level security|null value"), transaction.atomic():
            Programme.objects.bulk_create([Programme(slug="theirs", name="T", organisation_id=organisation_id)])


def test_a_row_cannot_move_to_another_organisation(at_lumen: Cast) -> None:
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Person.objects.filter(pk=at_lumen.noor.pk).update(organisation_id=at_lumen.elsewhere.id)


def test_foreign_rows_can_be_neither_changed_nor_deleted_unscoped(at_lumen: Cast) -> None:
    theirs = Person._base_manager.filter(pk=at_lumen.zadie.pk)

    assert (theirs.update(name="Changed"), theirs.delete()[0]) == (0, 0)
    with work(at_lumen.elsewhere.id):
        assert Person.objects.filter(name="Zadie Elsewhere").exists()


def test_joins_and_prefetches_see_one_organisation_in_few_queries(at_lumen: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        people = Person.objects.select_related("account", "manager").prefetch_related(
            "skills", Prefetch("role_assignments", queryset=RoleAssignment.objects.filter(role="coordinator"))
        )
        found = {person.name: (person.account.email, len(person.role_assignments.all())) for person in people}

    assert found["Ines Roth"] == ("ines.roth@example.org", 1)
    assert "Zadie Elsewhere" not in found
    assert len(queries) == 3


def test_reverse_managers_are_scoped_too(cast: Cast) -> None:
    with pytest.raises(NoTenant):
        cast.programme.versions.count()
    with work(cast.elsewhere.id):
        assert cast.programme.versions.count() == 0
        assert not ProgrammeVersion._base_manager.filter(programme=cast.programme).exists()
