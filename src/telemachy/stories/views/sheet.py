"""The editor's form as it was sent: title, standfirst, sentences in their order, and the button that was pressed.

A sentence's fields are `s-<place>-text`, `-part`, `-id` and `-fact`; the button is `do`, as "add:hope" or "up:3".
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..edits import MOST, Edit
from ..models import Sentence
from .asking import number_in

DEEDS = ("save", "send", "publish", "add", "up", "down", "out", "new", "quote")
ON_ONE = ("up", "down", "out")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the author sent."""

    title: str
    standfirst: str
    edits: tuple[Edit, ...]
    deed: str
    argument: str

    @property
    def anchor(self) -> str:
        """Where on the page the author was."""
        return f"#line-{self.argument}" if self.deed in ON_ONE else "#facts" if self.deed == "add" else ""


def sheet_in(post: Mapping[str, str]) -> Sheet:
    """Read a form; what is no field of it is left alone."""
    deed, _colon, argument = post.get("do", "save").partition(":")
    places = sorted(
        {number_in(name.split("-")[1]) for name in post if name.startswith("s-") and name.endswith("-text")}
    )
    edits = tuple(_edit(post, f"s-{place}-") for place in places[: MOST + 1])
    return Sheet(
        title=post.get("title", ""),
        standfirst=post.get("standfirst", ""),
        edits=(*edits, *_new(post)),
        deed=deed if deed in DEEDS else "save",
        argument=argument,
    )


def _edit(post: Mapping[str, str], prefix: str) -> Edit:
    text, part = post.get(f"{prefix}text", ""), post.get(f"{prefix}part", "")
    try:
        return Edit(part, text, uuid.UUID(post.get(f"{prefix}id", "")))
    except ValueError:
        return Edit(part, text)


def _new(post: Mapping[str, str]) -> list[Edit]:
    """Return the sentences written into the empty boxes at the end of the parts."""
    return [
        Edit(part, post.get(f"new-{part}", "")) for part in Sentence.Part.values if post.get(f"new-{part}", "").strip()
    ]


def moved(sheet: Sheet) -> list[Edit]:
    """Return the sentences as the pressed button leaves them, parts in their order."""
    edits, place = list(sheet.edits), number_in(sheet.argument) - 1
    if sheet.deed == "out" and 0 <= place < len(edits):
        edits[place] = replace(edits[place], text="")
    other = place - 1 if sheet.deed == "up" else place + 1
    if sheet.deed in ("up", "down") and 0 <= place < len(edits) and 0 <= other < len(edits):
        edits[place], edits[other] = edits[other], edits[place]
    order = list(Sentence.Part.values)
    return sorted(edits, key=lambda each: order.index(each.part) if each.part in order else 0)
