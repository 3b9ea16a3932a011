"""The master key: a file outside database and backups, without which no sealed note opens.

The file holds one key a line, 32 random bytes in base64. All of them open; the last one wraps. So a new key can be
added below the old one, and the old one taken away when nothing is wrapped by it any more.
"""

import base64
import binascii
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from telemachy.errors import Refused

KEY_BYTES = 32
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class CannotOpen(Refused):
    """Something sealed does not open; it is still stored as it was."""


class MasterKeyMissing(CannotOpen):
    """There is no usable master key, so nothing is sealed or opened until its file is back."""


@dataclass(frozen=True)
class MasterKey:
    """One key of the file. `fingerprint` names it in the database and says nothing about it."""

    fingerprint: str
    key: bytes = field(repr=False)


def new_line() -> str:
    """Return a fresh key as a line of the file."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n"


def read_master_keys(file: Path) -> dict[str, MasterKey]:
    """Return the keys of a file by fingerprint, the one that wraps last.

    Raises:
        MasterKeyMissing: there is no file, others can read it, or it holds no key.
    """
    try:
        with file.open(encoding="ascii") as opened:
            if os.fstat(opened.fileno()).st_mode & OTHERS:
                raise MasterKeyMissing(
                    _("Notes cannot be opened or sealed: the file of the master key can be read by others.")
                )
            lines = opened.read().split()
    except (OSError, UnicodeDecodeError) as problem:
        raise MasterKeyMissing(_("Notes cannot be opened or sealed: the master key is missing.")) from problem
    keys = [_master_key(line) for line in lines]
    if not keys:
        raise MasterKeyMissing(_("Notes cannot be opened or sealed: the file of the master key is empty."))
    return {key.fingerprint: key for key in keys}


def others_can_read(file: Path) -> bool:
    """Say whether anybody but the file's owner may read or write it."""
    return bool(file.stat().st_mode & OTHERS)


def fingerprint_of(key: bytes) -> str:
    """Return 16 hexadecimal digits that name a key; a random key of 256 bits cannot be found from them."""
    return hashlib.sha256(b"telemachy master key\0" + key).hexdigest()[:16]


def _master_key(line: str) -> MasterKey:
    try:
        key = base64.b64decode(line, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise MasterKeyMissing(_("Notes cannot be opened or sealed: the file of the master key is damaged."))
    return MasterKey(fingerprint_of(key), key)
