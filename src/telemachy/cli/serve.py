"""`telemachy serve`: the pages, and with --all the jobs, on one machine."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from .environment import migrate, prepared
from .processes import Children, web_server


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("serve", help="serve the pages")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--home", type=Path, default=Path(".data"), help="folder for the embedded database and the key")
    parser.add_argument("--all", action="store_true", help="run the jobs too")


def run(arguments: argparse.Namespace) -> int:
    """Migrate, serve until told to stop, and end everything in order."""
    for asked in (signal.SIGINT, signal.SIGTERM):  # a shell that starts this in the background would ignore the first
        signal.signal(asked, _interrupt)
    children = Children()
    with prepared(arguments.home):
        migrate()
        try:
            children.start("web server", web_server(arguments.host, arguments.port))
            if arguments.all:
                children.start("worker", [sys.executable, "-m", "telemachy.cli.worker", "--home", str(arguments.home)])
            print(f"Serving on http://{arguments.host}:{arguments.port}", flush=True)
            ended = children.wait()
            print(
                f"The {ended} has ended by itself; its last words stand above. Everything else was stopped.",
                file=sys.stderr,
            )
            return 1
        except KeyboardInterrupt:
            return 0
        finally:
            children.stop()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
