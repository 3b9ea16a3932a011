"""Seals what people write about their sessions, and opens it for those who may read it.

AES-256-GCM (NIST SP 800-38D) with random nonces of 96 bits. What is bound to the text without being part of it:
organisation, connection, kind, id and version, so that nothing opens in another's place. Each author has a key of
their own in each pair, so nonces stay far below the 2³² messages that section 8.3 allows, and so that destroying one
key leaves the partner's words readable. The master key wraps these keys, by AES-GCM as well: AES key wrap (RFC 3394)
would bind nothing, and a wrapped key could be moved to another author's row.
"""

import json
import secrets
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from telemachy.tenancy.context import current_organisation_id

from .master_key import CannotOpen, MasterKey, MasterKeyMissing, read_master_keys
from .models import DataKey

__all__ = ["CannotOpen", "MasterKeyMissing", "Ring", "read_ring", "seal", "unseal"]

FORMAT = b"\x01"  # of everything sealed: this byte, the nonce, the cipher text with its tag
NONCE_BYTES = 12
SEALED, WRAPPED = "telemachy sealed 1", "telemachy wrapped 1"


@dataclass(frozen=True)
class Ring:
    """The opened keys of one connection by author, for a page that opens many notes."""

    connection_id: uuid.UUID
    keys: Mapping[uuid.UUID, bytes] = field(repr=False)


def seal(text: str, *, connection_id: uuid.UUID, author_id: uuid.UUID, kind: str, id: uuid.UUID, version: int) -> bytes:
    """Return a text sealed under its author's key in this connection, which is made on first use.

    Raises:
        MasterKeyMissing: nothing was sealed, and the caller still has the text.
    """
    key = _key_for_writing(connection_id, author_id)
    return _encrypt(key, text.encode(), _bound(SEALED, connection_id, kind, id, version))


def unseal(
    sealed: bytes | memoryview,
    *,
    connection_id: uuid.UUID,
    author_id: uuid.UUID,
    kind: str,
    id: uuid.UUID,
    version: int,
    ring: Ring | None = None,
) -> str:
    """Return the text again; with a ring, without asking the database.

    Raises:
        CannotOpen: a key is missing or was destroyed, or this was not sealed for this place.
    """
    key = (ring or read_ring(connection_id)).keys.get(author_id)
    if key is None:
        raise CannotOpen(_("This cannot be opened: the key it was sealed with is gone or does not open."))
    return _decrypt(key, bytes(sealed), _bound(SEALED, connection_id, kind, id, version)).decode()


def read_ring(connection_id: uuid.UUID) -> Ring:
    """Return the keys of everybody who has written in a connection; one query.

    A key that does not open is left out, so that the partner's words stay readable.

    Raises:
        MasterKeyMissing: there is no master key at all.
    """
    masters = read_master_keys(Path(settings.KEK_FILE))
    keys = {}
    for stored in DataKey.objects.filter(connection_id=connection_id):
        with suppress(CannotOpen):
            keys[stored.author_id] = _unwrap(stored, masters)
    return Ring(connection_id, keys)


def _key_for_writing(connection_id: uuid.UUID, author_id: uuid.UUID) -> bytes:
    masters = read_master_keys(Path(settings.KEK_FILE))
    mine = DataKey.objects.filter(connection_id=connection_id, author_id=author_id)
    if not mine.exists():
        # Two who write their first note at once make one key: the second waits here for the first.
        DataKey.objects.bulk_create([_new_key(connection_id, author_id, masters)], ignore_conflicts=True)
    return _unwrap(mine[0], masters)


def _new_key(connection_id: uuid.UUID, author_id: uuid.UUID, masters: Mapping[str, MasterKey]) -> DataKey:
    master = list(masters.values())[-1]
    made = DataKey(
        organisation_id=current_organisation_id(),
        connection_id=connection_id,
        author_id=author_id,
        master_key=master.fingerprint,
    )
    made.wrapped = _encrypt(master.key, AESGCM.generate_key(256), _bound_key(made))
    return made


def _unwrap(stored: DataKey, masters: Mapping[str, MasterKey]) -> bytes:
    master = masters.get(stored.master_key)
    if master is None:
        raise MasterKeyMissing(_("Notes cannot be opened or sealed: the master key that belongs to them is missing."))
    return _decrypt(master.key, bytes(stored.wrapped), _bound_key(stored))


def _bound_key(key: DataKey) -> bytes:
    return _bound(WRAPPED, key.connection_id, "datakey", key.author_id, 1)


def _bound(purpose: str, connection_id: uuid.UUID, kind: str, id: uuid.UUID, version: int) -> bytes:
    """Return the canonical bytes of the place something is sealed for: the same place, the same bytes."""
    place = [purpose, str(current_organisation_id()), str(connection_id), kind, str(id), int(version)]
    return json.dumps(place, separators=(",", ":")).encode("ascii")


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    shape, nonce, cipher = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        if shape != FORMAT or len(nonce) != NONCE_BYTES:
            raise InvalidTag()
        return AESGCM(key).decrypt(nonce, cipher, bound)
    except InvalidTag:
        raise CannotOpen(_("This cannot be opened: it is damaged, or was sealed for another place.")) from None
