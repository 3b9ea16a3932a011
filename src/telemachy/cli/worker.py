"""`telemachy worker`: runs the jobs, such as sending mails, until told to stop."""

import argparse
import sys
from pathlib import Path

import django

from .environment import prepared


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("worker", help="run the jobs, such as sending mails")
    parser.add_argument("--home", type=Path, default=Path(".data"), help="folder of the embedded database and the key")
    parser.add_argument("--threads", type=int, default=2, help="jobs at the same time (default: 2)")
    parser.add_argument("--heartbeat", type=float, default=5.0, help="seconds between signs of life (default: 5)")
    parser.add_argument("--once", action="store_true", help="run what is due, then end")


def run(arguments: argparse.Namespace) -> int:
    """Run jobs until told to stop.

    Raises:
        Refused: the database role could read every organisation's rows.
    """
    with prepared(arguments.home):
        django.setup()
        # They need Django's settings, which need what `prepared` puts into the environment.
        from telemachy.messaging.worker import Pace, run_worker  # noqa: PLC0415
        from telemachy.tenancy.roles import refuse_unsafe_start  # noqa: PLC0415

        refuse_unsafe_start()
        run_worker(Pace(threads=arguments.threads, heartbeat=arguments.heartbeat), wait=not arguments.once)
    return 0


if __name__ == "__main__":
    from telemachy.cli import main

    sys.exit(main(["worker", *sys.argv[1:]]))
