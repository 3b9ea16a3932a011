"""Claims are recorded by the mentee, corrected by new rows, and never changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, Refused
from telemachy.evidence.actions import (
    ClaimFacts,
    correct_claim,
    record_claim,
    share_claim,
    state_contribution,
    withdraw_claim,
)
from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection, Initiative
from telemachy.programmes.actions import create_programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy import clock
from telemachy.tenancy.loader import scope
from tests.cast import Cast, take_part
from tests.evidence.conftest import READINGS, ROLE
from tests.evidence.pairs import pair_up

MONEY = ClaimFacts(
    "other", "amount", "A grant for the lab.", date(2026, 3, 1), value=Decimal(1000), unit="EUR", entity="The lab"
)


def deeds(claim: Claim) -> list[str]:
    return [event.deed for event in AuditEvent.objects.filter(object_id=claim.pk).order_by("at")]


def test_a_mentee_records_what_came_of_it(at_lumen: Cast, pair: Connection) -> None:
    claim = record_claim(pair, READINGS, by=at_lumen.actor(at_lumen.noor))

    assert (claim.person, claim.programme, claim.connection) == (at_lumen.noor, at_lumen.programme, pair)
    assert (claim.kind, claim.code, claim.value, claim.baseline, claim.unit) == (
        "measure",
        "innovations-delivered",
        13,
        21,
        "days",
    )
    assert (claim.status, claim.shared, claim.supersedes, claim.recorded_by) == ("open", False, None, at_lumen.noor)
    assert deeds(claim) == ["claim.recorded"]


def test_the_audit_tells_of_a_claim_and_of_statements_on_it_and_not_what_they_say(
    at_lumen: Cast, pair: Connection
) -> None:
    noor = at_lumen.actor(at_lumen.noor)
    claim = record_claim(pair, READINGS, by=noor)
    state_contribution(claim, "none", by=noor)

    details = [event.detail for event in AuditEvent.objects.filter(object_id=claim.pk).order_by("at")]
    assert details == [{"shared": False}, {}]


def test_the_time_of_recording_is_that_of_the_clock(at_lumen: Cast, pair: Connection) -> None:
    then = clock.now() - timedelta(days=40)

    with clock.set_to(then):
        claim = record_claim(pair, ROLE, by=at_lumen.actor(at_lumen.noor))

    assert claim.recorded_at == then


def test_an_outcome_that_comes_after_the_pair_has_ended_can_be_recorded(at_lumen: Cast, pair: Connection) -> None:
    Connection.objects.filter(pk=pair.pk).update(stage="closed")

    assert record_claim(pair, ROLE, by=at_lumen.actor(at_lumen.noor)).code == "leading-role"


@pytest.mark.parametrize("who", ["elias", "ines", "bruno"])
def test_nobody_but_the_mentee_records_a_claim(at_lumen: Cast, pair: Connection, who: str) -> None:
    with pytest.raises(Refused, match="The mentee records"):
        record_claim(pair, ROLE, by=at_lumen.actor(getattr(at_lumen, who)))


def test_a_pair_that_has_not_begun_has_nothing_to_record(at_lumen: Cast, pair: Connection) -> None:
    Connection.objects.filter(pk=pair.pk).update(stage="invited")

    with pytest.raises(Refused, match="has not begun"):
        record_claim(pair, ROLE, by=at_lumen.actor(at_lumen.noor))


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (replace(ROLE, text=" "), "in a sentence"),
        (replace(ROLE, text="x" * 401), "at most 400"),
        (replace(ROLE, text="Amira became plan owner thanks to mentoring."), "without “thanks to”"),
        (replace(ROLE, code="promotion"), "programme's outcomes"),
        (replace(ROLE, kind="feeling"), "programme's outcomes"),
        (replace(ROLE, on=date(2999, 1, 1)), "a day that has come"),
        (replace(READINGS, baseline_on=date(2026, 3, 25)), "baseline comes before"),
        (replace(READINGS, value=None), "Give the value"),
        (replace(READINGS, value=Decimal("NaN")), "Give a number"),
        (replace(READINGS, value=Decimal(10) ** 13), "Give a number"),
        (replace(READINGS, unit=""), "Give the unit"),
        (replace(MONEY, unit="pounds"), "three letters"),
        (replace(MONEY, value=Decimal(0)), "above nothing"),
        (replace(MONEY, code="leading-role"), "under an outcome that is an amount"),
    ],
)
def test_facts_that_do_not_fit_are_refused_with_a_sentence(
    at_lumen: Cast, pair: Connection, facts: ClaimFacts, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        record_claim(pair, facts, by=at_lumen.actor(at_lumen.noor))

    assert Claim.objects.count() == 0


def test_the_facts_before_they_were_spoilt_are_accepted(at_lumen: Cast, pair: Connection) -> None:
    """The twin of the refusals above."""
    for facts in (ROLE, READINGS, MONEY, replace(READINGS, happened=False, value=None)):
        record_claim(pair, facts, by=at_lumen.actor(at_lumen.noor))

    assert Claim.objects.count() == 4


def test_an_initiative_of_another_pair_is_refused(at_lumen: Cast, pair: Connection) -> None:
    other = pair_up(at_lumen, at_lumen.bruno, at_lumen.petra)
    theirs = Initiative.objects.create(
        connection=other, owner=at_lumen.bruno, title="T", aim="A", measure="M", unit="u", better="lower",
        made_at=clock.now(),
    )  # fmt: skip

    with pytest.raises(Refused, match="another pair"):
        record_claim(pair, replace(ROLE, initiative=theirs), by=at_lumen.actor(at_lumen.noor))


def test_a_correction_is_a_new_row_and_the_earlier_one_stays_as_it_was(at_lumen: Cast, claim: Claim) -> None:
    corrected = correct_claim(claim, replace(ROLE, on=date(2026, 3, 15)), by=at_lumen.actor(at_lumen.noor))

    claim.refresh_from_db()
    assert (claim.on, claim.status) == (date(2026, 3, 1), "open")
    assert (corrected.on, corrected.supersedes) == (date(2026, 3, 15), claim)
    assert deeds(corrected) == ["claim.corrected"]


def test_a_correction_puts_no_cause_into_what_is_confirmed_either(at_lumen: Cast, claim: Claim) -> None:
    caused = replace(ROLE, text="Mentoring led to Noor leading, because of Elias.")

    with pytest.raises(Refused, match="without “led to”, “because of”: whether mentoring had to do with it"):
        correct_claim(claim, caused, by=at_lumen.actor(at_lumen.noor))

    assert Claim.objects.count() == 1


def test_a_claim_is_corrected_once_and_then_its_correction_is(at_lumen: Cast, claim: Claim) -> None:
    noor = at_lumen.actor(at_lumen.noor)
    second = correct_claim(claim, replace(ROLE, text="Noor leads two teams."), by=noor)

    with pytest.raises(Conflict, match="corrected meanwhile"):
        correct_claim(claim, ROLE, by=noor)
    assert correct_claim(second, ROLE, by=noor).supersedes == second


@pytest.mark.parametrize("change", [{"value": 1}, {"text": "Better."}, {"happened": False}, {"on": date(2026, 2, 1)}])
def test_what_a_claim_says_can_be_changed_by_nobody(claim: Claim, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**change)


def test_whether_a_claim_is_shared_can_be_changed(claim: Claim) -> None:
    """The twin: the database refuses changes of what is said, not every change."""
    assert Claim.objects.filter(pk=claim.pk).update(shared=False, text=claim.text) == 1


def test_taking_a_claim_back_twice_changes_nothing_more(at_lumen: Cast, claim: Claim) -> None:
    noor = at_lumen.actor(at_lumen.noor)

    withdraw_claim(claim, by=noor)
    again = withdraw_claim(claim, by=noor)

    assert again.status == "withdrawn"
    assert deeds(claim) == ["claim.recorded", "claim.withdrawn"]
    with pytest.raises(Conflict, match="taken back"):
        correct_claim(claim, ROLE, by=noor)


@pytest.mark.parametrize("act", [withdraw_claim, lambda claim, by: share_claim(claim, False, by=by)])
def test_nobody_else_takes_back_or_shares_a_claim(at_lumen: Cast, claim: Claim, act) -> None:
    for who in (at_lumen.elias, at_lumen.ines, at_lumen.bruno):
        with pytest.raises(NotAllowed):
            act(claim, by=at_lumen.actor(who))


def test_a_claimant_shares_and_keeps_to_the_pair_again(at_lumen: Cast, claim: Claim) -> None:
    noor = at_lumen.actor(at_lumen.noor)

    kept = share_claim(claim, False, by=noor)
    shared = share_claim(kept, True, by=noor)

    assert (kept.shared, shared.shared) == (False, True)
    assert deeds(claim) == ["claim.recorded", "claim.kept-to-the-pair", "claim.shared"]


def test_where_the_programme_says_so_beforehand_claims_are_shared_from_the_start(at_lumen: Cast) -> None:
    founders = create_programme(shipped_texts()["founders-to-scale"], cohort="2026", by=None)
    take_part(at_lumen.noor, founders, "mentee")
    take_part(at_lumen.elias, founders, "mentor")
    pair = pair_up(at_lumen, at_lumen.noor, at_lumen.elias, founders)
    noor = at_lumen.actor(at_lumen.noor)

    claim = record_claim(pair, replace(MONEY, code="capital-raised", shared=False), by=noor)

    assert claim.shared
    with pytest.raises(Refused, match="sees whose outcome is whose"):
        share_claim(claim, False, by=noor)


@pytest.mark.parametrize("deed", ["corrects it for the pair alone", "keeps it to the pair", "takes it back"])
def test_what_is_shared_no_longer_is_read_by_the_coordinator_in_no_earlier_wording(
    at_lumen: Cast, pair: Connection, deed: str
) -> None:
    noor, ines = at_lumen.actor(at_lumen.noor), at_lumen.actor(at_lumen.ines)
    first = record_claim(pair, replace(ROLE, shared=True), by=noor)
    second = correct_claim(first, replace(ROLE, text="Said otherwise.", shared=True), by=noor)
    assert set(scope(ines, Claim)) == {first, second}

    {
        "corrects it for the pair alone": lambda: correct_claim(second, replace(ROLE, shared=False), by=noor),
        "keeps it to the pair": lambda: share_claim(second, False, by=noor),
        "takes it back": lambda: withdraw_claim(second, by=noor),
    }[deed]()

    assert not scope(ines, Claim).exists()
    assert {first, second} <= set(scope(at_lumen.actor(at_lumen.elias), Claim))
