"""Claims: recorded and corrected by the claimant, each correction a row of its own; shared; taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, NotAllowed, Refused
from telemachy.journeys.models import Connection, Member
from telemachy.people.models import Person
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor, can

from ..models import Claim
from .facts import ClaimFacts, check_facts


@transaction.atomic
def record_claim(connection: Connection, facts: ClaimFacts, *, by: Actor) -> Claim:
    """Put an outcome on record, during the pair's time or after it: some take two years.

    Raises:
        Refused: the facts do not fit together, or only the mentee records what came of it.
    """
    connection = locks.take(Connection, connection.pk)
    if not Connection.Stage(connection.stage).has_journey():
        raise Refused(_("This pair has not begun, so there is nothing to record yet."))
    mentee = _claimant(connection, by)
    check_facts(facts, connection)
    claim = _write(connection, facts, mentee, by)
    audit.record(by, "claim.recorded", claim, shared=claim.shared)
    return claim


@transaction.atomic
def correct_claim(claim: Claim, facts: ClaimFacts, *, by: Actor) -> Claim:
    """Record a claim anew. The earlier row stays as it was; what confirmed it does not carry over to other words.

    Raises:
        Conflict: it was corrected or taken back meanwhile.
    """
    claim = _take_current(claim, by)
    check_facts(facts, claim.connection)
    corrected = _write(claim.connection, facts, claim.person, by, supersedes=claim)
    if not corrected.shared:
        _keep_to_the_pair(claim)
    audit.record(by, "claim.corrected", corrected, supersedes=claim.pk)
    return corrected


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: Actor) -> Claim:
    """Take a claim back: it counts nowhere, and only the pair reads it. Taking it back twice changes nothing."""
    claim = locks.take(Claim, claim.pk)
    require(by, "edit", claim)
    if claim.status == Claim.Status.WITHDRAWN:
        return claim
    _refuse_superseded(claim)
    claim.status = Claim.Status.WITHDRAWN
    claim.save(update_fields=["status"])
    _keep_to_the_pair(claim)
    audit.record(by, "claim.withdrawn", claim)
    return claim


@transaction.atomic
def share_claim(claim: Claim, shared: bool, *, by: Actor) -> Claim:
    """Let the coordinator read a claim and look for its record, or no longer.

    Raises:
        Refused: the programme said before people joined that coordinators see whose outcome is whose.
    """
    claim = _take_current(claim, by)
    if not shared and _is_identified(claim.connection):
        raise Refused(_("In this programme the coordinator sees whose outcome is whose. You can take the claim back."))
    if claim.shared == shared:
        return claim
    if shared:
        claim.shared = True
        claim.save(update_fields=["shared"])
    else:
        _keep_to_the_pair(claim)
    audit.record(by, "claim.shared" if shared else "claim.kept-to-the-pair", claim)
    return claim


def require(by: Actor, action: str, claim: Claim) -> None:
    """Raise `NotAllowed` where the policy does: a grade rests on who confirms, so actions ask again."""
    if not can(by, action, claim).allow:
        raise NotAllowed(_("Only somebody with another role can do this."))


def refuse_withdrawn(claim: Claim) -> None:
    """Raise `Conflict` for a claim that counts no longer."""
    if claim.status == Claim.Status.WITHDRAWN:
        raise Conflict(_("This claim was taken back. Nothing was changed."))
    _refuse_superseded(claim)


def _take_current(claim: Claim, by: Actor) -> Claim:
    claim = locks.take(Claim, claim.pk)
    require(by, "edit", claim)
    refuse_withdrawn(claim)
    return claim


def _keep_to_the_pair(claim: Claim) -> None:
    """Share a claim no longer, nor any that it corrects: what was said before is no more the coordinator's to read."""
    earlier: Claim | None = claim
    while earlier is not None:
        earlier.shared = False
        earlier.save(update_fields=["shared"])
        earlier = earlier.supersedes


def _refuse_superseded(claim: Claim) -> None:
    if claim.superseded_by.exists():
        raise Conflict(_("This claim was corrected meanwhile. Nothing was changed. Look at the newer one."))


def _claimant(connection: Connection, by: Actor) -> Person:
    mentee = connection.members.filter(role=Member.Role.MENTEE, person_id=by.person_id).select_related("person").first()
    if mentee is None:
        raise Refused(_("The mentee records what came of it; others confirm it."))
    person: Person = mentee.person
    return person


def _is_identified(connection: Connection) -> bool:
    return file_of(latest_version(connection.programme)).identified_outcomes


def _write(
    connection: Connection, facts: ClaimFacts, person: Person, by: Actor, supersedes: Claim | None = None
) -> Claim:
    return Claim.objects.create(
        programme=connection.programme,
        connection=connection,
        person=person,
        initiative=facts.initiative,
        entity=facts.entity.strip(),
        kind=facts.kind,
        code=facts.code,
        happened=facts.happened,
        text=facts.text.strip(),
        on=facts.on,
        value=facts.value,
        unit=facts.unit.strip(),
        baseline=facts.baseline,
        baseline_on=facts.baseline_on,
        # People were told before they joined, so their claims are shared from the start; one rule then serves all.
        shared=facts.shared or _is_identified(connection),
        supersedes=supersedes,
        recorded_by_id=by.person_id,
        recorded_at=clock.now(),
    )
