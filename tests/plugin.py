"""Loaded by pytest before Django's settings: starts one embedded PostgreSQL for the run, unless DATABASE_URL is set."""

import os
import tempfile
from pathlib import Path
from typing import Any

os.environ["TELEMACHY_TESTING"] = "1"
os.environ.setdefault("TELEMACHY_SECRET_KEY", "only-for-tests")

_cluster = None


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


def pytest_addoption(parser: Any) -> None:
    """Let a fault test be replayed with the seed it printed."""
    parser.addoption("--seed", type=int, default=None, help="seed of the tests in tests/faults")


def pytest_unconfigure() -> None:
    """Stop the server and take its folder away."""
    if _cluster is not None:
        import shutil

        _cluster.stop()
        shutil.rmtree(_cluster.folder.parent, ignore_errors=True)
