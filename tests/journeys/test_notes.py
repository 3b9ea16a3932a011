"""Notes: two stores that never mix, read by whom they say and by nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, NotThere, Refused
from telemachy.journeys.access import get_private_note_for, get_shared_note_for
from telemachy.journeys.actions import (
    LONGEST_NOTE,
    change_private_note,
    delete_private_note,
    offer_times,
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


def test_a_note_belongs_to_a_session_of_its_own_pair(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    other = make_pair(at_lumen, at_lumen.bruno, at_lumen.petra)
    at = timezone.now() + timedelta(days=3)
    ours = offer_times(pair, [at], by=noor)
    theirs = offer_times(other, [at], by=at_lumen.actor(at_lumen.bruno))

    share_note(pair, SHARED, by=noor, session=ours)
    with pytest.raises(NotThere):
        share_note(pair, "Somewhere else", by=noor, session=theirs)

    assert [note.session_number for note in notes_of(pair, at_lumen.elias).shared] == [1]


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
