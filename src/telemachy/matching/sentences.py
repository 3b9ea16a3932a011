"""Sentences that can be shown, kept and translated: a template with its values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A short text about a pair. The English template is its key for translators; `str()` gives it filled in."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(self.values)


def say(template: str, **values: object) -> Sentence:
    return Sentence(template, {name: str(value) for name, value in values.items()})


def count(number: float, one: str, many: str, **values: object) -> Sentence:
    """The singular for exactly 1, else the plural; the number itself is `{n}`, without a needless fraction."""
    return say(one if number == 1 else many, n=f"{number:g}", **values)


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"
