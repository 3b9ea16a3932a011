"""Children of a command: waited for, and the one that failed is named."""

import sys

import pytest

from telemachy.cli.processes import Children


@pytest.fixture
def children():
    """Nothing of them is left when a test ends."""
    started = Children()
    yield started
    started.stop()


def test_children_that_all_succeed_leave_nobody_to_name(children):
    for name in ("Lumen Works", "Northfield"):
        children.start(name, [sys.executable, "-c", ""])

    assert children.finish() is None


def test_a_child_that_fails_is_named_when_all_have_ended(children):
    children.start("Lumen Works", [sys.executable, "-c", ""])
    children.start("Northfield", [sys.executable, "-c", "raise SystemExit(3)"])

    assert children.finish() == "Northfield"
    assert children.ended() is not None
