"""Goals against biographies."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.language import load_taxonomy, text_similarity
from telemachy.language.similarity import STOP_WORDS
from telemachy.language.words import fold
from tests.language.judged_pairs import JUDGED

TAXONOMY = load_taxonomy()
GOALS = [pair.goal for pair in JUDGED]
BIOGRAPHIES = [pair.biography for pair in JUDGED]

SOME_WORDS = """
pitching pitch investors Investment negotiating Négotiation the and surgery surgeons team teams no raised capital
"""
some_words = st.sampled_from(SOME_WORDS.split())
texts = st.lists(st.lists(some_words, max_size=8).map(" ".join), max_size=6)


def lead_over_the_rest(matrix):
    """Per goal, how far its own biography lies before the best of the others."""
    own = np.diag(matrix)
    return own - np.where(np.eye(len(matrix), dtype=bool), -np.inf, matrix).max(axis=1)


def test_with_the_taxonomy_four_goals_in_five_meet_the_biography_a_person_would_choose():
    lead = lead_over_the_rest(text_similarity(GOALS, BIOGRAPHIES, TAXONOMY).matrix)

    assert np.mean(lead > 0) >= 0.8


def test_three_goals_in_five_win_by_a_clear_margin():
    lead = lead_over_the_rest(text_similarity(GOALS, BIOGRAPHIES, TAXONOMY).matrix)

    assert np.mean(lead > 0.05) >= 0.6


def test_the_taxonomy_bridges_paraphrase_that_words_alone_do_not():
    words_alone = lead_over_the_rest(text_similarity(GOALS, BIOGRAPHIES).matrix)
    with_skills = lead_over_the_rest(text_similarity(GOALS, BIOGRAPHIES, TAXONOMY).matrix)

    assert np.sum(with_skills > 0) >= np.sum(words_alone > 0) + 3


def test_biographies_dealt_at_random_would_not_pass():
    dealt = np.roll(BIOGRAPHIES, 5).tolist()
    lead = lead_over_the_rest(text_similarity(GOALS, dealt, TAXONOMY).matrix)

    assert np.mean(lead > 0) <= 0.1


def test_the_founder_is_closest_to_the_investor():
    goal = "Raise a seed round and pitch to investors"
    biographies = ["Surgeon, leads a department", "Business angel, invests venture capital, hears pitches", "Gardener"]

    founder = text_similarity([goal], biographies, TAXONOMY)

    assert founder.matrix[0, 1] > founder.matrix[0, 0] + 0.3
    assert founder.matrix[0, 1] > founder.matrix[0, 2] + 0.3
    assert founder.shared_words(0, 1) == ("seed round", "pitch to investors")


def test_a_skill_waved_away_is_no_bridge():
    biography = ["I have raised venture capital twice"]

    wanted = text_similarity(["My subject: a seed round"], biography, TAXONOMY)
    refused = text_similarity(["My subject: no seed round"], biography, TAXONOMY)

    assert wanted.matrix[0, 0] > 0.1
    assert refused.matrix[0, 0] == 0.0


def test_shared_words_are_shown_as_the_goal_writes_them():
    similarity = text_similarity(["Négotiation; INVESTORS and surgeons"], ["negotiating with an investor", "surgeon"])

    assert similarity.shared_words(0, 0) == ("INVESTORS", "Négotiation")
    assert similarity.shared_words(0, 1) == ("surgeons",)


def test_a_spelling_without_capitals_is_preferred():
    similarity = text_similarity(["Robotics first. I like robotics"], ["robotics"])

    assert similarity.shared_words(0, 0) == ("robotics",)


def test_rarer_words_come_first_and_only_as_many_as_asked():
    goals = ["teams robots falcons", "teams robots", "teams"]

    similarity = text_similarity(goals, ["falcons teams robots"])

    assert similarity.shared_words(0, 0) == ("falcons", "robots", "teams")
    assert similarity.shared_words(0, 0, most=1) == ("falcons",)
    assert similarity.shared_words(0, 0, most=0) == ()


def test_words_inside_a_phrase_already_shown_are_not_repeated():
    similarity = text_similarity(["Seed round"], ["A seed round"], TAXONOMY)

    assert similarity.shared_words(0, 0) == ("Seed round",)


def test_small_words_mentoring_talk_and_numbers_make_nobody_alike():
    similarity = text_similarity(["I would like to learn and grow in 2026"], ["And I would like to mentor in 2026"])

    assert similarity.matrix[0, 0] == 0.0
    assert similarity.shared_words(0, 0) == ()


def test_stop_words_are_written_folded():
    assert [word for word in STOP_WORDS if fold(word) != word] == []


@pytest.mark.parametrize(
    ("goals", "biographies"), [([], []), (["a goal"], []), ([], ["a biography"]), ([""], ["", ""])]
)
def test_empty_lists_and_empty_texts_have_nothing_in_common(goals, biographies):
    matrix = text_similarity(goals, biographies, TAXONOMY).matrix

    assert matrix.shape == (len(goals), len(biographies))
    assert not matrix.any()


def test_the_matrix_cannot_be_changed_from_outside():
    matrix = text_similarity(["goal"], ["goal"]).matrix

    with pytest.raises(ValueError, match="read-only"):
        matrix[0, 0] = 1.0


def test_the_same_text_is_as_close_as_can_be():
    similarity = text_similarity([*BIOGRAPHIES], [*BIOGRAPHIES], TAXONOMY)

    assert np.diag(similarity.matrix) == pytest.approx(1.0)


@given(texts, texts, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_shuffled_rows_change_no_number_to_the_last_bit(goals, biographies, random):
    rows, columns = list(range(len(goals))), list(range(len(biographies)))
    random.shuffle(rows)
    random.shuffle(columns)

    straight = text_similarity(goals, biographies, TAXONOMY)
    shuffled = text_similarity([goals[i] for i in rows], [biographies[j] for j in columns], TAXONOMY)

    assert shuffled.matrix.tolist() == [[straight.matrix[i, j] for j in columns] for i in rows]
    for place, i in enumerate(rows):
        for other, j in enumerate(columns):
            assert shuffled.shared_words(place, other) == straight.shared_words(i, j)


def test_many_goals_are_compared_block_by_block_like_few():
    many = text_similarity(GOALS * 20, BIOGRAPHIES).matrix

    assert len(many) > 256
    assert np.array_equal(many, np.tile(many[: len(GOALS)], (20, 1)))


def test_shuffled_real_texts_change_no_number_to_the_last_bit():
    order = np.random.default_rng(3).permutation(len(JUDGED))

    straight = text_similarity(GOALS, BIOGRAPHIES, TAXONOMY).matrix
    shuffled = text_similarity([GOALS[i] for i in order], [BIOGRAPHIES[i] for i in order], TAXONOMY).matrix

    assert np.array_equal(shuffled, straight[np.ix_(order, order)])


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_fast_numbers_equal_a_slow_twin(goals, biographies):
    fast = text_similarity(goals, biographies).matrix

    assert fast == pytest.approx(slow_similarity(goals, biographies))
    assert np.all((fast >= 0) & (fast <= 1))


def slow_similarity(goals, biographies):
    """Textbook TF-IDF cosine, word by word."""
    from math import log, sqrt

    from telemachy.language.words import root, words

    bags = [
        [root(word.folded) for word in words(text) if word.folded not in STOP_WORDS] for text in [*goals, *biographies]
    ]

    def weight(term, bag):
        if term not in bag:
            return 0.0
        carriers = sum(term in other for other in bags)
        return (1 + log(bag.count(term))) * (log((1 + len(bags)) / (1 + carriers)) + 1)

    def cosine(one, other):
        terms = set(one) | set(other)
        product = sum(weight(term, one) * weight(term, other) for term in terms)
        lengths = [sqrt(sum(weight(term, bag) ** 2 for term in terms)) for bag in (one, other)]
        return product / (lengths[0] * lengths[1]) if product else 0.0

    pairs = [[cosine(one, other) for other in bags[len(goals) :]] for one in bags[: len(goals)]]
    return np.array(pairs).reshape(len(goals), len(biographies))
