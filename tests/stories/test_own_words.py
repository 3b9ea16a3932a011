"""Somebody's own words in a story: they may be shortened, never altered, and stand where the story has come to."""

import pytest

from telemachy.errors import Refused
from telemachy.stories.actions import Edit, edit_story, edits_of
from telemachy.stories.models import Sentence
from telemachy.stories.queries import story_page
from telemachy.stories.texts import sentences_of
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


def test_words_told_to_the_author_stand_at_the_stop_of_the_sentence_before_them(told: Told) -> None:
    story = begin(told)
    before, *rest = edits_of([each for each in sentences_of(story) if each.station == "sessions"])
    story = edit_story(
        story, TITLE, STANDFIRST, [before, Edit("journey", "So it was."), rest[0]], by=told.actor("ines")
    )

    [journey] = [part for part in story_page(story, told.actor("ines")).parts if part.key == "journey"]

    assert [stop.label for stop in journey.stops] == ["Sessions"]
