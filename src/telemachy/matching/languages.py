"""The tag by which languages are compared, from what people write."""

from telemachy.people.importing.words import LANGUAGES

_TAGS = {name: tag for tag, names in LANGUAGES.items() for name in (tag, *names.split())}
_TAGS |= {"no": "nb", "nn": "nb"}


def language_tag(text: str) -> str:
    """The tag for a name or tag: "German", "de" and "de-AT" are all "de"; an unknown language keeps its own name."""
    plain = " ".join(text.split()).casefold()
    return _TAGS.get(plain) or _TAGS.get(plain.replace("_", "-").split("-")[0]) or plain


def language_name(tag: str) -> str:
    """The English name of a tag; an unknown language is called as it was written."""
    return LANGUAGES.get(tag, tag).split()[0].capitalize()
