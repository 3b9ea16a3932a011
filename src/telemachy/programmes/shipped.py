"""The programme files that come with Telemachy."""

from collections.abc import Mapping
from pathlib import Path

from telemachy.errors import NotThere
from telemachy.programmes.file import ProgrammeFile, read_programme

_INSTALLED = Path(__file__).parent / "files"
_CHECKOUT = Path(__file__).parents[3] / "programmes"


def shipped_texts() -> Mapping[str, str]:
    """The text of each shipped file by its name without ending, in alphabetical order."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def shipped_programme(name: str) -> ProgrammeFile:
    """Read one shipped file. Raises `NotThere` for an unknown name."""
    texts = shipped_texts()
    if name not in texts:
        raise NotThere(f"There is no programme called '{name}'; there are {', '.join(texts)}.")
    return read_programme(texts[name], f"{name}.toml")
