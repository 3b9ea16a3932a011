"""The earlier cohort of Northfield: thirty pairs, twelve months, autumn 2025 to autumn 2026."""

import random
from datetime import timedelta

from telemachy.demo.content.drawing import Writer, draw_offers, draw_wants, themes_in_turn
from telemachy.demo.content.earlier.drawing import Plan, Undertaking
from telemachy.demo.content.earlier.outcomes import Outcome
from telemachy.demo.content.names import draw_names
from telemachy.demo.content.northfield import OFFICE_OF, draw_mentee, draw_mentor
from telemachy.demo.content.northfield_themes import MENTOR_TAILS, TAILS, THEMES
from telemachy.demo.content.record import day
from telemachy.demo.content.shape import Invented

COHORT = "Autumn cohort 2025"
OTHERS = 29

UNDERTAKINGS = (
    Undertaking("First operation of the day on time", "The first incision is at half past eight.",
                "Lists that began late, each fortnight", "%", "lower", (48, 62), (24, 35), "theatre log",
                "The team meets at eight, everybody, for four minutes."),
    Undertaking("Home before noon from {team}", "Who can go home goes in the morning.",
                "Discharges before noon, each fortnight", "%", "higher", (11, 18), (29, 41), "record system",
                "Letters are written the evening before."),
    Undertaking("Fewer falls in {team}", "Nobody falls on the way to the bathroom.",
                "Falls per thousand bed days, each fortnight", "falls", "lower", (6, 9), (3, 5), "incident register",
                "Somebody walks past every bed every hour and asks one question."),
    Undertaking("Scans read the same day", "A ward knows in the evening what it asked in the morning.",
                "Hours to the report, median of each fortnight", "hours", "lower", (22, 34), (8, 13), "record system",
                "The oldest scan is read first."),
    Undertaking("Clean hands in {team}", "Everybody, every time, the head of department too.",
                "Observed moments with clean hands, each fortnight", "%", "higher", (58, 68), (80, 91), "observations",
                "Nurses observe physicians, and the other way round."),
    Undertaking("Letters a general practitioner can use", "One page, the change of medicine first.",
                "Days to the letter, median of each fortnight", "days", "lower", (9, 15), (2, 4), "record system",
                "Dictated at the bed."),
    Undertaking("Registrars who stay", "Rotas that one can live by.",
                "Shifts without a free weekend between, each fortnight", "shifts", "lower", (11, 17), (3, 7), "rota office",
                "Registrars write the rota, one month each."),
    Undertaking("Antibiotics that end", "Every course has a last day.",
                "Courses without a last day, each fortnight", "%", "lower", (34, 45), (12, 20), "pharmacy",
                "The pharmacist joins the round on Tuesdays."),
)  # fmt: skip

PLAN = Plan(
    matched_on=day("2025-09-22"),
    starts_on=day("2025-10-06"),
    ends_on=day("2026-09-25"),
    rhythm=timedelta(weeks=2),
    minutes=(30, 45, 45, 45, 60),
    sessions=(14, 23),
    early=3,
    initiatives=23,
    moved=13,
    still=5,
    undertakings=UNDERTAKINGS,
    outcomes=(
        Outcome(code="initiative-measure", kind="measure", yes="AAAAAABBCCD", from_initiative=True, record="The manager's own count",
                text="{title}: {value} {unit} since the change, {baseline} before, each the median.",
                document="Extract of the register, totals only"),
        Outcome(code="leads-department", kind="event", yes="BBD", no=16, text="{first} leads a department or a unit.",
                text_no="{first} leads no department so far."),
        Outcome(code="recognition", kind="event", yes="AAD", text="{first} was named by a professional body.",
                document="Letter of the society"),
    ),
    places=("Video", "Office", "Office", "Canteen, Riverside"),
)  # fmt: skip


def draw_people(rng: random.Random, taken: set[str]) -> tuple[tuple[Invented, Invented], ...]:
    """Draw physicians and administrators two by two, each two with a theme in common."""
    writer, names = Writer(rng), draw_names(rng, taken)
    pairs = []
    for (theme, second), _ in zip(themes_in_turn(rng, THEMES), range(OTHERS), strict=False):
        mentee, mentor = draw_mentee(rng, next(names)), draw_mentor(rng, next(names), OFFICE_OF[theme.name])
        mentee.wants, mentor.offers = draw_wants(rng, theme, second), draw_offers(rng, theme, second)
        mentee.hope = writer.hope(theme, mentee, TAILS)
        mentor.biography = writer.biography(theme, mentor, MENTOR_TAILS)
        pairs.append((mentee, mentor))
    return tuple(pairs)
