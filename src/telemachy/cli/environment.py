"""What every command that touches the database prepares: the home folder, the secret key, the database, Django."""

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
    """Make the folder, readable by this user only, and the secret key in it.

    Raises:
        Refused: the folder cannot be written.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_key(home / "secret-key")
    except OSError as problem:
        raise Refused(
            f"The folder {home} cannot be written ({problem.strerror}). Nothing was started. "
            "Choose another with --home."
        ) from problem


def make_key(file: Path) -> None:
    """Write a new secret key unless there is one; whole or not at all, and one only where two start at once."""
    if file.exists():
        return
    descriptor, fresh = tempfile.mkstemp(prefix="secret-key-", dir=file.parent)  # readable by this user only
    try:
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(50))
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
