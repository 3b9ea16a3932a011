"""The nine Tuesdays of Lisa Moreau and James Okoro, with four rehearsals of one pitch."""

from telemachy.demo.content.record import Held, Note, Preparation, moment

WORKROOM, VIDEO, CAFE = "Marram's workroom, Bow", "Video", "Café opposite the cloth market"

SESSIONS = (
    Held(
        starts_at=moment("2025-11-04 08:30"), minutes=60, place=WORKROOM, useful=(4, 5),
        preparation=Preparation(
            "mentee",
            "Somebody to tell me whether I need an investor or a bank, or neither.",
            "Nineteen shops want more coats than four of us can sew. I said yes to all of them in one week.",
            "What did you sell too early, and how did you notice?",
        ),
        notes=(Note("mentor", "The coats are better than mine were. She prices them as if she were sorry."),),
    ),
    Held(
        starts_at=moment("2025-12-02 08:30"), minutes=60, place=CAFE, useful=(5, 4),
        notes=(
            Note("mentee", "James: we are a bank for nineteen shops, without interest. Ask for a third when they order.",
                 shared=True),
            Note("mentee", "He is right, and I am afraid of the telephone calls. Odette will make the first."),
        ),
    ),
    Held(
        starts_at=moment("2026-01-06 08:30"), minutes=75, place=VIDEO, useful=(2, 3),
        preparation=Preparation(
            "mentee",
            "To rehearse the pitch for the angels' evening on Thursday, all of it.",
            "Two conversations, two polite noes. Deposits began yesterday and three shops have left.",
            "Where do you stop believing me?",
        ),
        notes=(
            Note("mentee", "First rehearsal. Twenty minutes. James counted eleven slides on the market and one coat.", shared=True),
            Note("mentor", "I should have stopped her. I was being kind, which is another word for late."),
        ),
    ),
    Held(
        starts_at=moment("2026-02-03 08:30"), minutes=60, place=WORKROOM, useful=(5, 5),
        preparation=Preparation(
            "mentee",
            "Two more rehearsals in one hour, with interruptions.",
            "The angels' evening: one cheque, small. The question everybody asked was the margin of a coat.",
            "May I show the margin?",
        ),
        notes=(
            Note("mentee", "Second rehearsal, seven minutes. Third, five, with Palesa as an investor who dislikes clothes.",
                 shared=True),
            Note("mentor", "Introductions to Beacon and to the two sisters, if Lisa and they want them.", shared=True),
        ),
    ),
    Held(
        starts_at=moment("2026-03-03 08:30"), minutes=60, place=VIDEO, useful=(5, 4),
        notes=(
            Note("mentee", "Fourth rehearsal: begins with the coat that came back to be mended after nine years. Four minutes. He "
                 "said nothing for a while, and then that he would not change it.", shared=True),
        ),
    ),
    Held(
        starts_at=moment("2026-04-07 08:30"), minutes=90, place=CAFE, useful=(5, 5),
        preparation=Preparation(
            "mentee",
            "To read the term sheet aloud, all eleven pages.",
            "We refused the £150,000 that wanted a vote on where we sew. I have not slept well, and I would do it again.",
            "Which clause is missing?",
        ),
        notes=(
            Note("mentee", "Page seven: they may replace me if we miss two quarters. I had read it four times in silence.",
                 shared=True),
            Note("mentor", "She found the drag-along by herself. My work here is nearly done, and I notice that I mind."),
        ),
    ),
    Held(starts_at=moment("2026-05-05 08:30"), minutes=45, place=VIDEO, useful=(4, 4), said_by=("mentee",)),
    Held(
        starts_at=moment("2026-06-02 08:30"), minutes=60, place=WORKROOM, useful=(4, 5),
        notes=(Note("mentee", "Five of those who sewed for us by the piece have contracts since yesterday. We ate cake standing, "
                    "because there are now more people than chairs.", shared=True),),
    ),
    Held(starts_at=moment("2026-07-07 08:30"), minutes=60, place=WORKROOM, useful=(5, 5), closing=True),
)  # fmt: skip
