"""The twenty-four Thursdays of Dr Mark Tennant and Ruth Adler."""

from telemachy.demo.content.record import Held, Note, Preparation, moment

OFFICE, VIDEO = "Ruth's office", "Video"

_DATES = (
    "2025-10-02", "2025-10-16", "2025-10-30", "2025-11-13", "2025-11-27", "2025-12-11", "2026-01-08", "2026-01-22",
    "2026-02-05", "2026-02-19", "2026-03-05", "2026-03-19", "2026-04-02", "2026-04-16", "2026-04-30", "2026-05-14",
    "2026-05-28", "2026-06-11", "2026-06-25", "2026-07-09", "2026-07-23", "2026-08-20", "2026-09-03", "2026-09-17",
)  # fmt: skip
_MINUTES = {9: 30, 10: 60, 11: 55, 12: 60, 17: 30, 22: 30, 24: 60}
_USEFUL: dict[int, tuple[int | None, int | None]] = {
    1: (4, 4), 2: (4, None), 3: (3, 4), 5: (5, 4), 9: (None, None), 10: (4, 4), 11: (5, 5), 15: (2, 3), 16: (2, None),
    17: (None, 3), 20: (5, 4), 24: (5, 5),
}  # fmt: skip
_ONLY_RUTH_SAID = (9, 16)
_PREPARATIONS = {
    1: Preparation(
        "mentee",
        "To know what you would look at first if you were me.",
        "Three nights in a row. On the second, somebody with sepsis waited an hour and forty minutes behind a sprained ankle.",
        "Why does it work when I am there, and only then?",
    ),
    6: Preparation(
        "mentee",
        "A way to tell triage that they may begin without us, and to mean it.",
        "Thirteen weeks are counted. The median is 74 minutes. Nobody disputes it, which I had prepared for.",
        "Who has to say it so that it counts?",
    ),
    10: Preparation(
        "mentee",
        "Pharmacy has agreed to keep the antibiotic in triage. What could still go wrong?",
        "Seven weeks with the bundle: 75, 68, 70, 63, 61, 57, 58.",
        "Am I allowed to be pleased already?",
    ),
    12: Preparation(
        "mentee",
        "Nights. Two colleagues say no and one of them is my friend.",
        "The number has stayed below the earlier median for nine weeks.",
        "Who could chair when I am away?",
    ),
    19: Preparation(
        "mentee",
        "To decide what I say on the 30th if intensive care has not moved.",
        "The counts come on Friday. I have written down what I expect and sealed it.",
        "How did you say it, the year it had not worked?",
    ),
}
_NOTES: dict[int, tuple[Note, ...]] = {
    1: (
        Note("mentor", "He draws the night as if it were a battle. Tired, and very good. Find out who does it when he sleeps."),
        Note("mentee", "Two measures, named today, before there is a number to like.", shared=True),
    ),
    3: (Note("mentee", "She asked for the list of the twelve consultants and what each would lose. I knew it for four."),),
    5: (
        Note("mentor", "Mark: ask Dr Osman to lead the pathway with him. Ruth: introduce Mark to the director of quality.",
             shared=True),
        Note("mentee", "I do not want to ask Osman. He was passed over when I was not. That is the reason to ask him."),
    ),
    6: (Note("mentee", "Osman said yes before I had finished. I had rehearsed three more sentences.", shared=True),),
    8: (Note("mentor", "75 in the first week and he wanted to stop. I told him about hips, 2016: eleven weeks of nothing."),),
    11: (Note("mentee", "Sister Bell has drawn the chart on the wall of the staff room, with a felt pen. It is worth more than "
              "mine.", shared=True),),
    12: (Note("mentee", "Osman leads the nights. I said it aloud and nothing in me objected.", shared=True),),
    15: (Note("mentee", "Surgery again. Third time. I talked and she looked at the clock, rightly."),),
    16: (Note("mentor", "We are stuck on Surgery and I have let it go on, since it is my old quarrel too."),),
    19: (Note("mentee", "What I say on the 30th: the minutes, the moves, the weeks compared, and that it was winter then.",
              shared=True),),
    20: (Note("mentor", "Chaired the review himself. One decision, written down before anybody stood up.", shared=True),),
    24: (Note("mentee", "Asked her what I should have asked a year ago: whether she had wanted to be a physician. She had."),),
}  # fmt: skip


def _held(number: int, on: str) -> Held:
    """One Thursday; what is not told otherwise is three quarters of an hour that both found useful."""
    return Held(
        starts_at=moment(f"{on} 07:30"),
        minutes=_MINUTES.get(number, 45),
        place=VIDEO if number in (4, 9, 14, 17, 22) else OFFICE,
        useful=_USEFUL.get(number, (4, 4 if number % 3 else 5)),
        said_by=("mentor",) if number in _ONLY_RUTH_SAID else ("mentee", "mentor"),
        booked_by="delegate",
        closing=number == len(_DATES),
        preparation=_PREPARATIONS.get(number),
        notes=_NOTES.get(number, ()),
    )


SESSIONS = tuple(_held(number, on) for number, on in enumerate(_DATES, start=1))
