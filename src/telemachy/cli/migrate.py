"""`telemachy migrate`: bring the database to this version."""

import argparse
from pathlib import Path

from .environment import migrate, prepared


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("migrate", help="bring the database to this version")
    parser.add_argument("--home", type=Path, default=Path(".data"), help="folder of the embedded database")


def run(arguments: argparse.Namespace) -> int:
    """Migrate as the role that owns the tables."""
    with prepared(arguments.home):
        migrate()
    print("The database is at this version.")
    return 0
