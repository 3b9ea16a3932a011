"""What the stories of the demo say: every number and every month of a sentence stands in the record it rests on."""

import calendar
import re
from dataclasses import replace
from statistics import median

import pytest

from telemachy.demo.content import SECTORS
from telemachy.demo.content.earlier import told_pairs
from telemachy.demo.content.telling import Written
from telemachy.stories.wording import problems_in

PAIRS = [pair for sector in SECTORS for pair in told_pairs(sector.key)]
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.mentee.name)
WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
NUMBERS = {word: number for number, word in enumerate(WORDS, 2)} | {"twenty-four": 24, "forty-one": 41}
MONTHS = list(calendar.month_name)[1:]


def numbers_in(text):
    """Every number of a text, in figures or as a word; “one” is a word like any other."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", text.casefold())
    return {
        float(NUMBERS.get(each, 0) or each.replace(",", "")) for each in found if each in NUMBERS or each[0].isdigit()
    }


def months_in(text):
    """Every month that a text names."""
    return {month for month in MONTHS if re.search(rf"\b{month}\b", text)}


def record_of(pair, fact):
    """Everything on record that a fact of a story stands for, days written out."""
    kind, *place = fact.split()
    return " ".join(written(each) for each in RECORDS[kind](pair, *place))


def written(what):
    """A piece of the record with its days as people write them."""
    return re.sub(
        r"datetime\.date\((\d+), (\d+), (\d+)\)", lambda day: f"{day[3]} {MONTHS[int(day[2]) - 1]} {day[1]}", repr(what)
    )


def years_at(pair):
    """Whole years in the house on the day of signing up."""
    began = pair.mentee.started
    return f"{(pair.applied_on.year - int(began[:4]))} years" if began else ""


def lasted(pair):
    """How often they met, how long and from when until when."""
    days = [session.starts_at.date() for session in pair.sessions]
    return [len(days), int(pair.minutes / 60), days[0], days[-1]]


def measured(pair, number):
    """The readings of an initiative with their medians and how many there are."""
    initiative = pair.initiatives[int(number) - 1]
    since = [r.value for r in initiative.readings if initiative.changed_on and r.on >= initiative.changed_on]
    before = [r.value for r in initiative.readings][: len(initiative.readings) - len(since)]
    medians = [float(median(values)) for values in (before, since) if values]
    return [initiative, *medians, len(before), len(since)]


def answered(pair, who):
    """What somebody said at the closing."""
    return [answer for answer in pair.closing.answers if answer.by == who]


RECORDS = {
    "role": lambda pair, who: [pair.mentee, pair.applied_on, years_at(pair)],
    "asked": lambda pair: [pair.need, pair.need.count(". ") + 1],
    "hope": lambda pair: [pair.need],
    "reasons": lambda pair: pair.reasons,
    "accepted": lambda pair: [pair.accepted_on],
    "charter": lambda pair: [pair.charters[0], (pair.charters[0].made_on - pair.accepted_on).days],
    "sessions": lasted,
    "session": lambda pair, number: [pair.sessions[int(number) - 1].starts_at.date()],
    "said": lambda pair, who: [session.notes for session in pair.sessions],
    "goal": lambda pair, number: [pair.goals[int(number) - 1]],
    "rating": lambda pair, number: [pair.goals[int(number) - 1]],
    **dict.fromkeys(("initiative", "aim", "team"), lambda pair, number: [pair.initiatives[int(number) - 1]]),
    "decision": lambda pair, number, place: [pair.initiatives[int(number) - 1].decisions[int(place) - 1]],
    "measure": measured,
    "chart": measured,
    "claim": lambda pair, number: [pair.claims[int(number) - 1]],
    "shares": lambda pair, number: [pair.claims[int(number) - 1]],
    "account": lambda pair, number, who: pair.claims[int(number) - 1].contributions,
    **dict.fromkeys(("helped", "did-not-work", "answered"), answered),
    "closed": lambda pair: [pair.closing.closed_on],
}


def unsupported(pair):
    """Sentences with a number or a month that their record does not have."""
    return [
        each
        for each in pair.telling.text
        if numbers_in(each.text) - numbers_in(record_of(pair, each.fact))
        or months_in(each.text) - months_in(record_of(pair, each.fact))
    ]


@each_pair
def test_every_number_and_month_of_a_story_stands_in_the_record_of_its_sentence(pair):
    assert unsupported(pair) == []


def test_a_number_that_is_not_on_record_is_found():
    """The twin."""
    sarah = PAIRS[0]
    wrong = (
        Written("outcomes", "claim 2", "On 7 March 2026 Sarah became project manager."),
        Written("journey", "sessions", "They met thirteen times."),
        Written("journey", "decision 1 4", "In April Support gave up its own calendar."),
    )
    right = Written("journey", "decision 1 4", "On 3 February Support gave up its own calendar.")
    telling = replace(sarah.telling, text=(*wrong, right))

    assert unsupported(replace(sarah, telling=telling)) == list(wrong)


@each_pair
def test_no_sentence_of_the_author_says_why(pair):
    own = [each.text for each in pair.telling.text if each.by]
    own += [words for each in pair.telling.text for words in re.findall("“([^”]*)”", each.text)]

    assert [problem for each in pair.telling.text if not each.by for problem in problems_in(each.text, 0, own)] == []


@each_pair
def test_a_story_is_as_long_as_one_reads_in_a_sitting(pair):
    words = {part: sum(len(each.text.split()) for each in pair.telling.text if each.part == part)
             for part in ("background", "journey", "outcomes")}  # fmt: skip

    assert len(pair.telling.text) <= 30
    assert words["background"] <= 100
    assert words["journey"] <= 190
    assert words["outcomes"] <= 160
