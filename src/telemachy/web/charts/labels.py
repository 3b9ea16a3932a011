"""Room for words: how wide a text is, where it breaks, and how labels make way for each other."""

from collections.abc import Sequence
from dataclasses import dataclass

# Widths of Inter at weight 600 as parts of the type size, rounded up; other sans-serifs stay within SLACK of them.
WIDTHS = {
    0.3: " ijlI’.,:;'!|",
    0.45: "tfr()/[\\]1{}-–·`",
    0.6: '7acekvxyzsFJLéäçå^_"*?“”°',
    0.65: "235689bdghnopquEPRSZ#$üößñø£",
    0.7: "04BKT&+<=>~−€×",
    0.8: "ACDGHUVXYNOQ",
    0.9: "wm",
    1.05: "MW%@—…",
}
EACH = {character: width for width, characters in WIDTHS.items() for character in characters}
OTHER, WIDE, WIDE_FROM = 0.7, 1.05, "\u1100"
SLACK = 1.04
ELLIPSIS = "…"


def width_of(text: str, size: float) -> float:
    """Return how much room a text takes at most, in the unit of its size."""
    return SLACK * size * sum(EACH.get(each, WIDE if each >= WIDE_FROM else OTHER) for each in text)


def shorten(text: str, room: float, size: float) -> str:
    """Return a text that fits, cut with an ellipsis where it must be."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip(" ,;:") + ELLIPSIS if text else ""


def break_lines(text: str, room: float, size: float, most: int = 2) -> list[str]:
    """Return a text in lines that fit, as few as serve; what does not go into the last is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1 and width_of(" ".join(words), size) > room:
        taken = 1
        while taken < len(words) and width_of(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        lines.append(shorten(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return [*lines, shorten(" ".join(words), room, size)] if words else lines


@dataclass(frozen=True)
class Flag:
    """A label beside the place it speaks of; `strong` is the one to read first."""

    at: float
    text: str
    strong: bool = False


def push_apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places in their order, at least `gap` apart and between `low` and `high`, moved as little as a sweep can.

    Where there is no room for all, they start at `low` and the gap is kept.
    """
    order = sorted(range(len(places)), key=lambda each: (places[each], each))
    moved: list[float] = []
    for each in order:
        moved.append(max(places[each], moved[-1] + gap if moved else low, low))
    limit = high
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = max(min(moved[number], limit), low + number * gap)
        limit = moved[number] - gap
    where = dict(zip(order, moved, strict=True))
    return [where[each] for each in range(len(places))]
