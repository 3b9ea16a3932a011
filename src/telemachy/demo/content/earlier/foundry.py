"""The earlier cohort of Foundry 9: twenty-four founders, nine months, autumn 2025 to summer 2026."""

import random
from datetime import timedelta

from telemachy.demo.content.earlier.drawing import Plan, Undertaking
from telemachy.demo.content.earlier.outcomes import Outcome
from telemachy.demo.content.foundry import draw_person, lines_of
from telemachy.demo.content.names import draw_names
from telemachy.demo.content.record import day
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented

COHORT = "Cohort 8"
OTHERS = 23

FOUNDERS = """
Cloudberry Kitchen | Leeds | food | growth cashflow | School dinners that children finish. I want a fourth kitchen and no fourth overdraft.
Tern Robotics | Edinburgh | software | fundraising pitching | Our robot inspects bridges. I inspect the bank account.
Brine & Barrow | Hull | food | sales operations | Pickled fish has a bad name. I want ten chefs to change it.
Overlook Maps | Amsterdam | software | business-model sales | Walkers love our maps and pay once. I would like them to pay twice.
Second Shelf | London | publishing | ecommerce marketing | I sell old cookery books to young cooks, out of a garage that is full.
Lantern Dental | Cardiff | health | operations leadership-team | Two practices, one of me.
Peatless | Dublin | garden | sustainable-supply growth | Compost without peat. Garden centres want a hundred times what I make.
Ropewalk | Bristol | craft | sales international | Swings for grown-ups. Denmark has found us.
Kindling Theatre | Glasgow | services | grants cashflow | We play in prisons. Each grant ends in March.
Quarter Past | Berlin | software | cofounders fundraising | Timetables for village buses. There are two of us and three opinions.
Sablefield | Leicester | textiles | sustainable-supply operations | Blankets from wool that farmers burn.
Hullabaloo | Manchester | education | validation sales | Music lessons for deaf children. Proof first, then schools.
Gantry & Sons | Sheffield | manufacturing | succession leadership-team | My father still opens the post.
Wick & Weather | Belfast | home | marketing ecommerce | Candles that smell of peat fires and rain.
Tidal Accounts | London | finance | fundraising legal | Bookkeeping for fishermen. The regulator has questions.
Nettle Yard | Norwich | drink | sales cashflow | Nettle beer sells in summer. Rent is due in winter.
Pocket Orchard | Lisbon | food | international growth | Dried fruit from trees nobody picks.
Stillwater Clinic | Galway | health | leadership-team operations | A clinic for sleep that runs on my nights.
Turnstone Cycles | Copenhagen | mobility | operations fundraising | Bicycles for people with one arm.
Marlpit Bricks | Birmingham | manufacturing | grants validation | Bricks from builders' waste. They hold; now they need a certificate.
Inkcap | Paris | craft | ip international | Ink from mushrooms, and a patent I do not understand.
Longshore Repair | Liverpool | services | business-model growth | We mend washing machines. The makers would rather we did not.
Bittern Audio | Barcelona | software | pitching fundraising | Listening devices for marshes. Birds do not pay.
"""
OWNERS = """
Ambrose Catering | York | food | growth cashflow | I fed nine hundred schools before I learnt to say no to the tenth hundred.
Skerry Dynamics | London | software | fundraising pitching | Four rounds, one of them in a corridor.
Dogger Smokehouse | Hull | food | sales operations | I sold smoked eel to people who had come for salmon.
Compass Rose Apps | Amsterdam | software | business-model sales | From a shop to a subscription in one unpleasant year.
Foxed Pages | London | publishing | ecommerce marketing | Eleven thousand books online, and I know where each one stands.
Ashlar Dental | Bristol | health | operations leadership-team | Nineteen practices. I stopped drilling at the fourth.
Loamworks | Dublin | garden | sustainable-supply growth | Soil is a business of lorries.
Halyard & Hitch | Portsmouth | craft | sales international | Ropes to forty countries. I answer letters.
Footlight Trust | Glasgow | services | grants cashflow | I ran a theatre on grants for twelve years and paid everybody.
Junction Nine | Berlin | software | cofounders fundraising | My co-founder and I speak again. It took a contract.
Fleece & Fathom | Leicester | textiles | sustainable-supply operations | I know what wool costs on the sheep.
Chalkline | London | education | validation sales | I measured first and sold second, which nobody does.
Tolliver Castings | Sheffield | manufacturing | succession leadership-team | I took the post from my father's hand. He thanked me a year later.
Hearth & Hall | Leeds | home | marketing ecommerce | Lamps, candles, and why people come back in January.
Portcullis Pay | London | finance | fundraising legal | Twice through the regulator and still in good humour.
Old Maltings | Norwich | drink | sales cashflow | A brewery has one season. A business has four.
Quince & Medlar | Lisbon | food | international growth | Jam to Japan. I can tell you about labels.
Cordwainer Care | Dublin | health | leadership-team operations | Nights taught me to hire.
Wheelhouse | Copenhagen | mobility | operations fundraising | Trailers for bicycles, in a factory with windows.
Furnace Street | Birmingham | manufacturing | grants validation | Eleven certificates. The first took four years.
Vermilion | Paris | craft | ip international | Pigments, two patents, one lawsuit that I won and would not repeat.
Mendwell | Manchester | services | business-model growth | We repair what others sell. They have stopped minding.
Skylark Sound | Barcelona | software | pitching fundraising | I have pitched silence to bankers.
"""

UNDERTAKINGS = (
    Undertaking("A first round for {team}", "Enough to last eighteen months, from people we would have to supper.",
                "New commitments in writing, each fortnight", "thousand", "higher", (0, 4), (15, 45), "letters of intent",
                "The pitch is four minutes long."),
    Undertaking("{team} is paid sooner", "Nobody waits sixty days for us.",
                "Days to payment, median of each fortnight", "days", "lower", (52, 74), (21, 34), "order book",
                "A third with the order."),
    Undertaking("Customers who come back to {team}", "Somebody who bought once buys again.",
                "Second orders, each fortnight", "%", "higher", (9, 15), (19, 30), "shop system",
                "A letter after six weeks, by hand."),
    Undertaking("A team that does not need me", "Two weeks away, and nothing burns.",
                "Decisions that waited for me, each fortnight", "decisions", "lower", (24, 38), (7, 14), "a notebook",
                "Each decision up to five hundred has another owner."),
    Undertaking("What {team} throws away", "Waste is cloth, wood or fruit that has been paid for.",
                "Waste of material, each fortnight", "%", "lower", (17, 25), (7, 12), "stock book",
                "Offcuts are weighed on Fridays."),
)  # fmt: skip

PLAN = Plan(
    matched_on=day("2025-10-27"),
    starts_on=day("2025-11-10"),
    ends_on=day("2026-07-24"),
    rhythm=timedelta(weeks=4),
    minutes=(45, 60, 60, 75),
    sessions=(6, 9),
    early=4,
    initiatives=16,
    moved=6,
    still=5,
    undertakings=UNDERTAKINGS,
    outcomes=(
        Outcome(code="capital-raised", kind="amount", yes="AAAACD", no=11, units=("GBP",),
                text="{company} raised {value}.", text_no="{company} has raised no capital within the nine months.",
                document="Share register", record="Foundry 9's own books",
                values=(60_000, 85_000, 120_000, 150_000, 240_000, 310_000)),
        Outcome(code="team-grown", kind="measure", yes="AAABCCDDD", text="{company} employs {value} people; it was {baseline}.",
                values=(5, 6, 7, 8, 9, 12), units=("people",), baselines=(2, 3, 4), document="Payroll, head count only",
                record="Foundry 9's own books"),
        Outcome(code="recognition", kind="event", yes="AAD", text="{company} was named for quality or for fair work.",
                document="Certificate"),
    ),
    places=("Video", "Video", "Foundry 9, the long table", "On site"),
)  # fmt: skip


def draw_people(rng: random.Random, taken: set[str]) -> tuple[tuple[Invented, Invented], ...]:
    """Give the firms that were written by hand a founder and an owner each."""
    names = draw_names(rng, taken)
    return tuple(
        (draw_person(rng, founder, MENTEE, next(names)), draw_person(rng, owner, MENTOR, next(names)))
        for founder, owner in zip(lines_of(FOUNDERS), lines_of(OWNERS), strict=True)
    )
