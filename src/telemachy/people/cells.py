"""What is known of a person as the text of a cell, from which an import reads the same again."""

from collections.abc import Iterable
from typing import Any

from .importing import FIELD, Kind, Skill
from .importing.words import LANGUAGES, LEVELS
from .queries import skill_name
from .week import BLOCKS, DAYS, Stretch

LEVEL_NAMES = {number: next(name for name, each in LEVELS.items() if each == number) for number in LEVELS.values()}
LEVEL_NAMES |= {3: "Mid-level", 5: "Lead", 6: "Head", 7: "Director"}
LANGUAGE_NAMES = {code: names.split()[0].capitalize() for code, names in LANGUAGES.items()}
BLOCK_WORDS = {span: {"morning": "am", "lunch": "lunch", "afternoon": "pm"}[name] for name, span in BLOCKS.items()}


def write_cell(field: str, value: Any) -> str:
    """Write a value of `queries.values_of`; `read_cell` is the inverse."""
    if value is None or value == ():
        return ""
    kind = FIELD[field].kind
    if kind is Kind.SKILLS:
        return write_list(_write_skill(skill) for skill in value)
    if kind is Kind.HOURS:
        return "; ".join(write_stretch(stretch) for stretch in value)
    if kind is Kind.LANGUAGES:
        return "; ".join(LANGUAGE_NAMES.get(code, code) for code in value)
    if kind is Kind.SENIORITY:
        return LEVEL_NAMES.get(value, str(value))
    return write_list(value) if kind is Kind.PEOPLE else str(value)


def write_list(items: Iterable[str]) -> str:
    """Join items by semicolons; a single one with a comma in it gets one too, so that it is not parted."""
    listed = list(items)
    return "; ".join(listed) + (";" if len(listed) == 1 and "," in listed[0] else "")


def write_stretch(stretch: Stretch) -> str:
    """Write “Mon am” or “Fri 14:00-16:00”."""
    word = BLOCK_WORDS.get((stretch.start, stretch.end))
    return f"{DAYS[stretch.weekday]} {word}" if word else str(stretch)


def _write_skill(skill: Skill) -> str:
    return f"{skill_name(skill)} ({skill.level})" if skill.level else skill_name(skill)
