"""A worker that is killed at any moment loses no mail and does nothing twice, except perhaps a mail with the same id.

Real processes, a real SMTP server and committed rows. The moments are drawn from a seed, which is printed;
`--seed` replays it.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo

from telemachy.messaging.models import OutboxMessage, TaskEffect
from telemachy.messaging.outbox import enqueue
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Organisation
from tests.cast import make_cast
from tests.smtp import Sink, running_sink

DATABASES = ["default", "counters", "owner"]
pytestmark = pytest.mark.django_db(transaction=True, databases=DATABASES)
WORKER = [sys.executable, "-m", "telemachy.cli.worker", "--heartbeat", "0.2"]
STAGES = ("recipient", "mail", "answered")
PATIENCE = 60  # seconds until a test gives up waiting for another process


@pytest.fixture
def sink(mirrors_closed: None) -> Iterator[Sink]:
    with running_sink() as sink:
        yield sink


@pytest.fixture
def lumen() -> Iterator[Organisation]:
    """Lumen, committed, so that other processes see it."""
    yield make_cast().lumen
    connections.close_all()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    given = request.config.getoption("--seed")
    seed = int(time.time()) % 100_000 if given is None else int(given)
    print(f"--seed {seed}")
    return seed


def write_mails(organisation: Organisation, count: int) -> None:
    """Put mails into the outbox, in one committed transaction as publishing does."""
    with work(organisation.id):
        for number in range(count):
            enqueue(
                "fresh-link",
                event=f"test:{number}",
                person_id=organisation.id,
                to_name=f"Person {number}",
                to_address=f"person{number}@example.org",
                programme_id=None,
                from_name="Engineers who lead, Lumen Works",
                why="You get this because this is a test.",
                context={"url": "http://lumen.localhost/a/x", "days": 14},
            )


def database_url(url: str) -> str:
    """Return an address with the name of the test database in it."""
    return make_conninfo(url, dbname=str(connections["default"].settings_dict["NAME"]))


def environment(sink: Sink) -> dict[str, str]:
    """Return the environment of a real worker: with a pool, which only tests do without."""
    mine = {name: value for name, value in os.environ.items() if name != "TELEMACHY_TESTING"}
    smtp = {"TELEMACHY_SMTP_HOST": "127.0.0.1", "TELEMACHY_SMTP_PORT": str(sink.port)}
    return {**mine, **smtp, "DATABASE_URL": database_url(mine["DATABASE_URL"])}


def start_worker(sink: Sink, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*WORKER, *options], env=environment(sink), stderr=subprocess.PIPE)


def strike(sink: Sink, worker: "subprocess.Popen[bytes]", stage: str, count: int, number: int) -> None:
    """Send a signal to a worker when it reaches a stage of sending for the count-th time, and wait for its end."""
    seen = 0
    struck = threading.Event()

    def watch(reached: str) -> None:
        nonlocal seen
        seen += reached == stage
        if seen == count and not struck.is_set():
            struck.set()
            worker.send_signal(number)

    sink.watch = watch
    worker.communicate(timeout=PATIENCE)
    sink.watch = lambda stage: None


def wait_until(done: Callable[[], bool]) -> None:
    """Look again and again, since another process does the work."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "It did not happen in time."
        threading.Event().wait(0.05)


def states(organisation: Organisation) -> Counter[str]:
    with work(organisation.id):
        return Counter(OutboxMessage.objects.values_list("state", flat=True))


def jobs(status: str) -> int:
    with psycopg.connect(database_url(os.environ["DATABASE_URL"])) as connection:
        found = connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'mail.send' AND status::text = %s", [status]
        ).fetchone()
    return int(found[0]) if found else 0


def kill_while_sending(lumen: Organisation, sink: Sink, seed: int, *, kills: int, mails: int) -> None:
    """Kill workers while they send a batch, let a last one finish, and count what arrived and what was written."""
    chance = random.Random(seed)
    write_mails(lumen, mails)

    for _ in range(kills):
        strike(sink, start_worker(sink), chance.choice(STAGES), chance.randint(1, 4), signal.SIGKILL)
    last = start_worker(sink)
    wait_until(lambda: states(lumen) == {"sent": mails} and jobs("doing") == 0)
    last.send_signal(signal.SIGTERM)
    last.communicate(timeout=PATIENCE)

    arrived = Counter((mail["Message-ID"], mail["To"]) for mail in sink.mails)
    with work(lumen.id):
        written = list(OutboxMessage.objects.values_list("message_id", "attempts", "version"))
        effects = TaskEffect.objects.filter(kind="mail.send").count()
    assert {message_id for message_id, _ in arrived} == {message_id for message_id, _, _ in written}
    assert (len(arrived), len(written)) == (mails, mails)  # one id, one recipient: a duplicate is the very same mail
    assert {(attempts, version) for _, attempts, version in written} == {(1, 2)}
    assert effects == mails
    assert sum(arrived.values()) - mails <= 2 * kills  # at most what the threads had in flight
    assert (jobs("todo"), jobs("failed"), last.returncode) == (0, 0, 0)


@pytest.mark.promise("P20")
def test_workers_killed_while_sending_lose_no_mail_and_write_each_down_once(
    lumen: Organisation, sink: Sink, seed: int
) -> None:
    kill_while_sending(lumen, sink, seed, kills=8, mails=40)


@pytest.mark.slow
@pytest.mark.promise("P20")
def test_two_hundred_kills_lose_no_mail(lumen: Organisation, sink: Sink, seed: int) -> None:
    kill_while_sending(lumen, sink, seed, kills=200, mails=800)


PLAIN_WORKER = """
import django; django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(wait=False, install_signal_handlers=False)
"""


def test_without_the_rescue_a_killed_workers_mail_would_wait_for_ever(lumen: Organisation, sink: Sink) -> None:
    """The sabotage twin: procrastinate by itself leaves the job of a killed worker "doing"."""
    write_mails(lumen, 1)
    strike(sink, start_worker(sink, "--threads", "1"), "recipient", 1, signal.SIGKILL)

    settings = {"DJANGO_SETTINGS_MODULE": "telemachy.config.settings"}
    subprocess.run([sys.executable, "-c", PLAIN_WORKER], env={**environment(sink), **settings}, check=True)

    assert (states(lumen), jobs("doing"), sink.mails) == ({"scheduled": 1}, 1, [])


def test_a_worker_asked_to_stop_finishes_the_mail_in_hand(lumen: Organisation, sink: Sink) -> None:
    write_mails(lumen, 20)
    worker = start_worker(sink, "--threads", "1")

    strike(sink, worker, "recipient", 2, signal.SIGTERM)

    assert worker.returncode == 0
    assert states(lumen) == {"sent": len(sink.mails), "scheduled": 20 - len(sink.mails)}
    assert (len(sink.mails) < 20, jobs("doing"), jobs("todo")) == (True, 0, 20 - len(sink.mails))


def test_a_worker_refuses_a_role_that_row_level_security_does_not_hold(sink: Sink) -> None:
    powerful = {**environment(sink), "DATABASE_URL": database_url(os.environ["TELEMACHY_TEST_SUPERUSER_URL"])}

    refused = subprocess.run([*WORKER, "--once"], env=powerful, capture_output=True, text=True)

    assert refused.returncode == 1
    assert "can read every organisation's rows" in refused.stderr
