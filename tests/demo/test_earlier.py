"""The cohorts that have ended: their numbers hold, their days stand in order, and their words are on record."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest

from telemachy.demo.content import SECTORS, make_content
from telemachy.demo.content.earlier import make_earlier
from telemachy.demo.content.telling import Written
from telemachy.language import load_taxonomy
from telemachy.people.importing.hours import read_hours
from telemachy.programmes.shipped import shipped_programme

KEYS = [sector.key for sector in SECTORS]
PAIRS = {"tech": 40, "hospital": 30, "accelerator": 24}
MONTHS = {"tech": 6, "hospital": 12, "accelerator": 9}
each = pytest.mark.parametrize("key", KEYS)
TOLD = [pair for key in KEYS for pair in make_earlier(key).told]
LED = [make_earlier(key).leading for key in KEYS]
told = pytest.mark.parametrize("pair", TOLD, ids=lambda pair: pair.mentee.name)
led = pytest.mark.parametrize("pair", LED, ids=lambda pair: pair.mentee.name)


def split(initiative):
    """Values before the change, and since."""
    before = [reading.value for reading in initiative.readings if reading.on < initiative.changed_on]
    return before, [reading.value for reading in initiative.readings if reading.on >= initiative.changed_on]


def said_by(pair, who):
    """Everything on record in one person's own words that a story may use."""
    texts = [pair.need] if who == "mentee" else []
    texts += [note.text for session in pair.sessions for note in session.notes if note.shared and note.by == who]
    texts += [
        words for answer in pair.closing.answers if answer.by == who for words in (answer.helped, answer.did_not_work)
    ]
    return texts + [each.text for claim in pair.claims for each in claim.contributions if each.by == who]


def invented_quotations(pair):
    """Quotations that stand nowhere in what the person has said, and words in marks that nobody has."""
    by_one = [each for each in pair.telling.text if each.by and not is_said(each.text, said_by(pair, each.by))]
    both = said_by(pair, "mentee") + said_by(pair, "mentor")
    within = [
        words
        for each in pair.telling.text
        if not each.by
        for words in re.findall("“([^”]*)”", each.text)
        if not is_said(words, both)
    ]
    return by_one + within


def is_said(words, record):
    """Whether words stand in one of the texts, but for the stop at their end and the capital at their head."""
    plain = words.rstrip(",.")
    return any(plain in text or plain[:1].lower() + plain[1:] in text for text in record)


@each
def test_the_same_seed_tells_the_same_past(key):
    make_again = make_earlier.__wrapped__

    assert make_again(key, 7) == make_again(key, 7)
    assert make_again(key, 7).others != make_again(key, 8).others
    assert make_again(key, 7).told == make_again(key, 8).told


@each
def test_a_cohort_has_as_many_pairs_as_it_had_and_nobody_twice(key):
    earlier = make_earlier(key)

    assert earlier.pairs == PAIRS[key]
    assert len({person.email for person in earlier.people}) == 2 * PAIRS[key]
    assert len({person.name for person in earlier.people}) == 2 * PAIRS[key]
    assert {person.email.partition("@")[2] for person in earlier.people} == {make_content(key).sector.domain}


@each
def test_nobody_of_the_past_is_in_the_cohort_that_starts(key):
    content = make_content(key)
    now = {person.name.removeprefix("Dr ") for person in content.people} | {content.sector.coordinator.name}

    assert not {person.name.removeprefix("Dr ") for person in make_earlier(key).people} & now
    assert not {person.email for person in make_earlier(key).people} & {person.email for person in content.people}


@each
def test_everybody_of_the_past_can_be_understood_by_an_import(key):
    known = load_taxonomy().by_id

    for person in make_earlier(key).people:
        assert set(person.wants + person.offers) <= set(known)
        assert read_hours(person.availability)
        assert person.hope if person.role == "Mentee" else person.biography


@each
def test_the_whole_programme_lies_in_the_past_and_took_as_long_as_it_says(key):
    earlier = make_earlier(key)

    assert abs((earlier.ends_on - earlier.starts_on).days - MONTHS[key] * 30) < 35
    for pair in (*earlier.told, *earlier.others):
        assert pair.closing.closed_on < date(2026, 11, 1)
        assert all(reading.on < date(2026, 11, 1) for each in initiatives_of(pair) for reading in each.readings)


def initiatives_of(pair):
    """The initiatives of a told pair, or the one of another."""
    return pair.initiatives if hasattr(pair, "initiatives") else tuple(filter(None, [pair.initiative]))


@each
def test_the_days_of_every_pair_stand_in_order(key):
    for pair in (*make_earlier(key).told, *make_earlier(key).others):
        starts = [session.starts_at for session in pair.sessions]
        assert starts == sorted(starts)
        assert [session.closing for session in pair.sessions] == [False] * (len(starts) - 1) + [True]
        assert pair.invited_on <= pair.accepted_on <= starts[0].date() <= starts[-1].date() <= pair.closing.closed_on
        assert pair.closing.announced_on <= pair.closing.closed_on
        for claim in pair.claims:
            assert pair.accepted_on < claim.on <= claim.recorded_on
            assert all(claim.on <= seen.on for seen in claim.confirmations)
        for initiative in initiatives_of(pair):
            days = [reading.on for reading in initiative.readings]
            assert days == sorted(set(days))
            assert days[-1] < pair.closing.closed_on


@each
def test_outcomes_are_those_the_programme_registered(key):
    registered = {outcome.id for outcome in shipped_programme(make_content(key).sector.programme).outcomes}
    earlier = make_earlier(key)

    assert {claim.code for pair in (*earlier.told, *earlier.others) for claim in pair.claims} <= registered


@each
def test_a_document_is_named_and_an_initiative_that_a_claim_comes_from_is_there(key):
    for pair in (*make_earlier(key).told, *make_earlier(key).others):
        for claim in pair.claims:
            assert all(seen.reference for seen in claim.confirmations if seen.source == "document")
            assert claim.initiative is None or claim.initiative <= len(initiatives_of(pair))


def test_the_totals_of_a_sponsor_hold_for_any_seed():
    for seed in (2023, 2028):
        lumen = make_earlier("tech", seed)
        roles = [
            claim for pair in (*lumen.told, *lumen.others) for claim in pair.claims if claim.code == "leading-role"
        ]
        assert Counter(claim.happened for claim in roles) == {True: 9, False: 20}
        assert Counter(claim.grade for claim in roles if claim.happened) == {"A": 1, "B": 6, "C": 1, "D": 1}
        assert sum(pair.finished for pair in lumen.others) == 32


@told
def test_a_story_is_told_after_the_end_and_published_after_both_have_approved(pair):
    story = pair.telling

    assert pair.closing.closed_on <= story.asked_on <= min(story.told_on)
    assert (
        max(story.told_on) <= min(story.approved_on) <= max(story.approved_on) <= story.published_on < date(2026, 11, 1)
    )


@told
def test_every_quotation_stands_on_record_letter_by_letter(pair):
    assert invented_quotations(pair) == []


def test_a_quotation_that_nobody_has_written_down_is_found():
    sarah = make_earlier("tech").leading
    better = Written("journey", "did-not-work mentor", "I told stories and she learnt a great deal.")
    within = Written("journey", "session 1", "Of the first hour she says: “I learnt a great deal.”")
    telling = replace(sarah.telling, text=(*sarah.telling.text, better, within))

    assert invented_quotations(replace(sarah, telling=telling)) == [better, "I learnt a great deal."]


def test_what_is_written_for_oneself_alone_is_no_source_of_a_quotation():
    sarah = make_earlier("tech").leading
    private = next(note for session in sarah.sessions for note in session.notes if not note.shared)

    assert private.text not in said_by(sarah, private.by)


@told
def test_a_story_says_what_is_not_known_and_nobody_shouts(pair):
    assert 2 <= len(pair.telling.unknown) <= 3
    assert 3 <= len(pair.reasons) <= 4
    assert "!" not in repr(pair)


@told
def test_levels_are_written_beforehand_and_rated_by_both_at_the_end(pair):
    for goal in pair.goals:
        assert len(set(goal.levels)) == 5
        assert {rating.by for rating in goal.ratings if rating.at_closing} == {"mentee", "mentor"}
        assert all(-2 <= rating.level <= 2 and rating.on >= goal.made_on for rating in goal.ratings)


@told
def test_texts_fit_where_they_will_be_kept(pair):
    for initiative in pair.initiatives:
        assert max(len(initiative.title), len(initiative.measure), len(initiative.baseline_from)) <= 200
        assert len(initiative.change) <= 120
        assert not re.search(r"\d", initiative.change)  # the chart writes the day beside it
        assert all(len(decision.text) <= 500 for decision in initiative.decisions)
    assert all(
        len(claim.text) <= 400 and len(each.text) <= 600 for claim in pair.claims for each in claim.contributions
    )
    assert len(pair.telling.standfirst) <= 400
    assert len(pair.telling.slug) <= 120


@led
def test_the_outcome_at_the_door_has_the_grade_that_is_on_record(pair):
    claim = pair.claims[pair.stations.claim - 1]

    assert claim.grade == {"Sarah Lindqvist": "B"}.get(pair.mentee.name, "A")


def test_sarahs_numbers_hold():
    pair = make_earlier("tech").leading
    before, since = split(pair.initiatives[0])

    assert (len(pair.sessions), pair.minutes / 60) == (12, 11.5)
    assert (len(before), median(before), len(since), median(since)) == (8, 21, 5, 13)
    assert [charter.made_on.month for charter in pair.charters] == [10, 11]
    assert (pair.need, pair.mentor.name) == ("I want to stop being right alone.", "Helena Brandt")


def test_marks_numbers_hold():
    pair = make_earlier("hospital").leading
    before, since = split(pair.initiatives[0])
    last = [reading.value for reading in pair.initiatives[0].readings if reading.on >= date(2026, 4, 6)]

    assert (len(pair.sessions), {session.starts_at.strftime("%A %H:%M") for session in pair.sessions}) == (
        24,
        {"Thursday 07:30"},
    )
    assert (median(before), median(since), len(last), median(last)) == (74, 52, 12, 52)
    days = [reading.on for reading in pair.initiatives[0].readings if reading.on >= date(2026, 1, 5)]
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(weeks=1)}


def test_lisas_numbers_hold():
    pair = make_earlier("accelerator").leading
    rehearsals = " ".join(note.text for session in pair.sessions for note in session.notes if note.shared).casefold()

    assert len(pair.sessions) == 9
    assert all(f"{which} rehearsal" in rehearsals or f"{which}, five" in rehearsals for which in
               ("first", "second", "third", "fourth"))  # fmt: skip
    assert pair.initiatives[0].readings[-1].value == pair.claims[0].value == 420_000
    assert (pair.claims[1].baseline, pair.claims[1].value) == (4, 11)


def test_tom_and_petra_stopped_in_week_nine_and_both_say_why():
    pair = make_earlier("tech").told[1]

    assert pair.closing.early
    assert (pair.closing.announced_on - pair.accepted_on).days // 7 + 1 == 9
    assert all(answer.did_not_work for answer in pair.closing.answers)
