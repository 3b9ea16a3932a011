"""What is taken back leaves no trace: not on a page, a paper, a list, a feed, the sponsor's page, nor in any table."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from telemachy.messaging.models import ActionLink
from telemachy.stories.actions import publishing, withdraw_story
from telemachy.stories.models import CaseStudy
from tests.stories.telling import Told, publish, write
from tests.stories.test_pages import client_of

CANARY = "Pelican"  # stands in the title, the standfirst and a sentence of the story, and nowhere else
WORDS = {
    "title": f"{CANARY} and the canal",
    "standfirst": f"A {CANARY.lower()} in six months.",
    "extra": f"The {CANARY.lower()} crossed.",
}


def tell_of_a_pelican(told: Told) -> CaseStudy:
    return publish(told, write(told, **WORDS))


def tables_with(word: str) -> list[str]:
    """Return every table in which a word stands in some row that Lumen, or nobody in particular, owns."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def pages(told: Told, slug: str) -> dict[str, Callable[[], object]]:
    anybody, ines, tove = client_of(None), client_of(told.cast.ines), client_of(told.cast.tove)
    programme = told.cast.programme.slug
    story = CaseStudy.objects.get(connection=told.connection)
    return {
        "page": lambda: anybody.get(f"/stories/{slug}"),
        "page with a source": lambda: anybody.get(f"/stories/{slug}?source=1"),
        "paper": lambda: anybody.get(f"/stories/{slug}.pdf"),
        "list": lambda: anybody.get("/stories/"),
        "feed": lambda: anybody.get("/stories/feed.atom"),
        "sponsor": lambda: tove.get(f"/p/{programme}/evidence"),
        "stories of the programme": lambda: ines.get(f"/p/{programme}/stories"),
        "desk": lambda: ines.get(f"/p/{programme}/stories/{story.pk}"),
        "page of the two": lambda: client_of(told.cast.elias).get(f"/j/{told.connection.pk}/story"),
        "initiative": lambda: client_of(told.cast.noor).get(
            f"/j/{told.connection.pk}/initiatives/{told.initiative.pk}"
        ),
    }


@pytest.mark.attack("A30")
def test_a_story_that_is_taken_back_leaves_no_trace(told: Told) -> None:
    story = tell_of_a_pelican(told)
    slug = story.slug
    assert slug == "pelican-and-the-canal"

    withdraw_story(story, by=told.actor("noor"))

    answers = {name: open_page() for name, open_page in pages(told, slug).items()}
    gone = ("page", "page with a source", "paper")
    assert [answers[name].status_code for name in gone] == [410] * 3  # type: ignore[attr-defined]
    assert all("taken back" in answers[name].content.decode() for name in gone)  # type: ignore[attr-defined]
    for name, answer in answers.items():
        assert CANARY.lower() not in answer.content.decode().lower(), name  # type: ignore[attr-defined]
        assert answer["Cache-Control"] == "private, no-store", name  # type: ignore[index]
    assert tables_with(CANARY) == []
    assert ActionLink.objects.filter(object_id=story.pk).exclude(person_id=told.cast.noor.pk).count() == 0
    left = CaseStudy.objects.get()
    assert left.asked_at
    assert left.published_at
    assert left.withdrawn_at


def test_the_search_for_traces_finds_them_while_the_story_stands(told: Told) -> None:
    """The twin: everything that must say nothing afterwards says it before."""
    story = tell_of_a_pelican(told)

    answers = {name: open_page() for name, open_page in pages(told, story.slug).items()}
    told_there = {
        name
        for name, answer in answers.items()
        if CANARY.lower() in answer.content.decode("utf-8", "replace").lower()  # type: ignore[attr-defined]
    }
    assert {
        "page",
        "list",
        "feed",
        "sponsor",
        "stories of the programme",
        "page of the two",
        "initiative",
    } <= told_there
    assert answers["paper"].content.startswith(b"%PDF")  # type: ignore[attr-defined]
    assert tables_with(CANARY) == ["stories_casestudy", "stories_sentence"]


def test_sentences_left_in_the_table_would_be_found(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage twin: taking back without deleting."""

    nothing = SimpleNamespace(delete=lambda: None)
    kept = SimpleNamespace(objects=SimpleNamespace(filter=lambda **_: nothing))
    monkeypatch.setattr(publishing, "Sentence", kept)
    withdraw_story(tell_of_a_pelican(told), by=told.actor("noor"))

    assert tables_with(CANARY) == ["stories_sentence"]
