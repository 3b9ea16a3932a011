"""What physicians hope for in their departments, and what people who run a hospital have to give."""

from telemachy.demo.content.shape import Theme

THEMES: tuple[Theme, ...] = (
    Theme(
        "flow",
        "health.patient-flow health.operations core.data-decisions",
        "health.patient-flow health.operations core.data-decisions core.problem-solving",
        (
            "In a year nobody in {department} should wait for a bed that is empty. I do not know where to begin.",
            "Our rounds end at eleven and our discharges at five. I want to bring the two together.",
            "I would like half of the people who wait for {thing} not to wait at all.",
            "We run after the day. I want {department} to have a plan by eight in the morning and to keep it until noon.",
            "Every winter surprises us. I want to see it coming in the data, and to have agreed what we do then.",
        ),
        (
            "I took four hours out of the way from the door to the ward, mostly by moving one telephone.",
            "I run beds, theatres and transport. Patient flow is arithmetic and manners.",
            "Engineer by training. I improved operations in {years} departments and failed in two, for the same reason.",
            "I brought waiting times for {thing} from nine weeks to three and kept them there for a year.",
        ),
        ("imaging", "a first appointment", "endoscopy", "an admission", "blood results"),
        clinical=(
            "I lead a department that used to run after its day. Ours starts with a plan at eight; it took {years} months.",
            "As head of department I gave up my own beds first. Flow improved the week after.",
        ),
    ),
    Theme(
        "better care",
        "health.quality-improvement health.patient-safety core.change",
        "health.quality-improvement health.patient-safety core.change health.accreditation",
        (
            "We audit {thing} every year and nothing changes. I want one measure, on the wall, that moves.",
            "I want {department} to talk about its near misses as openly as about its successes.",
            "I have three good ideas for {thing} and no method. I would like to carry one of them to its end.",
            "In a year I want us to know our own figures before somebody else tells us.",
            "After an incident in spring we wrote a rule. I want to learn how to change what people do.",
        ),
        (
            "I lead quality and have seen {years} years of posters. What works is small, measured, and owned by the ward.",
            "I brought medication errors down by a third, and it took two years, not one.",
            "I was a theatre nurse for ten years before I ran patient safety. People tell me what happened.",
            "I have led change through two mergers and one flood. The flood was easier.",
        ),
        ("hand hygiene", "falls", "sepsis care", "handovers", "discharge letters"),
        clinical=(
            "I lead {department} and put our falls on the wall by the lift, where families read them too.",
            "We measured one thing in {department} for two years until it moved. It was the dullest success of my life.",
        ),
    ),
    Theme(
        "colleagues",
        "health.medical-engagement core.influence health.physician-leadership",
        "health.medical-engagement core.influence health.physician-leadership core.negotiation",
        (
            "I know what {department} should do. My colleagues know too, and it is something else. I want to win them over.",
            "As acting lead I give orders nobody follows. I would rather learn to engage people than to shout.",
            "I want the senior physicians to come to our meeting because it is worth it.",
            "In a year I would like to lead {department}, and to have asked for it properly.",
            "We lose every argument about {thing} because each of us argues alone.",
        ),
        (
            "I was a clinician for {years} years before I was anybody's director. Medical staff engagement begins in the corridor.",
            "As medical director I have lost votes and kept colleagues. I can talk about both.",
            "I negotiate with eleven heads of department every month and like nine of them, a different nine each time.",
            "I moved from bedside to board, and regretted it for exactly one winter.",
        ),
        ("theatre time", "the rota", "the new ward", "teaching time"),
        clinical=(
            "I became head of {department} over the heads of two friends. We are friends again.",
            "I lead consultants, which is to say that I ask. I can show how I ask.",
        ),
    ),
    Theme(
        "staffing",
        "health.workforce-planning health.staff-wellbeing core.wellbeing",
        "health.workforce-planning health.staff-wellbeing core.wellbeing core.hiring",
        (
            "Four colleagues left {department} in a year. I want the fifth to stay.",
            "I write the rota at midnight and everybody hates it, me included. I want a fair one, made by day.",
            "I want night shifts in {department} that people can do until they are sixty.",
            "Our residents are exhausted and proud of it. I want to change the second before the first breaks them.",
            "I would like to plan staff by what patients need, not by who shouts.",
        ),
        (
            "I built the rostering that {years} wards use now. It is fair enough that nobody loves it.",
            "I lead people and culture. Retention is a thousand small things, and I know about two hundred of them.",
            "I was head nurse through the worst winter. Nobody left that spring, and I can say why.",
            "I have planned staff for theatres and intensive care, and know what a gap costs.",
        ),
        clinical=(
            "Nobody has left {department} for {years} months. I write the rota with those who work it.",
            "I was the exhausted resident. As head of {department} I count hours, mine included.",
        ),
    ),
    Theme(
        "money",
        "health.finance core.finance core.business",
        "health.finance core.finance core.business core.negotiation",
        (
            "I was handed a budget and a spreadsheet. I want to understand what {department} costs and why.",
            "I want to write the case for {thing} so that finance argues with the numbers and not with me.",
            "Nobody taught us reimbursement. In a year I want to see the money behind the medicine, and keep the medicine.",
            "We save in the wrong places. I want to learn where the right ones are.",
        ),
        (
            "I keep the hospital's books and explain them to physicians, who ask better questions than the board.",
            "I negotiated our contracts with payers for {years} years. Health finance is a language; I give lessons.",
            "I approved {thing} after refusing it twice. The third case was four pages shorter.",
            "I was treasurer of a small hospital that nearly closed. I read budgets by what they leave out.",
        ),
        ("a second scanner", "a day clinic", "a pharmacist on the ward", "the infusion suite"),
        clinical=(
            "I learnt to read our budget in my third year as head of {department}, and wish it had been my first.",
            "I argued four cases for {thing} before one was approved, and kept all five drafts.",
        ),
    ),
    Theme(
        "redesign",
        "health.service-redesign health.interprofessional health.patient-experience",
        "health.service-redesign health.interprofessional health.patient-experience core.project",
        (
            "Patients with {thing} see five of us on five days. In a year it should be one morning.",
            "I want nurses, therapists and physicians in {department} to plan together, not after one another.",
            "I would like to ask patients before we redesign their pathway, and to hear what they say.",
            "We have a plan for a new clinic and nobody to lead it. I said yes and now I want to learn how.",
        ),
        (
            "I redesigned care for {thing} with patients in the room. It was slower for a month and faster ever since.",
            "I run large projects between professions. My plans have more coffee breaks than milestones.",
            "I lead the patient office. In {years} years no complaint has surprised me as much as the first.",
            "I moved a whole pathway from the ward to day care, against my own opinion. I was wrong.",
        ),
        ("heart failure", "diabetes", "hip fractures", "dementia", "chronic pain"),
        clinical=(
            "In {department} patients with {thing} now see all of us in one morning. We asked them which one.",
            "I gave half of my clinic to a nurse and a therapist. Patients noticed, and stayed.",
        ),
    ),
    Theme(
        "boards",
        "health.governance health.executive core.strategy",
        "health.governance health.executive core.strategy core.communication",
        (
            "I sit in committees and wait for my item. I want to understand how a hospital decides.",
            "I want to bring {thing} before the board and come out with a decision.",
            "I may be asked to lead the division. I would like to know what the work is before I say yes.",
            "Our department has no strategy, only requests. I want to write one page that holds for three years.",
        ),
        (
            "I have prepared {years} years of board meetings and know which page is read.",
            "I run one of our two houses. I can describe a week in it, with the parts nobody mentions.",
            "Clinical governance is my office. I explain it as what lets good people sleep.",
            "I wrote the hospital's strategy with forty physicians, and it is still in use. Three of them still talk to me.",
        ),
        ("the stroke unit", "simulation training", "the night clinic"),
        clinical=(
            "I lead {department} and sit on the board's quality committee. I can explain one to the other.",
            "I was asked to lead the division and said no, then yes. I can describe both weeks.",
        ),
    ),
    Theme(
        "data and systems",
        "health.informatics health.data core.innovation",
        "health.informatics health.data core.innovation tech.vendor",
        (
            "The record system makes us type what we already know. I want to be in the room where that is decided.",
            "I can analyse a trial. I cannot get {department}'s own data. In a year I want to read it every Monday.",
            "I have an idea for {thing} that two vendors sell badly. I want to try it properly.",
            "I want to bring video consultations to {department} without losing the people who prefer a chair.",
        ),
        (
            "I led the change of our record system and have apologised on every ward.",
            "I make the hospital's figures, and spend most of my time on what they do not show.",
            "I have bought systems for {years} years. The demonstration is never the system.",
            "Clinician first, then informatics. I sit between two worlds that send each other tickets.",
        ),
        ("wound photographs", "remote monitoring", "early warning scores"),
        clinical=(
            "I read {department}'s own figures every Monday, with coffee, aloud.",
            "We tried {thing} properly, with a comparison, and stopped. I am proud of the stopping.",
        ),
    ),
    Theme(
        "hard conversations",
        "core.feedback core.conflict core.team-dynamics",
        "core.feedback core.conflict core.team-dynamics core.coaching",
        (
            "Two consultants in {department} have not spoken since March. Their patients notice. I want to end it.",
            "I can tell a family bad news. I cannot tell a colleague that his work is not good enough.",
            "I want to lead people who taught me, and to be honest with them.",
            "Our morning meeting is a tribunal. In a year I want people to bring their doubts to it.",
        ),
        (
            "I mediate between departments. In {years} years I have heard every sentence once and most of them often.",
            "I head a nursing division of four hundred. Feedback is what I do on the stairs.",
            "I have dismissed two people and kept twenty by talking early. I can show how I prepare.",
            "Team dynamics in a theatre can be seen from the door. I teach people to look.",
        ),
        clinical=(
            "I lead people who taught me. We have an agreement about honesty, and have used it.",
            "As head of {department} I have two conversations a year that I fear, and hold them in the first week.",
        ),
    ),
    Theme(
        "teaching",
        "health.clinical-education core.coaching core.delegation",
        "health.clinical-education core.coaching core.delegation core.people-management",
        (
            "I teach at the bedside when there is time, and there is none. I want teaching in {department} to have a place.",
            "I do everything myself because it is quicker. In a year my registrars should be quicker than me.",
            "I want to build simulation training for {thing} with what we have.",
            "I would like every resident in {department} to have somebody who asks how they are.",
        ),
        (
            "I direct education for both houses, and still take one resident a year myself.",
            "I learnt to delegate at forty. It was the best thing I did for patients.",
            "I built the simulation centre in a disused laundry. It took {years} months and one very patient caretaker.",
            "I coach heads of department in their first year. Mostly they need to hear that it is hard.",
        ),
        ("airway emergencies", "shoulder dystocia", "a quiet cardiac arrest", "massive transfusion"),
        clinical=(
            "Teaching in {department} has a time, a room and a list. It took {years} months to defend all three.",
            "My registrars are quicker than I am by now. I take some of the credit.",
        ),
    ),
)

TAILS: tuple[str, ...] = (
    "I have nights every third week, so short and regular is best.",
    "My assistant keeps my calendar and will be patient with yours.",
    "I would like to bring one real case each time.",
    "Please tell me when I sound like a physician.",
    "I have led nothing larger than a ward round.",
    "I would rather measure one thing than promise five.",
    "I am on call more than I am at home, and still mean this.",
    "Somebody from outside medicine would do me good.",
    "My colleagues know that I am asking.",
)
MENTOR_TAILS: tuple[str, ...] = (
    "I have half an hour before the morning meeting, and it is a good half hour.",
    "I ask more than I tell.",
    "What is said here stays here.",
    "My assistant books and moves everything.",
    "I shall want to see the place you talk about.",
    "Come with a figure or with a person in mind.",
    "I was somebody's project once, and am grateful.",
    "I do not do titles in the first hour.",
)
