"""Skills with their names and aliases: one taxonomy for what people want and what they offer.

The built-in packs stand in `skills.psv` beside this file; an organisation adds its own skills as values.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from telemachy.language.errors import LanguageError
from telemachy.language.negation import is_negated
from telemachy.language.words import Word, fold, singular, stem, words

_COLUMNS = ["pack", "area", "id", "name", "aliases", "source_map", "description"]
_WHOLE_ANSWER = "="
_FILLERS = frozenset({"a", "and", "in", "my", "of", "skill", "the", "to"})

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill.

    `aliases` are looked for in free texts; `answers` are words too common for that ("vision", "exit"), understood
    only where they are somebody's whole answer. Ids are unique in a taxonomy; skills of one area are neighbours.
    """

    id: str
    pack: str
    area: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A skill found in a text: `words` as written there, `text[start:end] == words`."""

    skill: Skill
    words: str
    start: int
    end: int


Span = tuple[int, int, tuple[Skill, ...]]  # first word, last word, skills it may mean


@dataclass(frozen=True)
class Taxonomy:
    """Skills in a fixed order, found by id, by name, or in free text.

    Raises `LanguageError` if two skills have one id.
    """

    skills: tuple[Skill, ...]

    def __post_init__(self) -> None:
        for skill_id, times in Counter(skill.id for skill in self.skills).items():
            if times > 1:
                raise LanguageError(f"Two skills have the id “{skill_id}”.")

    @cached_property
    def by_id(self) -> Mapping[str, Skill]:
        """Skills by id, read-only."""
        return MappingProxyType({skill.id: skill for skill in self.skills})

    def named(self, text: str) -> Skill | None:
        """The skill whose id, name or alias this text is, whatever its case, accents, hyphens, plural or small words.

        The most literal reading wins; a text that fits two skills equally well names none, since guessing between
        them would be worse than asking.
        """
        for reading, index in zip(_readings(text), self._names, strict=True):
            if reading in index:
                return _only(index[reading])
        return None

    def find(self, text: str) -> tuple[Found, ...]:
        """Skills mentioned in a text, in its order, each place once.

        Whole words only; inflected forms count; of overlapping aliases the longest wins; a mention that is negated
        ("not interested in sales", "no fundraising, pitching or sales") does not count. An alias of several skills goes
        to the one whose area, then pack, is mentioned otherwise in the same text, and to none if that does not decide.
        """
        written = list(words(text))
        spans = [span for span in self._spans(written) if not is_negated(text, written, span[0])]
        clear = [candidates[0] for _, _, candidates in spans if len(candidates) == 1]
        chosen = ((first, last, _in_context(candidates, clear)) for first, last, candidates in spans)
        places = ((written[first].start, written[last].end, skill) for first, last, skill in chosen if skill)
        return tuple(Found(skill, text[start:end], start, end) for start, end, skill in places)

    def _spans(self, written: list[Word]) -> list[Span]:
        """Aliases in the text that overlap no longer one: first word, last word, skills they may mean."""
        stems = [stem(word.folded) for word in written]
        hits = [hit for position in range(len(stems)) for hit in self._hits(written, stems, position)]
        hits.sort(key=lambda hit: (written[hit[0]].start - written[hit[1]].end, hit[0]))
        taken: set[int] = set()
        chosen = []
        for first, last, skills in hits:
            place = range(first, last + 1)
            if taken.isdisjoint(place):
                taken.update(place)
                chosen.append((first, last, skills))
        return sorted(chosen, key=lambda hit: hit[0])

    def _hits(self, written: list[Word], stems: list[str], position: int) -> Iterator[Span]:
        if skills := self._single_words.get(singular(written[position].folded)):
            yield position, position, skills
        for key, skills in self._phrases.get(stems[position], ()):
            end = position + len(key)
            if tuple(stems[position:end]) == key:
                yield position, end - 1, skills

    @cached_property
    def _single_words(self) -> Mapping[str, tuple[Skill, ...]]:
        """Aliases of one word, in the singular; not inflected further: "pricing" is a skill, "price" is none."""
        index: dict[str, dict[Skill, None]] = defaultdict(dict)
        for key, skills in self._claims.items():
            if len(key) == 1:
                index[singular(key[0])].update(dict.fromkeys(skills))
        return {word: tuple(skills) for word, skills in index.items()}

    @cached_property
    def _phrases(self) -> Mapping[str, list[tuple[Key, tuple[Skill, ...]]]]:
        """Aliases of several words by the stem of the first; inflected freely ("raised capital", "raising capital")."""
        index: dict[Key, dict[Skill, None]] = defaultdict(dict)
        for key, skills in self._claims.items():
            if len(key) > 1:
                index[tuple(map(stem, key))].update(dict.fromkeys(skills))
        by_first: dict[str, list[tuple[Key, tuple[Skill, ...]]]] = defaultdict(list)
        for key, candidates in index.items():
            by_first[key[0]].append((key, tuple(candidates)))
        return by_first

    @cached_property
    def _claims(self) -> Mapping[Key, tuple[Skill, ...]]:
        """Folded words of every name and alias to look for in texts, with the skills that claim it."""
        claims: dict[Key, dict[Skill, None]] = defaultdict(dict)
        for skill in self.skills:
            for alias in (skill.name, *skill.aliases):
                for spelling in _spellings(alias):
                    claims[tuple(word.folded for word in words(spelling))][skill] = None
        return {key: tuple(skills) for key, skills in claims.items() if key}

    @cached_property
    def _names(self) -> tuple[Mapping[Key, list[Skill]], ...]:
        """Three indexes for `named`, from literal to loose: as written, by folded words, by stems without fillers."""
        indexes: tuple[dict[Key, list[Skill]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        for skill in self.skills:
            aliases = (skill.id, skill.name, *skill.aliases, *skill.answers)
            for spelling in {spelling for alias in aliases for spelling in _spellings(alias)}:
                for reading, index in zip(_readings(spelling), indexes, strict=True):
                    if reading and skill not in index[reading]:
                        index[reading].append(skill)
        return indexes


def load_taxonomy(extra: Iterable[Skill] = ()) -> Taxonomy:
    """The built-in taxonomy, followed by an organisation's own skills.

    Raises `LanguageError` if an extra skill has the id of another.
    """
    own = tuple(extra)
    return Taxonomy(_built_in().skills + own) if own else _built_in()


@cache
def _built_in() -> Taxonomy:
    text = files("telemachy.language").joinpath("skills.psv").read_text(encoding="utf-8")
    return Taxonomy(tuple(read_skills(text)))


def read_skills(text: str) -> Iterator[Skill]:
    """Skills of a pipe-separated text with the columns of `skills.psv`; an alias after "=" is a whole answer only.

    Raises `LanguageError` naming the line whose columns are not right.
    """
    header, *lines = text.splitlines()
    if header.split("|") != _COLUMNS:
        raise LanguageError(f"The first line should read “{'|'.join(_COLUMNS)}”.")
    for number, line in enumerate(lines, start=2):
        fields = line.split("|")
        if len(fields) != len(_COLUMNS):
            raise LanguageError(f"Line {number} has {len(fields)} columns instead of {len(_COLUMNS)}.")
        pack, area, skill_id, name, aliases, _sources, description = (field.strip() for field in fields)
        listed = [alias.strip() for alias in aliases.split(";") if alias.strip()]
        yield Skill(
            id=skill_id,
            pack=pack,
            area=area,
            name=name,
            aliases=tuple(alias for alias in listed if not alias.startswith(_WHOLE_ANSWER)),
            description=description,
            answers=tuple(alias[1:].strip() for alias in listed if alias.startswith(_WHOLE_ANSWER)),
        )


def _readings(text: str) -> tuple[Key, Key, Key]:
    """How a text may be read as a name, from literal to loose."""
    folded = tuple(word.folded for word in words(text))
    literal = (" ".join(fold(text).split()),)
    return literal, folded, tuple(stem(word) for word in folded if stem(word) not in _FILLERS)


def _spellings(alias: str) -> tuple[str, str]:
    """An alias as it stands, and written together if it has hyphens: "e-commerce", "ecommerce"."""
    return alias, alias.replace("-", "")


def _only(skills: list[Skill]) -> Skill | None:
    return skills[0] if len(skills) == 1 else None


def _in_context(candidates: tuple[Skill, ...], clear: list[Skill]) -> Skill | None:
    """The one candidate whose area, or else pack, the clear finds of the text speak of most."""
    if len(candidates) == 1:
        return candidates[0]
    for place in (lambda skill: (skill.pack, skill.area), lambda skill: skill.pack):
        votes = [sum(place(other) == place(candidate) for other in clear) for candidate in candidates]
        if votes.count(max(votes)) == 1:
            return candidates[votes.index(max(votes))]
    return None
