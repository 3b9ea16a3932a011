"""Lumen Works: a technology firm whose software runs light and heat in buildings. 110 engineers, 90 leaders."""

import random
from dataclasses import replace

from telemachy.demo.content.drawing import Writer, draw_offers, draw_wants, draw_wishes, themes_in_turn
from telemachy.demo.content.lumen_people import DOMAIN, MENTEES, MENTORS
from telemachy.demo.content.lumen_themes import MENTOR_TAILS, TAILS, THEMES
from telemachy.demo.content.names import address, draw_names
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented, Leading, Sector
from telemachy.demo.content.week import BERLIN_TO_TORONTO, EUROPE_TO_TORONTO, OFFICE, TORONTO, draw_week

SECTOR = Sector(
    key="tech",
    label="Tech firm",
    name="Lumen Works",
    route="lumen",
    programme="engineers-to-leaders",
    cohort="Autumn cohort",
    domain=DOMAIN,
    coordinator=Leading("Jo Ferreira", f"jo.ferreira@{DOMAIN}", "coordinator"),
    sponsor=Leading("Eva Marchetti", f"eva.marchetti@{DOMAIN}", "sponsor"),
    mentee=Leading("Amira Haddad", f"amira.haddad@{DOMAIN}", "mentee"),
    mentor=Leading("Kofi Osei", f"kofi.osei@{DOMAIN}", "mentor"),
    about_mentee="Software engineer who wants a plan of hers to be carried by others",
    about_mentor="fourteen years between research and product",
    need="I find the hole in every plan and have never had a plan of mine accepted.",
    mentor_has_answered=False,
    rows=200,
    rhythm="Six months, every two weeks",
    columns=(
        "Name", "E-mail", "Role", "Job title", "Level", "Team", "Department", "Office", "Line manager", "Languages",
        "Time zone", "Wants to learn", "Can help with", "Hope", "Biography", "Availability", "Places", "Start date",
        "Wishes", "Rather not",
    ),
)  # fmt: skip

MENTEES_IN_ALL, MENTORS_IN_ALL = 110, 90

TEAMS: dict[str, tuple[str, ...]] = {
    "Controls": ("Scheduling", "Sensors", "Firmware", "Edge"),
    "Platform": ("Gateway", "Identity", "Billing", "Developer Tools"),
    "Applications": ("Mobile", "Dashboards", "Installer", "Tenants"),
    "Data": ("Forecasting", "Pipelines", "Insights"),
    "Reliability": ("Infrastructure", "Observability", "Delivery"),
    "Trust": ("Security", "Privacy"),
}
NOT_ENGINEERING: dict[str, tuple[str, ...]] = {
    "Product": ("Buildings", "Homes", "Streets"),
    "Customers": ("Success", "Field", "Support"),
    "Business": ("Finance", "Strategy", "People"),
}
HOME_OF: dict[str, tuple[str, ...]] = {
    "business sense": ("Business", "Business", "Product"),
    "product": ("Product",),
    "data and judgement": ("Data", "Business", "Product"),
    "calm under failure": ("Reliability", "Platform", "Controls", "Applications"),
    "technical direction": ("Controls", "Platform", "Applications"),
    "first line duty": tuple(TEAMS),
}
"""Departments in which somebody who gives this may work; elsewhere any."""
LEVELS_OF: dict[str, tuple[tuple[str, int], ...]] = {
    "technical direction": (("Principal", 6),),
    "product": (("Head", 6), ("Director", 7)),
    "business sense": (("Head", 6), ("Director", 7)),
    "first line duty": (("Manager", 5), ("Head", 6), ("Director", 7)),
}
ZONES = {"Leeds": "Europe/London", "London": "Europe/London", "Berlin": "Europe/Berlin", "Toronto": "America/Toronto"}
OFFICES = ("Leeds", "Leeds", "Leeds", "London", "London", "Berlin", "Berlin", "Toronto", "Toronto")
TIMES = {"Leeds": OFFICE, "London": OFFICE, "Berlin": OFFICE, "Toronto": TORONTO}
LATE_TIMES = {"Leeds": EUROPE_TO_TORONTO, "London": EUROPE_TO_TORONTO, "Berlin": BERLIN_TO_TORONTO, "Toronto": TORONTO}

MENTEE_LEVELS = (("Mid-level", 3), ("Senior", 4), ("Senior", 4), ("Senior", 4), ("Staff", 5))
MENTEE_TITLES = {
    "Controls": ("control engineer", "embedded engineer", "software engineer"),
    "Platform": ("software engineer", "backend engineer"),
    "Applications": ("frontend engineer", "software engineer", "mobile engineer"),
    "Data": ("data engineer", "machine learning engineer", "analyst"),
    "Reliability": ("site reliability engineer", "platform engineer"),
    "Trust": ("security engineer", "privacy engineer"),
}
MENTOR_LEVELS = (("Manager", 5), ("Manager", 5), ("Head", 6), ("Principal", 6), ("Director", 7), ("Director", 7))
SPOKEN = {
    "Leeds": ("English", "English", "English", "English; French"),
    "London": ("English", "English", "English; Spanish", "English; Polish"),
    "Berlin": ("German; English", "English; German", "English; German", "English"),
    "Toronto": ("English", "English", "English; French"),
}


def make_people(rng: random.Random) -> tuple[Invented, ...]:
    """Draw the firm's people, mentors first, so that managers stand before those they manage."""
    writer = Writer(rng)
    names = draw_names(rng, {person.name for person in (*MENTEES, *MENTORS)} | {"~Ferreira", "~Marchetti"})
    mentors = [replace(person) for person in MENTORS]
    turns = themes_in_turn(rng, THEMES)
    for (theme, second), _ in zip(turns, range(MENTORS_IN_ALL - len(mentors)), strict=False):
        person = draw_mentor(rng, next(names), theme.name)
        person.offers = draw_offers(rng, theme, second)
        person.biography = writer.biography(theme, person, MENTOR_TAILS)
        mentors.append(person)
    _set_reporting_lines(rng, mentors)
    mentees = [replace(person) for person in MENTEES]
    for (theme, second), _ in zip(turns, range(MENTEES_IN_ALL - len(mentees)), strict=False):
        person = draw_mentee(rng, next(names))
        person.wants = draw_wants(rng, theme, second)
        person.hope = writer.hope(theme, person, TAILS)
        mentees.append(person)
    _set_managers(rng, mentees, mentors)
    draw_wishes(rng, mentees, mentors, _could_be_a_pair, _across_departments, (3, 5), mentors_wish=0.4)
    _set_conflicts(rng, mentees, mentors)
    return (*mentees, *mentors)


def draw_mentor(rng: random.Random, name: str, theme: str) -> Invented:
    """Draw one mentor; what they give decides where they work."""
    department = rng.choice(HOME_OF.get(theme, (*TEAMS, *TEAMS, *NOT_ENGINEERING)))
    team = rng.choice((TEAMS | NOT_ENGINEERING)[department])
    office = rng.choice(OFFICES)
    level, rank = rng.choice(LEVELS_OF.get(theme, MENTOR_LEVELS))
    if theme not in LEVELS_OF and rng.random() < 0.05:
        level, rank = "Vice president", 8
    if level == "Principal" and department in NOT_ENGINEERING:
        level = "Head"
    titles = {
        "Manager": "Engineering manager" if department in TEAMS else "Manager",
        "Head": f"Head of {team}",
        "Principal": "Principal engineer",
        "Director": f"Director of {department}",
        "Vice president": f"Vice president, {department}",
    }
    return Invented(
        name, address(name, DOMAIN), MENTOR, titles[level], level, rank,
        team="" if rank >= 7 else team, department=department, site=office, time_zone=ZONES[office],
        languages=rng.choice(SPOKEN[office]),
        availability=draw_week(rng, TIMES[office] if rng.random() < 0.5 else LATE_TIMES[office], 4, 6),
        places=rng.choice((1, 1, 1, 2, 2)), started=_started(rng, 2006, 2019),
    )  # fmt: skip


def draw_mentee(rng: random.Random, name: str) -> Invented:
    """Draw one mentee, without wants, hope and manager."""
    department = rng.choice(tuple(TEAMS))
    office = rng.choice(OFFICES)
    level, rank = rng.choice(MENTEE_LEVELS)
    title = rng.choice(MENTEE_TITLES[department])
    if level != "Mid-level":
        title = f"{level} {title}"
    remote = rng.random() < 0.1
    return Invented(
        name, address(name, DOMAIN), MENTEE, f"{title[0].upper()}{title[1:]}", level, rank,
        team=rng.choice(TEAMS[department]), department=department, site="Remote" if remote else office,
        time_zone=ZONES[office], languages=rng.choice(SPOKEN[office]),
        availability=draw_week(rng, TIMES[office] if rng.random() < 0.6 else LATE_TIMES[office], 4, 7),
        started=_started(rng, 2014, 2024),
    )  # fmt: skip


def _started(rng: random.Random, first: int, last: int) -> str:
    return f"{rng.randint(first, last)}-{rng.randint(1, 12):02}-{rng.choice((1, 1, 1, 15)):02}"


def _set_reporting_lines(rng: random.Random, mentors: list[Invented]) -> None:
    """A manager of a department reports to one of its directors, a director to a vice president."""
    presidents = [mentor for mentor in mentors if mentor.rank == 8]
    for mentor in mentors:
        above = [other for other in mentors if other.department == mentor.department and other.rank == 7]
        if mentor.rank < 7 and above:
            mentor.manager = rng.choice(above).email
        elif mentor.rank == 7 and presidents:
            mentor.manager = rng.choice(presidents).email


def _set_managers(rng: random.Random, mentees: list[Invented], mentors: list[Invented]) -> None:
    """An engineer's manager leads the same team where somebody does, else the department."""
    for mentee in mentees:
        if "manager" in mentee.fixed:
            continue
        department = [other for other in mentors if other.department == mentee.department and 5 <= other.rank <= 7]
        team = [other for other in department if other.team == mentee.team]
        mentee.manager = rng.choice(team or department).email


def _could_be_a_pair(mentee: Invented, mentor: Invented) -> bool:
    level = 1 <= mentor.rank - mentee.rank <= 5
    own_line = mentee.manager == mentor.email or mentee.team == mentor.team != ""
    return level and not own_line and bool(set(mentee.languages.split("; ")) & set(mentor.languages.split("; ")))


def _set_conflicts(rng: random.Random, mentees: list[Invented], mentors: list[Invented]) -> None:
    """Seven people would rather not be paired with somebody they name."""
    for mentee in rng.sample([mentee for mentee in mentees if not mentee.fixed], 7):
        others = [mentor for mentor in mentors if mentor.department == mentee.department and not mentor.fixed]
        mentee.rather_not = (rng.choice(others).email,)


def _across_departments(mentee: Invented, mentor: Invented) -> bool:
    return mentee.department != mentor.department
