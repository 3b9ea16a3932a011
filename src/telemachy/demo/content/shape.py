"""What an invented person and an invented organisation are made of."""

from dataclasses import dataclass, field

MENTEE, MENTOR = "Mentee", "Mentor"


@dataclass(frozen=True)
class Theme:
    """A subject that brings people together: what is wanted, what is offered, and sentences of both sides.

    Sentences may hold {team}, {department}, {site}, {years} and the theme's own {thing}.
    """

    name: str
    wants: str
    offers: str
    hopes: tuple[str, ...]
    biographies: tuple[str, ...]
    things: tuple[str, ...] = ("",)
    clinical: tuple[str, ...] = ()
    """Biographies for heads of clinical departments, where the others speak of an office of their own."""


@dataclass
class Invented:
    """One person on the way into a spreadsheet; people are named by e-mail."""

    name: str
    email: str
    role: str
    job_title: str = ""
    level: str = ""
    rank: int = 0
    team: str = ""
    department: str = ""
    site: str = ""
    company: str = ""
    manager: str = ""
    languages: str = "English"
    time_zone: str = "Europe/London"
    wants: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    hope: str = ""
    biography: str = ""
    availability: str = ""
    places: int = 1
    started: str = ""
    wishes: tuple[str, ...] = ()
    rather_not: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    staff_number: str = ""
    call_me: str = ""
    """What pages and mails call them, where it is not the first word of the name."""
    fixed: frozenset[str] = field(default_factory=frozenset)
    """What was written by hand and must not be drawn."""


@dataclass(frozen=True)
class Leading:
    """Somebody the door names, with the words it uses."""

    name: str
    email: str
    seat: str
    """“coordinator”, “mentee”, “mentor” or “sponsor”."""

    @property
    def first_name(self) -> str:
        """What the door calls them: “Sarah”, “Dr Mark”."""
        words = self.name.split()
        return " ".join(words[:2]) if words[0] == "Dr" else words[0]

    @property
    def untitled(self) -> str:
        """The name without a title."""
        return self.name.removeprefix("Dr ")


@dataclass(frozen=True, kw_only=True)
class Place:
    """An organisation one can enter: where it answers, its programme and who runs it."""

    key: str
    name: str
    route: str
    programme: str
    cohort: str
    domain: str
    coordinator: Leading

    @property
    def leading(self) -> tuple[Leading, ...]:
        """Everybody whom the door lets one be."""
        return (self.coordinator,)


@dataclass(frozen=True, kw_only=True)
class Sector(Place):
    """One of the three organisations with people in them."""

    label: str
    sponsor: Leading
    mentee: Leading
    mentor: Leading
    about_mentee: str
    about_mentor: str
    need: str
    mentor_has_answered: bool
    """Whether the leading mentor has said yes when the demo opens, so that the page of a pair can be seen."""
    rhythm: str
    columns: tuple[str, ...]
    """Titles of the spreadsheet, in order; each is a key of `spreadsheets.CELLS`."""
    rows: int
    """How many people there are."""

    @property
    def faulty_rows(self) -> int:
        """How many rows the spreadsheet with faults has: two people twice and one without e-mail more."""
        return self.rows + 3

    @property
    def leading(self) -> tuple[Leading, ...]:
        """The coordinator, and the pair whose story the door begins."""
        return (self.coordinator, self.mentee, self.mentor)
