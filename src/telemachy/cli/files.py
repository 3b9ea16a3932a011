"""Files named on the command line: read within bounds, written whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from telemachy.errors import Refused
from telemachy.people.spreadsheets import LIMITS
from telemachy.programmes.file import ProgrammeFile, read_programme
from telemachy.programmes.file.reader import LARGEST
from telemachy.programmes.shipped import shipped_texts


def read_bytes(path: Path, most: int = LIMITS.file_size) -> bytes:
    """The bytes of a file; reads one byte more than `most`, so that whoever judges the size sees it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {_reason(error)}.") from error


def read_text(path: Path, most: int) -> str:
    """The text of a UTF-8 file. Raises `Refused` if it is larger than `most` bytes or no UTF-8."""
    data = read_bytes(path, most)
    if len(data) > most:
        raise Refused(f"{path} is larger than {most:,} bytes, so it is no programme file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(f"{path}, line {line}: this is not UTF-8 text.") from error


def named_programme(name: str) -> tuple[str, ProgrammeFile]:
    """The text and the value of a programme file, or of a shipped one if there is no such file."""
    shipped = shipped_texts()
    if name in shipped and not Path(name).exists():
        return shipped[name], read_programme(shipped[name], f"{name}.toml")
    text = read_text(Path(name), LARGEST)
    return text, read_programme(text, Path(name).name)


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: each goes beside its target first and takes its place at the end."""
    with ExitStack() as leftovers:
        ready = [(_write_beside(path, data, leftovers), path) for path, data in files.items()]
        for beside, path in ready:
            os.replace(beside, path)


def _write_beside(path: Path, data: bytes, leftovers: ExitStack) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        leftovers.callback(Path(name).unlink, missing_ok=True)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_usual_mode(path))
    except OSError as error:
        raise Refused(f"{path} cannot be written: {_reason(error)}.") from error
    if path.is_dir():
        raise Refused(f"{path} cannot be written: it is a folder.")
    return Path(name)


def _usual_mode(path: Path) -> int:
    """The mode the file has, else what a new file would get; temporary files are made for their owner alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
