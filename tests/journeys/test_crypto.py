"""What is sealed opens in its own place for its own author's key, and nowhere else."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import IntegrityError, connections
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telemachy.journeys import crypto
from telemachy.journeys.crypto import CannotOpen, MasterKeyMissing, read_ring, seal, unseal
from telemachy.journeys.master_key import new_line, read_master_keys
from telemachy.journeys.models import DataKey
from telemachy.tenancy.context import work
from telemachy.tenancy.ids import uuid7
from tests.cast import Cast, make_cast

PAIR, NOTE = uuid7(), uuid7()
NOOR, ELIAS = uuid7(), uuid7()
PLACE = {"connection_id": PAIR, "author_id": NOOR, "kind": "privatenote", "id": NOTE, "version": 1}
OTHER_PLACES = {
    "pair": {"connection_id": uuid7()},
    "author": {"author_id": ELIAS},
    "kind": {"kind": "sharednote"},
    "note": {"id": uuid7()},
    "version": {"version": 2},
}
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def own_master_key(tmp_path: Path, settings: object) -> Path:
    file = tmp_path / "master-key"
    file.touch(mode=0o600)
    file.write_text(new_line())
    settings.KEK_FILE = file  # type: ignore[attr-defined]
    return file


@many
@given(text=st.text())
def test_any_text_opens_again_as_it_was(at_lumen: Cast, text: str) -> None:
    assert unseal(seal(text, **PLACE), **PLACE) == text


@many
@given(text=st.text(max_size=20), data=st.data())
def test_nothing_opens_with_one_bit_changed(at_lumen: Cast, text: str, data: st.DataObject) -> None:
    sealed = bytearray(seal(text, **PLACE))
    bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), **PLACE)


@many
@given(text=st.text(max_size=20), data=st.data())
def test_nothing_opens_that_was_cut_short(at_lumen: Cast, text: str, data: st.DataObject) -> None:
    sealed = seal(text, **PLACE)

    with pytest.raises(CannotOpen):
        unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))], **PLACE)


@pytest.mark.parametrize("other", OTHER_PLACES.values(), ids=OTHER_PLACES)
def test_nothing_opens_in_another_place(at_lumen: Cast, other: dict[str, object]) -> None:
    sealed = seal("I may say no to the role.", **PLACE)
    seal("So that the other place has a key.", **{**PLACE, **other})

    with pytest.raises(CannotOpen):
        unseal(sealed, **{**PLACE, **other})


def test_without_the_place_bound_to_it_a_text_would_open_elsewhere(
    at_lumen: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the test above: what it sees is the binding at work and nothing else."""
    monkeypatch.setattr(crypto, "_bound", lambda *place: b"anywhere")
    sealed = seal("I may say no to the role.", **PLACE)

    assert unseal(sealed, **{**PLACE, "id": uuid7(), "kind": "sharednote", "version": 2}) == "I may say no to the role."


def _copy_keys(organisation_id: uuid.UUID, *changed: DataKey, **values: object) -> None:
    for key in changed:
        DataKey.objects.create(
            **{
                "organisation_id": organisation_id,
                "connection_id": key.connection_id,
                "author_id": key.author_id,
                "master_key": key.master_key,
                "wrapped": bytes(key.wrapped),
                **values,
            }
        )


def test_nothing_opens_in_another_organisation_even_with_its_key_copied_there(cast: Cast) -> None:
    with work(cast.lumen.id):
        sealed = seal("I may say no to the role.", **PLACE)
        keys = list(DataKey.objects.all())
    with work(cast.elsewhere.id):
        _copy_keys(cast.elsewhere.id, *keys)

        with pytest.raises(CannotOpen):
            unseal(sealed, **PLACE)


def test_a_wrapped_key_does_not_open_in_another_authors_row(at_lumen: Cast) -> None:
    sealed = seal("I may say no to the role.", **PLACE)
    _copy_keys(at_lumen.lumen.id, *DataKey.objects.all(), author_id=ELIAS)

    with pytest.raises(CannotOpen):
        unseal(sealed, **{**PLACE, "author_id": ELIAS})


def test_the_same_text_is_sealed_differently_each_time(at_lumen: Cast) -> None:
    assert len({seal("Again", **PLACE) for _ in range(50)}) == 50


def test_an_author_has_one_key_in_a_pair_and_another_in_the_next(at_lumen: Cast) -> None:
    seal("One", **PLACE)
    seal("Two", **PLACE)
    seal("Three", **{**PLACE, "connection_id": uuid7()})

    wrapped = [bytes(key.wrapped) for key in DataKey.objects.all()]
    assert len(set(wrapped)) == len(wrapped) == 2


def test_destroying_one_key_leaves_the_partners_words_readable(at_lumen: Cast) -> None:
    hers, his = seal("Hers", **PLACE), seal("His", **{**PLACE, "author_id": ELIAS})

    DataKey.objects.filter(author_id=NOOR).delete()

    assert unseal(his, **{**PLACE, "author_id": ELIAS}) == "His"
    with pytest.raises(CannotOpen, match="the key it was sealed with is gone"):
        unseal(hers, **PLACE)


def test_a_destroyed_key_stays_destroyed_when_its_author_writes_again(at_lumen: Cast) -> None:
    before = seal("Before", **PLACE)
    DataKey.objects.filter(author_id=NOOR).delete()
    after = seal("After", **PLACE)

    assert unseal(after, **PLACE) == "After"
    with pytest.raises(CannotOpen):
        unseal(before, **PLACE)


def test_a_ring_opens_many_notes_with_one_query(at_lumen: Cast, django_assert_num_queries: object) -> None:
    sealed = [seal(str(number), **{**PLACE, "version": number}) for number in range(5)]

    with django_assert_num_queries(1):  # type: ignore[operator]
        ring = read_ring(PAIR)
        texts = [unseal(each, **{**PLACE, "version": number}, ring=ring) for number, each in enumerate(sealed)]

    assert texts == ["0", "1", "2", "3", "4"]


def test_one_damaged_key_does_not_close_the_partners_words(at_lumen: Cast) -> None:
    hers, his = seal("Hers", **PLACE), seal("His", **{**PLACE, "author_id": ELIAS})
    DataKey.objects.filter(author_id=NOOR).update(wrapped=b"\x01" + bytes(60))

    assert unseal(his, **{**PLACE, "author_id": ELIAS}) == "His"
    with pytest.raises(CannotOpen):
        unseal(hers, **PLACE)


@pytest.mark.parametrize("harm", ["missing", "empty", "damaged", "open to others"])
def test_without_a_usable_master_key_nothing_opens_and_nothing_is_lost(
    at_lumen: Cast, own_master_key: Path, harm: str
) -> None:
    sealed, key = seal("Kept", **PLACE), own_master_key.read_text()
    if harm == "missing":
        own_master_key.unlink()
    elif harm == "open to others":
        own_master_key.chmod(0o644)
    else:
        own_master_key.write_text({"empty": "", "damaged": "bm8="}[harm])

    with pytest.raises(MasterKeyMissing, match="Notes cannot be opened or sealed"):
        unseal(sealed, **PLACE)
    with pytest.raises(MasterKeyMissing, match="Notes cannot be opened or sealed"):
        seal("Not taken", **PLACE)

    own_master_key.touch()
    own_master_key.chmod(0o600)
    own_master_key.write_text(key)
    assert unseal(sealed, **PLACE) == "Kept"


def test_another_master_key_opens_nothing_until_the_old_one_is_back(at_lumen: Cast, own_master_key: Path) -> None:
    old, sealed = own_master_key.read_text(), seal("Kept", **PLACE)

    own_master_key.write_text(new := new_line())
    with pytest.raises(CannotOpen):
        unseal(sealed, **PLACE)
    own_master_key.write_text(old + new)

    assert unseal(sealed, **PLACE) == "Kept"


def test_the_last_master_key_wraps_while_all_open(at_lumen: Cast, own_master_key: Path) -> None:
    before = seal("Before", **PLACE)
    own_master_key.write_text(own_master_key.read_text() + new_line())
    after = seal("After", **{**PLACE, "author_id": ELIAS})

    wrapped_by = dict(DataKey.objects.values_list("author_id", "master_key"))
    assert [wrapped_by[NOOR], wrapped_by[ELIAS]] == list(read_master_keys(own_master_key))
    assert unseal(before, **PLACE) == "Before"
    assert unseal(after, **{**PLACE, "author_id": ELIAS}) == "After"


def test_neither_a_key_nor_a_ring_shows_its_bytes_when_printed(at_lumen: Cast, own_master_key: Path) -> None:
    seal("One", **PLACE)
    (master,) = read_master_keys(own_master_key).values()
    ring = read_ring(PAIR)

    assert repr(master) == f"MasterKey(fingerprint='{master.fingerprint}')"
    assert repr(ring) == f"Ring(connection_id={PAIR!r})"


committed = pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])


def seal_at_once(organisation_id: uuid.UUID, count: int) -> list[bytes]:
    """Seal a text in so many threads, each with a connection of its own, none of which finds a key at first."""
    start = threading.Barrier(count)

    def do(number: int) -> bytes:
        try:
            with work(organisation_id):
                start.wait(10)
                return seal(str(number), **{**PLACE, "version": number})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(do, range(count)))


@committed
def test_two_who_write_their_first_note_at_once_make_one_key(mirrors_closed: None) -> None:
    lumen = make_cast().lumen.id

    sealed = seal_at_once(lumen, 4)

    with work(lumen):
        assert DataKey.objects.count() == 1
        texts = [unseal(each, **{**PLACE, "version": number}) for number, each in enumerate(sealed)]
    assert texts == ["0", "1", "2", "3"]


@committed
def test_without_the_way_round_a_key_that_is_there_one_of_them_would_fail(
    mirrors_closed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lumen, real = make_cast().lumen.id, QuerySet.bulk_create
    meeting = threading.Barrier(2)

    def bulk_create(self: QuerySet, rows: list, **more: object) -> list:
        if self.model is DataKey:
            meeting.wait(10)
            more = {}
        return real(self, rows, **more)

    monkeypatch.setattr(QuerySet, "bulk_create", bulk_create)

    with pytest.raises(IntegrityError):
        seal_at_once(lumen, 2)
