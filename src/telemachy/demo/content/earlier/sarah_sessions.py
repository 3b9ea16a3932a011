"""The twelve Wednesdays of Sarah Lindqvist and Helena Brandt."""

from telemachy.demo.content.record import Held, Note, Preparation, moment

OPINION = "What would you need, to say yes?"
"""The sentence of 19 November."""

SESSIONS = (
    Held(
        starts_at=moment("2025-10-08 15:00"), minutes=60, place="Video", useful=(2, 4),
        notes=(
            Note("mentee", "Three good stories about products I have never heard of. I wrote two pages and do not know what "
                 "to do on Monday."),
            Note("mentor", "Quick, exact, polite. Talks about the work and never about a person. Ask for a person next time."),
        ),
    ),
    Held(starts_at=moment("2025-10-22 15:00"), minutes=60, place="Video", useful=(2, 4)),
    Held(
        starts_at=moment("2025-11-05 15:00"), minutes=45, place="Video", useful=(2, 2),
        notes=(
            Note("mentor", "She took notes again. I heard myself explain the 2014 launch for the third time. We are too slow, "
                 "and it is me."),
            Note("mentee", "Said it at the end: I come out with notes and without a next step. Helena laughed and asked me to "
                 "write down what I would rather do. Did not expect that.", shared=True),
        ),
    ),
    Held(
        starts_at=moment("2025-11-19 15:00"), minutes=60, place="Helena's office, Berlin", useful=(5, 5),
        preparation=Preparation(
            "mentee",
            "To get through Friday's planning without presenting the whole architecture again.",
            "We wrote a new charter. I brought the meeting of the 14th: I proved that the plan cannot work, everybody agreed, "
            "and it was decided all the same.",
            "What does somebody hear who is told that they are wrong in front of six people?",
        ),
        notes=(
            Note("mentee", f"The sentence for Friday: “{OPINION}” Ask it, then count to ten before speaking.", shared=True),
            Note("mentee", "I was angry on the train. She is right that I have never once asked Anselm what he needs."),
        ),
    ),
    Held(
        starts_at=moment("2025-12-03 15:00"), minutes=60, place="Video", useful=(5, 4),
        preparation=Preparation(
            "mentee",
            "Three teams have put off one release plan for a year. I would like to offer to do it. Tell me why I should not.",
            "Asked the sentence on Friday. It took forty seconds until somebody answered, and then it was Support.",
            "Who loses something if there is one calendar?",
        ),
        notes=(Note("mentor", "Introduce Sarah to Wencke in Field before the holidays.", shared=True),),
    ),
    Held(
        starts_at=moment("2025-12-17 15:00"), minutes=60, place="Video", useful=(5, 5),
        notes=(
            Note("mentee", "First rehearsal of the talk with Anselm Roth, head of Support. I began with the data. Helena stopped "
                 "me after one minute: “He has not said what the calendar is for.”", shared=True),
            Note("mentor", "She rehearses like a compiler: the same sentence until it passes. I would not have the patience."),
        ),
    ),
    Held(
        starts_at=moment("2026-01-07 15:00"), minutes=60, place="Video", useful=(4, 5),
        preparation=Preparation(
            "mentee",
            "A second rehearsal, with Helena as Anselm on a bad day.",
            "Met Wencke. Field keeps its own list of promised dates and nobody in engineering knows that it exists.",
            "What can I give him back on the first day?",
        ),
        notes=(Note("mentee", "Second rehearsal. He keeps his calendar for three weeks beside ours; then he decides. That is "
                    "the offer.", shared=True),),
    ),
    Held(starts_at=moment("2026-01-21 15:00"), minutes=60, place="Video", useful=(5, 4)),
    Held(
        starts_at=moment("2026-02-04 15:00"), minutes=60, place="Lumen House, Leeds", useful=(5, 5),
        notes=(
            Note("mentee", "Anselm gave up his calendar without being asked a second time. I went to the stairwell and rang my "
                 "father."),
            Note("mentor", "Visited. Nine people in a room, and she sat on the side and wrote. Somebody from Sales ran it.",
                 shared=True),
        ),
    ),
    Held(
        starts_at=moment("2026-02-18 15:00"), minutes=45, place="Video", useful=(3, 4),
        notes=(Note("mentee", "The quarrel between Design and Scheduling again. I let it run and changed the subject. Helena "
                    "asked what I had been afraid of, and I did not like the answer."),),
    ),
    Held(starts_at=moment("2026-03-04 15:00"), minutes=60, place="Video", useful=(4, 5)),
    Held(starts_at=moment("2026-03-25 15:00"), minutes=60, place="Helena's office, Berlin", useful=(5, 5), closing=True),
)  # fmt: skip
