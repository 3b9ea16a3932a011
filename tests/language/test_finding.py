"""Skills found in free text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.language import Skill, Taxonomy, load_taxonomy


@pytest.fixture(scope="module")
def taxonomy():
    return load_taxonomy()


def ids(taxonomy, text):
    return [found.skill.id for found in taxonomy.find(text)]


def test_the_engineer_is_understood(taxonomy):
    goal = "I lead a team of eight. Complex team dynamics, effective communication and the broader business strategy."

    assert ids(taxonomy, goal) == [
        "core.people-management",
        "core.team-dynamics",
        "core.communication",
        "core.business",
    ]


def test_the_physician_is_understood(taxonomy):
    goal = "I aspire to lead a department: operational improvement, engaging medical staff, data-driven decisions."

    assert ids(taxonomy, goal) == [
        "health.physician-leadership",
        "health.operations",
        "health.medical-engagement",
        "core.data-decisions",
    ]


def test_the_founder_is_understood(taxonomy):
    goal = "Sustainable fashion. Strategic planning, networking, pitching to investors, a business model that holds."

    assert ids(taxonomy, goal) == [
        "venture.sustainable-supply",
        "core.strategy",
        "core.networking",
        "venture.pitching",
        "venture.business-model",
    ]


def test_a_find_says_which_words_and_where(taxonomy):
    text = "Glad to help with  Salary\nNegotiations."

    (found,) = taxonomy.find(text)

    assert found.skill.id == "core.negotiation"
    assert found.words == text[found.start : found.end] == "Salary\nNegotiations"


def test_only_whole_words_count(taxonomy):
    assert ids(taxonomy, "presales salesman recoaching leanings") == []


@pytest.mark.parametrize(
    "text",
    ["raising capital", "raised capital", "raise capital", "Raises capital", "raising-capital", "RAISING CAPITAL"],
)
def test_phrases_are_found_inflected(taxonomy, text):
    assert ids(taxonomy, text) == ["venture.fundraising"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pricing is my subject", ["venture.cashflow"]),
        ("The price was high", []),
        ("Supply chains of all kinds", ["venture.operations"]),
        ("At present I present nothing", []),
        ("a coach for coaches", ["core.coaching", "core.coaching"]),
    ],
)
def test_single_words_are_found_in_singular_and_plural_only(taxonomy, text, found):
    assert ids(taxonomy, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("career development", ["core.career"]),
        ("career development of staff", ["core.coaching"]),
        ("sustainable supply chain", ["venture.sustainable-supply"]),
        ("nurse staffing", ["health.workforce-planning"]),
        ("machine learning in production", ["tech.mlops"]),
    ],
)
def test_the_longest_alias_wins(taxonomy, text, found):
    assert ids(taxonomy, text) == found


def test_a_longer_alias_wins_even_if_a_shorter_one_begins_before_it():
    short = Skill("own.short", "own", "Own", "Big data")
    long = Skill("own.long", "own", "Own", "Data protection officers")
    taxonomy = Taxonomy((short, long))

    assert ids(taxonomy, "big data protection officers") == ["own.long"]


@pytest.mark.parametrize("text", ["co-founder", "cofounders", "Co founders"])
def test_hyphenated_aliases_are_found_in_every_spelling(taxonomy, text):
    assert ids(taxonomy, f"my {text} and I") == ["venture.cofounders"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm not interested in sales",
        "I’m not interested in sales.",
        "Not sales",
        "no sales",
        "No fundraising, pitching or sales",
        "not interested in fundraising or sales",
        "not fundraising and sales",
        "neither fundraising nor sales",
        "I don't want to talk about sales",
        "anything except sales",
        "happily without any sales",
        "never again in sales",
        "leave me alone, but please no sales",
        "coffee rather than sales",
        "coffee instead of sales",
    ],
)
def test_what_is_waved_away_is_not_found(taxonomy, text):
    assert ids(taxonomy, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "sales",
        "Sales, no doubt",
        "No. Sales!",
        "No, I want sales",
        "I don't want coffee, I want sales",
        "I am not interested in coffee but sales",
        "I don't want coffee. Sales please",
        "not coffee, rather sales",
        "not only sales",
        "not just in sales",
        "I am not good at sales",
        "not yet confident in sales",
        "I don't know enough about sales",
        "I can't do sales",
        "nothing wrong with sales",
        "no coffee; sales",
        "sales rather than coffee",
        "no coffee\nsales",
        "without coffee, sales are hard",
    ],
)
def test_what_is_wanted_or_lacking_is_found_beside_a_negation(taxonomy, text):
    assert ids(taxonomy, text) == ["venture.sales"]


def test_only_the_negated_half_of_a_sentence_is_waved_away(taxonomy):
    text = "I want product management rather than engineering management."

    assert ids(taxonomy, text) == ["tech.product"]


def test_a_very_long_sentence_is_read_word_by_word(taxonomy):
    text = "no coffee, sales, " * 3000

    assert len(taxonomy.find(text)) == 3000


def ambiguous_taxonomy():
    return Taxonomy(
        (
            Skill("farm.seed", "farm", "Fields", "Sowing", ("seed",)),
            Skill("farm.soil", "farm", "Fields", "Soil care", ("soil",)),
            Skill("firm.seed", "firm", "Money", "First funding", ("seed",)),
            Skill("firm.bank", "firm", "Money", "Banking", ("bank",)),
        )
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("seed and soil", ["farm.seed", "farm.soil"]),
        ("seed and bank", ["firm.seed", "firm.bank"]),
        ("seed", []),
        ("seed, soil, bank", ["farm.soil", "firm.bank"]),
    ],
)
def test_an_alias_of_two_skills_is_decided_by_the_rest_of_the_text_or_not_at_all(text, found):
    assert ids(ambiguous_taxonomy(), text) == found


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_gives_finds_in_order_that_do_not_overlap(text):
    found = load_taxonomy().find(text + " coaching " + text)

    places = [place for each in found for place in (each.start, each.end)]
    assert places == sorted(places)
    assert all(each.words for each in found)
