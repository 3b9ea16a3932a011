"""The story of Sarah Lindqvist and Helena Brandt as their coordinator wrote it, each sentence by the fact it stands on."""

from telemachy.demo.content.telling import write

from .sarah_sessions import OPINION

TEXT = write(
    background=(
        ("role mentee", "Sarah Lindqvist, a senior software engineer, had been at Lumen Works for six years when she signed up."),
        ("asked", "Asked what she hoped for, she wrote one line:"),
        ("hope", "I want to stop being right alone."),
        ("reasons", "The programme proposed Helena Brandt, director of product, and told both why: Sarah wanted to lead a project "
         "whose members do not report to her, Helena had done so for ten years, and neither was in the other’s line."),
        ("reasons", "Sarah had also named her as her first wish."),
        ("accepted", "Helena said yes on 6 October 2025."),
    ),
    journey=(
        ("charter", "Two days later both agreed to a charter."),
        ("sessions", "They met twelve times between then and the end of March, eleven and a half hours in all."),
        ("answered mentee", "It was slow to begin: asked at the end what had not worked, Sarah named the first three sessions, "
         "and that she had waited until November to say so."),
        ("answered mentor", "“I told stories and she took notes,” Helena says of the same three, “and I thought they went well.”"),
        ("session 4", "From the fourth session, on 19 November, Sarah kept a question:"),
        ("said mentee", OPINION),
        ("goal 2", "That day she wrote down a goal: to stay in the room when it gets loud."),
        ("initiative 1", "In December she took on an initiative, one release plan for three teams."),
        ("team 1", "Nine people from engineering, support, design and sales worked on it, and none of them reported to her."),
        ("decision 1 1", "The measure was settled first: the time until a customer has a release, not until it is merged."),
        ("decision 1 3", "The plan began on 19 January 2026, with all forty-one lines of Field’s promised dates copied into it."),
        ("decision 1 4", "On 3 February Support gave up its own calendar."),
    ),
    outcomes=(
        ("measure 1", "The eight releases before the plan took 21 days from decision to customer, in the median. The five since "
         "took 13."),
        ("chart 1", ""),
        ("claim 2", "On 1 March 2026 Sarah became project manager of the cross-functional team."),
        ("claim 3", "She leads nine people from four departments; before, she led nobody."),
        ("claim 4", "In her manager’s second assessment, listening went from 2.8 to 4.1 of 5."),
        ("claim 5", "Handling conflict, from 3.0 to 3.2, hardly changed."),
        ("rating 1", "At the closing both said that the release plan had come further than hoped."),
        ("rating 2", "On staying in the room when it gets loud they differ: as hoped, says Sarah; less than hoped, says Helena."),
    ),
    accounts=(
        ("account 2 mentee", "I would have got there. But later, and without the nine still speaking to me. Helena never told me "
         "what to do. She asked what the others wanted."),
        ("account 2 mentor", "She did the talking. I asked, now and then, whom she had not asked yet."),
        ("shares 2", "Asked how much of the new role they put down to mentoring, Sarah says much and Helena says some."),
        ("answered mentee", "Sarah adds what has stayed: “I still look away when two people quarrel.”"),
    ),
)  # fmt: skip
