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
    """What the author sent, its sentences as the pressed button leaves them."""

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
    texts = [name for name in post if name.startswith("s-") and name.endswith("-text")]
    places = sorted({number_in(name.split("-")[1]) for name in texts})
    edits = [_edit(post, f"s-{place}-") for place in places[: MOST + 1]]
    return Sheet(
        title=post.get("title", ""),
        standfirst=post.get("standfirst", ""),
        edits=_in_order([*_moved(edits, deed, number_in(argument) - 1), *_new(post)]),
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


def _moved(edits: list[Edit], deed: str, place: int) -> list[Edit]:
    other = {"up": place - 1, "down": place + 1}.get(deed, place)
    if not (0 <= place < len(edits) and 0 <= other < len(edits)) or deed not in ON_ONE:
        return edits
    if deed == "out":
        edits[place] = replace(edits[place], text="")
    edits[place], edits[other] = edits[other], edits[place]
    return edits


def _in_order(edits: list[Edit]) -> tuple[Edit, ...]:
    """Keep parts together in their order, whatever was moved where."""
    order = list(Sentence.Part.values)
    return tuple(sorted(edits, key=lambda each: order.index(each.part) if each.part in order else 0))
