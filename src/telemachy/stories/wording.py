"""The wording guard: a story says what happened, and only people's own accounts say why.

One pair was compared with nobody, so no sentence of the author's may say or suggest that mentoring caused anything
(`docs/explanation` has the whole matrix). What somebody says in quotation marks under their name may say what it likes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telemachy.inference import overclaims
from telemachy.inference.wording import WHY

from .texts import is_part

ONE_CASE = gettext_lazy("one case cannot show a cause")
_BANNED = (
    (r"\bprov(?:e[sdn]?|ing)\b", gettext_lazy("a record shows, it does not prove")),
    (r"\bsignifican(?:t|tly|ce)\b", gettext_lazy("say how much, in numbers")),
    (r"\btrend(?:s|ed|ing)? towards?\b", gettext_lazy("give the readings instead")),
    (r"\b(?:ROI|return on investment)\b", gettext_lazy("a return needs a comparison")),
    (r"\bimpact(?:s|ed|ing|ful)?\b", ONE_CASE),
    (r"\beffects?\b", ONE_CASE),
    (r"\b(?:led|leads|leading) to\b", ONE_CASE),
    (r"\bthanks to\b", ONE_CASE),
    (r"\bdue to\b", ONE_CASE),
    (r"\bas a (?:result|consequence)\b", ONE_CASE),
    (r"\bresult(?:ed|ing) (?:in|from)\b", ONE_CASE),
    (r"\bcaus(?:e[sd]?|ing)\b", ONE_CASE),
    (r"\b(?:boost|drove|enabl|empower)(?:s|ed|es|ing)?\b", ONE_CASE),
    (r"\btransform(?:s|ed|ing|ation|ative)?\b", gettext_lazy("say what is different now")),
    (r"\bmentoring (?:made|raised|increased|improved|reduced|lowered|changed|helped)\b", ONE_CASE),
    *((rf"\b(?:{why})", ONE_CASE) for why in WHY),
)
BANNED = tuple((re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in _BANNED)


@dataclass(frozen=True, slots=True)
class Problem:
    """A word that a sentence must not use. `line` counts the sentences from 1; 0 is the title, -1 the standfirst."""

    line: int
    words: str
    reason: str

    def __str__(self) -> str:
        where = {0: _("Title"), -1: _("Standfirst")}.get(self.line) or _("Sentence %(n)d") % {"n": self.line}
        return _("%(where)s, “%(words)s”: %(reason)s.") % {"where": where, "words": self.words, "reason": self.reason}


def problems_in(text: str, line: int = 0, own_words: Iterable[str] = ()) -> list[Problem]:
    """Return what an author's sentence must not say.

    Args:
        own_words: texts of the record, in people's own words, which the sentence may repeat between quotation marks.
    """
    kept = without_quoted(text, own_words)
    return [Problem(line, found.group(0), str(reason)) for pattern, reason in BANNED if (found := pattern.search(kept))]


def says_why(text: str) -> bool:
    """Say whether words of the record claim a cause, so that a story may tell them as somebody's own words only."""
    return bool(problems_in(text) or overclaims(text))


def without_quoted(text: str, own_words: Iterable[str]) -> str:
    """Take out what stands between quotation marks and is word for word what the record says somebody wrote."""
    record = [_plain(words) for words in own_words]

    def keep(found: re.Match[str]) -> str:
        said = _plain(found.group(1))
        return " " if any(is_part(said, words) for words in record) else found.group(0)

    return re.sub(r"“([^“”]*)”", keep, text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")
