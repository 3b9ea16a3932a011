"""Reads the mails that the demo's sink has kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from pathlib import Path

from .invites import Invite, invite_of

MAIL_FOLDER = "demo-mail"
"""The folder of the mails, in the folder of the demo."""
_NAME = re.compile(r"(\d{19})-[0-9a-f]{12}")


@dataclass(frozen=True)
class Kept:
    """What the list of mails shows."""

    id: str
    at: datetime
    sender: str
    to_name: str
    to_address: str
    subject: str

    @property
    def domain(self) -> str:
        """The part of the address that tells the demo's organisations apart."""
        return self.to_address.rpartition("@")[2].lower()


@dataclass(frozen=True)
class Opened:
    """One mail: its line in the list, the same words as text and as HTML, and its calendar entry."""

    kept: Kept
    text: str
    html: str
    invite: Invite | None = None


def kept_mails(folder: Path) -> Iterator[Kept]:
    """Every mail, newest first; a file that is no mail is passed over."""
    parser = BytesHeaderParser(policy=policy.default)
    for file in sorted(folder.glob("*.eml"), reverse=True):
        if _NAME.fullmatch(file.stem):
            with file.open("rb") as content:
                yield _kept(file.stem, parser.parse(content))


def open_mail(folder: Path, id: str) -> Opened | None:
    """Return one mail, or None where there is none of this id."""
    file = folder / f"{id}.eml"
    if not _NAME.fullmatch(id) or not file.is_file():
        return None
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    return Opened(_kept(id, message), _part(message, "plain"), _part(message, "html"), invite_of(message))


def _kept(id: str, message: EmailMessage) -> Kept:
    sender, to = _address(message, "From"), _address(message, "To")
    at = datetime.fromtimestamp(int(id[:19]) / 1e9, UTC)
    subject = str(message["Subject"] or "")
    return Kept(id, at, sender.display_name or sender.addr_spec, to.display_name, to.addr_spec, subject)


def _address(message: EmailMessage, header: str) -> Address:
    addresses = getattr(message[header], "addresses", ())
    return addresses[0] if addresses else Address()


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
