"""The earlier cohort of Lumen Works: forty pairs, six months, autumn 2025 to spring 2026."""

import random
from datetime import timedelta

from telemachy.demo.content.drawing import Writer, draw_offers, draw_wants, themes_in_turn
from telemachy.demo.content.earlier.drawing import Plan, Undertaking
from telemachy.demo.content.earlier.outcomes import Outcome
from telemachy.demo.content.lumen import draw_mentee, draw_mentor
from telemachy.demo.content.lumen_themes import MENTOR_TAILS, TAILS, THEMES
from telemachy.demo.content.names import draw_names
from telemachy.demo.content.record import day
from telemachy.demo.content.shape import Invented

COHORT = "Autumn cohort 2025"
OTHERS = 38

UNDERTAKINGS = (
    Undertaking("Faults of {team} found before release", "A fault is found by us and not by a customer.",
                "Faults reported by customers, each fortnight", "faults", "lower", (14, 22), (6, 11), "fault tracker",
                "Testers and support read every change together on Wednesdays."),
    Undertaking("One on-call rota for two teams", "Nobody is called two weeks in a row.",
                "Calls at night per person, each fortnight", "calls", "lower", (7, 11), (3, 5), "paging log",
                "Two teams share one rota."),
    Undertaking("Reviews in {team} within a day", "Nobody waits for a review overnight twice.",
                "Hours to the first review, median of each fortnight", "hours", "lower", (26, 40), (9, 16), "code host",
                "Whoever comes first reviews first, half an hour a day."),
    Undertaking("Installers who do not have to ring us", "What an installer needs is in the box.",
                "Calls from installers, each fortnight", "calls", "lower", (160, 210), (90, 125), "telephone log",
                "Three engineers go along to an installation every month."),
    Undertaking("New engineers of {team} ship in their second week", "Somebody new is useful early and knows whom to ask.",
                "Days to the first change in use, median of each fortnight", "days", "lower", (19, 30), (8, 13), "code host",
                "Everybody new has one companion, from another team."),
    Undertaking("A forecast that Finance believes", "Finance and engineering plan the quarter by one number.",
                "Difference between forecast and bill, each fortnight", "%", "lower", (15, 27), (5, 9), "Finance's accounts",
                "Finance sits in the planning."),
    Undertaking("Ideas of {team} that reach a customer", "What somebody tries on Fridays is used, or stopped.",
                "Trials that ended with a decision, each fortnight", "trials", "higher", (0, 1), (2, 4), "list of trials",
                "Each trial names the day on which it ends."),
    Undertaking("Incidents that are read by others", "A report is written for those who were not there.",
                "Readers of a report outside the team, each fortnight", "readers", "higher", (4, 9), (25, 48), "intranet",
                "One page, and one question at the end."),
)  # fmt: skip

PLAN = Plan(
    matched_on=day("2025-10-01"),
    starts_on=day("2025-10-13"),
    ends_on=day("2026-04-10"),
    rhythm=timedelta(weeks=2),
    minutes=(45, 60, 60, 60),
    sessions=(8, 12),
    early=6,
    initiatives=25,
    moved=11,
    still=7,
    undertakings=UNDERTAKINGS,
    outcomes=(
        Outcome(code="leading-role", kind="event", yes="ABBBBBCD", no=19, text="{first} has moved into a leading role.",
                text_no="{first} has moved into no other role within the six months.", document="Letter of appointment"),
        Outcome(code="innovations-delivered", kind="measure", yes="AAABBCCDD", from_initiative=True, record="The manager's own count",
                text="{title}: {value} {unit} since the change, {baseline} before, each the median.",
                document="Log of the measure"),
        Outcome(code="scope-led", kind="measure", yes="BBBBBBCDD", text="{first} leads {value} people.",
                values=(3, 4, 5, 6, 7, 8), units=("people",), baselines=(0, 0, 0, 2)),
    ),
    places=("Video", "Video", "Lumen House, Leeds", "London", "Berlin"),
)  # fmt: skip


def draw_people(rng: random.Random, taken: set[str]) -> tuple[tuple[Invented, Invented], ...]:
    """Draw mentees and mentors two by two, each two with a theme in common."""
    writer, names = Writer(rng), draw_names(rng, taken)
    pairs = []
    for (theme, second), _ in zip(themes_in_turn(rng, THEMES), range(OTHERS), strict=False):
        mentee, mentor = draw_mentee(rng, next(names)), draw_mentor(rng, next(names), theme.name)
        mentee.wants, mentor.offers = draw_wants(rng, theme, second), draw_offers(rng, theme, second)
        mentee.hope = writer.hope(theme, mentee, TAILS)
        mentor.biography = writer.biography(theme, mentor, MENTOR_TAILS)
        pairs.append((mentee, mentor))
    return tuple(pairs)
