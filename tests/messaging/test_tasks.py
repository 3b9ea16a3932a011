"""Jobs are stored with their change, hold ids only and take effect once."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from telemachy.messaging import tasks
from telemachy.messaging.models import TaskEffect
from telemachy.messaging.tasks import defer, tenant_task
from telemachy.people.models import Person
from telemachy.tenancy.context import NoTenant, current_organisation_id, work
from tests.cast import Cast
from tests.jobs import run_due_jobs, run_job, waiting_jobs

KIND = "tests.rename"


@pytest.fixture(autouse=True)
def rename() -> Iterator[None]:
    """Register a job that adds a letter to a person's name, so that running twice would show."""

    @tenant_task(KIND)
    def rename(person_id: uuid.UUID, turn: int = 1) -> None:
        person = Person.objects.get(pk=person_id)
        person.name += "!"
        person.save()
        if turn == 13:
            raise ZeroDivisionError

    yield
    del app.tasks[KIND]


def name_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).name


def test_a_job_runs_for_the_organisation_that_stored_it(cast: Cast) -> None:
    with work(cast.lumen.id):
        defer(KIND, person_id=cast.noor.pk)

    ran = run_due_jobs()

    with work(cast.lumen.id):
        assert (ran, name_of(cast.noor)) == (1, "Noor Haddad!")


def test_a_job_that_runs_twice_takes_effect_once(at_lumen: Cast) -> None:
    defer(KIND, person_id=at_lumen.noor.pk)
    [job] = waiting_jobs(KIND)

    run_job(job)
    run_job(job)

    assert name_of(at_lumen.noor) == "Noor Haddad!"


def test_without_the_memory_a_job_that_runs_twice_takes_effect_twice(
    at_lumen: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage twin: it is the memory that makes a job take effect once."""
    monkeypatch.setattr(tasks, "is_first_run", lambda kind, ids: True)
    defer(KIND, person_id=at_lumen.noor.pk)
    [job] = waiting_jobs(KIND)

    run_job(job)
    run_job(job)

    assert name_of(at_lumen.noor) == "Noor Haddad!!"


def test_another_turn_of_the_same_job_takes_effect_again(at_lumen: Cast) -> None:
    defer(KIND, person_id=at_lumen.noor.pk, turn=1)
    defer(KIND, person_id=at_lumen.noor.pk, turn=2)

    assert (run_due_jobs(), name_of(at_lumen.noor)) == (2, "Noor Haddad!!")


def test_a_job_that_fails_leaves_nothing_and_may_run_again(at_lumen: Cast) -> None:
    defer(KIND, person_id=at_lumen.noor.pk, turn=13)

    with pytest.raises(ZeroDivisionError):
        run_due_jobs()

    assert (name_of(at_lumen.noor), TaskEffect.objects.count()) == ("Noor Haddad", 0)


def test_a_job_goes_when_its_change_is_rolled_back(at_lumen: Cast) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer(KIND, person_id=at_lumen.noor.pk)
        _ = 1 / 0

    assert waiting_jobs(KIND) == []


def test_a_job_waits_for_its_time(at_lumen: Cast) -> None:
    defer(KIND, person_id=at_lumen.noor.pk, schedule_at=timezone.now() + timedelta(minutes=10))

    assert run_due_jobs() == 0
    assert run_due_jobs(until=timezone.now() + timedelta(minutes=11)) == 1


def test_a_job_takes_no_text(at_lumen: Cast) -> None:
    with pytest.raises(TypeError, match="ids and whole numbers only, not str"):
        defer(KIND, person_id="Noor")  # type: ignore[arg-type]


def test_a_job_that_nobody_wrote_cannot_be_stored(at_lumen: Cast) -> None:
    with pytest.raises(LookupError, match="No job is called"):
        defer("tests.nothing", person_id=at_lumen.noor.pk)


def test_a_job_needs_an_organisation(cast: Cast) -> None:
    with pytest.raises(NoTenant):
        defer(KIND, person_id=cast.noor.pk)


def test_a_job_cannot_reach_another_organisations_rows(cast: Cast) -> None:
    with work(cast.elsewhere.id):
        defer(KIND, person_id=cast.noor.pk)
        elsewhere = current_organisation_id()

    with pytest.raises(Person.DoesNotExist):
        run_due_jobs()

    assert elsewhere == cast.elsewhere.id
