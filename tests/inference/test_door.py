"""What the package promises to the rest, and what it keeps away from."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from telemachy import inference

PROMISED = [
    "Amount",
    "Cell",
    "K",
    "LineCounts",
    "MaskedLine",
    "MaskedSums",
    "Part",
    "Sum",
    "mask_line",
    "merge_grades",
    "overclaims",
    "sum_amounts",
    "suppress",
    "suppress_within",
]

STRANGERS = """
import sys
from telemachy.inference import suppress
telemachy = sorted(name for name in sys.modules if name.startswith("telemachy.") and "inference" not in name)
print(telemachy, *(name for name in ("django", "psycopg", "hypothesis", "pytest") if name in sys.modules))
"""


def names_shown(module):
    submodules = {path.stem for path in Path(module.__file__).parent.glob("*.py")}
    return sorted(name for name in vars(module) if not name.startswith("_") and name not in submodules)


def test_the_door_shows_exactly_what_is_promised():
    assert inference.__all__ == PROMISED
    assert names_shown(inference) == PROMISED


def test_the_package_loads_in_a_fresh_process_without_django_or_the_rest_of_telemachy():
    source = Path(inference.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", STRANGERS], env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True
    )

    assert run.stdout == "[]\n"


@pytest.mark.parametrize("name", ["inference", "inference.amounts", "inference.disclosure", "inference.wording"])
def test_the_examples_of_the_package_run(name):
    found = doctest.testmod(import_module(f"telemachy.{name}"))

    assert (found.attempted > 0, found.failed) == (True, 0)
