"""Dr Mark Tennant and Ruth Adler: twelve months at half past seven, and the first antibiotic within the hour."""

from datetime import timedelta
from decimal import Decimal

from telemachy.demo.content.northfield_people import DOMAIN, GENERAL
from telemachy.demo.content.record import (
    Charter,
    Claim,
    Closing,
    ClosingAnswer,
    Confirmation,
    Contribution,
    Decision,
    Goal,
    Initiative,
    Rating,
    Reading,
    day,
)
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented, Leading
from telemachy.demo.content.telling import Stations, Telling, ToldPair

from .mark_sessions import SESSIONS
from .mark_text import TEXT

MARK = Invented(
    "Dr Mark Tennant", f"mark.tennant@{DOMAIN}", MENTEE, "Attending physician, Emergency Medicine", "3", 3,
    call_me="Mark", department="Emergency Medicine", site=GENERAL, manager=f"agnes.whitlock@{DOMAIN}",
    wants=("health.operations", "health.medical-engagement", "core.data-decisions"),
    hope="I can run a night. I cannot run a department.",
    availability="Tue 07:30-09:00; Thu 07:30-09:00; Wed 13:30-15:00; Fri 14:30-16:00",
    wishes=(f"ruth.adler@{DOMAIN}",),
)  # fmt: skip
RUTH = Invented(
    "Ruth Adler", f"ruth.adler@{DOMAIN}", MENTOR, "Director of Operations", "6", 6, department="Operations", site=GENERAL,
    offers=("health.operations", "health.patient-flow", "health.medical-engagement", "core.data-decisions", "core.change"),
    biography="I run operations for both houses, from beds to lifts. I have rebuilt two emergency departments, and both times "
    "it lasted because the physicians owned the measure and I only held the watch.",
    availability="Tue 07:00-08:30; Thu 07:30-09:00; Fri 15:00-16:30",
)  # fmt: skip
AGNES = Leading("Dr Agnes Whitlock", f"agnes.whitlock@{DOMAIN}", "manager")
PRIYA = Leading("Priya Raman", f"priya.raman@{DOMAIN}", "delegate")
"""Ruth's assistant, who books and reads nothing else."""

CHARTERS = (
    Charter(
        "We meet every two weeks at 07:30 on a Thursday, for twelve months. Priya books and moves our sessions; she reads "
        "nothing else.\n\nWhat is said here is confidential without exception but those the law names. No names of "
        "patients, ever. Nobody who assesses either of us learns what was said, or that it was said.\n\nWe name the measure "
        "of one departmental initiative before we start and read it on the dates we set: every Monday, and to be judged on "
        "30 June.\n\nEither of us can end this at any time without giving a reason.",
        day("2025-10-02"),
        (("mentee", day("2025-10-02")), ("mentor", day("2025-10-02"))),
    ),
)

GOALS = (
    Goal(
        title="One sepsis pathway for all twelve consultants",
        sign="Whoever is on, the patient gets the same first hour.",
        levels=(
            "Twelve ways of doing it, as now.",
            "Five of the twelve use one pathway by day.",
            "Nine of the twelve use it by day.",
            "Nine use it at night too.",
            "All twelve, and the registrars teach it without being asked.",
        ),
        made_on=day("2025-10-16"),
        ratings=(
            Rating("mentee", -1, day("2026-01-22")),
            Rating("mentee", 0, day("2026-03-05")),
            Rating("mentee", 1, day("2026-09-17"), at_closing=True),
            Rating("mentor", 1, day("2026-09-17"), at_closing=True),
        ),
        shared=True,
    ),
    Goal(
        title="Chair a meeting that ends with a decision",
        sign="At the end somebody can say what was decided, by whom and until when.",
        levels=(
            "I present and the meeting ends.",
            "We decide, and decide again a week later.",
            "One decision a meeting, written down before we stand up.",
            "Also when two of them are against it.",
            "Somebody else chairs, and it ends the same way.",
        ),
        made_on=day("2025-10-30"),
        ratings=(
            Rating("mentee", -1, day("2026-02-12")),
            Rating("mentee", 1, day("2026-09-17"), at_closing=True),
            Rating("mentor", 0, day("2026-09-17"), at_closing=True),
        ),
    ),
)

_WEEKS_BEFORE = (78, 71, 83, 74, 69, 77, 74, 81, 66, 72, 79, 73, 76)
_WEEKS_SINCE = (
    75, 68, 70, 63, 61, 57, 58, 54, 55, 52, 53, 52, 54, 52, 52, 50, 53, 52, 49, 52, 51, 52, 50, 52, 51,
)  # fmt: skip


def _weekly(first: str, values: tuple[int, ...]) -> tuple[Reading, ...]:
    """One reading a week, dated by its Monday."""
    return tuple(Reading(day(first) + timedelta(weeks=week), Decimal(value)) for week, value in enumerate(values))


ANTIBIOTIC = Initiative(
    title="First antibiotic within the hour",
    aim="For every adult with suspected sepsis, by day and by night, and without Mark standing there.",
    team="Mark leads it with Dr Osman, Sister Bell and two registrars.",
    people_led=4,
    measure="Minutes from arrival to the first antibiotic, median of each week",
    unit="minutes",
    better="lower",
    baseline=Decimal(74),
    baseline_from="Thirteen weeks from 29 September 2025, 19 to 34 patients a week, median",
    wanted=Decimal(60),
    source="the department's log; counts and medians only, no patient's data",
    made_on=day("2025-10-02"),
    changed_on=day("2026-01-05"),
    change="The bundle starts",
    goal=1,
    readings=(*_weekly("2025-09-29", _WEEKS_BEFORE), *_weekly("2026-01-05", _WEEKS_SINCE)),
    decisions=(
        Decision(day("2025-10-02"), "Two measures, named now: minutes to the antibiotic, and moves to intensive care."),
        Decision(
            day("2025-12-11"), "Triage nurses may take the first blood and call, without waiting for a physician."
        ),
        Decision(day("2026-01-05"), "Start with one shift team, on weekdays."),
        Decision(
            day("2026-02-12"), "The antibiotic is kept in triage and no longer in the ward store. Agreed with pharmacy."
        ),
        Decision(day("2026-03-26"), "Nights too. Dr Osman leads them, because the night shift listens to him."),
        Decision(day("2026-06-30"), "Judged. It goes on without a project: Sister Bell reads the number on Mondays."),
    ),
)
HANDOVER = Initiative(
    title="A handover that ends on time",
    aim="The morning handover of the emergency department ends at eight, with the sickest patient named first.",
    team="The four attending physicians of the day shift, in turn.",
    people_led=4,
    measure="Minutes of the morning handover, median of each month",
    unit="minutes",
    better="lower",
    baseline=Decimal(41),
    baseline_from="January to March 2026, median of three months",
    wanted=Decimal(25),
    source="the rota office's sheet",
    made_on=day("2026-04-02"),
    changed_on=day("2026-04-13"),
    change="Sickest first, standing",
    goal=2,
    readings=tuple(
        Reading(day(f"2026-{month:02}-28"), Decimal(value))
        for month, value in ((1, 43), (2, 41), (3, 39), (4, 31), (5, 26), (6, 24), (7, 27), (8, 24))
    ),
    decisions=(
        Decision(day("2026-04-02"), "What is not about a patient waits for the meeting on Wednesday."),
        Decision(day("2026-04-13"), "Standing, and the sickest patient first."),
        Decision(day("2026-06-04"), "Nurses of both shifts are in it, or it does not begin."),
        Decision(day("2026-07-27"), "July went back to 27: new registrars. They now hear the rule on their first day."),
    ),
)

CLAIMS = (
    Claim(
        kind="measure", code="initiative-measure", initiative=1, on=day("2026-06-30"), recorded_on=day("2026-07-06"),
        text="The first antibiotic came after 52 minutes, in the median of the twelve weeks to 28 June. Before, it was 74.",
        value=Decimal(52), unit="minutes", baseline=Decimal(74), baseline_on=day("2025-12-28"),
        confirmations=(
            Confirmation("document", "coordinator", day("2026-07-09"), "Department's log, weeks of 6 April to 22 June 2026"),
        ),
        contributions=(
            Contribution("mentee", "some", "The bundle is known everywhere; I did not invent it and neither did Ruth. What I did "
                         "not know was how twelve consultants say yes.", day("2026-09-17")),
            Contribution("mentor", "some", "He would have started at night, with himself. I asked who would do it when he is on "
                         "leave.", day("2026-09-18")),
        ),
    ),
    Claim(
        kind="measure", code="initiative-measure", initiative=1, on=day("2026-06-30"), recorded_on=day("2026-07-06"),
        text="Of 296 patients with suspected sepsis in those twelve weeks, 22 were moved to intensive care; of 301 in the twelve "
        "weeks before Christmas, 38.",
        value=Decimal(22), unit="of 296 patients", baseline=Decimal(38), baseline_on=day("2025-12-21"),
        confirmations=(
            Confirmation("document", "coordinator", day("2026-07-09"), "Sepsis register, extract 2026/07, totals only"),
        ),
        contributions=(
            Contribution("mentee", "unknown", "Winter and spring are different patients. I would like it to be us. I cannot say so.",
                         day("2026-09-17")),
        ),
    ),
    Claim(
        kind="measure", code="initiative-measure", initiative=2, on=day("2026-08-31"), recorded_on=day("2026-09-03"),
        text="The morning handover took 24 minutes in August, in the median; from January to March it took 41.",
        value=Decimal(24), unit="minutes", baseline=Decimal(41), baseline_on=day("2026-03-31"),
        confirmations=(Confirmation("mentor", "mentor", day("2026-09-03")),),
    ),
    Claim(
        kind="event", code="recognition", initiative=1, on=day("2026-09-10"), recorded_on=day("2026-09-11"),
        text="The region's patient safety board commended the department's first hour on 10 September 2026.",
        confirmations=(
            Confirmation("document", "coordinator", day("2026-09-14"), "Minutes of the board, 10 September 2026, item 6"),
        ),
    ),
    Claim(
        kind="event", code="leads-department", on=day("2026-09-17"), recorded_on=day("2026-09-17"), happened=False,
        text="Mark does not lead a department. The post of clinical lead is advertised in January 2027.",
        confirmations=(Confirmation("record", "coordinator", day("2026-09-18"), "HR record, 18 September 2026"),),
    ),
)  # fmt: skip

CLOSING = Closing(
    announced_by="mentor",
    announced_on=day("2026-09-03"),
    closed_on=day("2026-09-18"),
    answers=(
        ClosingAnswer(
            "mentee", "mentor",
            "Half past seven. Nobody in my department is brave enough to ring me before eight. And that she asked for the number "
            "each time before she asked how I was.",
            "Surgery. I spent three sessions on winning them and they still give the antibiotic when they come down. I should "
            "have asked Ruth to leave it be in May.",
            day("2026-09-17"),
        ),
        ClosingAnswer(
            "mentor", "mentor",
            "He brought paper: one page, one chart, every second Thursday. I have taken that into my own meetings.",
            "I moved five sessions in a year, and two of them fell out. Priya is not to blame; my Thursdays are.",
            day("2026-09-18"),
        ),
    ),
)  # fmt: skip

TELLING = Telling(
    slug="dr-mark-and-the-first-hour",
    title="Dr Mark and the first hour",
    standfirst="An emergency physician, twelve months with a director of operations, and twelve consultants who each had their "
    "own way. Told in order, with its sources.",
    text=TEXT,
    unknown=(
        "What part the first hour has in it that fewer patients are moved to intensive care. A winter was compared with a spring, "
        "and 60 patients are few.",
        "Whether it holds without him. Sister Bell reads the number now; the next count is on 30 June 2027.",
        "Whether Mark will lead a department. The post is advertised in January 2027.",
    ),
    asked_on=day("2026-09-21"),
    told_on=(day("2026-09-22"), day("2026-09-24")),
    approved_on=(day("2026-10-15"), day("2026-10-20")),
    published_on=day("2026-10-22"),
)  # fmt: skip

PAIR = ToldPair(
    mentee=MARK,
    mentor=RUTH,
    manager=AGNES,
    applied_on=day("2025-09-02"),
    invited_on=day("2025-09-22"),
    accepted_on=day("2025-09-24"),
    reasons=(
        "Mark wants to learn how a department is run; Ruth has rebuilt two emergency departments.",
        "Both chose leading a department and winning medical staff for a change.",
        "Half past seven on Thursdays, before the shift, suits both of them.",
        "They work in one house and in different departments.",
    ),
    charters=CHARTERS,
    sessions=SESSIONS,
    goals=GOALS,
    initiatives=(ANTIBIOTIC, HANDOVER),
    claims=CLAIMS,
    closing=CLOSING,
    telling=TELLING,
    stations=Stations(
        "Physician, Northfield hospital",
        "director of operations",
        "24, at 07:30, booked by her assistant",
        "First antibiotic within the hour: 52 minutes, 74 before",
        "Moved to intensive care: 22 of 296, before 38 of 301",
        claim=2,
        evidence="register",
    ),
)
