"""The story of Lisa Moreau and James Okoro as their coordinator wrote it, each sentence by the fact it stands on."""

from telemachy.demo.content.telling import write

TEXT = write(
    background=(
        ("role mentee", "Lisa Moreau came with her firm, Marram."),
        ("asked", "Asked at sign-up what she hoped for, she wrote:"),
        ("hope", "I can cut a coat. I cannot read a term sheet."),
        ("reasons", "The programme proposed James Okoro and told both why: Lisa wanted to raise a first round, and James had raised "
         "two and turned one down."),
        ("reasons", "Both make clothes that are meant to last, she coats and he knitwear, and neither competes with the other."),
        ("accepted", "James said yes on 28 October 2025."),
    ),
    journey=(
        ("sessions", "They met nine times between November and July, nine and a half hours in all."),
        ("answered mentee", "January went badly. “I had twenty minutes of slides and he let me finish them,” Lisa says. “I wish "
         "he had stopped me at the second.”"),
        ("answered mentor", "“In April we needed a quarter of an hour a week and had an hour a month,” says James."),
        ("initiative 1", "On 11 November 2025 Lisa began an initiative: her first round."),
        ("aim 1", "It was to be £400,000 for less than a fifth of the company, from people who want the sewing to stay in London."),
        ("decision 1 2", "In January the pitch was changed: it begins with the coat that came back to be mended, not with the "
         "market."),
        ("decision 1 4", "On 24 March Marram refused £150,000 that wanted a vote on where it sews."),
        ("decision 1 5", "In April the way it makes clothes went into the articles, as clause 14."),
        ("decision 1 6", "The round closed in May without the last £30,000 on offer."),
        ("aim 2", "A second initiative was to do without a bank: coats are ordered with a deposit and cut when they are ordered."),
        ("decision 2 1", "Shops pay a third when they order; three of nineteen left over it."),
    ),
    outcomes=(
        ("claim 1", "On 14 May 2026 Marram closed a first round of £420,000, for 18% of the company."),
        ("measure 2", "Before the deposits, 96 days went by between paying for cloth and being paid for the coat, in the median. Since "
         "January it has been 50.5 days."),
        ("chart 2", ""),
        ("claim 2", "On 30 June eleven people worked at Marram; in November it had been four. Five of the seven had sewn for Marram "
         "before, by the piece."),
        ("claim 3", "On 18 June the Fair Stitch audit gave Marram its highest mark for pay and for mending."),
        ("rating 1", "At the closing both said that the round had come to more than they hoped."),
        ("rating 2", "Reading a term sheet without James came further still: more than hoped, says James; much more, says Lisa."),
    ),
    accounts=(
        ("account 1 mentee", "He sold me nothing and opened four doors. The fourth version of the pitch was mine; the first three were "
         "what I thought they wanted."),
        ("account 1 mentor", "The coats raised the money. I made her say the margin aloud until she stopped blushing."),
        ("shares 1", "Asked how much of the round they put down to mentoring, Lisa says much and James says some."),
        ("account 2 mentee", "The money hired them. That they are employed and no longer paid by the piece was in the plan before "
         "James."),
        ("helped mentee", "Reading the term sheet aloud. By page three you hear which sentences were written to be skipped."),
    ),
)  # fmt: skip
