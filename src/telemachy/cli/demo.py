"""`telemachy demo`: three organisations to try everything in, from nothing, on this machine alone."""

import argparse
import gc
import ipaddress
import os
import shutil
import signal
import socket
import sys
import time
import webbrowser
from pathlib import Path
from types import FrameType

from telemachy.demo.mailbox import MAIL_FOLDER
from telemachy.demo.sink import Sink
from telemachy.errors import Refused

from . import building
from .environment import migrate, prepared
from .processes import Children, answers, web_server

READY_SECONDS = 60


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("demo", help="three invented organisations to try everything in")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--home", type=Path, default=Path(".data/demo"), help="folder of the demo (default: .data/demo)"
    )
    parser.add_argument("--reset", action="store_true", help="throw the demo's folder away first and begin anew")
    parser.add_argument("--open", action="store_true", help="open the door in a browser")


def run(arguments: argparse.Namespace) -> int:
    """Build what is missing, serve until told to stop, and end everything in order."""
    for asked in (signal.SIGINT, signal.SIGTERM):  # a shell that starts this in the background would ignore the first
        signal.signal(asked, _interrupt)
    home: Path = arguments.home.absolute()
    refuse_taken_port(arguments.host, arguments.port)
    if arguments.reset:
        forget(home)
    os.environ["TELEMACHY_BASE_URL"] = address = f"http://localhost:{arguments.port}"
    try:
        with prepared(home, demo=True):
            return _serve(arguments, home, address)
    except KeyboardInterrupt:
        return 0


def _serve(arguments: argparse.Namespace, home: Path, address: str) -> int:
    sink = Sink(home / MAIL_FOLDER)
    sink.start()
    os.environ |= {"TELEMACHY_SMTP_HOST": "127.0.0.1", "TELEMACHY_SMTP_PORT": str(sink.port)}
    children = Children()
    try:
        # The server loads while this process migrates and builds; its door opens when both are done.
        children.start("web server", web_server(arguments.host, arguments.port))
        migrate()
        _build()
        children.start("worker", [sys.executable, "-m", "telemachy.cli.worker", "--home", str(home)])
        _wait_until_ready(children, f"http://{_reachable(arguments.host)}:{arguments.port}/demo")
        print(f"Ready: {address}", flush=True)
        if arguments.open:
            webbrowser.open(address)
        ended = children.wait()
        print(
            f"The {ended} has ended by itself; its last words stand above. Everything else was stopped.",
            file=sys.stderr,
        )
        return 1
    finally:
        for asked in (signal.SIGINT, signal.SIGTERM):  # asked twice, it must not leave half of it running
            signal.signal(asked, signal.SIG_IGN)
        children.stop()
        sink.stop()


def _build() -> None:
    """Build what is missing, several organisations at once, and let go of the database: this process only waits then.

    Raises:
        Refused: one of them was not built.
    """
    # What has models can be imported only now that Django knows its settings.
    from django.db import connections  # noqa: PLC0415

    from telemachy.demo.build import build_place, missing_places  # noqa: PLC0415

    builders, missing = Children(), missing_places()
    try:
        for place in missing[1:]:
            builders.start(place.name, building.command(place.key))
        gc.disable()  # as in the builders
        for place in missing[:1]:
            build_place(place, tell=building.tell)
        failed = builders.finish()
    finally:
        gc.enable()
        builders.stop()
        connections.close_all()
    if failed:
        raise Refused(f"{failed} was not built. The last words of its builder stand above. Everything was stopped.")


def refuse_taken_port(host: str, port: int) -> None:
    """Raise `Refused` where something listens already, before anything is started."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as problem:
        raise Refused(
            f"Port {port} of {host} is not free ({problem.strerror}). Nothing was started. Choose another with --port."
        ) from problem


def forget(home: Path) -> None:
    """Throw a demo's folder away; refuse one that is something else.

    Raises:
        Refused: the folder holds things that no demo has made, or its database is running.
    """
    if not home.exists() or not any(home.iterdir()):
        return
    if not (home / "secret-key").exists():
        raise Refused(f"{home} is no folder of a demo. Nothing was deleted. Choose another with --home.")
    from .postgres import Cluster  # noqa: PLC0415

    if Cluster(home / "postgres").is_running():
        raise Refused(f"The demo in {home} is running. Nothing was deleted. Stop it first.")
    shutil.rmtree(home)


def _wait_until_ready(children: Children, door: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(door):
        ended = children.ended()
        if ended or time.monotonic() > deadline:
            raise Refused(
                f"The {ended or 'web server'} did not start. Its last words stand above. Everything was stopped."
            )
        time.sleep(0.05)


def _reachable(host: str) -> str:
    """Where this machine reaches a server that listens on `host`, which may mean every address it has."""
    try:
        return "127.0.0.1" if ipaddress.ip_address(host).is_unspecified else host
    except ValueError:
        return host


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
