"""`telemachy organisation create`: the first organisation, its coordinator and its programme."""

import argparse
from email.utils import parseaddr
from importlib import import_module
from pathlib import Path

from telemachy.errors import Refused

from .environment import migrate, prepared
from .files import named_programme


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("organisation", help="create an organisation with its coordinator and programme")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="create")
    create = deeds.add_parser("create", help="create an organisation with its coordinator and programme")
    create.add_argument("name", help="what the organisation is called")
    create.add_argument("--address", required=True, help="its host label: acme answers at acme.example.org")
    create.add_argument("--coordinator", required=True, metavar='"NAME <E-MAIL>"', help="who runs the programme")
    create.add_argument("--programme", required=True, help="a programme file, or the name of one that comes along")
    create.add_argument("--cohort", default="First cohort", help="what those who start together are called")
    create.add_argument("--home", type=Path, default=Path(".data"), help="folder of the embedded database")


def run(arguments: argparse.Namespace) -> int:
    """Create everything in one transaction, or nothing.

    Raises:
        Refused: the address is taken, the programme file has mistakes, or the coordinator has no e-mail address.
    """
    name, email = parseaddr(arguments.coordinator)
    if not (name and "@" in email):
        raise Refused(
            f"“{arguments.coordinator}” is no name with an e-mail address. Nothing was created. "
            'Write it as "Jo Ferreira <jo@example.org>".'
        )
    text, _ = named_programme(arguments.programme)
    with prepared(arguments.home):
        migrate()
        found = import_module("telemachy.programmes.actions").found_organisation
        found(arguments.name, arguments.address, (name, email), text, cohort=arguments.cohort)
    print(f"{arguments.name} answers at {arguments.address}. {name} signs in with a code sent to {email}.")
    return 0
