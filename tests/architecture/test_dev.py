"""The developer's script runs on a bare Python, and the lock files hold every package by its hash."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imported_by(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("script", ["dev", "tools/assets.py"])
def test_what_runs_before_anything_is_installed_needs_the_standard_library_only(script: str) -> None:
    assert imported_by((ROOT / script).read_text(encoding="utf-8")) - sys.stdlib_module_names == set()


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"])
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in text


def test_the_development_lock_holds_the_same_versions_as_what_serves() -> None:
    versions = {name: set(re.findall(r"^([a-z0-9._-]+==[^ \\]+)", (ROOT / name).read_text(), re.M)) for name in
                ("requirements.txt", "requirements-dev.txt")}  # fmt: skip

    assert versions["requirements.txt"] <= versions["requirements-dev.txt"]


def test_the_node_lock_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_ci_calls_the_documented_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert lines[-1] == "exec ./dev test"
