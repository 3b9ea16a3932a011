"""Lisa Moreau and James Okoro: nine months, four rehearsals, and a first round on her own terms."""

from decimal import Decimal

from telemachy.demo.content.foundry_people import DOMAIN
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
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented
from telemachy.demo.content.telling import Stations, Telling, ToldPair

from .lisa_sessions import SESSIONS
from .lisa_text import TEXT

LISA = Invented(
    "Lisa Moreau", f"lisa.moreau@{DOMAIN}", MENTEE, company="Marram", site="London", languages="English; French",
    wants=("venture.fundraising", "venture.sustainable-supply", "venture.growth"),
    hope="I can cut a coat. I cannot read a term sheet.",
    availability="Mon 17:00-18:30; Tue 08:30-10:00; Thu 17:00-18:30; Fri 13:00-14:30", places=2,
    values=("Sustainability", "Quality", "Fair work"), wishes=(f"james.okoro@{DOMAIN}",),
)  # fmt: skip
JAMES = Invented(
    "James Okoro", f"james.okoro@{DOMAIN}", MENTOR, company="Okoro & Daughters", site="London",
    offers=("venture.fundraising", "venture.sustainable-supply", "venture.growth", "venture.fashion", "venture.exit"),
    biography="I built and sold two knitwear firms, one too early and one well, and kept the way we made clothes both times. I "
    "read term sheets aloud until they make sense, and I know most people who buy coats.",
    availability="Mon 09:00-10:30; Tue 08:30-09:30; Wed 16:00-17:30; Fri 12:30-13:30",
    values=("Fair work", "Quality", "Independence"),
)  # fmt: skip

CHARTERS = (
    Charter(
        "We meet for 60 minutes on the first Tuesday of every month, for nine months; messages in between are answered within "
        "a few days.\n\nWhat Lisa tells about Marram stays between us. James does not invest in it, sell to it or work for a "
        "competitor during this time without saying so first.\n\nIntroductions are made only when both sides want them.\n\n"
        "Every pitch is rehearsed before it is given, and James may interrupt.\n\nEither of us can end this at any time "
        "without giving a reason.",
        day("2025-11-04"),
        (("mentee", day("2025-11-04")), ("mentor", day("2025-11-05"))),
    ),
)

GOALS = (
    Goal(
        title="A first round that keeps the way Marram makes clothes",
        sign="The money is in the bank, and nothing in the papers lets anybody move the sewing.",
        levels=(
            "No round, or one that lets an investor choose the factory.",
            "A loan that carries us through the autumn.",
            "£400,000 for less than a fifth of the company, and the sewing stays.",
            "The way we make clothes stands in the articles.",
            "And those who sew here own a part.",
        ),
        made_on=day("2025-11-04"),
        ratings=(
            Rating("mentee", -2, day("2026-02-03")),
            Rating("mentee", 1, day("2026-07-07"), at_closing=True),
            Rating("mentor", 1, day("2026-07-07"), at_closing=True),
        ),
        shared=True,
    ),
    Goal(
        title="Read a term sheet without James",
        sign="I can say of each clause who gains by it, and when.",
        levels=(
            "I sign where the arrow points.",
            "I know which clauses to ask about.",
            "I explain each clause to my father in one sentence.",
            "I find the one that is missing.",
            "Another founder asks me to read theirs.",
        ),
        made_on=day("2025-12-02"),
        ratings=(
            Rating("mentee", -1, day("2026-03-03")),
            Rating("mentee", 2, day("2026-07-07"), at_closing=True),
            Rating("mentor", 1, day("2026-07-07"), at_closing=True),
        ),
    ),
)

ROUND = Initiative(
    title="A first round that keeps the way Marram makes clothes",
    aim="£400,000 for less than a fifth of the company, from people who want the sewing to stay in London.",
    team="Lisa, with Odette Brice, who keeps the books, and Palesa Dube, who runs the workroom.",
    people_led=2,
    measure="Committed in writing, in all",
    unit="GBP",
    better="higher",
    baseline=Decimal(0),
    baseline_from="Nothing raised before November 2025",
    wanted=Decimal(400_000),
    source="signed letters of intent; from May, the share register",
    made_on=day("2025-11-11"),
    changed_on=day("2026-02-10"),
    change="The fourth pitch",
    goal=1,
    readings=tuple(
        Reading(day(on), Decimal(value), note)
        for on, value, note in (
            ("2025-11-30", 0, ""), ("2025-12-31", 0, "two conversations, two polite noes"), ("2026-01-31", 25_000, ""),
            ("2026-02-28", 85_000, ""), ("2026-03-31", 210_000, "the first fund"),
            ("2026-04-30", 360_000, ""), ("2026-05-14", 420_000, "closed, eleven shareholders"),
        )
    ),
    decisions=(
        Decision(day("2025-11-18"), "No investor who has moved a workroom. James names three; we do not ask them."),
        Decision(day("2026-01-13"), "The pitch begins with the coat that came back to be mended, not with the market."),
        Decision(day("2026-02-10"), "We show the margin of each coat. Two people told us not to."),
        Decision(day("2026-03-24"), "We refuse £150,000 that wanted a vote on where we sew."),
        Decision(day("2026-04-21"), "The way we make clothes goes into the articles, clause 14."),
        Decision(day("2026-05-14"), "Closed at £420,000 for 18 %. We do not take the last £30,000 on offer."),
    ),
)  # fmt: skip
PAID_FIRST = Initiative(
    title="Paid before we cut",
    aim="A business model that does not need a bank: coats are ordered with a deposit and cut when they are ordered.",
    team="Lisa and Odette Brice; eight of the nineteen shops from the first month.",
    people_led=1,
    measure="Days from paying for cloth to being paid for the coat, median of each month's orders",
    unit="days",
    better="lower",
    baseline=Decimal(96),
    baseline_from="Orders of August to October 2025, median",
    wanted=Decimal(45),
    source="the order book",
    made_on=day("2025-12-03"),
    changed_on=day("2026-01-05"),
    change="Deposits",
    readings=tuple(
        Reading(day(on), Decimal(value))
        for on, value in (
            ("2025-08-31", 92), ("2025-09-30", 97), ("2025-10-31", 96), ("2025-11-30", 101), ("2025-12-31", 94),
            ("2026-01-31", 71), ("2026-02-28", 58), ("2026-03-31", 52), ("2026-04-30", 49), ("2026-05-31", 38),
            ("2026-06-30", 41),
        )
    ),
    decisions=(
        Decision(day("2025-12-03"), "Shops pay a third when they order. Three of nineteen leave us over it."),
        Decision(day("2026-01-05"), "No more stock in sizes nobody asked for."),
        Decision(day("2026-02-17"), "Mending is paid by the year, and a coat can be handed back."),
        Decision(day("2026-05-05"), "Shops that sell out may order twice a season."),
    ),
)  # fmt: skip

CLAIMS = (
    Claim(
        kind="amount", code="capital-raised", entity="Marram", initiative=1, on=day("2026-05-14"), recorded_on=day("2026-05-19"),
        text="On 14 May 2026 Marram closed a first round of £420,000, for 18 % of the company.",
        value=Decimal(420_000), unit="GBP", baseline=Decimal(0), baseline_on=day("2025-11-04"),
        confirmations=(
            Confirmation("document", "coordinator", day("2026-05-27"), "Share register of Marram, entries 2 to 12, 14 May 2026"),
            Confirmation("mentor", "mentor", day("2026-05-20")),
        ),
        contributions=(
            Contribution("mentee", "much", "He sold me nothing and opened four doors. The fourth version of the pitch was mine; the "
                         "first three were what I thought they wanted.", day("2026-07-07")),
            Contribution("mentor", "some", "The coats raised the money. I made her say the margin aloud until she stopped blushing.",
                         day("2026-07-08")),
        ),
    ),
    Claim(
        kind="measure", code="team-grown", entity="Marram", on=day("2026-06-30"), recorded_on=day("2026-07-02"),
        text="On 30 June 2026 eleven people worked at Marram. In November it had been four. Five of the seven had sewn for Marram "
        "before, by the piece.",
        value=Decimal(11), unit="people", baseline=Decimal(4), baseline_on=day("2025-11-04"),
        confirmations=(Confirmation("document", "coordinator", day("2026-07-03"), "Payroll of June 2026, head count only"),),
        contributions=(
            Contribution("mentee", "some", "The money hired them. That they are employed and no longer paid by the piece was in the "
                         "plan before James.", day("2026-07-07")),
        ),
    ),
    Claim(
        kind="event", code="recognition", entity="Marram", on=day("2026-06-18"), recorded_on=day("2026-06-22"),
        text="The Fair Stitch audit gave Marram its highest mark for pay and for mending on 18 June 2026.",
        confirmations=(Confirmation("document", "coordinator", day("2026-06-24"), "Fair Stitch certificate 2026-0147"),),
    ),
)  # fmt: skip

CLOSING = Closing(
    announced_by="mentee",
    announced_on=day("2026-06-23"),
    closed_on=day("2026-07-08"),
    answers=(
        ClosingAnswer(
            "mentee", "mentor",
            "Reading the term sheet aloud. By page three you hear which sentences were written to be skipped.",
            "January. I had twenty minutes of slides and he let me finish them. I wish he had stopped me at the second.",
            day("2026-07-07"),
        ),
        ClosingAnswer(
            "mentor", "touch",
            "She sent the numbers the night before, each time, the bad ones first.",
            "A month is long when a round is closing. In April we needed a quarter of an hour a week and had an hour a month.",
            day("2026-07-08"),
        ),
    ),
)  # fmt: skip

TELLING = Telling(
    slug="lisa-raises-a-round-on-her-own-terms",
    title="Lisa raises a round on her own terms",
    standfirst="A founder who could cut a coat, nine months with somebody who had sold two knitwear firms, and four versions of "
    "one pitch. Told in order, with its sources.",
    text=TEXT,
    unknown=(
        "Whether Marram would have raised the money without the four introductions. Two of the eleven shareholders came through "
        "them.",
        "Whether eleven people can be paid from coats alone. The accounts of the first full year are due on 31 March 2027.",
        "What the three shops that left over the deposit would say.",
    ),
    asked_on=day("2026-07-09"),
    told_on=(day("2026-07-10"), day("2026-07-14")),
    approved_on=(day("2026-09-02"), day("2026-09-07")),
    published_on=day("2026-09-10"),
)  # fmt: skip

PAIR = ToldPair(
    mentee=LISA,
    mentor=JAMES,
    applied_on=day("2025-09-16"),
    invited_on=day("2025-10-27"),
    accepted_on=day("2025-10-28"),
    reasons=(
        "Lisa wants to raise a first round; James has raised two and turned one down.",
        "Both make clothes that are meant to last, and neither competes with the other: coats and knitwear.",
        "Lisa named James as her first wish.",
        "Tuesdays at half past eight suit both, and both work in London.",
    ),
    charters=CHARTERS,
    sessions=SESSIONS,
    goals=GOALS,
    initiatives=(ROUND, PAID_FIRST),
    claims=CLAIMS,
    closing=CLOSING,
    telling=TELLING,
    stations=Stations(
        "Founder, sustainable fashion, Foundry 9",
        "built and sold two knitwear firms",
        "9, and four rehearsals of one pitch",
        "A first round that keeps the way Marram makes clothes",
        "£420,000 raised; a team of eleven, four before",
        claim=1,
        evidence="share register",
    ),
)
