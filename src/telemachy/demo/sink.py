"""Where the demo's mails end: a small SMTP server on this machine that writes each of them into a folder.

Pages and jobs run in different processes, so the folder and not anybody's memory is the mailbox.
"""

import asyncio
import hashlib
import socket
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MOST_BYTES = 5 * 1024 * 1024


class Sink(Controller):
    """Receives mail for anybody on a free port of the loopback interface; `port` says which."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        port = self.socket.getsockname()[1]
        super().__init__(_Keeper(folder), hostname="127.0.0.1", port=port, data_size_limit=MOST_BYTES)

    def _create_server(self) -> Any:
        # The socket is bound already, so nobody can take the port between choosing and using it.
        return self.loop.create_server(self._factory_invoker, sock=self.socket)


class _Keeper:
    """Writes each mail under a name that sorts by time, with the addresses it was sent to in front."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one mail; answer only when it is on the disk, since the sender then forgets it."""
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        await asyncio.to_thread(self._keep, content)
        return "250 Kept"

    def _keep(self, content: bytes) -> None:
        self.last = max(time.time_ns(), self.last + 1)
        name = f"{self.last}-{hashlib.sha256(content).hexdigest()[:12]}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(content)
        unfinished.rename(self.folder / f"{name}.eml")
