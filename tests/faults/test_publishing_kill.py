"""A process that is killed while it publishes has published everything or nothing.

A real process with its own connection publishes and kills itself with SIGKILL at the moment the test names.
"""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest
from django.db import connections

from telemachy.journeys.models import Connection, Member
from telemachy.matching.actions import publish, undo_publication
from telemachy.matching.models import MatchRun, Publication
from telemachy.messaging.models import ActionLink, OutboxMessage
from telemachy.tenancy.context import work
from tests.cast import Cast, make_cast
from tests.faults.test_worker_kill import PATIENCE, database_url
from tests.jobs import waiting_jobs
from tests.matching.conftest import Cohort, make_cohort
from tests.matching.test_publications import ready_run

MOMENTS = ("1", "9", "before commit")
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])

PUBLISHER = textwrap.dedent(
    """
    import os, signal, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "telemachy.config.settings"
    import django
    django.setup()
    from telemachy.journeys import mails
    from telemachy.matching.actions import publish
    from telemachy.matching.models import MatchRun
    from telemachy.people.actors import actor_for
    from telemachy.people.models import Person
    from telemachy.tenancy.context import work

    organisation, run, by, fatal = sys.argv[1:]
    written, post = 0, mails.post

    def fatal_post(*args, **kwargs):
        global written
        written += 1
        if str(written) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return post(*args, **kwargs)

    mails.post = fatal_post
    with work(organisation):
        publish(MatchRun.objects.get(pk=run), by=actor_for(Person.objects.get(pk=by)))
        if fatal == "before commit":
            os.kill(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
    """
)


@pytest.fixture
def stage(mirrors_closed: None) -> Iterator[tuple[Cast, Cohort, MatchRun]]:
    cast = make_cast()
    with work(cast.lumen.id):
        cohort = make_cohort(cast)
        run = ready_run(cohort)
    yield cast, cohort, run
    connections.close_all()


def publish_until_killed(cast: Cast, run: MatchRun, fatal: str) -> None:
    """Publish in a process that dies at the `fatal` mail, "before commit" or "after commit"."""
    arguments = [str(cast.lumen.id), str(run.pk), str(cast.ines.pk), fatal]
    environment = {**os.environ, "DATABASE_URL": database_url(os.environ["DATABASE_URL"])}
    done = subprocess.run([sys.executable, "-c", PUBLISHER, *arguments], env=environment, timeout=PATIENCE, check=False)
    assert done.returncode == -signal.SIGKILL


def written() -> tuple[int, ...]:
    kinds = (Publication, Connection, Member, OutboxMessage, ActionLink)
    return (*(kind.objects.count() for kind in kinds), len(waiting_jobs("mail.send")))


@pytest.mark.parametrize("fatal", ["5", *(pytest.param(moment, marks=pytest.mark.slow) for moment in MOMENTS)])
def test_killed_before_its_commit_it_has_published_nothing(stage: tuple[Cast, Cohort, MatchRun], fatal: str) -> None:
    cast, cohort, run = stage
    publish_until_killed(cast, run, fatal)

    with work(cast.lumen.id):
        assert written() == (0, 0, 0, 0, 0, 0)
        assert MatchRun.objects.get(pk=run.pk).state == "ready"
        publish(run, by=cohort.by, version=run.version)
        assert written() == (1, 9, 18, 9, 9, 9)


def test_killed_after_its_commit_it_has_published_everything(stage: tuple[Cast, Cohort, MatchRun]) -> None:
    cast, cohort, run = stage
    publish_until_killed(cast, run, "after commit")

    with work(cast.lumen.id):
        assert written() == (1, 9, 18, 9, 9, 9)
        undo_publication(Publication.objects.get(), by=cohort.by)
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
