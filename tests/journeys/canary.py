"""Random words that stand for secrets, and a search that finds them however they are written."""

import base64
import io
import re
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connections

BYTES = 16  # 128 bits: no page has it by chance
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)  # as PDF files hold their compressed parts


@dataclass(frozen=True)
class Canary:
    """A secret with the names of those who may read it."""

    name: str
    text: str
    readers: frozenset[str] = frozenset()


def canary(name: str, *readers: str) -> Canary:
    """Return a new secret."""
    return Canary(name, secrets.token_hex(BYTES), frozenset(readers))


def found_in(data: bytes, canaries: Iterable[Canary]) -> set[str]:
    """Return the names of the canaries that these bytes hold in any form, also inside archives and PDF files."""
    written = b"\n".join(_layers(data))
    written += b"\n" + re.sub(rb"=?\r?\n[ \t]?", b"", written)  # folded lines of mails and calendars
    return {each.name for each in canaries if any(form in written for form in forms_of(each.text))}


@cache
def forms_of(text: str) -> set[bytes]:
    """Return a text as it may be written: plain, UTF-16, base64 at any place, in hexadecimal, for an address."""
    forms = set()
    for data in {text.encode(), text.upper().encode(), text.encode("utf-16-le"), text.encode("utf-16-be")}:
        percent = "".join(f"%{byte:02x}" for byte in data)
        forms |= {data, data.hex().encode(), data.hex().upper().encode(), percent.encode(), percent.upper().encode()}
        forms |= {form for shift in range(3) for form in _base64_at(data, shift)}
    return forms


def _base64_at(data: bytes, shift: int) -> set[bytes]:
    """Return the characters of base64 that depend on `data` alone when it begins `shift` bytes into a group."""
    coded = base64.b64encode(bytes(shift) + data)[-(-shift * 8 // 6) : (shift + len(data)) * 8 // 6]
    return {coded, coded.replace(b"+", b"-").replace(b"/", b"_")}


def _layers(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(member) for member in archive.namelist())
    for stream in STREAM.findall(data) if data.startswith(b"%PDF") else ():
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


def cells(organisations: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    """Return every value of every table, as the owner of the tables reads it for each organisation."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for organisation in organisations:
            cursor.execute("SELECT set_config('app.org', %s, false)", [str(organisation.pk)])
            for table in tables:
                cursor.execute(f"SELECT * FROM {table}")
                columns = [column.name for column in cursor.description]
                for row in cursor.fetchall():
                    yield from ((f"{table}.{name}", _bytes(value)) for name, value in zip(columns, row, strict=True))
        cursor.execute("SELECT set_config('app.org', '', false)")


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
