"""Turns a mail's three templates into a subject, a plain text and a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from .placeholders import for_target

#: The content security policy of a mail shown in a frame: inline styles only; no script, no picture, no form.
FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)

_BLANK_LINES = re.compile(r"\n{3,}")
_ITEM = re.compile(r"[-*•]\s+")


@dataclass(frozen=True)
class Mail:
    """What a person reads: one line of subject, and the same words twice, as text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list whose lines have lost their hyphens."""

    lines: tuple[str, ...]
    is_list: bool


def render_mail(kind: str, context: Mapping[str, Any]) -> Mail:
    """Render `mail/<kind>.subject.txt`, `.txt` and `.html`.

    What stands under `body` in the context, as organisers write it, reaches the templates as `blocks`. The plain
    templates switch escaping off for themselves; control characters are taken out here in any case.

    Raises:
        TemplateDoesNotExist: a template of the three is missing.
    """
    context = {**context, "blocks": blocks_of(str(context.get("body", "")))}
    subject = " ".join(for_target(_render(kind, "subject.txt", context), "header").split())
    text = for_target(_render(kind, "txt", {**context, "subject": subject}), "text")
    html = _render(kind, "html", {**context, "subject": subject})
    return Mail(subject, _BLANK_LINES.sub("\n\n", text).strip() + "\n", html)


def blocks_of(body: str) -> list[Block]:
    """Part a text at its empty lines and its lists.

    Lines of a paragraph are joined: organisers' files break them at some width, which is no width of a telephone.
    """
    blocks = []
    for part in re.split(r"\n\s*\n", for_target(body, "text").strip()):
        words: list[str] = []
        items: list[str] = []
        for line in filter(None, (line.strip() for line in part.split("\n"))):
            if _ITEM.match(line):
                items.append(_ITEM.sub("", line, count=1))
            elif items:
                items[-1] += f" {line}"
            else:
                words.append(line)
        blocks += [Block((" ".join(words),), is_list=False)] if words else []
        blocks += [Block(tuple(items), is_list=True)] if items else []
    return blocks


def _render(kind: str, ending: str, context: Mapping[str, Any]) -> str:
    return render_to_string(f"mail/{kind}.{ending}", dict(context))
