"""Drawing people from themes, and wishes from how well people would suit each other."""

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle

from telemachy.demo.content.shape import Invented, Theme
from telemachy.language import Taxonomy, load_taxonomy, overlap
from telemachy.people.importing.hours import read_hours
from telemachy.people.week import shared_week

Allowed = Callable[[Invented, Invented], bool]
WITH_TAIL = 0.45
"""The share of people who add something about themselves."""
YEARS = ("seven", "nine", "eleven", "twelve", "fourteen", "sixteen", "eighteen", "twenty")


class Sentences:
    """Gives each sentence of a theme once before any a second time."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._left: dict[tuple[str, ...], list[str]] = {}

    def next(self, sentences: tuple[str, ...]) -> str:
        """Return one of the sentences, in an order of this draw's own."""
        left = self._left.setdefault(sentences, [])
        if not left:
            left.extend(self._rng.sample(sentences, len(sentences)))
        return left.pop()


class Writer:
    """Writes what an invented person says, and never the same twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._sentences = Sentences(rng)
        self._said: set[str] = set()

    def hope(self, theme: Theme, person: Invented, tails: tuple[str, ...]) -> str:
        """Return one or two sentences of a mentee."""
        return self._write(theme, theme.hopes, person, tails)

    def biography(self, theme: Theme, person: Invented, tails: tuple[str, ...], *, clinical: bool = False) -> str:
        """Return one to three sentences of a mentor."""
        return self._write(theme, theme.clinical if clinical else theme.biographies, person, tails)

    def _write(self, theme: Theme, sentences: tuple[str, ...], person: Invented, tails: tuple[str, ...]) -> str:
        first = self._sentences.next(sentences).format(
            team=person.team or "my team",
            department=person.department,
            site=person.site,
            company=person.company,
            thing=self._sentences.next(theme.things),
            years=self._rng.choice(YEARS),
        )
        first = first[0].upper() + first[1:]
        text = first if self._rng.random() > WITH_TAIL else f"{first} {self._sentences.next(tails)}"
        while text in self._said:
            text = f"{first} {self._sentences.next(tails)}"
        self._said.add(text)
        return text


def draw_wants(rng: random.Random, theme: Theme, second: Theme) -> tuple[str, ...]:
    """Two or three skills of one theme and perhaps one of another, the most important first."""
    own, other = theme.wants.split(), second.wants.split()
    own = own if rng.random() < 0.5 else [own[1], own[0], *own[2:]]
    return tuple(dict.fromkeys([*own[: rng.choice((2, 2, 3))], *other[: rng.choice((0, 1, 1))]]))


def draw_offers(rng: random.Random, theme: Theme, second: Theme) -> tuple[str, ...]:
    """Most of what a theme offers and two or three skills of another."""
    own, other = theme.offers.split(), second.offers.split()
    return tuple(
        dict.fromkeys([*own[: rng.choice((3, 4, 4))], *rng.sample(other, min(len(other), rng.choice((1, 2, 3))))])
    )


def themes_in_turn(rng: random.Random, themes: Sequence[Theme]) -> Iterable[tuple[Theme, Theme]]:
    """Endless pairs of themes: every theme first equally often, with a different one beside it."""
    for theme in cycle(rng.sample(themes, len(themes))):
        yield theme, rng.choice([other for other in themes if other is not theme])


class Affinity:
    """How well two invented people would suit each other, as they themselves might guess it."""

    def __init__(self) -> None:
        self._taxonomy: Taxonomy = load_taxonomy()
        self._weeks: dict[tuple[str, str], int] = {}

    def shared_hours(self, one: Invented, other: Invented) -> float:
        """Hours a week both are free."""
        return (self._week(one) & self._week(other)).bit_count() / 4

    def topics(self, mentee: Invented, mentor: Invented) -> float:
        """How far offers meet wants, 0 to 1."""
        return overlap(mentee.wants, mentor.offers, self._taxonomy).value

    def _week(self, person: Invented) -> int:
        key = (person.availability, person.time_zone)
        if key not in self._weeks:
            self._weeks[key] = shared_week(read_hours(person.availability) or (), person.time_zone)
        return self._weeks[key]


def draw_wishes(
    rng: random.Random,
    mentees: Sequence[Invented],
    mentors: Sequence[Invented],
    allowed: Allowed,
    preferred: Allowed,
    count: tuple[int, int],
    mentors_wish: float,
) -> None:
    """Give people ranked wishes: mostly for those who suit them, now and then for somebody famous or ruled out.

    `allowed` and `preferred` say whom the programme's rules would let them have and would like them to have;
    `mentors_wish` is the share of mentors who name wishes, most often people who had wished for them.
    """
    affinity = Affinity()
    fame = {mentor.email: rng.random() ** 3 * 0.25 for mentor in mentors}
    admirers: dict[str, list[tuple[float, str]]] = {mentor.email: [] for mentor in mentors}
    for mentee in mentees:
        guess = {mentor.email: _guess(rng, affinity, mentee, mentor, allowed, preferred) for mentor in mentors}
        ranked = sorted(guess, key=lambda email: (-guess[email] - fame[email], email))
        if "wishes" not in mentee.fixed and rng.random() < 0.93:
            mentee.wishes = tuple(ranked[: rng.randint(*count)])
        for email in mentee.wishes:
            if email in admirers:
                admirers[email].append((guess[email], mentee.email))
    for mentor in mentors:
        known = sorted(admirers[mentor.email], reverse=True)
        if "wishes" not in mentor.fixed and len(known) >= 3 and rng.random() < mentors_wish:
            mentor.wishes = tuple(email for _, email in known[: rng.randint(*count)])


def _guess(
    rng: random.Random, affinity: Affinity, mentee: Invented, mentor: Invented, allowed: Allowed, preferred: Allowed
) -> float:
    value = affinity.topics(mentee, mentor) + 0.12 * min(1.0, affinity.shared_hours(mentee, mentor) / 3)
    value += rng.gauss(0, 0.1)
    if affinity.shared_hours(mentee, mentor) < 1 and rng.random() < 0.9:
        value -= 1
    if affinity.shared_hours(mentee, mentor) < 2 and rng.random() < 0.9:
        value -= 0.5
    if not preferred(mentee, mentor) and rng.random() < 0.9:
        value -= 0.5
    if not allowed(mentee, mentor) and rng.random() < 0.985:
        value -= 1
    return value
