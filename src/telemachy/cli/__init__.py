"""The command `telemachy`. Each subcommand is a module with `add_parser(subparsers)` and `run(arguments) -> int`.

A module is loaded only when its subcommand is called, so pairing a spreadsheet never loads what serving pages needs.
Exit status: 0 done, 1 refused with a sentence, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from telemachy import __version__
from telemachy.errors import TelemachyError

COMMANDS = {
    "match": "pair the people of two spreadsheets; needs no database",
    "programme": "check a programme file, or print one that comes with Telemachy",
    "demo": "three invented organisations to try everything in",
    "organisation": "create an organisation with its coordinator and programme",
    "serve": "serve the pages",
    "worker": "run the jobs, such as sending mails",
    "migrate": "bring the database to this version",
}
"""Subcommands with what `telemachy --help` says; the module has the same name."""

NOBODY_READS_ON = 141
"""The status of a program whose output went into a pipe that was closed, as of `head`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and give its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments = build_parser(words).parse_args(words)
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 2
    try:
        status = int(import_module(f"telemachy.cli.{arguments.command}").run(arguments))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again as it ends
        return NOBODY_READS_ON
    except TelemachyError as refused:
        print(f"telemachy {arguments.command}: {refused}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these words: whole for the subcommand they name, one line for each of the others."""
    parser = argparse.ArgumentParser(prog="telemachy", description="Runs mentoring programmes that grow leaders.")
    parser.add_argument("--version", action="version", version=f"telemachy {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    named = next((word for word in words if not word.startswith("-")), "")
    for command, help_text in COMMANDS.items():
        if command == named:
            import_module(f"telemachy.cli.{command}").add_parser(commands)
        else:
            commands.add_parser(command, help=help_text)
    return parser
