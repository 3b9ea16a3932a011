"""What a spreadsheet can say about a person, and what people call it."""

import functools
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

EXTRA = "extra"
"""What a column is matched to that is kept as an extra answer under its own title."""

SHORT = 200
LONG = 5000
OWN_WORDS = 120
"""Characters of a skill in somebody's own words."""


class Kind(Enum):
    """How the text of a field is read."""

    TEXT = "text"
    LONG_TEXT = "long text"
    EMAIL = "email"
    ROLE = "role"
    SENIORITY = "seniority"
    JOB_TITLE = "job title"
    PERSON = "person"
    PEOPLE = "people"
    SKILLS = "skills"
    LANGUAGES = "languages"
    ZONE = "zone"
    HOURS = "hours"
    NUMBER = "number"
    DATE = "date"

    @property
    def takes_several_columns(self) -> bool:
        """Whether “Wants 1” and “Wants 2” may both feed one field."""
        return self in (Kind.SKILLS, Kind.LANGUAGES, Kind.PEOPLE, Kind.HOURS)


@dataclass(frozen=True)
class Field:
    """One thing that can be imported; `aliases` are column titles in folded form (see `fold`)."""

    key: str
    label: str
    kind: Kind
    aliases: tuple[str, ...]
    longest: int = SHORT


@functools.lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` without capitals, accents and punctuation, for comparing words: “E-Mail:” and “e mail” are one."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _field(key: str, label: str, kind: Kind, aliases: str, longest: int = SHORT) -> Field:
    return Field(key, label, kind, (fold(label), *(fold(alias) for alias in aliases.split(";"))), longest)


FIELDS: tuple[Field, ...] = (
    _field("name", "Name", Kind.TEXT, "full name;display name;person;employee;employee name;participant;nom complet"),
    _field("given_name", "First name", Kind.TEXT, "given name;forename;vorname;prenom;firstname"),
    _field("family_name", "Last name", Kind.TEXT, "surname;family name;nachname;nom de famille;lastname"),
    _field("call_me", "Call-me name", Kind.TEXT, "call me;preferred name;known as;nickname;rufname", 80),
    _field("email", "E-mail", Kind.EMAIL, "email;mail;email address;e-mail address;work email;e mail adresse", 254),
    _field(
        "role", "Role", Kind.ROLE, "programme role;program role;mentor or mentee;mentee or mentor;takes part as;rolle"
    ),
    _field(
        "external_id",
        "Staff number",
        Kind.TEXT,
        "id;external id;employee id;staff id;personnel number;person id;employee number;personalnummer;payroll number",
        100,
    ),
    _field("job_title", "Job title", Kind.JOB_TITLE, "title;position;job;occupation;profession;job role;stelle;poste"),
    _field("team", "Team", Kind.TEXT, "squad;group;unit;ward"),
    _field("department", "Department", Kind.TEXT, "dept;division;function;business unit;abteilung;departement;service"),
    _field("site", "Office", Kind.TEXT, "site;location;office location;city;workplace;standort;campus;place"),
    _field("employer", "Organisation", Kind.TEXT, "organization;company;employer;venture;start up;startup;firma"),
    _field("seniority", "Seniority", Kind.SENIORITY, "level;grade;seniority level;career level;job level;band"),
    _field(
        "manager",
        "Manager",
        Kind.PERSON,
        "line manager;reports to;manager email;manager e-mail;manager name;boss;"
        "supervisor;line manager email;vorgesetzte",
    ),
    _field("languages", "Languages", Kind.LANGUAGES, "language;spoken languages;languages spoken;sprachen;langues"),
    _field("time_zone", "Time zone", Kind.ZONE, "timezone;tz;zeitzone;fuseau horaire"),
    _field(
        "wants",
        "Wants to learn",
        Kind.SKILLS,
        "wants;learn;wants help with;learning goals;skills wanted;interests;"
        "development areas;topics;would like to learn;looking for;needs",
        LONG,
    ),
    _field(
        "offers",
        "Can offer",
        Kind.SKILLS,
        "offers;can help with;skills;expertise;strengths;skills offered;can teach;areas of expertise;knows",
        LONG,
    ),
    _field(
        "hope",
        "Hope",
        Kind.LONG_TEXT,
        "goal;goals;hopes;aim;motivation;what would you like to achieve;objective;"
        "what would you like to be able to do in six months",
        LONG,
    ),
    _field("biography", "Biography", Kind.LONG_TEXT, "bio;about;about me;profile;introduction;background", LONG),
    _field(
        "availability",
        "Availability",
        Kind.HOURS,
        "available;available times;free times;hours;when available;weekly availability;verfugbarkeit;shifts free",
        LONG,
    ),
    _field(
        "capacity",
        "Capacity",
        Kind.NUMBER,
        "max mentees;number of mentees;how many;places;mentees at once;maximum mentees;how many mentees",
    ),
    _field(
        "started_on",
        "Start date",
        Kind.DATE,
        "started;joined;hire date;date of hire;joining date;employed since;date joined;in company since;eintrittsdatum",
    ),
    _field(
        "wishes",
        "Wishes",
        Kind.PEOPLE,
        "preferred mentor;preferred mentors;preferred mentee;preferred partners;"
        "wish list;first choice;would like to be paired with",
        LONG,
    ),
)

FIELD = {field.key: field for field in FIELDS}
