"""Loaded by pytest before Django's settings: starts one embedded PostgreSQL for the run, unless DATABASE_URL is set."""

import os
import tempfile
from pathlib import Path
from typing import Any

os.environ["TELEMACHY_TESTING"] = "1"
os.environ.setdefault("TELEMACHY_SECRET_KEY", "only-for-tests")

_cluster = None
_key_folder = None


def _make_master_key() -> None:
    global _key_folder
    from telemachy.journeys.master_key import new_line

    _key_folder = Path(tempfile.mkdtemp(prefix="telemachy-tests-key-"))
    file = _key_folder / "master-key"
    file.touch(mode=0o600)
    file.write_text(new_line())
    os.environ["TELEMACHY_KEK_FILE"] = str(file)


def _start() -> None:
    global _cluster
    from telemachy.cli.postgres import Cluster

    # A test run's data may be lost, so it lives in memory where the system has a place for that.
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    _cluster = Cluster(Path(tempfile.mkdtemp(prefix="telemachy-tests-", dir=base)) / "data")
    _cluster.start()
    _cluster.allow_test_databases()
    os.environ["DATABASE_URL"] = _cluster.url("telemachy_app")
    os.environ["DATABASE_OWNER_URL"] = _cluster.url("telemachy_owner")
    os.environ["TELEMACHY_TEST_SUPERUSER_URL"] = _cluster.url("postgres")


if "DATABASE_URL" not in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
    _start()
if "TELEMACHY_KEK_FILE" not in os.environ:  # the workers of a run inherit the key of the process that started them
    _make_master_key()


def pytest_addoption(parser: Any) -> None:
    """Let a fault test be replayed with the seed it printed."""
    parser.addoption("--seed", type=int, default=None, help="seed of the tests in tests/faults")


def pytest_unconfigure() -> None:
    """Stop the server and take its folder and that of the key away."""
    import shutil

    if _key_folder is not None:
        shutil.rmtree(_key_folder, ignore_errors=True)
    if _cluster is not None:
        _cluster.stop()
        shutil.rmtree(_cluster.folder.parent, ignore_errors=True)
