"""The versions of a programme and what they say."""

from functools import lru_cache

from ..file import ProgrammeFile, read_programme
from ..models import Programme, ProgrammeVersion


def latest_version(programme: Programme) -> ProgrammeVersion:
    """Return the version in force."""
    return ProgrammeVersion.objects.filter(programme=programme).order_by("-number")[0]


def file_of(version: ProgrammeVersion) -> ProgrammeFile:
    """Return what a version's file says."""
    return _read(version.text)


@lru_cache(maxsize=64)
def _read(text: str) -> ProgrammeFile:
    return read_programme(text, "programme file")
