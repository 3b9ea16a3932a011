"""Words, folding, stems and roots."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.language.words import fold, root, singular, stem, words


def test_words_know_where_they_stand():
    text = "C++ & Go: re-platforming, l’équipe's #1 café"

    found = list(words(text))

    assert [word.written for word in found] == ["C++", "Go", "re", "platforming", "l’équipe's", "1", "café"]
    assert all(text[word.start : word.end] == word.written for word in found)


@given(st.text())
@settings(max_examples=100)
def test_any_text_has_words_that_stand_where_they_say(text):
    for word in words(text):
        assert text[word.start : word.end] == word.written
        assert isinstance(root(word.folded), str)
        assert isinstance(singular(word.folded), str)


def test_a_script_that_writes_vowels_as_marks_keeps_its_words_whole():
    assert [word.written for word in words("नेतृत्व और टीम")] == ["नेतृत्व", "और", "टीम"]


@pytest.mark.parametrize("written", ["Équipe", "équipe", "e\u0301quipe", "EQUIPE", "ｅｑｕｉｐｅ"])
def test_case_accents_and_width_fold_away(written):
    assert fold(written) == "equipe"


@pytest.mark.parametrize(
    "inflected",
    [
        "manage manages managed managing",
        "hire hires hired hiring",
        "plan plans planned planning",
        "scale scales scaled scaling",
        "company companies company's",
        "analysis analyses analyse analyze analysing",
        "organise organize organising organized",
        "model models modelling modeling",
        "process processes",
        "build builds building built",
        "lead leads leading led",
        "programme program programmes",
    ],
)
def test_inflected_forms_have_one_stem(inflected):
    assert len({stem(word) for word in inflected.split()}) == 1


@pytest.mark.parametrize(
    "apart",
    ["business busy", "price prize", "manager management", "seed see", "thing think", "communication community"],
)
def test_different_words_keep_different_stems(apart):
    one, other = apart.split()

    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "family",
    [
        "invest investor investors investment investing",
        "lead leader leadership leading led",
        "strategy strategic strategies strategist",
        "communicate communication communicating",
        "sustainable sustainability",
        "operate operation operational operations",
        "manage manager management",
    ],
)
def test_derived_forms_have_one_root(family):
    assert len({root(word) for word in family.split()}) == 1


@pytest.mark.parametrize("apart", ["communication community", "price present", "nurse nursery"])
def test_words_of_different_families_keep_different_roots(apart):
    one, other = apart.split()

    assert root(one) != root(other)
