"""Words of a text: where they stand, their folded form, their stem and their root.

Folding makes "Équipe", "équipe" and "EQUIPE" one word. A *stem* undoes inflection only ("companies", "company"),
so that an alias is found as people write it; a *root* also undoes derivation ("investor", "investment"), which
similarity wants and exact finding does not. Both are deliberately light: rules in the manner of Porter (1980), with
British and American spellings brought together.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Everything but spaces, punctuation and symbols is part of a word, so scripts that write vowels as marks stay whole.
_LETTERS = r"[^\s!-/:-@\[-`{-~\u0080-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f\uff00-\uff0f]+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*(?:\+\+|\#(?!\w))?")

_IRREGULAR = {
    "brought": "bring",
    "built": "build",
    "grew": "grow",
    "grown": "grow",
    "led": "lead",
    "made": "make",
    "program": "programm",
    "programs": "programm",
    "ran": "run",
    "sold": "sell",
    "spoke": "speak",
    "spoken": "speak",
    "taught": "teach",
    "won": "win",
    "written": "write",
    "wrote": "write",
}
_VOWEL = re.compile("[aeiouy]")
_SHORT = re.compile("^[^aeiou][aeiouy][^aeiouwxy]$")
_AMERICAN = re.compile("(?<=[a-z]{2})([iy])z(?=e|ing|ation)")
_ENDINGS = re.compile("(abil|ibil|ship|ness|ment|abl|ibl|anc|enc|ity|ive|ian|ist|(?<=[st])ion|al|ic|or|at|er)$")
_SHORTEST_ROOT = 4
_NO_SHORTER = "communic"  # or communication would be one with community


class Word(NamedTuple):
    """A word as written, its folded form, and where it stands in the text."""

    written: str
    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Words of a text, in order; `text[word.start:word.end] == word.written`."""
    for found in _WORD.finditer(text):
        yield Word(found[0], fold(found[0]), found.start(), found.end())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents, ligatures or typographic apostrophes: "Ｃafé’s" becomes "cafe's"."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def singular(folded: str) -> str:
    """A folded word without plural and possessive, in British spelling; nothing else undone."""
    return _without_plural(_british(folded.removesuffix("'s")))


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """A folded word without its inflection: plural, possessive, -ing, -ed, British or American spelling."""
    word = folded.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    word = _without_participle(_without_plural(_british(word)))
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] if len(word) > 5 and word.endswith("ll") else word


@lru_cache(maxsize=65536)
def root(folded: str) -> str:
    """A folded word without inflection and common derivations: "investor", "investment" and "invests" are one."""
    word = stem(folded)
    if not word.isascii() or not word.isalpha():
        return word
    shorter = _without_ending(word)
    while shorter != word:
        word, shorter = shorter, _without_ending(shorter)
    return word[:-1] if len(word) > _SHORTEST_ROOT and word[-1] in "eyi" else word


def _british(word: str) -> str:
    word = _AMERICAN.sub(r"\1s", word)
    return word[:-2] + "our" if word in {"behavior", "labor", "color", "honor", "favor"} else word


def _without_plural(word: str) -> str:
    if len(word) < 3:
        return word
    if word.endswith("sis"):
        return word[:-2]
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word


def _without_participle(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest) and not word.endswith("eed"):
            return _whole(rest)
    return word


def _whole(rest: str) -> str:
    """What stood before -ing or -ed: "plann" is "plan", "hir" is "hire", "sell" stays."""
    if rest[-1] == rest[-2] and rest[-1] not in "lsz" and len(rest) > 3:
        return rest[:-1]
    return rest + "e" if _SHORT.match(rest) else rest


def _without_ending(word: str) -> str:
    found = None if word == _NO_SHORTER else _ENDINGS.search(word)
    if not found or found.start() < _SHORTEST_ROOT:
        return word
    rest = word[: found.start()]
    return _whole(rest) if found[0] == "er" else rest
