"""One cell's text as a value: what was understood, what was changed on the way, or why it could not be."""

import functools
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from telemachy.people.importing import words
from telemachy.people.importing.dates import DAY_FIRST, read_date, write_date
from telemachy.people.importing.fields import OWN_WORDS, Field, Kind, fold
from telemachy.people.importing.hours import read_hours
from telemachy.people.week import Stretch

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_][\w-]*[^\W_]")
ADDRESSED = re.compile(r"[^<>]*<\s*([^<>]+?)\s*>")
OFFSET = re.compile(r"(?:utc|gmt)\s*([+-−])\s*(\d{1,2})(?::?00)?")
SENIORITY_PREFIX = re.compile(r"(sr|snr|jr|jnr)\b\.?\s+(?=\S)", re.IGNORECASE)
NUMBERED_LEVEL = re.compile(r"(?:level |grade |band |l|tier )?([1-9])(?: 0)?")
LEVEL = re.compile(r"(.+?)\s*[(:]\s*([1-5])(?:\s*/\s*5)?\s*\)?")


@dataclass(frozen=True)
class Skill:
    """A named skill: of the taxonomy if `id` is set, else in the person's own words; level 1 to 5, 0 if not said."""

    id: str
    text: str
    level: int = 0


Value = str | int | tuple[str, ...] | tuple[Skill, ...] | tuple[Stretch, ...]
"""Seniority is 1 to 9; dates are ISO 8601 text, zones IANA names, languages ISO 639-1 codes, people their e-mail."""


@dataclass(frozen=True)
class Vocabulary:
    """What an organisation's words mean, and how much a person may take on."""

    roles: Mapping[str, str] = field(default_factory=dict)
    """Words of the programme file for the two roles, such as {"engineer": "mentee"}."""
    skills: Mapping[str, str] = field(default_factory=dict)
    """Names and aliases of skills → id. Empty: every skill is kept in people's own words."""
    most_capacity: int = 10
    """Of a mentor, and of anybody where the programme does not say."""
    least_capacity: int = 0
    most_mentors: int = 10
    """Of somebody who is only a mentee."""
    default_role: str = ""
    """The role of rows that name none, when the whole file is of one role."""

    @functools.cached_property
    def folded_roles(self) -> dict[str, str]:
        """Every role word, folded."""
        return words.ROLE_WORDS | {fold(word): role for word, role in self.roles.items()}

    @functools.cached_property
    def folded_skills(self) -> dict[str, str]:
        """Every skill name, folded."""
        return {fold(name): id for name, id in self.skills.items()}


@dataclass(frozen=True)
class Reading:
    """What a cell says. `value` None: nothing to take over. `problem` is a kind, empty when all is well."""

    value: Value | None = None
    problem: str = ""
    sentence: str = ""
    read_as: tuple[tuple[str, str], ...] = ()
    """(as written, as read) pairs worth telling, counted over the file."""
    unknown: tuple[str, ...] = ()
    """Parts kept in the person's own words because nothing known has that name."""


NOTHING = Reading()
CAPITALS = ("capitals", "")
SERIAL_DATE = ("serial", "")


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Text without invisible characters and needless space; empty for “n/a” and its like."""
    if not (text.isascii() and text.isprintable()):
        text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    if keep_lines:
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    else:
        text = " ".join(text.split())
    return "" if text.casefold() in words.BLANKS else text


def read_cell(spec: Field, text: str, vocabulary: Vocabulary, *, date_order: str = DAY_FIRST) -> Reading:
    """Read the text of one field. `date_order` settles dates that can be read two ways."""
    kept = clean(text, keep_lines=spec.kind in (Kind.LONG_TEXT, Kind.SKILLS, Kind.PEOPLE, Kind.HOURS, Kind.LANGUAGES))
    if not kept:
        return NOTHING
    if len(kept) > spec.longest:
        return Reading(problem="too-long", sentence=f"{len(kept):,} characters; at most {spec.longest:,} fit")
    if spec.kind is Kind.DATE:
        return _read_date(kept, date_order)
    return READERS[spec.kind](kept, vocabulary)


def _read_text(text: str, vocabulary: Vocabulary) -> Reading:
    return Reading(text)


def _read_email(text: str, vocabulary: Vocabulary) -> Reading:
    bare = find_email(text)
    if not bare:
        return Reading(problem="bad-email", sentence=f"“{text}” is not an e-mail address")
    lower = bare.lower()
    return Reading(lower, read_as=(CAPITALS,) if lower != bare else ())


def find_email(text: str) -> str:
    """The address in “Ana <ana@x.example>”, “mailto:ana@x.example” or “ana@x.example.”, else nothing."""
    named = ADDRESSED.fullmatch(text)
    bare = (named[1] if named else text).strip().removeprefix("mailto:").rstrip(".,;")
    return bare if EMAIL.fullmatch(bare) and ".." not in bare and len(bare) <= 254 else ""


def is_email(text: str) -> bool:
    """Whether the text is an e-mail address."""
    return bool(find_email(clean(text)))


def _read_role(text: str, vocabulary: Vocabulary) -> Reading:
    if fold(text) in words.BOTH_WORDS:
        return Reading((words.MENTEE, words.MENTOR))
    parts = [fold(part) for part in re.split(r"[,;/&+|\n]|\band\b|\bund\b", text) if fold(part)]
    roles = {vocabulary.folded_roles.get(part) for part in parts}
    if not roles or None in roles:
        return Reading(problem="unknown-role", sentence=f"“{text}” is neither mentee nor mentor")
    return Reading(tuple(sorted(role for role in roles if role)))


def is_role_word(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the text names a role."""
    return not _read_role(clean(text), vocabulary).problem


def _read_seniority(text: str, vocabulary: Vocabulary) -> Reading:
    numbered = NUMBERED_LEVEL.fullmatch(fold(text))
    if numbered:
        return Reading(int(numbered[1]))
    level = words.LEVEL_WORDS.get(fold(text), "")
    if not level:
        return Reading(problem="bad-seniority", sentence=f"“{text}” is no level we know, nor a number from 1 to 9")
    return Reading(words.LEVELS[level], read_as=((text, level),) if fold(text) != fold(level) else ())


def _read_job_title(text: str, vocabulary: Vocabulary) -> Reading:
    found = SENIORITY_PREFIX.match(text)
    if not found:
        return Reading(text)
    level = words.LEVEL_WORDS[fold(found[1])]
    return Reading(f"{level} {text[found.end() :]}", read_as=((found[0].strip(), level),))


def split_list(text: str) -> tuple[str, ...]:
    """Items of a list: separated by semicolons, bars or line ends if there are any, else by commas."""
    separator = r"[;|\n•]" if re.search(r"[;|\n•]", text) else r","
    items = (" ".join(item.split()) for item in re.split(separator, text))
    return tuple(dict.fromkeys(item for item in items if item))


def _read_skills(text: str, vocabulary: Vocabulary) -> Reading:
    skills: dict[str, Skill] = {}
    for item in split_list(text):
        levelled = LEVEL.fullmatch(item)
        name, level = (levelled[1], int(levelled[2])) if levelled else (item, 0)
        known = vocabulary.folded_skills.get(fold(name), "")
        text = "" if known else _shorten(name)
        skills.setdefault(known or fold(text), Skill(known, text, level))
    own = [skill.text for skill in skills.values() if skill.text]
    return Reading(tuple(skills.values()), unknown=tuple(own) if vocabulary.skills else ())


def _shorten(name: str) -> str:
    """A sentence in place of a skill, cut at a word."""
    return name if len(name) <= OWN_WORDS else name[: OWN_WORDS - 1].rsplit(" ", 1)[0] + "…"


@functools.cache
def _language_names() -> dict[str, str]:
    names = {fold(name): code for code, called in words.LANGUAGES.items() for name in called.split()}
    return names | {code: code for code in words.LANGUAGES}


def _read_languages(text: str, vocabulary: Vocabulary) -> Reading:
    codes: list[str] = []
    unknown: list[str] = []
    for item in re.split(r"[,;/&+|\n]|\band\b|\bund\b", text):
        name = fold(re.sub(r"\(.*?\)|\b[ABC][12]\b|\b(?:native|fluent|basic)\b", " ", item, flags=re.IGNORECASE))
        code = _language_names().get(name) or _language_names().get(name.split(" ")[0])
        if code:
            codes.append(code)
        elif name:
            unknown.append(" ".join(item.split()))
    return Reading(
        tuple(sorted(set(codes))) or None,
        problem="unknown-language" if unknown else "",
        sentence=f"“{', '.join(unknown)}” is no language we know" if unknown else "",
    )


@functools.cache
def _zones() -> dict[str, str]:
    """IANA names and, where no two share it, the city alone."""
    names = {name: name for name in sorted(zoneinfo.available_timezones()) if "/" in name or name == "UTC"}
    cities: dict[str, set[str]] = {}
    for name in names:
        if not name.startswith(("Etc/", "US/", "Brazil/", "Canada/", "Mexico/", "Chile/")):
            cities.setdefault(fold(name.rpartition("/")[2]), set()).add(name)
    alone = {city: found.pop() for city, found in cities.items() if len(found) == 1}
    return alone | words.ZONE_ALIASES | {fold(name): name for name in names}


def find_zone(text: str) -> str:
    """The IANA name of a zone given by that name, a city, a Windows name or an offset in whole hours; else nothing."""
    if offset := OFFSET.fullmatch(text.casefold().strip()):
        hours = int(offset[2])
        # The names of this family have the sign of POSIX, opposite to what people write.
        return f"Etc/GMT{'-' if offset[1] == '+' else '+'}{hours}" if 0 < hours <= 12 else "UTC" * (hours == 0)
    return _zones().get(fold(text), "")


def is_zone(text: str) -> bool:
    """Whether the text is the IANA name of a zone; a city alone may be an office."""
    return "/" in text and bool(find_zone(text))


def _read_zone(text: str, vocabulary: Vocabulary) -> Reading:
    zone = find_zone(text)
    if not zone:
        return Reading(problem="bad-zone", sentence=f"“{text}” is not a time zone, such as Europe/London")
    return Reading(zone, read_as=((text, zone),) if fold(zone) != fold(text) else ())


def _read_hours(text: str, vocabulary: Vocabulary) -> Reading:
    stretches = read_hours(text)
    if stretches is None:
        return Reading(problem="bad-hours", sentence=f"“{text}” cannot be read as hours, such as “Mon am; Tue 14-16”")
    return Reading(stretches)


def _read_number(text: str, vocabulary: Vocabulary) -> Reading:
    whole = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", text)
    if not whole:
        return Reading(problem="bad-capacity", sentence=f"“{text}” is not a whole number")
    if int(whole[1]) < vocabulary.least_capacity:
        return Reading(problem="no-places", sentence="0 places; write 1 or more, or leave the row out")
    if int(whole[1]) > vocabulary.most_capacity:
        return Reading(problem="bad-capacity", sentence=f"{whole[1]} is more than {vocabulary.most_capacity}")
    return Reading(int(whole[1]))


def _read_date(text: str, order: str) -> Reading:
    read = read_date(text)
    day = read.under(order)
    if day is None:
        quoted = text if text[0].isdigit() and not re.search(r"[^\d\W]", text) else f"“{text}”"
        return Reading(problem="bad-date", sentence=f"{quoted} is not a date")
    if read.is_ambiguous:
        return Reading(day.isoformat(), problem="ambiguous-date", sentence=f"{text} read as {write_date(day)}")
    return Reading(day.isoformat(), read_as=(SERIAL_DATE,) if read.from_serial else ())


READERS: dict[Kind, Callable[[str, Vocabulary], Reading]] = {
    Kind.TEXT: _read_text,
    Kind.LONG_TEXT: _read_text,
    Kind.EMAIL: _read_email,
    Kind.ROLE: _read_role,
    Kind.SENIORITY: _read_seniority,
    Kind.JOB_TITLE: _read_job_title,
    Kind.PERSON: _read_text,
    Kind.PEOPLE: _read_text,
    Kind.SKILLS: _read_skills,
    Kind.LANGUAGES: _read_languages,
    Kind.ZONE: _read_zone,
    Kind.HOURS: _read_hours,
    Kind.NUMBER: _read_number,
}
