"""Tom Ashby and Petra Holm: a pair that ended in week nine, and said why."""

from decimal import Decimal

from telemachy.demo.content.lumen_people import DOMAIN
from telemachy.demo.content.record import (
    Charter,
    Claim,
    Closing,
    ClosingAnswer,
    Confirmation,
    Goal,
    Held,
    Initiative,
    Note,
    Preparation,
    Rating,
    Reading,
    day,
    moment,
)
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented
from telemachy.demo.content.telling import Stations, Telling, ToldPair

from .tom_text import TEXT

TOM = Invented(
    "Tom Ashby", f"tom.ashby@{DOMAIN}", MENTEE, "Senior backend engineer", "Senior", 4, team="Gateway", department="Platform",
    site="London", wants=("core.people-management", "core.delegation", "core.feedback"),
    hope="I lead four people since July and still do the work of five.",
    availability="Mon 16:00-17:30; Thu 16:00-17:30", started="2018-05-01",
)  # fmt: skip
PETRA = Invented(
    "Petra Holm", f"petra.holm@{DOMAIN}", MENTOR, "Director of Reliability", "Director", 7, department="Reliability",
    site="Berlin", languages="English; German", time_zone="Europe/Berlin",
    offers=("core.people-management", "core.delegation", "core.feedback", "tech.sre"),
    biography="I have led teams of three and of three hundred. The three were harder.",
    availability="Mon 17:00-18:30; Thu 17:00-18:30", started="2011-03-01",
)  # fmt: skip

PAIR = ToldPair(
    mentee=TOM,
    mentor=PETRA,
    applied_on=day("2025-09-08"),
    invited_on=day("2025-10-01"),
    accepted_on=day("2025-10-07"),
    reasons=(
        "Tom wants to learn to delegate; Petra has led teams for fourteen years.",
        "Both are free late on Mondays and Thursdays, and at no other time.",
        "Neither is in the other's line: Tom works in Platform, Petra leads Reliability.",
    ),
    charters=(
        Charter(
            "We meet for 60 minutes every two weeks, for six months. Tom brings the subject; Petra brings time, questions and "
            "experience.\n\nWhat is said stays between us.\n\nEither of us can end this at any time without giving a reason. We "
            "then say goodbye in a last session.",
            day("2025-10-13"),
            (("mentee", day("2025-10-13")), ("mentor", day("2025-10-13"))),
        ),
    ),
    sessions=(
        Held(starts_at=moment("2025-10-13 16:00"), minutes=60, place="Video", useful=(4, 4)),
        Held(
            starts_at=moment("2025-10-30 16:00"), minutes=30, place="Video", useful=(3, 3),
            preparation=Preparation(
                "mentee",
                "How to give Yusuf the on-call plan and not take it back on Sunday.",
                "Took it back on Sunday.",
                "Did you ever let something fail on purpose?",
            ),
            notes=(Note("mentor", "Half an hour, since I came out of an incident. He was kind about it. He should not have been."),),
        ),
        Held(starts_at=moment("2025-11-13 16:00"), minutes=25, place="Video", useful=(2, None), said_by=("mentee",)),
        Held(
            starts_at=moment("2025-12-04 16:00"), minutes=40, place="Video", useful=(4, 4), closing=True,
            notes=(Note("mentee", "We said it in the first five minutes, and then had the best half hour of the four.",
                        shared=True),),
        ),
    ),
    goals=(
        Goal(
            title="Give a thing away and leave it there",
            sign="A week later it is still not mine.",
            levels=(
                "I do it myself.",
                "I give it away and take it back.",
                "I give away one thing a month and leave it there.",
                "And it is done otherwise than I would, and stays so.",
                "Somebody in the team gives things away too.",
            ),
            made_on=day("2025-10-13"),
            ratings=(
                Rating("mentee", -1, day("2025-12-04"), at_closing=True),
                Rating("mentor", -1, day("2025-12-04"), at_closing=True),
            ),
        ),
    ),
    initiatives=(
        Initiative(
            title="An on-call plan that is not Tom",
            aim="Every week somebody else is called first, and Tom is called second.",
            team="The four engineers of Gateway.",
            people_led=4,
            measure="Share of calls at night that Tom took, each month",
            unit="%",
            better="lower",
            baseline=Decimal(60),
            baseline_from="July to September 2025",
            wanted=Decimal(25),
            source="the paging log",
            made_on=day("2025-10-20"),
            goal=1,
            readings=(Reading(day("2025-10-31"), Decimal(58)), Reading(day("2025-11-30"), Decimal(63))),
        ),
    ),
    claims=(
        Claim(
            kind="event", code="leading-role", on=day("2026-03-31"), recorded_on=day("2026-04-07"), happened=False,
            text="Tom has moved into no other role within the six months.",
            confirmations=(Confirmation("record", "coordinator", day("2026-04-07"), "HR record, 7 April 2026"),),
        ),
    ),
    closing=Closing(
        announced_by="mentor",
        announced_on=day("2025-12-03"),
        closed_on=day("2025-12-05"),
        early=True,
        answers=(
            ClosingAnswer(
                "mentee", "another",
                "That she said it before I had to.",
                "We met when both of us were tired, because that was the only hour we shared. Three of our four sessions were moved "
                "and two were half as long as planned. I never told her that I mind.",
                day("2025-12-04"),
            ),
            ClosingAnswer(
                "mentor", "nothing",
                "He asked me whether I had ever let something fail on purpose. I have thought about it since.",
                "I took a place in the autumn in which my own department had its worst quarter. The programme asked how many I could "
                "take and I said one. The answer was none.",
                day("2025-12-05"),
            ),
        ),
    ),
    telling=Telling(
        slug="why-tom-and-petra-stopped",
        title="Why Tom and Petra stopped",
        standfirst="Four sessions, nine weeks, and an ending without blame. Both agreed to say why.",
        text=TEXT,
        unknown=(
            "Whether they would have gone on with another hour in the week. They shared only two, both late.",
            "Whether Tom takes fewer calls at night. The log was last read on 30 November 2025.",
        ),
        asked_on=day("2025-12-08"),
        told_on=(day("2025-12-12"), day("2025-12-15")),
        approved_on=(day("2026-01-20"), day("2026-01-26")),
        published_on=day("2026-02-03"),
    ),
    stations=Stations(
        "Software engineer, Lumen Works",
        "fourteen years of leading teams",
        "4, two of them cut short",
        "An on-call plan that is not Tom: not changed",
        "Stopped in week nine. Both agreed to say why.",
    ),
)  # fmt: skip
