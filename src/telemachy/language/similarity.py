"""How close goals are to biographies: words weighted by rarity (TF-IDF), and the words to show as the reason.

Spärck Jones 1972 for the weight of rare words; Salton & Buckley 1988 for damped counts and vectors of length one.
Skills of a taxonomy may stand beside the words, so that "seed round" meets "venture capital". The numbers order pairs;
they are no percentages and are not meant to be shown. What is shown is `shared_words`.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from telemachy.language.stopwords import STOP_WORDS
from telemachy.language.taxonomy import Taxonomy
from telemachy.language.words import Word, root, words

Term = tuple[str, str]  # kind ("word", "skill", "area") and root or id

_BLOCK = 256
_IMPORTANCE = {"word": 1.0, "skill": 1.5, "area": 0.75}  # judgement, checked on tests/language/judged_pairs.py


@dataclass(frozen=True, slots=True)
class _Read:
    """A text once read: its terms with counts, and each term's words as written."""

    counts: Counter[Term]
    written: dict[Term, str]


@dataclass(frozen=True, eq=False)
class TextSimilarity:
    """Similarity of each goal to each biography.

    `matrix`: float64 [n_goals, n_biographies] in [0, 1], read-only; 0 where a text is empty or nothing is shared. A
    pair's number depends on which texts there are, never on their order, to the last bit.
    """

    matrix: NDArray[np.float64]
    _goals: tuple[_Read, ...] = field(repr=False)
    _biographies: tuple[_Read, ...] = field(repr=False)
    _weights: dict[Term, float] = field(repr=False)

    def shared_words(self, goal: int, biography: int, most: int = 3) -> tuple[str, ...]:
        """Up to `most` words of this goal that speak for this biography, weightiest first, as the goal writes them."""
        wanted, offered = self._goals[goal], self._biographies[biography]
        shared = wanted.counts.keys() & offered.counts.keys()
        gains = {
            term: _damped(wanted.counts[term]) * _damped(offered.counts[term]) * self._weights[term] ** 2
            for term in shared
            if term[0] != "area"
        }
        ranked = sorted(gains, key=lambda term: (-gains[term], term))
        return tuple(_distinct(wanted.written[term] for term in ranked))[:most]


def text_similarity(
    goals: Sequence[str], biographies: Sequence[str], taxonomy: Taxonomy | None = None
) -> TextSimilarity:
    """Compare every goal with every biography.

    With a taxonomy, skills found in the texts and their areas count as further, heavier words; a skill that a text
    waves away ("no fundraising") does not.

    >>> similarity = text_similarity(["Pitching to investors"], ["Investor, hears pitches daily", "Surgeon"])
    >>> similarity.shared_words(0, 0), float(similarity.matrix[0, 1])
    (('investors', 'Pitching'), 0.0)
    """
    wanted = tuple(_read(text, taxonomy) for text in goals)
    offered = tuple(_read(text, taxonomy) for text in biographies)
    weights = _weights(wanted + offered)
    place = {term: column for column, term in enumerate(weights)}
    matrix = _cosines(_vectors(wanted, weights, place), _vectors(offered, weights, place))
    return TextSimilarity(matrix, wanted, offered, weights)


def _cosines(goals: sparse.csr_array, biographies: sparse.csr_array) -> NDArray[np.float64]:
    """Products of all rows, in blocks: the sparse result of a whole market would be larger than the dense one."""
    matrix = np.empty((goals.shape[0], biographies.shape[0]))
    other_way = biographies.T.tocsr()
    for start in range(0, len(matrix), _BLOCK):
        matrix[start : start + _BLOCK] = (goals[start : start + _BLOCK] @ other_way).toarray()
    np.minimum(matrix, 1.0, out=matrix)
    matrix.setflags(write=False)
    return matrix


def _read(text: str, taxonomy: Taxonomy | None) -> _Read:
    counts: Counter[Term] = Counter()
    written: dict[Term, str] = {}
    for word in words(text):
        if _says_something(word):
            _note(("word", root(word.folded)), word.written, counts, written)
    for found in taxonomy.find(text) if taxonomy else ():
        _note(("skill", found.skill.id), found.words, counts, written)
        _note(("area", f"{found.skill.pack}: {found.skill.area}"), found.words, counts, written)
    return _Read(counts, written)


def _note(term: Term, as_written: str, counts: Counter[Term], written: dict[Term, str]) -> None:
    """Count a term and keep its first spelling, one without capitals if there is any."""
    counts[term] += 1
    if term not in written or (as_written.islower() and not written[term].islower()):
        written[term] = as_written


def _says_something(word: Word) -> bool:
    return len(word.folded) > 1 and word.folded not in STOP_WORDS and not word.folded.isdigit()


def _weights(texts: Sequence[_Read]) -> dict[Term, float]:
    """Inverse document frequency of every term, smoothed, in sorted order: sums then never depend on row order."""
    carriers = Counter(term for text in texts for term in text.counts)
    return {
        term: _IMPORTANCE[term[0]] * (math.log((1 + len(texts)) / (1 + carriers[term])) + 1)
        for term in sorted(carriers)
    }


def _vectors(texts: Sequence[_Read], weights: dict[Term, float], place: dict[Term, int]) -> sparse.csr_array:
    """One row of length one per text, its columns ascending, so that products add up in one order."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for text in texts:
        row = sorted((place[term], _damped(count) * weights[term]) for term, count in text.counts.items())
        length = math.hypot(*(value for _, value in row))
        columns.extend(column for column, _ in row)
        values.extend(value / length for _, value in row)
        ends.append(len(columns))
    return sparse.csr_array((np.array(values), np.array(columns, dtype=np.int64), ends), shape=(len(texts), len(place)))


def _damped(count: int) -> float:
    """Counts damped by logarithm: a word said ten times is not ten times as important."""
    return 1 + math.log(count)


def _distinct(spellings: Iterator[str]) -> Iterator[str]:
    """Spellings without repeats and without words that an earlier phrase already contains."""
    seen: list[str] = []
    for spelling in spellings:
        if not any(spelling.casefold() in earlier.casefold() for earlier in seen):
            seen.append(spelling)
            yield spelling
