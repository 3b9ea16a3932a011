"""A real SMTP server on a free port, that keeps what it receives and can be told to refuse."""

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DROP = "drop the connection"


@dataclass
class Sink:
    """What arrived, and what is said to whom: `at_rcpt` and `at_data` map an address to the answer it gets."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)
    watch: Callable[[str], None] = field(default=lambda stage: None)  # told "recipient", "mail" and "answered"

    @property
    def mails(self) -> list[EmailMessage]:
        """Return the mails, read as a mail program reads them."""
        return [read(envelope.content) for envelope in self.envelopes]

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient, or say what the test wants said."""
        self.watch("recipient")
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Say goodbye: by now the sender knows that its mail was taken, but has not written that down."""
        self.watch("answered")
        return "221 Bye"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, then answer as the test wants; after a drop the sender cannot know that it was kept."""
        said = self.at_data.get(envelope.rcpt_tos[0], "250 OK")
        if said in ("250 OK", DROP):
            self.envelopes.append(envelope)
        self.watch("mail")
        if said == DROP:
            server.transport.close()
        return said


def read(content: Any) -> EmailMessage:
    """Read the bytes of a mail."""
    message = email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@contextmanager
def running_sink() -> Iterator[Sink]:
    """Run a sink for the length of a block."""
    sink = Sink(port=_free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
