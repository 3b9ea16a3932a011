"""What happened is written in the transaction in which it happened, in an order that cannot be changed unseen."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from telemachy.audit import chain
from telemachy.audit.models import AuditEvent, AuditSeal
from telemachy.tenancy.context import current_work, work
from tests.cast import Cast


def deeds(organisation_id: object) -> list[tuple[int, str]]:
    with work(organisation_id):
        return list(AuditSeal.objects.order_by("sequence").values_list("sequence", "event__deed"))


@pytest.mark.promise("P25")
def test_each_piece_of_work_ends_by_sealing_its_events_in_order(cast: Cast) -> None:
    before = len(deeds(cast.lumen.id))

    with work(cast.lumen.id):
        chain.record(None, "first.deed", cast.noor)
        chain.record(cast.actor(cast.ines), "second.deed", cast.noor)

    assert deeds(cast.lumen.id)[before:] == [(before + 1, "first.deed"), (before + 2, "second.deed")]


def test_an_event_rolls_back_with_its_change(cast: Cast) -> None:
    before = deeds(cast.lumen.id)

    with work(cast.lumen.id), pytest.raises(ZeroDivisionError), transaction.atomic():
        chain.record(None, "never.happened", cast.noor)
        _ = 1 / 0

    assert deeds(cast.lumen.id) == before
    with work(cast.lumen.id):
        assert not AuditEvent.objects.filter(deed="never.happened").exists()


def test_work_nested_in_work_for_the_same_organisation_is_sealed_once_at_the_end(cast: Cast) -> None:
    before = len(deeds(cast.lumen.id))

    with work(cast.lumen.id):
        with work(cast.lumen.id):
            chain.record(None, "inner.deed", cast.noor)
            assert AuditSeal.objects.count() == before
        chain.record(None, "outer.deed", cast.noor)

    assert [deed for _, deed in deeds(cast.lumen.id)[before:]] == ["inner.deed", "outer.deed"]


@pytest.mark.promise("P25")
def test_an_untouched_chain_holds(cast: Cast) -> None:
    with work(cast.lumen.id):
        assert chain.first_broken_link() is None


@pytest.mark.promise("P25")
@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_a_changed_event_is_named_by_its_place(cast: Cast) -> None:
    with work(cast.lumen.id):
        chain.record(None, "an.honest.deed", cast.noor)

    forge_as_owner(cast, "an.honest.deed", "another.deed")

    with work(cast.lumen.id):
        assert chain.first_broken_link() == AuditSeal.objects.get(event__deed="another.deed").sequence


def forge_as_owner(cast: Cast, deed: str, forged: str) -> None:
    """Rewrite an event as the only role that can."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.org', %s, true)", [str(cast.lumen.id)])
        cursor.execute("UPDATE audit_auditevent SET deed = %s WHERE deed = %s", [forged, deed])
        assert cursor.rowcount == 1


@pytest.mark.promise("P25")
def test_work_for_another_organisation_inside_leaves_no_event_unsealed(cast: Cast) -> None:
    before = len(deeds(cast.lumen.id)), len(deeds(cast.elsewhere.id))

    with work(cast.lumen.id):
        chain.record(None, "outer.deed", cast.noor)
        with work(cast.elsewhere.id):
            chain.record(None, "foreign.deed", cast.zadie)
        chain.record(None, "later.deed", cast.noor)

    assert [deed for _, deed in deeds(cast.lumen.id)[before[0] :]] == ["outer.deed", "later.deed"]
    assert [deed for _, deed in deeds(cast.elsewhere.id)[before[1] :]] == ["foreign.deed"]


def test_events_of_work_that_failed_are_forgotten_by_the_next_work_of_the_thread(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), work(cast.lumen.id):
        chain.record(None, "never.happened", cast.noor)
        _ = 1 / 0

    with work(cast.lumen.id):
        assert current_work().pending == []


@pytest.mark.promise("P25")
def test_an_event_without_a_seal_is_found(cast: Cast) -> None:
    with work(cast.lumen.id):
        sealed = AuditSeal.objects.count()
        AuditEvent.objects.create(at=timezone.now(), deed="slipped.in", kind="person", object_id=cast.noor.pk)

    with work(cast.lumen.id):
        assert chain.first_broken_link() == sealed + 1


@pytest.mark.promise("P25")
@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_many_who_commit_at_once_make_one_chain_without_gaps(cast: Cast) -> None:
    before = len(deeds(cast.lumen.id))

    failed = commit_at_once(cast, 6)

    assert failed == []
    assert [place for place, _ in deeds(cast.lumen.id)] == list(range(1, before + 7))
    with work(cast.lumen.id):
        assert chain.first_broken_link() is None


@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_without_the_lock_two_would_take_the_same_place(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage twin: the race is real, and the unique place in the chain is what catches it last."""
    together = threading.Barrier(6)
    monkeypatch.setattr(chain, "_take_chain_lock", lambda _: None)
    monkeypatch.setattr(chain, "link", lambda *words, link=chain.link: (together.wait(20), link(*words))[1])

    failed = commit_at_once(cast, 6)

    assert len(failed) == 5
    assert all("audit_seal_sequence" in str(error) for error in failed)


def commit_at_once(cast: Cast, many: int) -> list[Exception]:
    """Let several threads write one event each and commit together; return what failed."""
    together = threading.Barrier(many)

    def act(number: int) -> Exception | None:
        try:
            with work(cast.lumen.id):
                chain.record(None, f"deed.{number}", cast.noor)
                together.wait(20)
        except IntegrityError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(many) as threads:
        return [error for error in threads.map(act, range(many)) if error]
