import argparse
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import telemachy
from telemachy.cli import COMMANDS, build_parser, main

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference" / "command-line.md"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_subcommand_describes_itself_and_can_be_run(command):
    module = import_module(f"telemachy.cli.{command}")
    parser = argparse.ArgumentParser()

    module.add_parser(parser.add_subparsers())

    assert callable(module.run)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_subcommand_and_each_of_its_options_is_documented(command):
    sections = REFERENCE.read_text(encoding="utf-8").split("\n## ")
    section = next((section for section in sections if section.startswith(f"`telemachy {command}")), "")

    assert section, f"docs/reference/command-line.md has no section on `telemachy {command}`"
    for option in options_of(command):
        assert f"`{option}" in section, f"{option} of `telemachy {command}` is not documented"


def options_of(command: str) -> list[str]:
    parsers = [action for action in build_parser([command])._actions if isinstance(action.choices, dict)]
    actions = parsers[0].choices[command]._actions
    verbs = [verb for action in actions if isinstance(action.choices, dict) for verb in action.choices]
    options = [option for action in actions for option in action.option_strings if option.startswith("--")]
    return [*verbs, *(option for option in options if option != "--help")]


def test_help_lists_every_subcommand_and_the_version_is_the_packages(capsys):
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(command in told for command in COMMANDS)

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"telemachy {telemachy.__version__}\n"


def test_the_package_and_its_metadata_have_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == telemachy.__version__


def test_the_programme_files_travel_inside_the_wheel():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]

    assert wheel["wheel"]["force-include"]["programmes"] == "telemachy/programmes/files"
