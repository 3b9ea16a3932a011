"""Charters: made from the programme's template when a pair begins, agreed to by both."""

from django.db import transaction

from telemachy.audit import chain as audit
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..mails import charter_text, tell_of_agreement
from ..models import Charter, CharterAgreement, Connection
from .standing import member_for, take_open


@transaction.atomic
def make_charter(connection: Connection, *, by: Actor | None) -> Charter:
    """Write the charter of a pair as the programme's text has it today. Making it twice gives the first."""
    connection = locks.take(Connection, connection.pk)
    known = Charter.objects.filter(connection=connection).first()
    if known is not None:
        return known
    charter = Charter.objects.create(connection=connection, text=charter_text(connection), made_at=clock.now())
    audit.record(by, "charter.made", charter, connection=connection.pk, number=charter.number)
    return charter


@transaction.atomic
def agree_to_charter(charter: Charter, *, by: Actor) -> CharterAgreement:
    """Let one of the two agree. Agreeing twice is agreeing once; the first to agree lets the other know.

    Raises:
        NotThere: the actor is none of the two.
        Refused: the pair has ended.
    """
    connection = take_open(charter.connection)
    person = member_for(connection, by).person
    agreements = CharterAgreement.objects.filter(charter=charter)
    agreed = {each.person_id: each for each in agreements}
    if person.pk in agreed:
        return agreed[person.pk]
    agreement = CharterAgreement.objects.create(charter=charter, person=person, at=clock.now())
    audit.record(by, "charter.agreed", charter, connection=connection.pk, both=bool(agreed))
    if not agreed:
        tell_of_agreement(charter, person)
    return agreement
