"""Fills the {names} in texts that organisers write.

One pass over the text with a fixed dictionary: what is filled in is never looked at again, so a person called
"{secret}" stays called that, and there is no attribute, index or format to reach for.
"""

import re
from collections.abc import Mapping
from typing import Literal

from django.utils.html import escape, format_html_join

from telemachy.errors import Refused

Target = Literal["text", "header", "html"]

_NAME = re.compile(r"\{[a-z_]{1,40}\}")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+")  # all but tab and line feed


def placeholders_in(text: str) -> frozenset[str]:
    """Return the names that a text wants filled in, without their braces."""
    return frozenset(found[1:-1] for found in _NAME.findall(text))


def refuse_unknown(text: str, known: frozenset[str]) -> None:
    """Raise `Refused` where a text that is to be saved asks for a name that its mail does not know."""
    unknown = sorted(placeholders_in(text) - known)
    if unknown:
        wrong = ", ".join(f"{{{name}}}" for name in unknown)
        right = ", ".join(f"{{{name}}}" for name in sorted(known))
        raise Refused(f"Nothing is known by the name {wrong}. Nothing was saved. This text can use {right}.")


def fill(text: str, values: Mapping[str, str], target: Target = "text") -> str:
    """Return the text with each known {name} replaced by its value; an unknown one stays as it stands.

    Args:
        target: "text" keeps lines but no other control character, "header" gives one line, "html" escapes the text
            and every value and returns a string that templates do not escape again.
    """
    parts = []
    end = 0
    for found in _NAME.finditer(text):
        value = values.get(found.group()[1:-1])
        parts += [text[end : found.start()], found.group() if value is None else str(value)]
        end = found.end()
    parts.append(text[end:])
    if target == "html":
        return format_html_join("", "{}", ((for_target(part, "text"),) for part in parts))  # escapes each part
    return "".join(for_target(part, target) for part in parts)


def for_target(text: str, target: Target) -> str:
    """Return a piece of text as it may stand in a mail's text, in one of its headers or in HTML."""
    if target == "header":
        return _CONTROLS.sub(" ", _LINE_BREAKS.sub(" ", text)).replace("\t", " ")
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n"))
    return str(escape(plain)) if target == "html" else plain
