"""Child processes that end in order when asked, and by themselves when their parent is killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

GRACE_SECONDS = 15


class Children:
    """The servers of one machine, stopped last started first."""

    def __init__(self) -> None:
        self.running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a child in a session of its own, so that Ctrl-C reaches only its parent, who then ends it in order."""
        child = subprocess.Popen([*_ended_with_parent(), *command], stdin=subprocess.DEVNULL, start_new_session=True)
        self.running.append((name, child))

    def stop(self) -> None:
        """Ask each child to finish, then end what has not."""
        for _, child in reversed(self.running):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for _, child in reversed(self.running):
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.running.clear()

    def finish(self) -> str | None:
        """Wait until every child has ended by itself; return the name of one that failed, or None."""
        failed = [name for name, child in self.running if child.wait() != 0]
        return failed[0] if failed else None

    def ended(self) -> str | None:
        """Return the name of a child that has ended by itself, or None."""
        return next((name for name, child in self.running if child.poll() is not None), None)

    def wait(self) -> str:
        """Wait until a child ends by itself and return its name."""
        while (name := self.ended()) is None:
            time.sleep(0.2)
        return name


def web_server(host: str, port: int) -> list[str]:
    """Return the command that serves the pages."""
    target = "telemachy.config.wsgi:application"
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    return [sys.executable, "-m", "granian", *options, "--no-ws", "--log-level", "warning", target]


def answers(url: str) -> bool:
    """Say whether an address on this machine answers with anything but an error of the server's."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - always http:// on loopback
            return bool(response.status < 500)
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False


def _ended_with_parent() -> list[str]:
    if sys.platform == "linux" and shutil.which("setpriv") and hasattr(os, "getppid"):
        return ["setpriv", "--pdeathsig", "TERM"]
    return []
