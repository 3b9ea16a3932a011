"""Pairs of an earlier cohort with their record, and what a case study needs beside it."""

from dataclasses import dataclass, field
from datetime import date

from telemachy.demo.content.record import Charter, Claim, Closing, Goal, Held, Initiative, Who
from telemachy.demo.content.shape import Invented, Leading

SPOKEN = frozenset({"hope", "said", "account", "helped", "did-not-work"})


@dataclass(frozen=True)
class Written:
    """A sentence of a story as its author wrote it."""

    part: str
    """“background”, “journey”, “outcomes” or “accounts”."""
    fact: str
    """What on record it stands on: “goal 2”, “decision 1 3”, “account 2 mentor”; “said mentee” was told to the author."""
    text: str
    """Nothing where it stands as drafted."""

    @property
    def by(self) -> Who:
        """Whose words these are, letter by letter; nobody’s where the author speaks."""
        kind, *rest = self.fact.split()
        if kind not in SPOKEN:
            return ""
        return rest[-1] if rest else "mentee"


def write(**parts: tuple[tuple[str, str], ...]) -> tuple[Written, ...]:
    """Return the sentences of the parts in their order."""
    return tuple(Written(part, fact, text) for part, written in parts.items() for fact, text in written)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a case study needs beside the record: its names, its text and what nobody knows."""

    slug: str
    title: str
    standfirst: str
    text: tuple[Written, ...]
    unknown: tuple[str, ...]
    asked_on: date
    told_on: tuple[date, date]
    """When mentee and mentor agreed to be told at all."""
    approved_on: tuple[date, date]
    """When mentee and mentor approved the text."""
    published_on: date


@dataclass(frozen=True)
class Stations:
    """What the door says at each station of a pair's thread; the need is the mentee's own line."""

    about_mentee: str
    about_mentor: str
    sessions: str
    initiative: str
    outcome: str
    claim: int = 0
    """The position of the claim behind the outcome, from 1, whose grade stands beside it; 0 for none."""
    evidence: str = ""
    """What the grade rests on, in two words: “HR record”."""


@dataclass(frozen=True, kw_only=True)
class ToldPair:
    """A pair with its whole record and its story."""

    mentee: Invented
    mentor: Invented
    applied_on: date
    invited_on: date
    accepted_on: date
    reasons: tuple[str, ...]
    charters: tuple[Charter, ...]
    sessions: tuple[Held, ...]
    goals: tuple[Goal, ...]
    initiatives: tuple[Initiative, ...]
    claims: tuple[Claim, ...]
    closing: Closing
    telling: Telling
    stations: Stations
    manager: Leading | None = None
    """The mentee's manager, where they have confirmed or said something."""

    @property
    def need(self) -> str:
        """The mentee's own line at sign-up."""
        return self.mentee.hope

    @property
    def minutes(self) -> int:
        """How long they met in all."""
        return sum(session.minutes for session in self.sessions)


@dataclass(frozen=True, kw_only=True)
class OtherPair:
    """A pair of which only the outlines are told, so that an organisation has totals."""

    mentee: Invented
    mentor: Invented
    invited_on: date
    accepted_on: date
    reasons: tuple[str, ...]
    sessions: tuple[Held, ...]
    initiative: Initiative | None
    claims: tuple[Claim, ...]
    closing: Closing

    @property
    def finished(self) -> bool:
        """Whether they went the whole way."""
        return not self.closing.early


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The cohort before the one that is being paired, told to its end."""

    sector: str
    programme: str
    """The address of the programme that it was: that of the present one, and the year."""
    cohort: str
    starts_on: date
    ends_on: date
    told: tuple[ToldPair, ...]
    """The pair of the door first."""
    others: tuple[OtherPair, ...] = field(repr=False)

    @property
    def leading(self) -> ToldPair:
        """The pair whose story the door begins."""
        return self.told[0]

    @property
    def pairs(self) -> int:
        """How many pairs there were."""
        return len(self.told) + len(self.others)

    @property
    def people(self) -> tuple[Invented, ...]:
        """Everybody in a pair: mentees first, then mentors."""
        pairs: tuple[ToldPair | OtherPair, ...] = (*self.told, *self.others)
        return tuple(pair.mentee for pair in pairs) + tuple(pair.mentor for pair in pairs)
