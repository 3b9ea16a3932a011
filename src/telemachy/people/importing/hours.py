"""Weekly hours as people type them: “Mon am; Tue 14:00-16:00; weekday evenings”."""

import re

from telemachy.people.week import BLOCKS, Stretch

DAYS = {
    0: "mon monday mo montag",
    1: "tue tues tuesday di dienstag",
    2: "wed wednesday mi mittwoch",
    3: "thu thur thurs thursday do donnerstag",
    4: "fri friday fr freitag",
    5: "sat saturday sa samstag",
    6: "sun sunday so sonntag",
}
DAY_NUMBER = {word: day for day, words in DAYS.items() for word in words.split()}
DAY_NUMBER |= {word + "s": day for word, day in DAY_NUMBER.items() if word.endswith("day")}
GROUPS = {
    "weekday": range(5), "weekdays": range(5), "daily": range(5), "every day": range(7), "weekend": range(5, 7),
    "weekends": range(5, 7), "any day": range(5), "all week": range(5),
}  # fmt: skip
PARTS = {
    BLOCKS["morning"]: "am morning mornings morgens vormittag",
    BLOCKS["lunch"]: "lunch lunchtime noon midday mittag",
    BLOCKS["afternoon"]: "pm afternoon afternoons nachmittag",
    (17 * 60, 20 * 60): "evening evenings eve abend",
    (9 * 60, 17 * 60): "all-day allday any anytime",
}
PART = {word: span for span, words in PARTS.items() for word in words.split()}

CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?"
RANGE = re.compile(rf"{CLOCK}\s*(?:-|–|—|to|bis)\s*{CLOCK}")
DAY_RANGE = re.compile(r"\b([a-z]+)\s*(?:-|–|to|bis)\s*([a-z]+)\b")


def read_hours(text: str) -> tuple[Stretch, ...] | None:
    """Merged stretches of a usual week in order, or None when any part of the text cannot be understood.

    Parts are separated by semicolons, line ends or commas. A part names days (“Mon”, “Tue-Thu”, “weekdays”) and times
    (“am”, “lunch”, “14:00-16:00”); without times it means 09:00-17:00, without days it belongs to the days before it.
    """
    stretches: list[Stretch] = []
    days: tuple[int, ...] = ()
    for part in re.split(r"[;,\n|]+", text.casefold()):
        if not part.strip():
            continue
        read = _read_part(part, days)
        if read is None:
            return None
        days, spans = read
        stretches += [Stretch(day, start, end) for day in days for start, end in spans]
    return _merge(stretches)


def _read_part(part: str, days_before: tuple[int, ...]) -> tuple[tuple[int, ...], list[tuple[int, int]]] | None:
    rest, spans = _take_ranges(part.replace("all day", "all-day"))
    if spans is None:
        return None
    rest, days = _take_days(rest)
    for word in re.findall(r"[^\s/&+.:]+", rest):
        if word in DAY_NUMBER:
            days.append(DAY_NUMBER[word])
        elif word in PART:
            spans.append(PART[word])
        elif word not in ("and", "und", "on", "the", "in", "at"):
            return None
    found = tuple(days) or days_before
    return (found, spans or [(9 * 60, 17 * 60)]) if found else None


def _take_ranges(part: str) -> tuple[str, list[tuple[int, int]] | None]:
    spans: list[tuple[int, int]] = []
    for found in RANGE.finditer(part):
        start, end = _minutes(found[1], found[2], found[3] or found[6]), _minutes(found[4], found[5], found[6])
        if found[6] == "pm" and not found[3] and start >= end:
            start -= 12 * 60
        if not 0 <= start < end <= 24 * 60:
            return part, None
        spans.append((start, end))
    return RANGE.sub(" ", part), spans


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    number = int(hour)
    if half == "pm" and number < 12:
        number += 12
    if half == "am" and number == 12:
        number = 0
    return number * 60 + int(minute or 0)


def _take_days(part: str) -> tuple[str, list[int]]:
    days: list[int] = []
    for words, group in GROUPS.items():
        if re.search(rf"\b{words}\b", part):
            days += group
            part = re.sub(rf"\b{words}\b", " ", part)
    for found in DAY_RANGE.finditer(part):
        if found[1] in DAY_NUMBER and found[2] in DAY_NUMBER:
            first, last = DAY_NUMBER[found[1]], DAY_NUMBER[found[2]]
            days += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
            part = part.replace(found[0], " ")
    return part, days


def _merge(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for stretch in sorted(set(stretches)):
        last = merged[-1] if merged else None
        if last and last.weekday == stretch.weekday and stretch.start <= last.end:
            merged[-1] = Stretch(last.weekday, last.start, max(stretch.end, last.end))
        else:
            merged.append(stretch)
    return tuple(merged)
