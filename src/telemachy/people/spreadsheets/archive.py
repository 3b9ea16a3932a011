"""Workbooks are ZIP archives: look at the directory, unpack under bounds, hand on only what was looked at.

The reader behind this never sees the uploaded archive: `unpack` makes a new one, so that two ideas of what a ZIP
directory says cannot differ.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from telemachy.errors import Refused
from telemachy.people.spreadsheets.limits import LIMITS

CHUNK = 64 * 1024
DIRECTORY_END = b"PK\x05\x06"
ENCRYPTED = 0x1
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Parts:
    """The members of a workbook that matter for its table, by name, already bounded."""

    members: dict[str, bytes]

    def repack(self) -> bytes:
        """An uncompressed archive of exactly these members."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.members.items():
                archive.writestr(name, content)
        return packed.getvalue()


def unpack(data: bytes, name: str) -> Parts:
    """The XML members of the workbook `data`, each checked while it is unpacked; sizes it declares are not believed.

    Raises `Refused` for too many members, names that climb out of the folder, encryption, bombs, entities.
    """
    _check_member_count(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_directory(infos, len(data), name)
            budget = LIMITS.unpacked_size
            members: dict[str, bytes] = {}
            for info in infos:
                content = _read_member(archive, info, budget, name)
                budget -= len(content)
                if _matters(info.filename):
                    _check_xml(content, name)
                    members[info.filename] = content
    except Refused:
        raise
    except UNREADABLE:
        raise Refused(f"{name} is damaged: it cannot be unpacked. Open it, save it again and try once more.") from None
    return Parts(members)


def _check_member_count(data: bytes, name: str) -> None:
    """Count directory entries by their signature, before Python builds an object for each of a million."""
    if data.count(b"PK\x01\x02") > LIMITS.members * 4 or data.rfind(DIRECTORY_END) < 0:
        raise _too_many(name) if data.rfind(DIRECTORY_END) >= 0 else _damaged(name)


def _check_directory(infos: list[zipfile.ZipInfo], size: int, name: str) -> None:
    if len(infos) > LIMITS.members:
        raise _too_many(name)
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise Refused(f"{name} holds two parts of one name, as no spreadsheet program writes. Save it again.")
    for info in infos:
        if _climbs_out(info.filename) or _climbs_out(info.orig_filename):
            raise Refused(f"{name} holds a part whose name leads out of the file. It was not opened.")
        if info.flag_bits & ENCRYPTED:
            raise Refused(f"{name} is locked with a password. Save it without one.")
        _check_ratio(info.file_size, info.compress_size, name)
    total = sum(info.file_size for info in infos)
    if total > LIMITS.unpacked_size:
        raise _too_large(name)
    _check_ratio(total, size, name)


def _climbs_out(member: str) -> bool:
    return ".." in re.split(r"[/\\]", member) or member.startswith(("/", "\\")) or ":" in member[:3] or "\0" in member


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: int, name: str) -> bytes:
    """Unpack one member in pieces and stop at the first byte too many."""
    content = bytearray()
    with archive.open(info) as stream:
        while piece := stream.read(CHUNK):
            content += piece
            if len(content) > budget:
                raise _too_large(name)
            _check_ratio(len(content), info.compress_size, name)
    return bytes(content)


def _check_ratio(unpacked: int, packed: int, name: str) -> None:
    if unpacked > LIMITS.ratio_matters_from and unpacked > LIMITS.ratio * max(packed, 1):
        raise Refused(
            f"{name} is packed more than {LIMITS.ratio}-fold, as no ordinary table is. It was not opened. "
            "Copy the table into a new workbook, or save it as CSV."
        )


def _matters(member: str) -> bool:
    return member == "mimetype" or member.lower().endswith((".xml", ".rels"))


def _check_xml(content: bytes, name: str) -> None:
    """Refuse declarations of entities, and encodings in which they could hide from this very look."""
    head = content[:200]
    if b"\0" in head or re.search(rb"""encoding\s*=\s*["'](?!utf-?8["'])""", head, re.IGNORECASE):
        raise Refused(f"{name} is not written in UTF-8 inside. Open it, save it again and try once more.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(f"{name} refers to things outside itself (an XML entity). It was not opened.")


def _too_many(name: str) -> Refused:
    return Refused(
        f"{name} holds more than {LIMITS.members} parts. Copy the one table into a new workbook, or save it as CSV."
    )


def _too_large(name: str) -> Refused:
    return Refused(
        f"{name} unpacks to more than {LIMITS.unpacked_size // 1_000_000} MB. It was not opened. "
        "Copy the table into a new workbook, or save it as CSV."
    )


def _damaged(name: str) -> Refused:
    return Refused(f"{name} is damaged: it cannot be unpacked. Open it, save it again and try once more.")
