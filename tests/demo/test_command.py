"""`telemachy demo` as people run it: a real process, real servers, and nothing left when it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from telemachy.cli.demo import forget, refuse_taken_port
from telemachy.demo.mailbox import kept_mails
from telemachy.errors import Refused

PATIENCE = 180
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-W", "ignore", "-c", "import sys; from telemachy.cli import main; sys.exit(main())"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def started(tmp_path):
    """Start the demo as a process of its own; end it by force if the test has not."""
    running = []

    def start(*options):
        unset = (
            "DATABASE_URL",
            "DATABASE_OWNER_URL",
            "DATABASE_BACKUP_URL",
            "TELEMACHY_TESTING",
            "DJANGO_SETTINGS_MODULE",
        )
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        environment["PYTHONPATH"] = str(ROOT / "src")
        command = [*COMMAND, "demo", "--home", str(tmp_path / "home"), *options]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


def read_until_ready(process):
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Ready: "):
            return lines
    raise AssertionError("\n".join(lines))


def processes_of(home):
    """Whatever still runs for this demo: its folder stands in the command or in the environment."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if os.fsencode(home) in told:
                found.append(int(entry.name))
    return found


def wait_until_nothing_runs(home):
    deadline = time.monotonic() + 30
    while processes_of(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    return processes_of(home)


def wait_for_mails(folder):
    """Subjects of the mails, once the worker has sent those of all three organisations."""
    deadline = time.monotonic() + PATIENCE
    while len({mail.domain for mail in kept_mails(folder)}) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    return [mail.subject for mail in kept_mails(folder)]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_the_demo_starts_from_nothing_opens_its_door_and_ends_without_a_trace(started, tmp_path):
    port = free_port()
    process = started("--port", str(port))

    lines = read_until_ready(process)
    door = urllib.request.urlopen(f"http://localhost:{port}/", timeout=20).read().decode()
    process.send_signal(signal.SIGINT)

    assert lines[-1] == f"Ready: http://localhost:{port}"
    assert "Lumen Works: 108 of 110 paired, Kofi is invited, Draft 2 waits for its coordinator." in lines
    assert all(name in door for name in ("Lumen Works", "Northfield", "Foundry 9"))
    assert process.wait(PATIENCE) == 0
    assert wait_until_nothing_runs(tmp_path / "home") == []

    # Started again, everything is there; and killed outright, the children go too.
    process = started("--port", str(port))
    assert read_until_ready(process) == [f"Ready: http://localhost:{port}"]
    mails = wait_for_mails(tmp_path / "home" / "demo-mail")
    process.kill()

    assert "Kofi, would you mentor Amira Haddad?" in mails
    assert wait_until_nothing_runs(tmp_path / "home") == []


def test_a_taken_port_is_named_before_anything_is_started(tmp_path, started):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = started("--port", str(port))
        said, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert said.startswith(f"telemachy demo: Port {port} of 127.0.0.1 is not free")
    assert not (tmp_path / "home").exists()


def test_a_free_port_is_not_refused():
    assert refuse_taken_port("127.0.0.1", free_port()) is None


def test_only_a_demos_folder_is_thrown_away(tmp_path):
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter-1.txt").write_text("Two years of work")

    with pytest.raises(Refused, match=r"is no folder of a demo\. Nothing was deleted"):
        forget(other)

    assert (other / "chapter-1.txt").exists()


def test_a_demos_folder_is_thrown_away_and_a_missing_one_is_no_trouble(tmp_path):
    home = tmp_path / "home"
    forget(home)
    (home / "postgres").mkdir(parents=True)
    (home / "secret-key").write_text("x")

    forget(home)

    assert not home.exists()
