"""The embedded PostgreSQL with real processes: it starts, recovers, is not started twice, and dies with its parent."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from telemachy.cli.postgres import Cluster, find_binaries, running
from telemachy.errors import Refused

PARENT = """
import sys, time
from pathlib import Path
from telemachy.cli.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.start()
print(cluster.url("telemachy_app"), flush=True)
time.sleep(60)
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path / "data")
    cluster.start()
    yield cluster
    cluster.stop()


def server_pid(cluster: Cluster) -> int:
    return int((cluster.folder / "postmaster.pid").read_text().split()[0])


def ask(cluster: Cluster, sql: str, role: str = "telemachy_owner") -> object:
    with psycopg.connect(cluster.url(role)) as connection:
        found = connection.execute(sql)
        return found.fetchone()[0] if found.description else None


def gone_within(seconds: float, cluster: Cluster) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not cluster.is_running():
            return True
        time.sleep(0.05)
    return False


def test_the_serving_role_can_neither_create_tables_nor_pass_row_level_security(cluster: Cluster) -> None:
    columns = "rolsuper::text || rolbypassrls || rolcreatedb || rolcreaterole"
    rights = f"SELECT {columns} FROM pg_roles WHERE rolname = current_user"

    assert ask(cluster, rights, "telemachy_app") == "falsefalsefalsefalse"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "CREATE TABLE mine (id int)", "telemachy_app")


def test_it_listens_on_a_private_socket_only(cluster: Cluster) -> None:
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o777 == 0o700


def test_a_second_start_on_the_same_folder_uses_the_running_server(cluster: Cluster) -> None:
    second = Cluster(cluster.folder)
    second.start()

    assert second.process is None
    second.stop()
    assert cluster.is_running()


@pytest.mark.promise("P21")
def test_rows_survive_a_killed_server(cluster: Cluster) -> None:
    ask(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")

    kill_server(cluster)
    assert gone_within(10, cluster)
    again = Cluster(cluster.folder)
    again.start()

    try:
        assert ask(again, "SELECT answer FROM kept") == 42
    finally:
        again.stop()


def kill_server(cluster: Cluster) -> None:
    """Kill -9 the server and what it started."""
    os.killpg(os.getpgid(cluster.process.pid), signal.SIGKILL)
    cluster.process.wait(10)


def test_a_pid_file_of_a_dead_server_does_not_stop_the_next_start(tmp_path: Path) -> None:
    first = Cluster(tmp_path / "data")
    first.start()
    first.stop()
    (first.folder / "postmaster.pid").write_text(f"999999\n{first.folder}\n0\n5432\n{first.sockets}\n\n")

    with running(first.folder) as again:
        assert ask(again, "SELECT 1") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_the_server_dies_with_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True)
    parent.stdout.readline()
    cluster = Cluster(tmp_path / "data")
    assert cluster.is_running()

    parent.kill()
    parent.communicate()

    assert gone_within(10, cluster)


@pytest.mark.skipif(not shutil.which("unshare"), reason="no user namespaces to become somebody else in")
def test_it_runs_for_somebody_who_is_not_root(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT.replace("time.sleep(60)", "cluster.stop()"), str(tmp_path / "data")]
    prefix = ["unshare", "-U", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, timeout=120, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("postgresql://telemachy_app@")


def test_a_deep_folder_gets_a_short_private_socket_path(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("a" * 60) / ("b" * 60) / "data")

    assert len(os.fsencode(deep.sockets)) < 80
    assert deep.sockets == Cluster(deep.folder).sockets != Cluster(tmp_path / ("c" * 120) / "data").sockets


def test_a_folder_of_a_version_that_is_not_installed_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("12\n")

    with pytest.raises(Refused, match="PostgreSQL 12, which made this data folder"):
        Cluster(folder).start()
    assert [file.name for file in folder.iterdir()] == ["PG_VERSION"]


def test_the_binaries_found_are_recent_enough() -> None:
    assert find_binaries().major >= 17


def test_two_starts_at_once_on_an_empty_folder_share_one_server(tmp_path: Path) -> None:
    """Without the lock, the slower one made the folder anew under the running server of the faster."""
    starter = PARENT.replace("print(", "print(cluster.process is not None, ")
    command = [sys.executable, "-c", starter, str(tmp_path / "data")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]

    said = [process.stdout.readline() for process in both]
    try:
        assert sorted(line.split()[0] for line in said) == ["False", "True"]
        assert ask(Cluster(tmp_path / "data"), "SELECT 1") == 1
    finally:
        for process in both:
            process.kill()
            process.communicate()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    letters = tmp_path / "data" / "letters.txt"
    letters.parent.mkdir()
    letters.write_text("Dear Mentor")

    with pytest.raises(Refused, match="no database of PostgreSQL"):
        Cluster(tmp_path / "data").start()
    assert letters.read_text() == "Dear Mentor"


def test_what_a_killed_first_start_left_behind_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "initdb-killed" / "base").mkdir(parents=True)

    with running(tmp_path / "data"):
        assert list(tmp_path.glob("initdb-*")) == []


@pytest.mark.parametrize("folder", ["My Files & 50%41", 'one, "two"'])
def test_a_folder_may_have_any_name(tmp_path: Path, folder: str) -> None:
    with running(tmp_path / folder / "data") as cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_a_socket_folder_that_others_can_enter_is_refused_before_anything_is_asked_of_it(tmp_path: Path) -> None:
    (tmp_path / "socket").mkdir(mode=0o755)

    with pytest.raises(Refused, match="open to others"):
        Cluster(tmp_path / "data").start()
    assert not (tmp_path / "data").exists()


def test_a_link_in_the_place_of_the_socket_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused, match="is a link"):
        Cluster(tmp_path / "data").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "socket").mkdir(mode=0o700)
    os.chown(tmp_path / "socket", 65534, 65534)

    with pytest.raises(Refused, match="somebody else"):
        Cluster(tmp_path / "data").start()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names the program behind a number")
def test_a_pid_file_whose_number_another_program_has_by_now_does_not_stop_the_next_start(tmp_path: Path) -> None:
    first = Cluster(tmp_path / "data")
    first.start()
    first.stop()
    alien = subprocess.Popen(["sleep", "60"])
    (first.folder / "postmaster.pid").write_text(f"{alien.pid}\n{first.folder}\n0\n5432\n{first.sockets}\n\n")

    try:
        with running(first.folder) as again:
            assert ask(again, "SELECT 1") == 1
        assert alien.poll() is None
    finally:
        alien.kill()
        alien.wait()
