"""What coordinators type and choose on the matching pages, as clean values."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telemachy.errors import Refused

SHOWS = ("look", "all", "locked", "unmatched", "changed")
SORTS = ("look", "name", "fit", "mentor")
ASKS = ("", "rule-out")
FOCUSES = ("", "row")
MOST_PAGES = 400
MOST_WEIGHT = 999
WEIGHT, STEP = "w-", "step"
NO_PAIR = "none"

_WHOLE = re.compile(r"[+-]?\d{1,8}")


@dataclass(frozen=True)
class Look:
    """What a workbench shows, as its address says. Every link on it is this with something changed."""

    show: str = "look"
    q: str = ""
    sort: str = "look"
    page: int = 1
    pair: str = ""  # mentee's id, and after a dot the mentor's; NO_PAIR where the drawer was closed
    mentor: str = ""  # another mentor whose price is open
    find: str = ""  # a search for any other mentor
    ask: str = ""
    weights: tuple[tuple[str, int], ...] = ()  # weights being tried
    free: bool = False  # whether reviewed pairs are free to change in what is tried
    focus: str = ""  # "row" after an action: the row it leads to takes the focus

    def to(self, **changes: Any) -> "Look":
        """The same look with something changed."""
        return replace(self, **changes)

    @property
    def query(self) -> str:
        """The look as a query string, without what stands at its default."""
        plain = [each.name for each in fields(self) if each.name not in ("weights", "free")]
        default = Look()
        values = {name: getattr(self, name) for name in plain if getattr(self, name) != getattr(default, name)}
        values |= {f"{WEIGHT}{kind}": str(weight) for kind, weight in self.weights}
        return urlencode(values | ({"keep": "free"} if self.free else {}))

    @property
    def without_try(self) -> "Look":
        """The look with nothing tried."""
        return replace(self, weights=(), free=False)

    def mentee_id(self) -> uuid.UUID | None:
        """Return the mentee of the open pair."""
        return _uuid(self.pair.partition(".")[0])

    def own_mentor_id(self) -> uuid.UUID | None:
        """Return the mentor of the open pair, None for an empty place."""
        return _uuid(self.pair.partition(".")[2])

    def mentor_id(self) -> uuid.UUID | None:
        """Return the other mentor whose price is open."""
        return _uuid(self.mentor)


def read_look(query: Mapping[str, str]) -> Look:
    """Read a look from an address; what cannot be read stands at its default."""
    return Look(
        show=_one_of(query.get("show", ""), SHOWS),
        q=query.get("q", "").strip()[:200],
        sort=_one_of(query.get("sort", ""), SORTS),
        page=max(1, min(MOST_PAGES, _whole(query.get("page", "")) or 1)),
        pair=_pair(query.get("pair", "")),
        mentor=str(_uuid(query.get("mentor", "")) or ""),
        find=query.get("find", "").strip()[:200],
        ask=_one_of(query.get("ask", ""), ASKS),
        weights=read_weights(query),
        free=query.get("keep") == "free",
        focus=_one_of(query.get("focus", ""), FOCUSES),
    )


def read_weights(query: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Read weights such as `w-wishes=30`, with the step of a pressed − or + ("wishes:-5") taken."""
    kind_stepped, _colon, step = query.get(STEP, "").partition(":")
    found = {}
    for name, text in query.items():
        weight = _whole(text)
        if name.startswith(WEIGHT) and weight is not None:
            kind = name.removeprefix(WEIGHT)
            found[kind] = weight + (_whole(step) or 0 if kind == kind_stepped else 0)
    return tuple((kind, min(MOST_WEIGHT, max(0, weight))) for kind, weight in found.items())


def pair_text(mentee: uuid.UUID, mentor: uuid.UUID | None) -> str:
    """Name a pair, or an empty place, in an address."""
    return f"{mentee}.{mentor}" if mentor else str(mentee)


@dataclass(frozen=True)
class Wanted:
    """One decision a button asks for: what, and about whom."""

    verb: str
    mentee: uuid.UUID | None
    mentor: uuid.UUID | None
    reason: str
    always: bool
    version: int | None


VERBS = (
    "lock", "unlock", "rule-out", "choose", "allow-once", "hold", "release", "review", "review-rest", "undo", "redo",
)  # fmt: skip


def read_wanted(post: Mapping[str, str]) -> Wanted:
    """Read a decision from `do`, such as "lock <mentee> <mentor>".

    Raises:
        Refused: the form names nothing that can be done.
    """
    verb, mentee, mentor, *_rest = [*post.get("do", "").split(" "), "", ""]
    if verb not in VERBS or (mentee and not _uuid(mentee)) or (mentor and not _uuid(mentor)):
        raise Refused(_("The page asked for something unknown. Nothing was changed. Read the page again."))
    return Wanted(
        verb=verb,
        mentee=_uuid(mentee),
        mentor=_uuid(mentor),
        reason=post.get("reason", ""),
        always=post.get("always") == "on",
        version=_whole(post.get("version", "")),
    )


class RuleOutForm(forms.Form):
    """Why a pair is barred, and for how long."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[
            ("", gettext_lazy("Choose a reason")),
            ("conflict", gettext_lazy("A conflict of interest")),
            ("line", gettext_lazy("The reporting line")),
            ("history", gettext_lazy("What happened before")),
            ("other", gettext_lazy("Another reason")),
        ],
        help_text=gettext_lazy("Only coordinators see it."),
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    always = forms.BooleanField(label=gettext_lazy("In later drafts of this programme too"), required=False)


def read_version(post: Mapping[str, str]) -> int | None:
    """Read the version of the draft that the page showed."""
    return _whole(post.get("version", ""))


def _pair(text: str) -> str:
    if text == NO_PAIR:
        return text
    mentee, _dot, mentor = text.partition(".")
    if not _uuid(mentee) or (mentor and not _uuid(mentor)):
        return ""
    return f"{_uuid(mentee)}.{_uuid(mentor)}" if mentor else str(_uuid(mentee))


def _one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else known[0]


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text.strip()) else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
