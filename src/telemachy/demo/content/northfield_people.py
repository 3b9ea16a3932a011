"""The people of Northfield who were written one by one."""

from telemachy.demo.content.names import address
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented

DOMAIN = "northfield.example"
GENERAL, RIVERSIDE = "Northfield General", "Riverside"


def _at(name: str) -> str:
    return address(name, DOMAIN)


def _mentee(
    name: str, title: str, grade: int, department: str, site: str, wants: str, hope: str, week: str, *,
    wishes: str = "", spoken: str = "English", rather_not: str = "", fixed: str = "", call_me: str = "",
) -> Invented:  # fmt: skip
    return Invented(
        name, _at(name), MENTEE, title, str(grade), grade, call_me=call_me, department=department, site=site, languages=spoken,
        wants=tuple(wants.split()), hope=hope, availability=week,
        wishes=tuple(_at(wish) for wish in wishes.split("; ") if wish),
        rather_not=tuple(_at(other) for other in rather_not.split("; ") if other),
        fixed=frozenset({"person", *fixed.split(), *(["wishes"] if wishes else [])}),
    )  # fmt: skip


def _mentor(
    name: str, title: str, grade: int, department: str, site: str, offers: str, biography: str, week: str, *,
    spoken: str = "English", places: int = 1,
) -> Invented:  # fmt: skip
    return Invented(
        name, _at(name), MENTOR, title, str(grade), grade, department=department, site=site, languages=spoken,
        offers=tuple(offers.split()), biography=biography, availability=week, places=places,
        fixed=frozenset({"person"}),
    )  # fmt: skip


MENTEES: tuple[Invented, ...] = (
    _mentee(
        "Dr Nadia Rahimi", "Attending physician, Cardiology", 3, "Cardiology", GENERAL,
        "health.patient-flow health.medical-engagement core.data-decisions",
        "At nine I know who can go home. At three we say so. Six hours a day somebody waits in a bed they do not need, and "
        "somebody else downstairs waits for it. In a year the whole ward should decide at nine, on my days off too.",
        "Tue 07:30-09:00; Thu 07:30-09:00; Wed 13:30-15:00; Fri 14:30-16:00",
        wishes="Margit Solberg; Constance Meadowcroft; Dr Emeka Nwachukwu", call_me="Nadia",
    ),
    _mentee(
        "Dr Saskia Oudekerk", "Consultant, Geriatrics", 4, "Geriatrics", RIVERSIDE,
        "health.service-redesign health.interprofessional core.project",
        "People of ninety fall in our corridors on the way to a test they do not need. In a year I want one morning, one team "
        "and one plan for each of them.",
        "Mon 13:30-15:00; Wed 12:00-13:30; Thu 15:30-17:00; Fri 12:00-13:30",
        wishes="Constance Meadowcroft; Leopold Anning; Margit Solberg",
    ),
    _mentee(
        "Dr Hakeem Sule", "Registrar, General Surgery", 2, "General Surgery", GENERAL,
        "core.feedback core.conflict health.physician-leadership",
        "I was taught by shouting and I operate well. I want to teach well, and nobody here has shown me how.",
        "Mon 07:00-08:30; Wed 07:00-08:30; Fri 16:30-18:00; Thu 13:30-15:00",
        wishes="Dr Emeka Nwachukwu; Beatrix Lorimer; Philippa Stroud",
    ),
    _mentee(
        "Dr Lena Vukasović", "Attending physician, Anaesthesia", 3, "Anaesthesia", GENERAL,
        "health.workforce-planning health.staff-wellbeing core.negotiation",
        "Our rota loses one colleague a season. I counted. I want to write one that keeps people, and to get it past the "
        "surgeons.",
        "Tue 07:00-08:30; Wed 07:30-09:00; Thu 16:30-18:00; Fri 13:30-15:00",
        wishes="Beatrix Lorimer; Dr Emeka Nwachukwu; Margit Solberg",
    ),
    _mentee(
        "Dr Ewan Gillespie", "Consultant, Radiology", 4, "Radiology", RIVERSIDE,
        "health.informatics health.data core.innovation",
        "I read four hundred images a week alone in the dark. I want to bring what they show into the rounds, and a machine "
        "that helps without making anybody stop looking.",
        "Mon 12:00-13:30; Tue 15:30-17:00; Thu 12:00-13:30; Fri 15:30-17:00",
        wishes="Leopold Anning; Constance Meadowcroft; Philippa Stroud",
    ),
    _mentee(
        "Dr Parveen Lakhani", "Attending physician, Paediatrics", 3, "Paediatrics", GENERAL,
        "health.finance core.finance core.communication",
        "I asked for a play specialist four years running and was refused in four different tables. This year I want to "
        "understand the table.",
        "Mon 07:30-09:00; Tue 13:30-15:00; Wed 15:30-17:00; Thu 07:30-09:00",
        wishes="Philippa Stroud; Beatrix Lorimer; Leopold Anning",
    ),
    _mentee(
        "Dr Cosmin Dragomir", "Consultant, Intensive Care", 4, "Intensive Care", GENERAL,
        "health.governance health.executive core.strategy",
        "I have been asked to lead the division. I want to know what I would stop doing, and whether I could bear it.",
        "Mon 16:30-18:00; Tue 07:00-08:30; Wed 16:30-18:00; Fri 07:00-08:30", spoken="English; Romanian",
        wishes="Philippa Stroud; Dr Emeka Nwachukwu; Margit Solberg",
    ),
    _mentee(
        "Dr Mairi Abernethy", "Registrar, Obstetrics", 2, "Obstetrics", RIVERSIDE,
        "health.patient-safety health.quality-improvement core.speaking",
        "We had two near misses in May and one meeting about them. I want us to drill the third before it comes.",
        "Tue 12:00-13:30; Wed 13:30-15:00; Thu 14:30-16:00; Fri 12:00-13:30",
        wishes="Constance Meadowcroft; Beatrix Lorimer; Leopold Anning",
    ),
    _mentee(
        "Dr Ignatius Pell", "Consultant, Psychiatry", 4, "Psychiatry", RIVERSIDE,
        "health.community health.equity health.policy",
        "I see people when it is late. I would like to work with the town, the schools and the police before it is late. I "
        "have only Sunday mornings; the rest of my week belongs to the ward.",
        "Sun 09:00-11:00", fixed="wishes",
    ),
    _mentee(
        "Dr Odile Fairbanks", "Attending physician, Oncology", 3, "Oncology", GENERAL,
        "health.global health.research health.law-ethics",
        "I spent two years in a field hospital and want to build a partnership with it: staff, records, trials that are fair "
        "to those who take part.",
        "Mon 13:30-15:00; Wed 13:30-15:00", fixed="wishes",
    ),
)  # fmt: skip

MENTORS: tuple[Invented, ...] = (
    _mentor(
        "Margit Solberg", "Director of Patient Flow", 6, "Operations", GENERAL,
        "health.patient-flow health.operations health.medical-engagement core.data-decisions core.change",
        "I follow people through the house, from the door to the taxi, and write down where they wait. Two wards now decide "
        "before ten. Neither did it because I asked; both did it because a physician counted the hours aloud.",
        "Tue 07:00-08:30; Thu 07:30-09:00; Fri 15:00-16:30",
    ),
    _mentor(
        "Constance Meadowcroft", "Director of Quality", 6, "Quality", GENERAL,
        "health.quality-improvement health.patient-safety health.service-redesign health.interprofessional core.change",
        "I was a ward sister for eleven years. I lead quality by going to look, and by leaving a measure behind that the ward "
        "can read without me.",
        "Mon 13:30-15:00; Tue 12:00-13:30; Wed 12:00-13:30; Wed 13:30-15:00; Fri 12:00-13:30", places=2,
    ),
    _mentor(
        "Dr Emeka Nwachukwu", "Medical director", 7, "Medical Directorate", GENERAL,
        "health.physician-leadership health.medical-engagement core.conflict core.negotiation core.feedback",
        "Surgeon for twenty years, medical director for six. I still operate on Mondays so that nobody can tell me how it is.",
        "Tue 07:00-08:30; Wed 07:00-08:30; Thu 16:30-18:00; Fri 16:30-18:00; Wed 16:30-18:00", places=2,
    ),
    _mentor(
        "Beatrix Lorimer", "Director of Nursing", 6, "Nursing", RIVERSIDE,
        "health.workforce-planning health.staff-wellbeing core.feedback core.coaching core.wellbeing",
        "I lead nine hundred nurses and rewrote the rota with forty of them. It keeps people. I talk about hard things on the "
        "stairs, early.",
        "Tue 07:00-08:30; Wed 07:30-09:00; Thu 13:30-15:00; Thu 14:30-16:00; Fri 13:30-15:00", places=2,
    ),
    _mentor(
        "Leopold Anning", "Director of Information", 6, "Information", RIVERSIDE,
        "health.informatics health.data core.innovation core.project tech.vendor",
        "I put in the record system and have spent nine years taking clicks out of it again. I like physicians who bring me "
        "one screen and a grievance.",
        "Mon 12:00-13:30; Tue 15:30-17:00; Thu 12:00-13:30; Thu 15:30-17:00",
    ),
    _mentor(
        "Philippa Stroud", "Chief executive", 8, "Executive Office", GENERAL,
        "health.executive health.governance core.strategy health.finance core.communication",
        "I came in as an accountant and stayed as something else. I can show you what a chief executive does between seven "
        "and nine, which is most of it.",
        "Mon 07:30-09:00; Tue 07:00-08:30; Fri 07:00-08:30; Mon 16:30-18:00", places=2,
    ),
)  # fmt: skip
