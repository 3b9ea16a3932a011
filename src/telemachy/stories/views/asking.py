"""What forms and addresses of stories send, read with suspicion."""

from telemachy.errors import Conflict

MOST_DIGITS = 6


def number_in(text: str | None) -> int:
    """Return a small whole number, or 0 where there is none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def version_in(text: str | None) -> int:
    """Return the version a form was made from; a form without one is out of date."""
    version = number_in(text)
    if not version:
        raise Conflict()
    return version
