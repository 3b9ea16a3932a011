"""What every command that touches the database prepares: the home folder, its two keys, the database, Django."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from telemachy.errors import Refused
from telemachy.journeys.master_key import new_line, others_can_read

from .postgres import running


@contextmanager
def prepared(home: Path, *, demo: bool = False) -> Iterator[None]:
    """Run a block with everything a server needs in the environment; starts PostgreSQL unless DATABASE_URL is set."""
    home = home.absolute()
    make_home(home)
    os.environ["TELEMACHY_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "telemachy.config.settings"
    if demo:
        os.environ["TELEMACHY_DEMO"] = "1"
    if "DATABASE_URL" in os.environ:
        yield
        return
    with running(home / "postgres"):
        try:
            yield
        finally:
            let_go()


def let_go() -> None:
    """Close this process's own connections, so that none is cut when the server stops under it."""
    if not apps.ready:
        return
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def make_home(home: Path) -> None:
    """Make the folder, readable by this user only, the secret key in it, and the master key there or elsewhere.

    Raises:
        Refused: the folder cannot be written, or others can read the master key.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_key(home / "secret-key", secrets.token_urlsafe(50))
    except OSError as problem:
        raise Refused(
            f"The folder {home} cannot be written ({problem.strerror}). Nothing was started. "
            "Choose another with --home."
        ) from problem
    make_master_key(Path(os.environ.get("TELEMACHY_KEK_FILE") or home / "master-key").absolute())


def make_master_key(file: Path) -> None:
    """Make the key that wraps the keys of notes, unless there is one.

    Raises:
        Refused: the file cannot be written, or others can read it.
    """
    try:
        make_key(file, new_line())
        if not others_can_read(file):
            return
    except OSError as problem:
        raise Refused(
            f"The master key {file} cannot be written ({problem.strerror}). Nothing was started. "
            "Name another file in TELEMACHY_KEK_FILE."
        ) from problem
    raise Refused(f"The master key {file} can be read by others. Nothing was started. Say: chmod 600 {file}")


def make_key(file: Path, secret: str) -> None:
    """Write a new key unless there is one; whole or not at all, and one only where two start at once."""
    if file.exists():
        return
    descriptor, fresh = tempfile.mkstemp(prefix=f"{file.name}-", dir=file.parent)  # readable by this user only
    try:
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secret)
            opened.flush()
            os.fsync(opened.fileno())  # what it seals outlives a power cut, and so must the key
        with suppress(FileExistsError):
            os.link(fresh, file)
    finally:
        os.unlink(fresh)


def migrate() -> None:
    """Bring the database to this version, as the role that owns it.

    Raises:
        Refused: the role that owns the tables would serve.
    """
    django.setup()
    from telemachy.tenancy.roles import refuse_one_role_for_all  # noqa: PLC0415 - needs the settings

    refuse_one_role_for_all()
    call_command("migrate", database="owner", verbosity=0, interactive=False)
