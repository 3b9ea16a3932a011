"""Sarah Lindqvist and Helena Brandt: six months, and one release plan for three teams."""

from decimal import Decimal

from telemachy.demo.content.lumen_people import DOMAIN
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

from .sarah_sessions import SESSIONS
from .sarah_text import TEXT

SARAH = Invented(
    "Sarah Lindqvist", f"sarah.lindqvist@{DOMAIN}", MENTEE, "Senior software engineer", "Senior", 4,
    team="Scheduling", department="Controls", site="Leeds", manager=f"duncan.reyes@{DOMAIN}",
    wants=("core.project", "core.team-dynamics", "core.influence"), hope="I want to stop being right alone.",
    availability="Tue 10:00-12:00; Wed 14:00-16:00; Thu 13:00-15:00; Fri 09:00-11:00", started="2019-08-01",
    wishes=(f"helena.brandt@{DOMAIN}",),
)  # fmt: skip
HELENA = Invented(
    "Helena Brandt", f"helena.brandt@{DOMAIN}", MENTOR, "Director of Product", "Director", 7, department="Product",
    site="Berlin", languages="German; English", time_zone="Europe/Berlin",
    offers=("core.project", "core.team-dynamics", "core.influence", "core.decisions", "tech.product"),
    biography="Nineteen years of leading products, the last ten with teams whose members reported to four different "
    "people. I have learnt to carry a plan and a room at the same time, mostly by dropping one of the two.",
    availability="Tue 11:00-13:00; Wed 15:00-17:00; Thu 15:00-16:30", started="2006-09-01",
)  # fmt: skip
DUNCAN = Leading("Duncan Reyes", f"duncan.reyes@{DOMAIN}", "manager")

CHARTERS = (
    Charter(
        "We meet for 60 minutes every two weeks, for six months. Sarah brings the subject; Helena brings time, questions and "
        "experience.\n\nWhat is said stays between us. Neither of us reports to a manager about the other.\n\nWe take on one "
        "real piece of leading and look at it together, also when it goes wrong.\n\nEither of us can end this at any time "
        "without giving a reason. We then say goodbye in a last session.",
        day("2025-10-08"),
        (("mentee", day("2025-10-08")), ("mentor", day("2025-10-08"))),
    ),
    Charter(
        "We meet for 60 minutes every two weeks, until the end of March.\n\nSarah brings one meeting she has just been in: who "
        "sat where, who said what, who said nothing. She leaves with one sentence to try in the next.\n\nHelena tells no story "
        "unless asked for one, and then a short one.\n\nWhat is said stays between us. Neither of us reports to a manager "
        "about the other.\n\nEither of us can end this at any time without giving a reason.",
        day("2025-11-12"),
        (("mentee", day("2025-11-12")), ("mentor", day("2025-11-12"))),
    ),
)

GOALS = (
    Goal(
        title="One release plan that three teams keep",
        sign="Nobody asks in the corridor when something ships, because it says so in one place and it is true.",
        levels=(
            "Three plans and a spreadsheet between them, as now.",
            "Two of the three teams plan in one place.",
            "All three plan in one place for two releases running.",
            "Support and Sales date their own work by it.",
            "It holds for a month in which I am away.",
        ),
        made_on=day("2025-12-03"),
        ratings=(
            Rating("mentee", -1, day("2026-01-21")),
            Rating("mentee", 1, day("2026-03-25"), at_closing=True),
            Rating("mentor", 1, day("2026-03-25"), at_closing=True),
        ),
        shared=True,
    ),
    Goal(
        title="Stay in the room when it gets loud",
        sign="I say what I see and ask one question, and I am still there ten minutes later.",
        levels=(
            "I leave, or send a document afterwards.",
            "I stay and go quiet.",
            "I say what I see and ask one question.",
            "I do so when the quarrel is about my own work.",
            "Somebody asks me to lead such a talk for them.",
        ),
        made_on=day("2025-11-19"),
        ratings=(
            Rating("mentee", -1, day("2026-01-21")),
            Rating("mentee", 0, day("2026-03-25"), at_closing=True),
            Rating("mentor", -1, day("2026-03-25"), at_closing=True),
        ),
    ),
)

_BEFORE = (
    ("2025-06-12", 24), ("2025-07-08", 19), ("2025-08-05", 22), ("2025-09-02", 21), ("2025-09-30", 18),
    ("2025-10-28", 26), ("2025-11-25", 21), ("2025-12-16", 20),
)  # fmt: skip
_SINCE = (("2026-02-05", 17), ("2026-02-18", 13), ("2026-03-04", 14), ("2026-03-13", 11), ("2026-03-24", 12))

PLAN = Initiative(
    title="One release plan for three teams",
    aim="Scheduling, Dashboards and Installer release by one plan, which Support and Sales can read and date their own work by.",
    team="Nine people from engineering, support, design and sales. None of them reports to Sarah.",
    people_led=9,
    measure="Days from decision to customer, each release",
    unit="days",
    better="lower",
    baseline=Decimal(21),
    baseline_from="The eight releases from June to December 2025, median",
    wanted=Decimal(15),
    source="release log",
    made_on=day("2025-12-09"),
    changed_on=day("2026-01-19"),
    change="One plan",
    goal=1,
    readings=tuple(Reading(day(on), Decimal(value)) for on, value in (*_BEFORE, *_SINCE)),
    decisions=(
        Decision(day("2025-12-11"), "The measure is the time until a customer has it, not until we have merged it."),
        Decision(day("2026-01-09"), "Support keeps its own calendar beside the plan for three weeks and then decides."),
        Decision(
            day("2026-01-19"), "One plan begins. Field's list of promised dates is copied into it, all forty-one lines."
        ),
        Decision(day("2026-02-03"), "Support gives up its own calendar."),
        Decision(day("2026-02-24"), "Releases leave on Tuesdays or not at all. Sales asked for it."),
        Decision(
            day("2026-03-10"), "The Monday meeting is led in turn, by somebody from another department each week."
        ),
    ),
)

CLAIMS = (
    Claim(
        kind="measure", code="innovations-delivered", initiative=1, on=day("2026-03-24"), recorded_on=day("2026-03-26"),
        text="The eight releases before the plan took 21 days from decision to customer, in the median. The five since took 13.",
        value=Decimal(13), unit="days", baseline=Decimal(21), baseline_on=day("2025-12-16"),
        confirmations=(
            Confirmation("document", "coordinator", day("2026-03-26"), "Release log, thirteen releases, read 26 March 2026"),
        ),
    ),
    Claim(
        kind="event", code="leading-role", initiative=1, on=day("2026-03-01"), recorded_on=day("2026-03-16"),
        text="On 1 March 2026 Sarah became project manager of the cross-functional team.",
        confirmations=(
            Confirmation("record", "coordinator", day("2026-03-23"),
                         "HR record: project manager, cross-functional, from 1 March 2026"),
            Confirmation("mentor", "mentor", day("2026-03-25")),
        ),
        contributions=(
            Contribution("mentee", "much", "I would have got there. But later, and without the nine still speaking to me. Helena "
                         "never told me what to do. She asked what the others wanted.", day("2026-04-01")),
            Contribution("mentor", "some", "She did the talking. I asked, now and then, whom she had not asked yet.",
                         day("2026-04-01")),
            Contribution("manager", "unknown", "She had a good year, a mentor and a project. I cannot take them apart.",
                         day("2026-04-02")),
        ),
    ),
    Claim(
        kind="measure", code="scope-led", initiative=1, on=day("2026-03-01"), recorded_on=day("2026-03-16"),
        text="Sarah leads nine people from four departments. Before, she led nobody.",
        value=Decimal(9), unit="people", baseline=Decimal(0), baseline_on=day("2025-09-15"),
        confirmations=(Confirmation("record", "coordinator", day("2026-03-23"), "HR record: project staffing, March 2026"),),
    ),
    Claim(
        kind="measure", code="leadership-360", on=day("2026-03-23"), recorded_on=day("2026-03-23"),
        text="In her manager's second assessment, listening went from 2.8 to 4.1 of 5.",
        value=Decimal("4.1"), unit="of 5", baseline=Decimal("2.8"), baseline_on=day("2025-09-15"),
        confirmations=(Confirmation("record", "manager", day("2026-03-23"), "Assessments of 15 September and 23 March"),),
    ),
    Claim(
        kind="measure", code="leadership-360", on=day("2026-03-23"), recorded_on=day("2026-03-23"),
        text="Handling conflict, from 3.0 to 3.2 in the same two assessments, hardly changed.",
        value=Decimal("3.2"), unit="of 5", baseline=Decimal("3.0"), baseline_on=day("2025-09-15"),
        confirmations=(Confirmation("record", "manager", day("2026-03-23"), "Assessments of 15 September and 23 March"),),
    ),
)  # fmt: skip

CLOSING = Closing(
    announced_by="mentee",
    announced_on=day("2026-03-18"),
    closed_on=day("2026-04-01"),
    answers=(
        ClosingAnswer(
            "mentee", "mentor",
            "Bringing one meeting each time. I began to watch people because I knew I would have to tell it.",
            "The first three sessions, and that I waited until November to say so. And I still look away when two people "
            "quarrel.",
            day("2026-03-25"),
        ),
        ClosingAnswer(
            "mentor", "touch",
            "Being told in the third session that I was no use yet. After that I prepared.",
            "I told stories and she took notes. That was the first three sessions, and I thought they went well.",
            day("2026-04-01"),
        ),
    ),
)  # fmt: skip

TELLING = Telling(
    slug="sarah-learned-to-lead-without-writing-the-code",
    title="Sarah learned to lead without writing the code",
    standfirst="An engineer, six months with a seasoned leader, and nine people who did not report to her. Told in order, "
    "with its sources.",
    text=TEXT,
    unknown=(
        "Whether Sarah would have been chosen anyway. The post was open to all.",
        "Whether the shorter releases last. Five are few; the next count is on 31 March 2027.",
        "What the three teams think of it. They were not asked.",
    ),
    asked_on=day("2026-04-02"),
    told_on=(day("2026-04-07"), day("2026-04-03")),
    approved_on=(day("2026-04-28"), day("2026-04-28")),
    published_on=day("2026-05-05"),
)  # fmt: skip

PAIR = ToldPair(
    mentee=SARAH,
    mentor=HELENA,
    manager=DUNCAN,
    applied_on=day("2025-09-04"),
    invited_on=day("2025-10-01"),
    accepted_on=day("2025-10-06"),
    reasons=(
        "Sarah wants to lead a project whose members do not report to her; Helena has done so for ten years.",
        "Sarah named Helena as her first wish.",
        "Both are free on Wednesdays at three in Leeds, which is four in Berlin.",
        "Neither is in the other's line: Sarah works in Controls, Helena leads Product.",
    ),
    charters=CHARTERS,
    sessions=SESSIONS,
    goals=GOALS,
    initiatives=(PLAN,),
    claims=CLAIMS,
    closing=CLOSING,
    telling=TELLING,
    stations=Stations(
        "Software engineer, Lumen Works",
        "nineteen years of leading products",
        "12, the first three too slow",
        "One release plan for three teams: 13 days to a release, 21 before",
        "Project manager of nine people from four departments",
        claim=2,
        evidence="HR record",
    ),
)
