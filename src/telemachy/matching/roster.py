"""The people a matching looks at: frozen, in one fixed order, with what follows from comparing all of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from telemachy.errors import Refused
from telemachy.language import Taxonomy, TextSimilarity, load_taxonomy, text_similarity
from telemachy.people.week import QUARTERS
from telemachy.programmes.file import Role

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

HOPED_LEVEL = 3
OFFERED_LEVEL = 5


@dataclass(frozen=True, slots=True)
class MatchPerson:
    """What a matching may know of one person; everything but key, name and role may be unknown.

    `wants` and `offers` are skill ids with a level 1-5 or None, wants in order of importance; `languages` are tags of
    `languages.language_tag`; `week` are the bits of `people.week.shared_week`, None if nothing was said; `wishes`,
    `avoid` and `former` name people of the other side, and `manager` anybody, by key. Texts are compared without regard
    to case. Protected traits have no place here, so nothing can weigh them.
    """

    key: str
    name: str
    role: Role
    wants: tuple[tuple[str, int | None], ...] = ()
    offers: tuple[tuple[str, int | None], ...] = ()
    goal: str = ""
    biography: str = ""
    languages: frozenset[str] = frozenset()
    week: int | None = None
    team: str = ""
    department: str = ""
    site: str = ""
    organisation: str = ""
    level: int | None = None
    manager: str = ""
    capacity: int = 1
    wishes: tuple[str, ...] = ()
    avoid: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    competitors: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()

    @property
    def hoped(self) -> dict[str, int]:
        """Levels hoped for, by wanted skill."""
        return {skill: level or HOPED_LEVEL for skill, level in self.wants}

    @property
    def held(self) -> dict[str, int]:
        """Levels held, by offered skill."""
        return {skill: level or OFFERED_LEVEL for skill, level in self.offers}


@dataclass(frozen=True, eq=False)
class Roster:
    """Mentees and mentors, each sorted by key whatever order they came in; matrices are [mentees, mentors].

    `wish_places` is how many wishes the programme allows, `line` the managers, by key, of people who are not matched
    but stand in a reporting line between those who are. Raises `Refused` for a key that a side has twice.
    """

    mentees: tuple[MatchPerson, ...]
    mentors: tuple[MatchPerson, ...]
    taxonomy: Taxonomy = field(default_factory=load_taxonomy, repr=False)
    wish_places: int = 5
    line: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("mentees", "mentors"):
            people = tuple(sorted(getattr(self, name), key=lambda person: person.key))
            twice = [key for key, times in Counter(person.key for person in people).items() if times > 1]
            if twice:
                raise Refused(f"Two {name} have the key “{twice[0]}”.")
            object.__setattr__(self, name, people)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def mentee_keys(self) -> tuple[str, ...]:
        return tuple(person.key for person in self.mentees)

    @cached_property
    def mentor_keys(self) -> tuple[str, ...]:
        return tuple(person.key for person in self.mentors)

    @cached_property
    def mentee_row(self) -> Mapping[str, int]:
        return {key: row for row, key in enumerate(self.mentee_keys)}

    @cached_property
    def mentor_column(self) -> Mapping[str, int]:
        return {key: column for column, key in enumerate(self.mentor_keys)}

    @cached_property
    def manager_of(self) -> Mapping[str, str]:
        """Line managers by key, as far as the roster knows them."""
        own = {person.key: person.manager for person in (*self.mentees, *self.mentors) if person.manager}
        return {**self.line, **own}

    def line_above(self, key: str, steps: int) -> tuple[str, ...]:
        """The next `steps` managers above somebody, nearest first, as far as the roster knows them."""
        line: list[str] = []
        while len(line) < steps and (key := self.manager_of.get(key, "")) and key not in line:
            line.append(key)
        return tuple(line)

    @cached_property
    def shared_hours(self) -> Floats:
        """Hours a week that both are free; NaN where one of them said nothing."""
        mentees, mentors = (_weeks(people) for people in (self.mentees, self.mentors))
        hours = np.asarray(mentees @ mentors.T / 4, dtype=np.float64)
        return np.where(self.both_know(lambda person: person.week is not None), hours, np.nan)

    @cached_property
    def texts(self) -> TextSimilarity:
        """Goals against biographies."""
        goals = [person.goal for person in self.mentees]
        return text_similarity(goals, [person.biography for person in self.mentors], self.taxonomy)

    def alike(self, fact: Callable[[MatchPerson], str]) -> Mask:
        """True where both have this fact and it is the same, whatever its case and spaces."""
        numbers: dict[str, int] = {}
        mentees, mentors = (
            np.array([numbers.setdefault(same(fact(person)), len(numbers)) for person in people], dtype=np.int64)
            for people in (self.mentees, self.mentors)
        )
        together = (mentees[:, None] == mentors[None, :]) & (mentees[:, None] != numbers.get("", -1))
        return np.asarray(together, dtype=np.bool_)

    def both_know(
        self, mentee: Callable[[MatchPerson], object], mentor: Callable[[MatchPerson], object] | None = None
    ) -> Mask:
        """True where both people have answered; asked differently of mentors if `mentor` is given."""
        mentees = np.array([bool(mentee(person)) for person in self.mentees], dtype=np.bool_)
        mentors = np.array([bool((mentor or mentee)(person)) for person in self.mentors], dtype=np.bool_)
        return np.asarray(mentees[:, None] & mentors[None, :])

    def shared(
        self,
        mentee: Callable[[MatchPerson], Iterable[str]],
        mentor: Callable[[MatchPerson], Iterable[str]] | None = None,
    ) -> Floats:
        """How many facts of the mentee the mentor has too; asked differently of mentors if `mentor` is given."""
        numbers: dict[str, int] = {}
        mentees, mentors = (
            [
                {numbers.setdefault(same(fact), len(numbers)) for fact in facts(person) if same(fact)}
                for person in people
            ]
            for people, facts in ((self.mentees, mentee), (self.mentors, mentor or mentee))
        )
        together = _indicators(mentees, len(numbers)) @ _indicators(mentors, len(numbers)).T
        return np.asarray(together, dtype=np.float64)

    def named(self, by: Callable[[MatchPerson], Iterable[str]]) -> Mask:
        """True where one of the two names the other by key."""
        mask = np.zeros(self.shape, dtype=np.bool_)
        for row, mentee in enumerate(self.mentees):
            for key in by(mentee):
                if key in self.mentor_column:
                    mask[row, self.mentor_column[key]] = True
        for column, mentor in enumerate(self.mentors):
            for key in by(mentor):
                if key in self.mentee_row:
                    mask[self.mentee_row[key], column] = True
        return mask

    def levels(self) -> Floats:
        """Levels the mentor stands above the mentee; NaN where one is unknown."""
        mentees, mentors = (
            np.array([np.nan if person.level is None else person.level for person in people], dtype=np.float64)
            for people in (self.mentees, self.mentors)
        )
        return np.asarray(mentors[None, :] - mentees[:, None])


def same(text: str) -> str:
    """The form in which two texts are compared."""
    return " ".join(text.split()).casefold()


def _weeks(people: tuple[MatchPerson, ...]) -> NDArray[np.float32]:
    """One row of 672 quarters per person, 1 where the person is free."""
    packed = b"".join((person.week or 0).to_bytes(QUARTERS // 8, "little") for person in people)
    bits = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), bitorder="little")
    return bits.reshape(len(people), QUARTERS).astype(np.float32)


def _indicators(lists: list[set[int]], width: int) -> NDArray[np.float32]:
    rows = np.zeros((len(lists), width), dtype=np.float32)
    for row, places in enumerate(lists):
        rows[row, list(places)] = 1
    return rows
