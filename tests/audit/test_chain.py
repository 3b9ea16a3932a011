"""What happened is written in the transaction in which it happened, in an order that cannot be changed unseen."""

import pytest
from django.db import connections, transaction

from telemachy.audit import chain
from telemachy.audit.models import AuditEvent, AuditSeal
from telemachy.tenancy.context import work
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
