"""The story of Dr Mark Tennant and Ruth Adler as their coordinator wrote it, each sentence by the fact it stands on."""

from telemachy.demo.content.telling import write

TEXT = write(
    background=(
        ("role mentee", "Dr Mark Tennant was an attending physician in emergency medicine at Northfield."),
        ("asked", "Asked at sign-up what he hoped for, he wrote two sentences:"),
        ("hope", "I can run a night. I cannot run a department."),
        ("reasons", "The programme proposed Ruth Adler, director of operations, and told both why: Mark wanted to learn how a "
         "department is run, and Ruth had rebuilt two emergency departments."),
        ("reasons", "They worked in one house and in different departments, and half past seven on Thursdays, before the shift, "
         "suited both."),
        ("accepted", "Ruth said yes on 24 September 2025."),
    ),
    journey=(
        ("sessions", "Between October 2025 and September 2026 they met twenty-four times, a little over eighteen hours in all."),
        ("answered mentee", "Of the hour Mark says: “Nobody in my department is brave enough to ring me before eight.”"),
        ("answered mentor", "It did not always hold. “I moved five sessions in a year, and two of them fell out,” says Ruth."),
        ("initiative 1", "On 2 October 2025 Mark put an initiative on record: the first antibiotic within the hour."),
        ("aim 1", "It was to hold for every adult with suspected sepsis, by day and by night, and without Mark standing there."),
        ("team 1", "He led it with Dr Osman, Sister Bell and two registrars."),
        ("decision 1 2", "In December triage nurses were allowed to take the first blood and call, without waiting for a "
         "physician."),
        ("decision 1 3", "On 5 January 2026 the bundle started with one shift team, on weekdays."),
        ("decision 1 5", "From 26 March it ran at night too, led by Dr Osman."),
        ("decision 1 6", "Judged on 30 June, it goes on without a project: Sister Bell reads the number on "
         "Mondays."),
        ("answered mentee", "With Surgery it did not work. “I spent three sessions on winning them and they still give the antibiotic "
         "when they come down,” says Mark."),
    ),
    outcomes=(
        ("measure 1", "In the thirteen weeks before the bundle started, the first antibiotic came after 74 minutes, in the median."),
        ("claim 1", "In the twelve weeks to 28 June 2026 it came after 52."),
        ("chart 1", ""),
        ("claim 2", "Of 296 patients with suspected sepsis in those twelve weeks, 22 were moved to intensive care; of 301 in the "
         "twelve weeks before Christmas, 38."),
        ("claim 3", "A second initiative was smaller: the morning handover, 41 minutes from January to March, took 24 in August."),
        ("claim 4", "On 10 September the region’s patient safety board commended the department’s first hour."),
        ("claim 5", "Mark does not lead a department. The post of clinical lead is advertised in January 2027."),
        ("rating 1", "At the closing both said that one sepsis pathway for all twelve consultants had come further than hoped."),
        ("rating 2", "On chairing a meeting that ends with a decision they differ: more than hoped, says Mark; as hoped, says Ruth."),
    ),
    accounts=(
        ("account 1 mentee", "The bundle is known everywhere; I did not invent it and neither did Ruth. What I did not know was how "
         "twelve consultants say yes."),
        ("account 1 mentor", "He would have started at night, with himself. I asked who would do it when he is on leave."),
        ("shares 1", "Asked how much of the shorter wait they put down to mentoring, both say some."),
        ("account 2 mentee", "Winter and spring are different patients. I would like it to be us. I cannot say so."),
    ),
)  # fmt: skip
