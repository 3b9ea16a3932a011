"""What the package promises to the rest, and what it keeps away from."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

from telemachy import assignment

PROMISED = [
    "Market",
    "MarketError",
    "Matching",
    "Move",
    "ProgrammeCost",
    "Unmatched",
    "assess",
    "explain_unmatched",
    "is_valid",
    "programme_cost",
    "solve",
]

STRANGERS = """
import sys
from telemachy.assignment import solve
telemachy = sorted(name for name in sys.modules if name.startswith("telemachy.") and "assignment" not in name)
print(telemachy, *(name for name in ("django", "psycopg", "hypothesis", "pytest") if name in sys.modules))
"""


def names_shown(module):
    submodules = {path.stem for path in Path(module.__file__).parent.glob("*.py")}
    return sorted(name for name in vars(module) if not name.startswith("_") and name not in submodules)


def test_the_door_shows_exactly_what_is_promised():
    assert assignment.__all__ == PROMISED
    assert names_shown(assignment) == PROMISED


def test_the_package_loads_in_a_fresh_process_without_django_or_the_rest_of_telemachy():
    source = Path(assignment.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", STRANGERS], env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True
    )

    assert run.stdout == "[]\n"


def test_the_example_of_the_package_runs():
    assert doctest.testmod(assignment).failed == 0


def test_the_explanation_for_organisers_says_what_the_package_does():
    page = Path(__file__).parents[2] / "docs" / "explanation" / "how-matching-decides.md"

    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0
