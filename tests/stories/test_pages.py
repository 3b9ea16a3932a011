"""The pages of a story: for anybody, for the two, for the author; and who is told that there is nothing."""

import re

import pytest
from django.test import Client

from telemachy.journeys.templatetags.told import told_in
from telemachy.messaging.links import make_link
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.stories.actions import publish_story, send_for_approval, withdraw_story
from telemachy.stories.mails import PUBLISHED, TELL, TEXT
from telemachy.stories.models import CaseStudy, Sentence, StoryConsent
from telemachy.stories.queries import sentences_about, stories_for_sponsors
from telemachy.stories.texts import sentences_of
from telemachy.tenancy.context import work
from tests.stories.telling import SECRET, STANDFIRST, TITLE, Told, approve, ask, begin, publish, write

ANYBODY = None


def client_of(person: Person | None, host: str = "lumen.localhost") -> Client:
    client = Client(headers={"host": host})
    if person is not None:
        with work(person.organisation_id):
            client.force_login(Person._base_manager.select_related("account").filter(pk=person.pk)[0].account)
    return client


def read(page: object) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))  # type: ignore[attr-defined]


def test_anybody_reads_a_published_story(told: Told) -> None:
    story = publish(told)

    page = client_of(ANYBODY).get(f"/stories/{story.slug}")

    said = read(page)
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    for words in (TITLE, STANDFIRST, "Written from the record by Ines Roth", "Noor Haddad", "Elias Berg"):
        assert words in said, words
    for part in ("Background", "Mentoring journey", "Outcomes", "What is not known"):
        assert f"<h2>{part}</h2>" in page.content.decode()
    for sentence in sentences_of(story):
        words = sentence.text if sentence.kind != Sentence.Kind.CHART else "Too few readings to say"
        assert words.replace("“", "").split("”")[0][:40] in said.replace("“", ""), sentence.text
    assert "What Noor and Elias say" in said
    assert "Nothing was evaluated" in said


def test_a_source_opens_in_its_place_without_a_script(told: Told) -> None:
    story = publish(told)
    claim = sentences_about("claim", told.claim.pk)[0]

    said = read(client_of(ANYBODY).get(claim.href.split("#")[0]))

    assert f"Source {claim.number}" in said
    assert "claim grade B HR record or manager" in said
    assert "Ines Roth, 22 March 2026" in said
    assert "Noor and Elias, for this sentence" in said
    assert "Open the record" not in said
    assert read(client_of(ANYBODY).get(f"/stories/{story.slug}?source=9999")).count("Consent") == 0


def test_the_two_of_a_published_story_find_on_its_page_where_to_take_it_back_and_nobody_else_does(told: Told) -> None:
    story = publish(told)
    place = f"/j/{told.connection.pk}/story"

    for person in (told.cast.noor, told.cast.elias):
        page = client_of(person).get(f"/stories/{story.slug}")
        assert "You are in this story." in read(page)
        assert f'href="{place}"' in page.content.decode()
        assert "Take the story back" in read(client_of(person).get(place))
    for other in (told.cast.ines, told.cast.bruno, ANYBODY):
        assert "You are in this story" not in read(client_of(other).get(f"/stories/{story.slug}"))


@pytest.mark.parametrize(
    ("kind", "of", "where"),
    [
        ("claim", "claim", "/outcomes/"),
        ("initiative", "initiative", "/initiatives/"),
        ("goal", "goal", "/goals/"),
        ("sessions", "connection", "#sessions"),
        ("mentor", "connection", "#mentor"),
        ("need", "connection", "#need"),
    ],
)
def test_from_a_source_one_click_leads_the_pair_to_its_record(told: Told, kind: str, of: str, where: str) -> None:
    publish(told)
    telling = sentences_about(kind, getattr(told, of).pk)[0]

    page = client_of(told.cast.noor).get(telling.href.split("#")[0]).content.decode()

    found = re.search(r'class="to-record" href="([^"]+)"', page)
    assert found is not None
    assert found.group(1).startswith(f"/j/{told.connection.pk}")
    assert where in found.group(1)


def test_a_coordinator_reaches_the_record_as_coordinators_see_it(told: Told) -> None:
    publish(told)
    telling = sentences_about("sessions", told.connection.pk)[0]

    page = client_of(told.cast.ines).get(telling.href.split("#")[0]).content.decode()

    assert f"/pairs/{told.connection.pk}#sessions" in page
    goal = sentences_about("goal", told.goal.pk)[0]
    assert "to-record" not in client_of(told.cast.ines).get(goal.href.split("#")[0]).content.decode()


def test_a_session_knows_the_sentence_that_tells_of_it(told: Told) -> None:
    assert sentences_about("session", told.sessions[3].pk) == ()
    story = publish(told)

    (telling,) = sentences_about("session", told.sessions[3].pk)

    assert telling.text.startswith("They met twelve times")
    assert telling.href == f"/stories/{story.slug}?source={telling.number}#s{telling.number}"


def test_nobody_but_the_pair_and_the_coordinator_reads_what_is_not_published(told: Told) -> None:
    story = send_for_approval(write(told), by=told.actor("ines"))
    people = {name: getattr(told.cast, name) for name in ("noor", "elias", "ines", "bruno", "petra", "tove")}

    answers = {
        name: client_of(person).get(f"/stories/{story.slug}").status_code
        for name, person in {**people, "": None}.items()
    }

    assert answers == {"noor": 200, "elias": 200, "ines": 200, "bruno": 404, "petra": 404, "tove": 404, "": 404}
    assert client_of(told.cast.ines).get(f"/stories/{story.slug}.pdf").status_code == 404


def test_the_pair_reads_no_draft(told: Told) -> None:
    story = write(told)

    assert client_of(told.cast.noor).get(f"/stories/{story.slug}").status_code == 404
    assert client_of(told.cast.ines).get(f"/stories/{story.slug}").status_code == 200


def test_a_story_is_read_at_its_own_organisation_only(told: Told) -> None:
    story = publish(told)

    assert client_of(ANYBODY, "elsewhere.localhost").get(f"/stories/{story.slug}").status_code == 404


def test_the_list_and_the_feed_name_what_is_published(told: Told) -> None:
    anybody = client_of(ANYBODY)
    assert "No story yet" in read(anybody.get("/stories/"))
    write(told)
    assert TITLE not in read(anybody.get("/stories/"))
    publish(told, CaseStudy.objects.get())

    assert TITLE in read(anybody.get("/stories/"))
    feed = anybody.get("/stories/feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert TITLE in feed.content.decode()


def test_the_link_of_a_mail_shows_exactly_what_would_be_used_and_takes_the_answer(told: Told) -> None:
    story = ask(told)
    link = make_link(told.cast.noor.pk, TELL, story.pk, days=9).partition("localhost:8000")[2]
    anybody = client_of(ANYBODY)

    said = read(anybody.get(link))
    for words in ("May we tell your story?", "What would be used", "What never is", "Private notes", "Agree", "No "):
        assert words in said, words
    assert StoryConsent.objects.count() == 0
    for _twice in range(2):
        assert anybody.post(link, {"about": "telling", "answer": "yes"}).status_code == 303
    assert [each.answer for each in StoryConsent.objects.all()] == ["agreed"]
    assert "You agreed." in read(anybody.get(link))


def test_no_is_invisible_to_the_partner_and_looks_like_silence_to_the_coordinator(told: Told) -> None:
    story, ines, elias = ask(told), client_of(told.cast.ines), client_of(told.cast.elias)
    place = f"/j/{told.connection.pk}/story"
    before = [read(elias.get(place)), read(ines.get(f"/p/{told.cast.programme.slug}/stories/{story.pk}"))]

    assert client_of(told.cast.noor).post(place, {"about": "telling", "answer": "no"}).status_code == 303

    after = [read(elias.get(place)), read(ines.get(f"/p/{told.cast.programme.slug}/stories/{story.pk}"))]
    assert [without_tokens(each) for each in after] == [without_tokens(each) for each in before]
    assert "Not both have agreed" in after[1]
    assert "You said no" in read(client_of(told.cast.noor).get(place))


def without_tokens(page: str) -> str:
    return re.sub(r"[A-Za-z0-9]{32,}", "", page)


def test_the_text_is_read_and_approved_through_the_link_of_the_mail(told: Told) -> None:
    story = send_for_approval(write(told), by=told.actor("ines"))
    link = make_link(told.cast.elias.pk, TEXT, story.pk, days=9).partition("localhost:8000")[2]
    anybody = client_of(ANYBODY)

    page = anybody.get(f"{link}?source=3")
    assert "They met twelve times" in read(page)
    assert 'href="?source=4#s4"' in page.content.decode()
    old = {"about": "text", "answer": "yes", "number": story.text_number - 1}
    assert anybody.post(link, old).status_code == 409
    now = {"about": "text", "answer": "no", "number": story.text_number, "words": "Nine, not ten."}
    assert anybody.post(link, now).status_code == 303

    desk = read(client_of(told.cast.ines).get(f"/p/{told.cast.programme.slug}/stories/{story.pk}"))
    assert "Nine, not ten." in desk


def test_the_question_stands_below_the_text_with_a_field_for_what_is_not_right(told: Told) -> None:
    story = send_for_approval(write(told), by=told.actor("ines"))
    place, answer = f"/j/{told.connection.pk}/story", {"about": "text", "number": story.text_number}
    noor, elias = client_of(told.cast.noor), client_of(told.cast.elias)
    page = noor.get(place).content.decode()

    order = [page.index(words) for words in ('href="#answer"', "They met twelve times", 'value="yes"', 'name="words"')]
    assert order == sorted(order)
    assert page.index('name="words"') < page.index('value="back"')
    assert "both of you. It can be published" not in read(noor.post(place, answer | {"answer": "yes"}, follow=True))
    assert "Both of you agreed to this text." in read(elias.post(place, answer | {"answer": "yes"}, follow=True))
    assert "Both of you agreed to this text." in read(noor.get(place))


def test_an_answer_that_is_none_is_refused_with_a_sentence(told: Told) -> None:
    story = ask(told)
    link = make_link(told.cast.noor.pk, TELL, story.pk, days=9).partition("localhost:8000")[2]

    for client, place in ((client_of(ANYBODY), link), (client_of(told.cast.noor), f"/j/{told.connection.pk}/story")):
        page = client.post(place, {"about": "telling"})
        assert (page.status_code, "Choose one of the answers." in read(page)) == (422, True)


def test_the_link_of_the_last_mail_takes_the_story_back(told: Told) -> None:
    story = publish(told)
    link = make_link(told.cast.noor.pk, PUBLISHED, story.pk, days=9).partition("localhost:8000")[2]
    partners = make_link(told.cast.elias.pk, PUBLISHED, story.pk, days=9).partition("localhost:8000")[2]
    anybody = client_of(ANYBODY)
    assert "Take the story back" in read(anybody.get(link))

    for _twice in range(2):
        assert anybody.post(link, {"answer": "back"}).status_code == 303

    assert CaseStudy.objects.get().state == "withdrawn"
    assert "The story was taken back" in read(anybody.get(link))
    assert anybody.get(partners).status_code == 404
    assert anybody.get(f"/stories/{story.slug}").status_code == 410


def test_no_page_of_a_story_tells_what_was_never_promised(told: Told) -> None:
    story = publish(told)
    pages = [
        client_of(told.cast.ines).get(f"/p/{told.cast.programme.slug}/stories/{story.pk}"),
        *(client_of(None).get(f"/stories/{story.slug}?source={number}") for number in range(25)),
    ]

    assert [page.status_code for page in pages] == [200] * 26
    assert not any(SECRET in page.content.decode() for page in pages)


# --- the author's desk ------------------------------------------------------------------------------------------------
def desk_url(told: Told, story: CaseStudy) -> str:
    return f"/p/{told.cast.programme.slug}/stories/{story.pk}"


def form_of(story: CaseStudy, **more: object) -> dict[str, object]:
    fields: dict[str, object] = {"version": story.version, "title": TITLE, "standfirst": STANDFIRST, "do": "save"}
    for place, each in enumerate(sentences_of(story), 1):
        fields |= {f"s-{place}-id": each.pk, f"s-{place}-part": each.part, f"s-{place}-text": each.text}
    return fields | more


def test_a_pair_is_asked_written_sent_and_published_with_plain_forms(told: Told) -> None:
    ines, programme = client_of(told.cast.ines), told.cast.programme.slug
    assert "Ask whether it may be told" in read(ines.get(f"/p/{programme}/stories"))
    asked = ines.post(f"/p/{programme}/pairs/{told.connection.pk}/story")
    assert asked.status_code == 303
    for name in ("noor", "elias"):
        client_of(getattr(told.cast, name)).post(
            f"/j/{told.connection.pk}/story", {"about": "telling", "answer": "yes"}
        )
    story = CaseStudy.objects.get()

    assert ines.post(desk_url(told, story), form_of(story, do="send")).status_code == 303
    story.refresh_from_db()
    assert story.state == "approval"
    refused = ines.post(desk_url(told, story), form_of(story, do="publish"))
    assert (refused.status_code, "Elias Berg, Noor Haddad" in read(refused)) == (422, True)
    for name in ("noor", "elias"):
        answer = {"about": "text", "answer": "yes", "number": story.text_number}
        client_of(getattr(told.cast, name)).post(f"/j/{told.connection.pk}/story", answer)
    story.refresh_from_db()
    assert ines.post(desk_url(told, story), form_of(story, do="publish")).status_code == 303
    assert client_of(None).get("/stories/noor-leads-a-team-that-does-not-report-to-her").status_code == 200


def test_a_sentence_that_says_why_is_refused_with_its_reason_and_nothing_typed_is_lost(told: Told) -> None:
    story, ines = begin(told), client_of(told.cast.ines)
    changed = form_of(story, **{"s-6-text": "Twelve sessions led to the new role.", "standfirst": "My new standfirst"})

    page = ines.post(desk_url(told, story), changed)

    said = read(page)
    assert page.status_code == 422
    assert "Sentence 6, “led to”: one case cannot show a cause." in said
    assert "Twelve sessions led to the new role." in page.content.decode()
    assert "My new standfirst" in page.content.decode()
    assert not Sentence.objects.filter(text__contains="led to the new role").exists()


def test_an_old_page_of_the_desk_is_a_conflict(told: Told) -> None:
    story = begin(told)

    assert client_of(told.cast.ines).post(desk_url(told, story), form_of(story, version=1)).status_code == 409
    missing = form_of(story)
    del missing["version"]
    assert client_of(told.cast.ines).post(desk_url(told, story), missing).status_code == 409


def test_an_old_page_of_the_desk_gives_back_what_was_typed_beside_what_is_saved(told: Told) -> None:
    story, ines = begin(told), client_of(told.cast.ines)
    old = form_of(story, **{"s-1-text": "Noor wrote software.", "s-3-text": "Gone meanwhile, and kept here."})
    theirs = form_of(story, **{"s-1-text": "Noor was an engineer.", "s-3-text": "", "standfirst": "Theirs."})
    assert ines.post(desk_url(told, story), theirs).status_code == 303

    page = ines.post(desk_url(told, story), old)

    assert (page.status_code, "Nothing was saved." in read(page)) == (409, True)
    for words in ("Noor wrote software.", "Gone meanwhile, and kept here.", "Saved meanwhile: Noor was an engineer."):
        assert words in read(page), words
    assert "Saved standfirst: Theirs." in read(page)
    assert "Noor was an engineer." in [each.text for each in sentences_of(story)]
    story.refresh_from_db()
    again = re.findall(r'name="(s-\d+-(?:id|part))" value="([^"]*)"', page.content.decode())
    mine = old | dict(again) | {"version": story.version}
    assert ines.post(desk_url(told, story), mine).status_code == 303
    assert "Gone meanwhile, and kept here." in [each.text for each in sentences_of(story)]


def test_an_old_page_of_a_story_that_was_taken_back_is_a_conflict_and_shows_nothing_of_it(told: Told) -> None:
    story = begin(told)
    sent = form_of(story)
    withdraw_story(story, by=told.actor("noor"))

    page = client_of(told.cast.ines).post(desk_url(told, story), sent)

    assert (page.status_code, "They met twelve times" in read(page)) == (409, False)


def test_the_checks_judge_what_was_typed_where_saving_was_refused(told: Told) -> None:
    story, ines = begin(told), client_of(told.cast.ines)
    clean = "Every sentence has its fact or its speaker, and none says why."
    assert clean not in read(ines.post(desk_url(told, story), form_of(story, **{"s-3-text": "It led to all."})))
    ines.post(desk_url(told, story), form_of(story))
    story.refresh_from_db()
    assert clean in read(ines.get(desk_url(told, story)))

    page = ines.post(desk_url(told, story), form_of(story, title="", **{"s-4-text": "It was thanks to Elias."}))

    checks = read(page).partition("Checks")[2]
    assert (clean in checks, "A story needs a title" in checks, "“thanks to”" in checks) == (False, True, True)


def test_a_sentence_has_the_room_it_needs_on_the_desk(told: Told) -> None:
    page = client_of(told.cast.ines).get(desk_url(told, begin(told))).content.decode()

    for rows, text in re.findall(r'name="s-\d+-text" rows="(\d+)"[^>]*>([^<]*)<', page):
        assert int(rows) * 50 >= len(text), text


def test_a_record_names_the_sentences_that_tell_of_it_by_their_numbers(told: Told) -> None:
    publish(told)
    html = told_in("goal", told.goal.pk)

    said = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert re.fullmatch(r"Told in the story: \d+, \d+", said), said
    assert f"of “{TITLE}”" in html


def test_buttons_add_move_and_take_out_sentences(told: Told) -> None:
    story, ines = begin(told), client_of(told.cast.ines)
    texts = [each.text for each in sentences_of(story)]

    ines.post(desk_url(told, story), form_of(story, do="down:1"))
    assert [each.text for each in sentences_of(story)][:2] == [texts[1], texts[0]]
    story.refresh_from_db()
    ines.post(desk_url(told, story), form_of(story, do="out:1"))
    assert [each.text for each in sentences_of(story)][:2] == [texts[0], texts[2]]
    story.refresh_from_db()
    ines.post(desk_url(told, story), form_of(story, do=f"add:session:{told.sessions[0].pk}"))
    added = Sentence.objects.get(source_kind="session")
    assert (added.text, added.part) == ("Session 1 was on 20 October 2025.", "journey")
    story.refresh_from_db()
    ines.post(desk_url(told, story), form_of(story, do="new:unknown", **{"new-unknown": "What it cost."}))
    assert Sentence.objects.get(text="What it cost.").kind == "open"
    story.refresh_from_db()
    quote = {"do": "quote", "quote-person": told.cast.elias.pk, "quote-text": "“She asked.”"}
    ines.post(desk_url(told, story), form_of(story, **quote))
    assert Sentence.objects.get(text="She asked.").said_by == told.cast.elias


def test_somebodys_own_words_are_not_the_authors_to_change(told: Told) -> None:
    story = begin(told)

    page = client_of(told.cast.ines).post(desk_url(told, story), form_of(story, **{"s-2-text": "I want to be right."}))

    assert (page.status_code, "stands as it was said" in read(page)) == (422, True)


def test_a_sentence_of_the_authors_own_lacks_a_fact_and_keeps_the_text_from_being_sent(told: Told) -> None:
    story, ines = begin(told), client_of(told.cast.ines)
    own = form_of(story, do="send", **{"new-outcomes": "Everybody was happier."})

    refused = ines.post(desk_url(told, story), own)
    assert (refused.status_code, "1 sentence lacks a fact" in read(refused)) == (422, True)
    story.refresh_from_db()
    assert ines.post(desk_url(told, story), {**own, "do": "save"}).status_code == 303
    assert "Lacks a fact" in read(ines.get(desk_url(told, story)))


@pytest.mark.promise("P5")
def test_a_coordinator_who_leads_the_line_of_one_of_them_does_not_write_their_story(told: Told) -> None:
    story = begin(told)
    Person.objects.filter(pk=told.cast.noor.pk).update(manager=told.cast.ines)
    ines = client_of(told.cast.ines)

    assert ines.get(desk_url(told, story)).status_code == 404
    assert ines.post(desk_url(told, story), form_of(story)).status_code == 404
    assert ines.get(f"/stories/{story.slug}").status_code == 404
    listed = read(ines.get(f"/p/{told.cast.programme.slug}/stories"))
    assert ("Somebody else writes this one" in listed, "Noor Haddad" in listed) == (True, True)


def test_without_the_line_between_them_the_same_coordinator_writes_it(told: Told) -> None:
    """The twin."""
    story = begin(told)

    assert client_of(told.cast.ines).get(desk_url(told, story)).status_code == 200


def test_only_the_coordinator_has_the_desk(told: Told) -> None:
    story = begin(told)
    for name in ("noor", "bruno", "tove"):
        assert client_of(getattr(told.cast, name)).get(desk_url(told, story)).status_code in (403, 404)
    taken = withdraw_story(approve(told, write(told, story)), by=told.actor("elias"))
    assert "It was taken back" in read(client_of(told.cast.ines).get(desk_url(told, taken)))


def test_somebody_who_has_left_still_takes_their_story_back_by_the_link_of_the_mail(told: Told) -> None:
    story = approve(told)
    Person.objects.filter(pk=told.cast.elias.pk).update(status=Person.Status.WITHDRAWN)
    publish_story(story, by=told.actor("ines"))
    assert OutboxMessage.objects.filter(kind="story-published", person_id=told.cast.elias.pk).count() == 1

    link = make_link(told.cast.elias.pk, PUBLISHED, story.pk, days=1).partition("/a/")[2]
    assert client_of(ANYBODY).get(f"/a/{link}").status_code == 200
    assert client_of(ANYBODY).post(f"/a/{link}", {"answer": "back"}).status_code == 303

    assert CaseStudy.objects.get().state == "withdrawn"


def test_totals_hear_which_claims_and_charts_a_story_tells_and_of_no_others(told: Told) -> None:
    story = publish(told)
    (found,) = stories_for_sponsors(told.cast.programme)
    assert (found.claims, found.initiatives) == ({told.claim.pk: "B"}, {told.initiative.pk})

    Sentence.objects.filter(story=story, part="outcomes").delete()  # and yet both say what mentoring had to do with it
    assert Sentence.objects.filter(story=story, source_kind="claim").exists()

    (found,) = stories_for_sponsors(told.cast.programme)
    assert (found.claims, found.initiatives) == ({}, frozenset())
