"""The people of Lumen Works who were written one by one."""

from telemachy.demo.content.names import address
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented

DOMAIN = "lumen.example"
ZONES = {"Leeds": "Europe/London", "London": "Europe/London", "Berlin": "Europe/Berlin", "Toronto": "America/Toronto"}


def _at(name: str) -> str:
    return address(name, DOMAIN)


def _mentee(
    name: str, title: str, level: tuple[str, int], place: str, wants: str, hope: str, week: str, *, wishes: str = "",
    spoken: str = "English", started: str = "2019-04-01", manager: str = "", fixed: str = "",
) -> Invented:  # fmt: skip
    department, team, office = place.split(" / ")
    return Invented(
        name, _at(name), MENTEE, title, *level, team=team, department=department, site=office,
        manager=_at(manager) if manager else "", languages=spoken, time_zone=ZONES.get(office, "Europe/London"),
        wants=tuple(wants.split()), hope=hope, availability=week, started=started,
        wishes=tuple(_at(wish) for wish in wishes.split("; ") if wish),
        fixed=frozenset({"person", *fixed.split(), *(["wishes"] if wishes else []), *(["manager"] if manager else [])}),
    )  # fmt: skip


def _mentor(
    name: str, title: str, level: tuple[str, int], place: str, offers: str, biography: str, week: str, *,
    wishes: str = "", spoken: str = "English", started: str = "2010-09-01", places: int = 1,
) -> Invented:  # fmt: skip
    department, team, office = place.split(" / ")
    return Invented(
        name, _at(name), MENTOR, title, *level, team=team.strip("-"), department=department, site=office,
        languages=spoken, time_zone=ZONES[office], offers=tuple(offers.split()), biography=biography,
        availability=week, places=places, started=started, wishes=tuple(_at(wish) for wish in wishes.split("; ") if wish),
        fixed=frozenset({"person", *(["wishes"] if wishes else [])}),
    )  # fmt: skip


MID, SENIOR, STAFF, PRINCIPAL = ("Mid-level", 3), ("Senior", 4), ("Staff", 5), ("Principal", 6)
MANAGER, HEAD, DIRECTOR, PRESIDENT = ("Manager", 5), ("Head", 6), ("Director", 7), ("Vice president", 8)

MENTEES: tuple[Invented, ...] = (
    _mentee(
        "Amira Haddad", "Senior software engineer", SENIOR, "Controls / Scheduling / Leeds",
        "core.strategy core.influence core.decisions",
        "I find the hole in every plan and have never had a plan of mine accepted. By summer I want to have written the one "
        "for school timetables, with sales and support in the room, and to hear somebody else defend it.",
        "Tue 10:00-12:00; Wed 14:00-16:00; Thu 13:00-15:00; Fri 09:00-11:00",
        wishes="Kofi Osei; Marcus Oyelaran; Brigid Halloran", started="2017-03-01", manager="Ravi Mandelbaum",
    ),
    _mentee(
        "Rosalind Achterberg", "Senior data engineer", SENIOR, "Data / Pipelines / London",
        "core.data-decisions tech.ai-governance core.influence",
        "My pipelines feed a model that will dim street lights in eleven towns. I want to be able to stop it, and to be "
        "thanked for that a year later.",
        "Mon 12:00-13:30; Thu 12:00-13:30; Fri 10:00-12:00",
        wishes="Ottilie Krämer; Tunde Fagbenle; Kofi Osei",
    ),
    _mentee(
        "Chen Wuying", "Frontend engineer", MID, "Applications / Dashboards / Berlin",
        "core.visibility core.speaking core.communication",
        "In my reviews people write “quiet”. I am not quiet at home. I want to be heard here without becoming louder.",
        "Mon 14:00-16:00; Tue 15:00-17:00; Thu 14:00-16:00", spoken="English; German",
        wishes="Brigid Halloran; Kofi Osei; Marcus Oyelaran",
    ),
    _mentee(
        "Dónal Prendergast", "Staff site reliability engineer", STAFF, "Reliability / Infrastructure / Leeds",
        "tech.sre core.resilience core.delegation",
        "For eight years I have been the person they call at night. I want the second half of my career to begin with a "
        "team that does not need me at night.",
        "Mon 09:00-11:00; Wed 13:00-15:00; Thu 10:00-12:00", started="2013-06-01",
        wishes="Marcus Oyelaran; Priscilla Vandermeer; Ottilie Krämer",
    ),
    _mentee(
        "Yewande Sowole", "Senior embedded engineer", SENIOR, "Controls / Firmware / Remote",
        "core.balance core.career tech.remote",
        "I came back from eleven months of leave to a team that had learnt to do without me. I want to lead from the coast, "
        "on four days, and not to apologise for either.",
        "Tue 09:00-11:00; Wed 10:00-12:00; Thu 09:00-11:00", started="2015-10-01",
        wishes="Priscilla Vandermeer; Brigid Halloran; Joaquim Telles",
    ),
    _mentee(
        "Lukas Ehrenfried", "Senior backend engineer", SENIOR, "Platform / Billing / Berlin",
        "core.business core.finance core.strategy",
        "I maintain the code that writes our invoices and could not tell you whether we make money. I would like to.",
        "Mon 10:00-12:00; Tue 14:00-16:00; Fri 10:00-12:00", spoken="German; English",
        wishes="Tunde Fagbenle; Joaquim Telles; Ottilie Krämer",
    ),
    _mentee(
        "Roksana Bem", "Security engineer", MID, "Trust / Security / Toronto",
        "core.conflict core.feedback core.communication",
        "My job is to tell people that they have made a mistake. I want them to come back and tell me about the next one.",
        "Mon 09:00-11:00; Wed 09:00-12:00; Thu 10:00-12:00", spoken="English; Polish",
        wishes="Brigid Halloran; Marcus Oyelaran; Priscilla Vandermeer",
    ),
    _mentee(
        "Théo Marchetaud", "Senior mobile engineer", SENIOR, "Applications / Mobile / Toronto",
        "tech.product tech.ux core.decisions",
        "I have built three versions of the same screen for three product managers. I want to be the fourth.",
        "Tue 09:00-11:00; Wed 09:00-12:00; Fri 09:00-11:00", spoken="English; French",
        wishes="Kofi Osei; Joaquim Telles; Ottilie Krämer",
    ),
    _mentee(
        "Ishbel Croft", "Senior platform engineer", SENIOR, "Reliability / Delivery / Leeds",
        "tech.architecture tech.staff-engineer core.writing",
        "I write the documents everybody quotes and nobody reads to the end. I want to set direction in two pages.",
        "Mon 13:00-15:00; Tue 10:00-12:00; Thu 15:00-17:00",
        wishes="Marcus Oyelaran; Ottilie Krämer; Tunde Fagbenle",
    ),
    _mentee(
        "Pradeep Wickham", "Senior analyst", SENIOR, "Data / Insights / London",
        "core.people-management core.coaching core.delegation",
        "I am to lead the three people I have lunch with. I want them to stay my friends, or to understand why not.",
        "Mon 16:00-17:30; Wed 15:00-17:00; Thu 12:00-13:30",
        wishes="Priscilla Vandermeer; Joaquim Telles; Kofi Osei",
    ),
    _mentee(
        "Noor Azizi", "Principal engineer", PRINCIPAL, "Platform / Gateway / Toronto",
        "tech.tech-strategy core.vision core.influence",
        "I set the technical direction for a platform that three continents depend on. I want to learn from somebody who "
        "has done it before me, but my week is full: I have the hour after my daughter's swimming, and no other.",
        "Sat 08:00-09:30", started="2012-01-15", fixed="wishes",
    ),
    _mentee(
        "Tom Vale", "Software engineer", MID, "Platform / Developer Tools / Leeds",
        "tech.accessibility tech.open-source tech.mlops",
        "Hydroponics at home taught me more about patience than work has. I maintain a small screen-reader library at night "
        "and would like that to become my day.",
        "Mon 16:00-17:30; Fri 16:00-17:30", started="2021-11-01", fixed="wishes",
    ),
)  # fmt: skip

MENTORS: tuple[Invented, ...] = (
    _mentor(
        "Kofi Osei", "Director of Product", DIRECTOR, "Product / - / London",
        "core.strategy core.influence core.decisions core.communication tech.product",
        "I came from research, where a plan is accepted because it is right, to product, where it is accepted because "
        "somebody else repeats it. It took me fourteen years to enjoy the second. I keep every plan of mine that was refused.",
        "Tue 10:00-12:00; Wed 15:00-17:00; Thu 14:00-15:30", spoken="English; French", started="2012-02-01",
        wishes="Amira Haddad; Théo Marchetaud; Chen Wuying",
    ),
    _mentor(
        "Marcus Oyelaran", "Principal engineer", PRINCIPAL, "Reliability / Observability / London",
        "tech.sre core.resilience tech.architecture tech.staff-engineer core.conflict",
        "I led the night in which the northern cluster went dark, and the year after it. I lead without a single report and "
        "mentor people who think that they cannot.",
        "Mon 09:00-11:00; Wed 13:00-15:00; Thu 14:00-17:00", places=2, started="2009-05-01",
    ),
    _mentor(
        "Brigid Halloran", "Director of Customers", DIRECTOR, "Customers / - / London",
        "core.communication core.visibility core.feedback core.conflict core.speaking",
        "I came from the stage: eleven years of theatre before I ran support. I teach people to be heard without becoming "
        "louder.",
        "Mon 13:00-15:00; Tue 14:00-16:00; Wed 14:00-16:00; Thu 13:00-15:00", places=2, started="2014-01-15",
    ),
    _mentor(
        "Tunde Fagbenle", "Director of Business", DIRECTOR, "Business / - / London",
        "core.business core.finance core.strategy core.data-decisions",
        "I read budgets as other people read novels. Before that I wrote firmware, so I know what the novel is about.",
        "Mon 09:00-11:00; Tue 13:00-15:00; Fri 09:00-11:00", spoken="English; French", started="2011-08-01",
    ),
    _mentor(
        "Ottilie Krämer", "Head of Insights", HEAD, "Data / Insights / Berlin",
        "tech.ai-governance core.data-decisions core.writing tech.analytics",
        "I stopped a model in the week of its launch and was thanked a year later. I review every system here that decides "
        "about people or light.",
        "Mon 13:00-15:00; Thu 13:00-14:30; Fri 11:00-13:00", spoken="German; English", started="2013-03-01",
    ),
    _mentor(
        "Joaquim Telles", "Head of Homes", HEAD, "Product / Homes / London",
        "tech.product tech.ux core.business core.decisions core.people-management",
        "Designer, then product manager, then the person who signs off the roadmap. I take an engineer along to every "
        "second visit.",
        "Mon 15:00-17:30; Tue 14:00-16:00; Wed 09:00-11:00; Fri 14:00-16:00", started="2015-07-01",
    ),
    _mentor(
        "Priscilla Vandermeer", "Director of Applications", DIRECTOR, "Applications / - / Leeds",
        "core.people-management core.coaching core.delegation core.balance core.career",
        "I lead a department of sixty on four days a week and show my calendar to anybody who asks. Three returns from "
        "leave, two promotions after them.",
        "Tue 09:00-11:00; Wed 10:00-12:00; Wed 15:00-17:00; Thu 09:00-11:00", places=2, started="2007-09-01",
    ),
    _mentor(
        "Ravi Mandelbaum", "Engineering manager", MANAGER, "Controls / Scheduling / Leeds",
        "tech.engineering-management core.coaching core.people-management tech.agile",
        "I lead the scheduling team and have lost three of its engineers to better jobs in this house, which is the point.",
        "Mon 10:00-12:00; Wed 14:00-16:00; Fri 13:00-15:00", started="2012-11-01",
    ),
)  # fmt: skip
