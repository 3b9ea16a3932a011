"""The public door, purity and laziness of `telemachy.language`."""

import doctest
import importlib
import subprocess
import sys

import pytest

import telemachy.language

PROMISED = [
    "Found",
    "LanguageError",
    "Overlap",
    "Skill",
    "Taxonomy",
    "TextSimilarity",
    "load_taxonomy",
    "overlap",
    "overlap_matrix",
    "text_similarity",
]
FRAMEWORKS = "{'django', 'psycopg', 'procrastinate', 'ninja', 'allauth'}"


def in_a_fresh_process(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_door_shows_exactly_what_is_promised():
    shown = [name for name in vars(telemachy.language) if not name.startswith("_")]
    submodules = {"errors", "negation", "similarity", "stopwords", "taxonomy", "wants", "words"}

    assert telemachy.language.__all__ == PROMISED
    assert sorted(set(shown) - submodules) == sorted(PROMISED)


def test_what_the_door_shows_is_documented():
    undocumented = [name for name in PROMISED if not getattr(telemachy.language, name).__doc__]

    assert undocumented == []


def test_importing_it_in_a_fresh_process_brings_in_no_framework():
    program = f"import sys, telemachy.language as l; l.load_taxonomy(); print(sorted({FRAMEWORKS} & set(sys.modules)))"

    assert in_a_fresh_process(program) == "[]"


def test_the_purity_test_would_notice_a_framework():
    program = f"import sys, django, telemachy.language; print(sorted({FRAMEWORKS} & set(sys.modules)))"

    assert in_a_fresh_process(program) == "['django']"


def test_importing_it_reads_no_taxonomy_until_one_is_asked_for():
    program = (
        "from telemachy.language import load_taxonomy, taxonomy\n"
        "before = taxonomy._built_in.cache_info().currsize\n"
        "load_taxonomy()\n"
        "print(before, taxonomy._built_in.cache_info().currsize)"
    )

    assert in_a_fresh_process(program) == "0 1"


@pytest.mark.parametrize("module", ["similarity", "wants", "words", "taxonomy"])
def test_the_examples_in_docstrings_run(module):
    result = doctest.testmod(importlib.import_module(f"telemachy.language.{module}"))

    assert result.failed == 0
