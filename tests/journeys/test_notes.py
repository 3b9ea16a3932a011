"""Notes: two stores that never mix, read by whom they say and by nobody else."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, NotThere, Refused
from telemachy.journeys.access import get_private_note_for, get_shared_note_for
from telemachy.journeys.actions import (
    LONGEST_NOTE,
    change_private_note,
    delete_private_note,
    open_notes,
    remove_shared_note,
    share_copy_of,
    share_note,
    write_private_note,
)
from telemachy.journeys.models import Connection, PrivateNote, SharedNote
from telemachy.journeys.queries import notes_of
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person, RoleAssignment
from telemachy.tenancy import clock
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor
from tests.cast import Cast, make_person
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


def deeds() -> list[str]:
    return list(AuditEvent.objects.filter(deed__startswith="note").order_by("at").values_list("deed", flat=True))


def test_a_private_note_is_read_by_its_author_alone_and_a_shared_one_by_both(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    write_private_note(pair, SECRET, by=noor)
    share_note(pair, SHARED, by=noor)

    assert texts(pair, at_lumen.noor) == ([SHARED], [SECRET])
    assert texts(pair, at_lumen.elias) == ([SHARED], [])


def test_a_note_is_stored_sealed_and_its_text_is_in_no_event(pair: Connection, noor: Actor) -> None:
    write_private_note(pair, SECRET, by=noor)
    share_note(pair, SHARED, by=noor)

    stored = bytes(PrivateNote.objects.get().sealed) + bytes(SharedNote.objects.get().sealed)
    assert SECRET.encode() not in stored
    assert SHARED.encode() not in stored
    assert deeds() == ["note.written", "note.shared"]
    assert all(set(event.detail) == {"connection"} for event in AuditEvent.objects.filter(deed__startswith="note"))


@pytest.mark.parametrize("who", ["elias", "petra", "bruno", "ines", "tove", "zadie"])
def test_nobody_but_its_author_finds_a_private_note(at_lumen: Cast, pair: Connection, noor: Actor, who: str) -> None:
    note = write_private_note(pair, SECRET, by=noor)

    with pytest.raises(NotThere):
        get_private_note_for(at_lumen.actor(getattr(at_lumen, who)), pair, note.pk)
    assert get_private_note_for(noor, pair, note.pk) == note


@pytest.mark.parametrize("who", ["petra", "bruno", "ines", "tove", "zadie", "administrator"])
def test_nobody_but_the_pair_finds_a_shared_note(at_lumen: Cast, pair: Connection, noor: Actor, who: str) -> None:
    note = share_note(pair, SHARED, by=noor)
    ada = make_person("Ada Admin", role=RoleAssignment.Role.ADMINISTRATOR)
    reader = ada if who == "administrator" else getattr(at_lumen, who)

    with pytest.raises(NotThere):
        get_shared_note_for(at_lumen.actor(reader), pair, note.pk)
    assert not scope(at_lumen.actor(reader), SharedNote).exists()
    assert get_shared_note_for(at_lumen.actor(at_lumen.elias), pair, note.pk) == note


@pytest.mark.attack("A5")
def test_the_next_mentor_sees_nothing_of_the_former_pairs_notes(
    at_lumen: Cast, pair: Connection, noor: Actor, elias: Actor
) -> None:
    mine, ours = write_private_note(pair, SECRET, by=noor), share_note(pair, SHARED, by=noor)
    Connection.objects.filter(pk=pair.pk).update(stage=Connection.Stage.CLOSED)
    pair.members.update(open=False)
    after = make_pair(at_lumen, at_lumen.noor, at_lumen.petra)
    petra = signed_in(at_lumen, at_lumen.petra)

    for address in (
        reverse("notes", args=[pair.pk]),
        reverse("private-note", args=[pair.pk, mine.pk]),
        reverse("shared-note-remove", args=[pair.pk, ours.pk]),
        reverse("private-note", args=[after.pk, mine.pk]),
        reverse("shared-note-remove", args=[after.pk, ours.pk]),
    ):
        assert petra.get(address).status_code == 404, address
    assert texts(after, at_lumen.petra) == ([], [])
    assert SHARED not in petra.get(reverse("notes", args=[after.pk])).content.decode()
    # The twin: the same page still opens for the former mentor, who keeps reading what was shared.
    assert SHARED in signed_in(at_lumen, at_lumen.elias).get(reverse("notes", args=[pair.pk])).content.decode()


def test_a_note_changes_only_at_the_version_that_was_read(pair: Connection, noor: Actor) -> None:
    note = write_private_note(pair, SECRET, by=noor)
    change_private_note(note, "I will say yes.", by=noor, version=1)

    with pytest.raises(Conflict, match="Nothing was changed here"):
        change_private_note(note, "I will say no.", by=noor, version=1)
    assert texts(pair, note.author)[1] == ["I will say yes."]


def test_the_partner_neither_changes_nor_deletes_nor_shares_a_note(pair: Connection, noor: Actor, elias: Actor) -> None:
    mine, ours = write_private_note(pair, SECRET, by=noor), share_note(pair, SHARED, by=noor)

    for deed in (
        lambda: change_private_note(mine, "x", by=elias),
        lambda: delete_private_note(mine, by=elias),
        lambda: share_copy_of(mine, by=elias),
        lambda: remove_shared_note(ours, by=elias),
    ):
        with pytest.raises(NotThere):
            deed()
    with pytest.raises(NotAllowed):
        get_shared_note_for(elias, pair, ours.pk, "remove")


def test_a_deleted_note_is_gone(pair: Connection, noor: Actor) -> None:
    delete_private_note(write_private_note(pair, SECRET, by=noor), by=noor)

    assert not PrivateNote.objects.exists()
    assert deeds() == ["note.written", "note.deleted"]


def test_a_removed_note_leaves_its_place_and_no_text(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    note = share_note(pair, SHARED, by=noor)
    remove_shared_note(note, by=noor)
    remove_shared_note(note, by=noor)

    (left,) = notes_of(pair, at_lumen.elias).shared
    assert (left.text, left.removed_at is None, left.problem) == ("", False, "")
    assert bytes(SharedNote.objects.get().sealed) == b""
    assert deeds() == ["note.shared", "note.removed"]


def test_a_shared_copy_leaves_the_private_note_where_it_is(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    share_copy_of(write_private_note(pair, SECRET, by=noor), by=noor, text="I am still thinking about the role.")

    assert texts(pair, at_lumen.noor) == (["I am still thinking about the role."], [SECRET])


def test_the_other_is_told_once_an_hour_and_never_what_it_says(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    start = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    for minutes, text in ((0, SHARED), (20, "And on Mondays."), (70, "And on Fridays.")):
        with clock.set_to(start + timedelta(minutes=minutes)):
            share_note(pair, text, by=noor)

    mails = OutboxMessage.objects.filter(kind="note-shared")
    assert [(mail.person_id, mail.subject) for mail in mails] == [
        (at_lumen.elias.pk, "Noor has shared a note"),
        (at_lumen.elias.pk, "Noor has shared a note"),
    ]
    assert not any("Thursdays" in mail.text + mail.html + mail.subject for mail in mails)
    assert reverse("notes", args=[pair.pk]) in mails[0].text


def test_two_taps_write_one_note(pair: Connection, noor: Actor, elias: Actor) -> None:
    assert share_note(pair, SHARED, by=noor) == share_note(pair, f"  {SHARED}\n", by=noor)
    assert share_note(pair, SHARED, by=elias) != SharedNote.objects.get(author_id=noor.person_id)
    assert write_private_note(pair, SECRET, by=noor) == write_private_note(pair, SECRET, by=noor)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST_NOTE + 1)], ids=["empty", "blank", "too long"])
def test_a_note_without_text_or_with_too_much_is_refused(pair: Connection, noor: Actor, text: str) -> None:
    with pytest.raises(Refused, match="Nothing was kept"):
        write_private_note(pair, text, by=noor)


def test_a_closed_pair_adds_nothing_and_still_takes_its_own_words_away(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    mine, ours = write_private_note(pair, SECRET, by=noor), share_note(pair, SHARED, by=noor)
    Connection.objects.filter(pk=pair.pk).update(stage=Connection.Stage.CLOSED)

    for deed in (
        lambda: write_private_note(pair, "x", by=noor),
        lambda: change_private_note(mine, "x", by=noor),
        lambda: share_note(pair, "x", by=noor),
        lambda: share_copy_of(mine, by=noor),
    ):
        with pytest.raises(Refused):
            deed()
    delete_private_note(mine, by=noor)
    remove_shared_note(ours, by=noor)
    assert texts(pair, at_lumen.noor) == ([""], [])


def test_somebody_outside_the_pair_writes_nothing_into_it(at_lumen: Cast, pair: Connection) -> None:
    for who in (at_lumen.bruno, at_lumen.ines):
        with pytest.raises(NotThere):
            share_note(pair, SHARED, by=at_lumen.actor(who))


@pytest.mark.parametrize("count", [1, 3])
def test_reading_notes_takes_as_many_queries_for_one_as_for_three(
    at_lumen: Cast, pair: Connection, noor: Actor, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        write_private_note(pair, f"Mine {number}", by=noor)
        share_note(pair, f"Ours {number}", by=noor)

    with django_assert_num_queries(5):  # type: ignore[operator]
        notes_of(pair, at_lumen.noor)


# --- pages ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def her(at_lumen: Cast, pair: Connection) -> Client:
    """Noor's browser."""
    return signed_in(at_lumen, at_lumen.noor)


def page_of(client: Client, name: str, *ids: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=ids) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_saved_for_oneself_is_shown_under_only_me(her: Client, pair: Connection) -> None:
    saved = her.post(reverse("notes-private", args=[pair.pk]), {"text": SECRET})

    assert (saved.status_code, saved.headers["Location"]) == (303, f"/j/{pair.pk}/notes?of=me")
    assert SECRET in page_of(her, "notes", pair.pk, query="?of=me")
    assert SECRET not in page_of(her, "notes", pair.pk)


def test_what_is_shared_is_shown_to_both(at_lumen: Cast, her: Client, pair: Connection) -> None:
    shared = her.post(reverse("notes-shared", args=[pair.pk]), {"text": SHARED})

    assert (shared.status_code, shared.headers["Location"]) == (303, f"/j/{pair.pk}/notes")
    his = signed_in(at_lumen, at_lumen.elias)
    assert SHARED in page_of(her, "notes", pair.pk)
    assert SHARED in page_of(his, "notes", pair.pk)
    assert "/remove" not in page_of(his, "notes", pair.pk)


def test_a_slip_of_a_field_shares_nothing(her: Client, pair: Connection) -> None:
    her.post(
        reverse("notes-private", args=[pair.pk]), {"text": SECRET, "of": "shared", "kind": "shared", "shared": "1"}
    )

    assert (PrivateNote.objects.count(), SharedNote.objects.count()) == (1, 0)


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
    answer = her.post(reverse(name, args=[pair.pk]), {"text": text})

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

    answer = her.post(reverse(name, args=[pair.pk]), {"text": SECRET})

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
