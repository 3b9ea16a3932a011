"""Pages of notes: written, read, changed, shared as a copy and taken away, with or without the master key."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from telemachy.audit.models import AuditEvent
from telemachy.journeys.actions import (
    LONGEST_NOTE,
    open_notes,
    share_note,
    write_private_note,
)
from telemachy.journeys.models import Connection, DataKey, PrivateNote, SharedNote
from telemachy.journeys.queries import notes_of
from telemachy.people.models import Person
from telemachy.tenancy.policy import Actor
from tests.cast import Cast
from tests.journeys.pairs import make_pair
from tests.tenancy.test_routes import signed_in

SECRET = "I may say no to the role."
SHARED = "We meet on Thursdays from now on."


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias are a pair."""
    return make_pair(at_lumen, at_lumen.noor, at_lumen.elias)


@pytest.fixture
def noor(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.noor)


@pytest.fixture
def elias(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.elias)


def texts(connection: Connection, person: Person) -> tuple[list[str], list[str]]:
    notes = notes_of(connection, person)
    return [note.text for note in notes.shared], [note.text for note in notes.private]


@pytest.fixture
def her(at_lumen: Cast, pair: Connection) -> Client:
    """Noor's browser."""
    return signed_in(at_lumen, at_lumen.noor)


def page_of(client: Client, name: str, *ids: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=ids) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_saved_for_oneself_is_shown_under_only_me(her: Client, pair: Connection) -> None:
    saved = her.post(reverse("notes-private", args=[pair.pk]), {"private": SECRET})

    assert (saved.status_code, saved.headers["Location"]) == (303, f"/j/{pair.pk}/notes?of=me")
    assert SECRET in page_of(her, "notes", pair.pk, query="?of=me")
    assert SECRET not in page_of(her, "notes", pair.pk)


def test_what_is_shared_is_shown_to_both(at_lumen: Cast, her: Client, pair: Connection) -> None:
    shared = her.post(reverse("notes-shared", args=[pair.pk]), {"shared": SHARED})

    assert (shared.status_code, shared.headers["Location"]) == (303, f"/j/{pair.pk}/notes")
    his = signed_in(at_lumen, at_lumen.elias)
    assert SHARED in page_of(her, "notes", pair.pk)
    assert SHARED in page_of(his, "notes", pair.pk)
    assert "/remove" not in page_of(his, "notes", pair.pk)


def test_a_slip_of_a_field_shares_nothing(her: Client, pair: Connection) -> None:
    her.post(
        reverse("notes-private", args=[pair.pk]), {"private": SECRET, "of": "shared", "kind": "shared", "shared": "1"}
    )

    assert (PrivateNote.objects.count(), SharedNote.objects.count()) == (1, 0)


@pytest.mark.parametrize("box", ["private", "shared"])
@pytest.mark.parametrize("own", ["Something", ""], ids=["kept", "refused"])
def test_what_stands_in_the_other_box_is_shown_again_and_stored_nowhere(
    her: Client, pair: Connection, noor: Actor, box: str, own: str
) -> None:
    other = "shared" if box == "private" else "private"

    answer = her.post(reverse(f"notes-{box}", args=[pair.pk]), {box: own, other: "Half a thought"})

    page = answer.content.decode()
    assert answer.status_code == (200 if own else 422)
    assert re.search(rf'<textarea[^>]*name="{other}"[^>]*>\s*Half a thought</textarea>', page)
    assert ("Only you read it." in page or "The two of you read it." in page) == bool(own)
    kept = texts(pair, Person.objects.get(pk=noor.person_id))
    assert [*kept[0], *kept[1]] == [own] * bool(own)


def test_each_box_of_the_journey_is_sent_to_its_own_address_by_the_one_form(her: Client, pair: Connection) -> None:
    page = page_of(her, "journey", pair.pk)

    assert page.count('id="notes-form"') == 1
    for box in ("private", "shared"):
        assert re.search(rf'<textarea[^>]*name="{box}" form="notes-form"', page)
        assert f'form="notes-form" formaction="/j/{pair.pk}/notes/{box}"' in page


def test_opening_a_page_of_notes_is_written_down_once_with_their_number(
    her: Client, pair: Connection, noor: Actor
) -> None:
    for text in ("One", "Two"):
        share_note(pair, text, by=noor)

    page_of(her, "notes", pair.pk)
    page_of(her, "notes", pair.pk, query="?of=me")

    (event,) = AuditEvent.objects.filter(deed="notes.opened")
    assert (event.actor_id, event.object_id, event.detail) == (noor.person_id, pair.pk, {"count": 2})


def test_the_newest_notes_of_a_journey_are_written_down_as_opened(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    for text in ("One", "Two", "Three", "Four"):
        share_note(pair, text, by=noor)

    notes = open_notes(pair, at_lumen.noor, by=noor)

    assert [note.text for note in notes.shared] == ["Four", "Three", "Two"]
    assert (notes.shared_count, notes.private_count, notes.opened) == (4, 0, 3)
    assert AuditEvent.objects.get(deed="notes.opened").detail == {"count": 3}


def test_a_note_is_changed_and_a_stale_page_gets_both_texts(her: Client, pair: Connection, noor: Actor) -> None:
    note = write_private_note(pair, SECRET, by=noor)
    address = reverse("private-note", args=[pair.pk, note.pk])
    assert SECRET in page_of(her, "private-note", pair.pk, note.pk)

    assert her.post(address, {"text": "I will say yes.", "version": "1"}).status_code == 303
    stale = her.post(address, {"text": "I will say no.", "version": "1"})

    assert stale.status_code == 409
    page = stale.content.decode()
    assert "I will say yes." in page
    assert "I will say no." in page
    assert 'name="version" value="2"' in page


def test_a_copy_is_previewed_before_it_is_shared(her: Client, pair: Connection, noor: Actor) -> None:
    note = write_private_note(pair, SECRET, by=noor)
    preview = page_of(her, "private-note-share", pair.pk, note.pk)

    assert SECRET in preview
    assert "This is what Elias will read" in preview
    assert not SharedNote.objects.exists()
    her.post(reverse("private-note-share", args=[pair.pk, note.pk]), {"text": "I am thinking about it."})
    assert "I am thinking about it." in page_of(her, "notes", pair.pk)


def test_deleting_and_removing_ask_first(her: Client, pair: Connection, noor: Actor) -> None:
    mine, ours = write_private_note(pair, SECRET, by=noor), share_note(pair, SHARED, by=noor)
    page_of(her, "private-note-delete", pair.pk, mine.pk)
    page_of(her, "shared-note-remove", pair.pk, ours.pk)
    assert (PrivateNote.objects.count(), SharedNote.objects.filter(removed_at=None).count()) == (1, 1)

    her.post(reverse("private-note-delete", args=[pair.pk, mine.pk]))
    her.post(reverse("shared-note-remove", args=[pair.pk, ours.pk]))

    page = page_of(her, "notes", pair.pk)
    assert (PrivateNote.objects.count(), SharedNote.objects.filter(removed_at=None).count()) == (0, 0)
    assert "Removed by its author." in page
    assert SHARED not in page


def test_a_page_of_notes_shows_twenty_and_the_rest_on_the_next(her: Client, pair: Connection, noor: Actor) -> None:
    for number in range(21):
        write_private_note(pair, f"Thought {number:02}", by=noor)

    first, second = (page_of(her, "notes", pair.pk, query=f"?of=me&page={page}") for page in (1, 2))

    assert re.findall(r"Thought \d\d", first) == [f"Thought {number:02}" for number in range(20, 0, -1)]
    assert re.findall(r"Thought \d\d", second) == ["Thought 00"]


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_NOTE + 1)], ids=["empty", "too long"])
@pytest.mark.parametrize("name", ["notes-private", "notes-shared"])
def test_what_cannot_be_kept_comes_back_with_its_text(her: Client, pair: Connection, name: str, text: str) -> None:
    answer = her.post(reverse(name, args=[pair.pk]), {name.removeprefix("notes-"): text})

    assert answer.status_code == 422
    assert "Nothing was kept." in answer.content.decode()
    assert text in answer.content.decode()


@pytest.mark.parametrize("name", ["notes-private", "notes-shared"])
def test_without_the_master_key_the_text_stays_in_the_form_and_what_is_stored_is_not_lost(
    her: Client, pair: Connection, noor: Actor, settings: LazySettings, tmp_path: Path, name: str
) -> None:
    write_private_note(pair, "Kept", by=noor)
    share_note(pair, "Kept", by=noor)
    key, settings.KEK_FILE = settings.KEK_FILE, tmp_path / "gone"

    answer = her.post(reverse(name, args=[pair.pk]), {name.removeprefix("notes-"): SECRET})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert SECRET in page
    assert "Notes cannot be opened or sealed: the master key is missing." in page
    assert "It is still stored." in page
    settings.KEK_FILE = key
    assert texts(pair, Person.objects.get(pk=noor.person_id)) == (["Kept"], ["Kept"])


def test_a_closed_pair_shows_its_notes_without_a_form(her: Client, pair: Connection, noor: Actor) -> None:
    share_note(pair, SHARED, by=noor)
    Connection.objects.filter(pk=pair.pk).update(stage=Connection.Stage.CLOSED)

    page = page_of(her, "notes", pair.pk)

    assert SHARED in page
    assert "<textarea" not in page


@pytest.mark.parametrize("name", ["private-note", "private-note-share"])
def test_a_closed_pair_opens_no_note_to_be_changed_or_shared(
    her: Client, pair: Connection, noor: Actor, name: str
) -> None:
    note = write_private_note(pair, SECRET, by=noor)
    Connection.objects.filter(pk=pair.pk).update(stage=Connection.Stage.CLOSED)
    address = reverse(name, args=[pair.pk, note.pk])

    for answer in (her.get(address), her.post(address, {"text": "x", "version": "1"})):
        assert answer.status_code == 422
        assert "its notes stay as they are" in answer.content.decode()
    assert not AuditEvent.objects.filter(deed="notes.opened").exists()
    assert her.get(reverse("private-note-delete", args=[pair.pk, note.pk])).status_code == 200


def test_what_people_write_is_shown_as_text(her: Client, pair: Connection, noor: Actor) -> None:
    share_note(pair, "<script>alert(1)</script> {{ 7 }}", by=noor)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }}" in page_of(her, "notes", pair.pk)


def test_a_destroyed_key_closes_its_authors_notes_and_leaves_the_partners(
    at_lumen: Cast, pair: Connection, noor: Actor, elias: Actor
) -> None:
    share_note(pair, SHARED, by=noor)
    share_note(pair, "I will bring the agenda.", by=elias)

    DataKey.objects.filter(author_id=noor.person_id).delete()

    page = page_of(signed_in(at_lumen, at_lumen.elias), "notes", pair.pk)
    assert "I will bring the agenda." in page
    assert "the key it was sealed with is gone" in page
    assert SHARED not in page
