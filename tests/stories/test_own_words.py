"""Somebody's own words in a story: they may be shortened, never altered, and stand where the story has come to."""

import pytest

from telemachy.errors import Refused
from telemachy.stories.actions import Edit, edit_story, edits_of
from telemachy.stories.models import Sentence
from telemachy.stories.queries import story_page
from telemachy.stories.texts import is_part, sentences_of
from tests.stories.telling import STANDFIRST, TITLE, Told, begin


def rewrite(told: Told, edits: list[Edit]) -> list[Sentence]:
    """Ines saves a text."""
    story = begin(told)
    return sentences_of(edit_story(story, TITLE, STANDFIRST, edits, by=told.actor("ines")))


def test_words_are_shortened_to_a_part_of_them_and_keep_their_source(told: Told) -> None:
    mentor = told.cast.elias

    [said] = rewrite(told, [Edit("journey", "I told stories and she took notes", fact=f"did-not-work:{mentor.pk}")])

    assert (said.text, said.kind, said.said_by_id) == ("I told stories and she took notes", "quotation", mentor.pk)
    assert said.source_kind == "closing"


def test_words_that_were_not_said_so_are_neither_taken_nor_kept(told: Told) -> None:
    """The twin."""
    drafted = sentences_of(begin(told))
    words = next(each for each in drafted if each.kind == Sentence.Kind.QUOTATION)

    with pytest.raises(Refused, match="stands as it was said"):
        edit_story(
            words.story, TITLE, STANDFIRST, [Edit(words.part, "Something else", words.pk)], by=told.actor("ines")
        )
    [kept] = sentences_of(
        edit_story(
            words.story, TITLE, STANDFIRST, [Edit(words.part, "Something else", fact="hope")], by=told.actor("ines")
        )
    )
    assert kept.text == "I want to stop being right alone."


@pytest.mark.parametrize("cut", ["told stories and she too", "old stories", "I told stories and she took note"])
def test_words_are_cut_between_words_and_never_through_one(told: Told, cut: str) -> None:
    [said] = rewrite(told, [Edit("journey", cut, fact=f"did-not-work:{told.cast.elias.pk}")])

    assert said.text == "I told stories and she took notes, in the first three."


def test_a_cut_within_a_short_form_is_through_a_word() -> None:
    assert not is_part("I don", "I don’t know")
    assert is_part("I don’t", "I don’t know")
    assert is_part("know.", "I don’t know.")


def test_the_source_of_a_shortened_quotation_prints_the_question_and_not_the_whole_answer(told: Told) -> None:
    elias, noor = told.cast.elias.pk, told.cast.noor.pk
    cut, own = "I told stories and she took notes", "Elias answered at the end: “I told stories”."
    edits = [
        Edit("journey", cut, fact=f"did-not-work:{elias}"),
        Edit("journey", own, fact=f"answered:{elias}"),
        Edit("background", "right alone.", fact="hope"),
        Edit("accounts", "I would have got there", fact=f"account:{told.claim.contributions.get(by=noor).pk}"),
    ]

    sentences = rewrite(told, edits)
    [story] = {each.story for each in sentences}
    page = story_page(story, told.actor("ines"))
    printed = " ".join([*(each.recorded for each in page.sources), str([each.source for each in sentences])])

    assert [each.text for each in sentences] == [cut, own, "right alone.", "I would have got there"]
    assert "what did not work" in printed
    for rest in ("in the first three", "I want to stop", "Elias asked what"):
        assert rest not in printed


def test_words_told_to_the_author_stand_at_the_stop_of_the_sentence_before_them(told: Told) -> None:
    story = begin(told)
    before, *rest = edits_of([each for each in sentences_of(story) if each.station == "sessions"])
    story = edit_story(
        story, TITLE, STANDFIRST, [before, Edit("journey", "So it was."), rest[0]], by=told.actor("ines")
    )

    [journey] = [part for part in story_page(story, told.actor("ines")).parts if part.key == "journey"]

    assert [stop.label for stop in journey.stops] == ["Sessions"]
