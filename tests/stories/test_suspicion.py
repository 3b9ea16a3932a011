"""What the editor's form sends is read with suspicion: nothing breaks a page, and nothing stands in two places."""

import pytest
from django.http import HttpResponse

from telemachy.stories.models import CaseStudy, Sentence
from telemachy.stories.texts import sentences_of
from tests.stories.telling import STANDFIRST, TITLE, Told, begin, publish, write
from tests.stories.test_pages import client_of


def send(told: Told, story: CaseStudy, **more: str) -> HttpResponse:
    """Ines sends the editor's form as it stands, and perhaps something else in a field or two."""
    story = CaseStudy.objects.get(pk=story.pk)
    form = {"title": TITLE, "standfirst": STANDFIRST, "version": str(story.version), "do": "save"}
    for place, each in enumerate(sentences_of(story), 1):
        form |= {f"s-{place}-id": str(each.pk), f"s-{place}-text": each.text, f"s-{place}-part": each.part}
    return client_of(told.cast.ines).post(f"/p/{told.cast.programme.slug}/stories/{story.pk}", {**form, **more})


@pytest.mark.parametrize("field", ["title", "standfirst", "s-1-text", "new-unknown"])
@pytest.mark.parametrize("unseen", ["\x00", "\x01", "\x9f"])
def test_characters_that_nobody_sees_are_taken_out_of_what_an_author_writes(
    told: Told, field: str, unseen: str
) -> None:
    story = begin(told)

    assert send(told, story, **{field: f"Heron{unseen}Bay"}).status_code == 303

    story = CaseStudy.objects.get(pk=story.pk)
    said = [story.title, story.standfirst, *(each.text for each in sentences_of(story))]
    assert [text for text in said if "Heron" in text] == ["Heron Bay"]


def test_characters_that_nobody_sees_are_taken_out_of_what_somebody_said(told: Told) -> None:
    story = begin(told)

    words = {"do": "quote", "quote-person": str(told.cast.noor.pk), "quote-text": "Heron\x00Bay"}
    assert send(told, story, **words).status_code == 303

    assert Sentence.objects.filter(story=story, kind=Sentence.Kind.QUOTATION, text="Heron Bay").exists()


def test_a_title_with_a_character_that_no_feed_holds_stops_no_feed(told: Told) -> None:
    story = publish(told, write(told, title="Heron\x01Bay"))

    feed = client_of(None).get("/stories/feed.atom")

    assert feed.status_code == 200
    assert b"Heron Bay" in feed.content
    assert client_of(None).get(f"/stories/{story.slug}.pdf").status_code == 200


def test_words_on_record_that_hold_such_a_character_are_kept_as_they_are(told: Told) -> None:
    story = begin(told)
    quotation = Sentence.objects.filter(story=story, kind=Sentence.Kind.QUOTATION)[0]
    Sentence.objects.filter(pk=quotation.pk).update(text="Heron\x01Bay")

    assert send(told, story).status_code == 303


def test_a_sentence_sent_twice_stands_in_one_place_or_nothing_is_saved(told: Told) -> None:
    story = begin(told)
    first, second, *_others = sentences_of(story)

    twice = {"s-2-id": str(first.pk), "s-2-text": first.text, "s-2-part": first.part}
    assert send(told, story, **twice).status_code == 409

    assert [each.pk for each in sentences_of(story)][:2] == [first.pk, second.pk]
