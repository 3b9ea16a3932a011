"""The story of Tom Ashby and Petra Holm as their coordinator wrote it, each sentence by the fact it stands on."""

from telemachy.demo.content.telling import write

TEXT = write(
    background=(
        ("role mentee", "Tom Ashby, a senior backend engineer, had been at Lumen Works for seven years when he signed up."),
        ("hope", "I lead four people since July and still do the work of five."),
        ("reasons", "The programme proposed Petra Holm, director of reliability: Tom wanted to learn to delegate, and Petra had led "
         "teams for fourteen years."),
        ("reasons", "Both were free late on Mondays and Thursdays, and at no other time."),
    ),
    journey=(
        ("sessions", "They met four times between 13 October and 4 December 2025, a little over two and a half hours in all."),
        ("aim 1", "In October Tom began an initiative: every week somebody else was to be called first, and Tom second."),
        ("answered mentee", "Three of the four sessions were moved, Tom says, and two were half as long as planned."),
        ("did-not-work mentee", "We met when both of us were tired, because that was the only hour we shared."),
        ("closed", "They ended on 5 December 2025, earlier than planned."),
    ),
    outcomes=(
        ("measure 1", "In October Tom took 58% of the calls at night, in November 63%."),
        ("rating 1", "His goal was to give a thing away and leave it there. Both said at the closing that it had come less far than hoped."),
    ),
    accounts=(
        ("did-not-work mentor", "I took a place in the autumn in which my own department had its worst quarter. The programme asked how "
         "many I could take and I said one. The answer was none."),
        ("did-not-work mentee", "I never told her that I mind."),
        ("helped mentor", "He asked me whether I had ever let something fail on purpose. I have thought about it since."),
    ),
)  # fmt: skip
