"""`telemachy programme`: check a programme file, print a shipped one, print the schema; no database."""

import argparse
import sys
from pathlib import Path

from telemachy.cli.files import read_text
from telemachy.errors import NotThere
from telemachy.programmes.file import ProgrammeFileError, read_programme, schema_text
from telemachy.programmes.file.reader import LARGEST
from telemachy.programmes.shipped import shipped_texts


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("programme", help="check a programme file, or print one that comes with Telemachy")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help="name line and key of every mistake")
    check.add_argument("file", type=Path)
    export = verbs.add_parser("export", help="print a programme file that comes with Telemachy")
    export.add_argument("name", help=f"one of: {', '.join(shipped_texts())}")
    verbs.add_parser("schema", help="print the JSON schema of programme files")


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb says."""
    if arguments.verb == "check":
        return check(arguments.file)
    sys.stdout.write(schema_text() if arguments.verb == "schema" else _shipped(arguments.name))
    return 0


def check(path: Path) -> int:
    """Print every mistake of a programme file with its line and key."""
    try:
        programme = read_programme(read_text(path, LARGEST), str(path))
    except ProgrammeFileError as error:
        print(error)
        many = len(error.problems)
        print(f"{many} mistake{'' if many == 1 else 's'}.")
        return 1
    print(f"{path}: in order. {programme.name}, version {programme.version}.")
    return 0


def _shipped(name: str) -> str:
    texts = shipped_texts()
    if name not in texts:
        raise NotThere(f"there is no programme called '{name}'; there are {', '.join(texts)}.")
    return texts[name]
