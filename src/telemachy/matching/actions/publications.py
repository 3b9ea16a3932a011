"""Publishing: what has been reviewed goes out, after a while in which it can be undone without a trace.

Everything is written in the one transaction of `publish`: seats, connections and mails. Time alone does the rest: a
mentor sees an invitation from `send_at` on, and the mails are stored for that moment. So nothing is ever half
published, whichever process dies, and undoing takes back what nobody has seen.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.journeys import mails
from telemachy.journeys.actions import Opening, invite_now, open_connections, withdraw_connections
from telemachy.journeys.models import Connection
from telemachy.messaging.outbox import cancel_event, send_event_now
from telemachy.messaging.tasks import defer
from telemachy.programmes.models import Programme
from telemachy.tenancy import locks
from telemachy.tenancy.policy import Actor

from ..models import MatchRun, Proposal, Publication
from ..queries.publications import UNDO_WINDOW, answer_time, event_of, left_over, ready_pairs, reasons_of
from ..queries.stale import stale_because

State = Publication.State


@transaction.atomic
def publish(
    run: MatchRun, *, by: Actor, version: int | None = None, undo_window: timedelta = UNDO_WINDOW
) -> Publication:
    """Hand out the reviewed pairs of a draft; afterwards the draft is read-only.

    Raises:
        Conflict: somebody published it first, changed it since the page was read, or gave a place away; or somebody
            has left or said no since the draft was made.
        Refused: no pair has been reviewed.
    """
    programme = locks.take(Programme, run.programme_id)
    run = locks.take(MatchRun, run.pk)
    _refuse_unready(run, version)
    pairs = ready_pairs(run)
    if not pairs:
        raise Refused(_("No pair has been reviewed, so none would go out. Nothing was sent. Review some pairs first."))
    _refuse_stale(run, pairs)
    publication = _announce(run, pairs, by, timezone.now() + undo_window)
    run.state = MatchRun.State.PUBLISHED
    run.version += 1
    run.save(update_fields=["state", "version"])
    _hand_out(programme, run, publication, pairs, by)
    audit.record(by, "run.published", run, publication=publication.pk, pairs=len(pairs))
    defer("matching.publication-sent", schedule_at=publication.send_at, publication_id=publication.pk, version=1)
    return publication


def _refuse_unready(run: MatchRun, version: int | None) -> None:
    if run.state == MatchRun.State.PUBLISHED:
        raise Conflict(_("Draft %(number)d is published already. Nothing was sent twice.") % {"number": run.number})
    if not MatchRun.State(run.state).can_change():
        raise Conflict(_("Draft %(number)d has no pairs yet. Nothing was sent.") % {"number": run.number})
    if version is not None and version != run.version:
        raise Conflict(_("Somebody has changed this draft since you opened the page. Nothing was sent. Look again."))


def _refuse_stale(run: MatchRun, pairs: Sequence[Proposal]) -> None:
    told = stale_because(run, pairs)
    if told:
        raise Conflict(" ".join([*told[:3], _("Nothing was sent. Make the next draft from this one.")]))


def _announce(run: MatchRun, pairs: Sequence[Proposal], by: Actor, send_at: datetime) -> Publication:
    last = Publication.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Publication.objects.create(
                run=run,
                number=last + 1,
                pairs=[[str(pair.mentee_id), str(pair.mentor_id)] for pair in pairs],
                send_at=send_at,
                by_id=by.person_id,
            )
    except IntegrityError as error:
        raise Conflict(_("Somebody else has just published this draft. Nothing was sent twice.")) from error


def _hand_out(
    programme: Programme, run: MatchRun, publication: Publication, pairs: Sequence[Proposal], by: Actor
) -> None:
    sender = mails.sender_of(programme)
    answer_by = answer_time(publication.send_at, sender.file.thresholds.answer_within_working_days)
    reasons = reasons_of(run, pairs)
    openings = [
        Opening(pair.mentee, pair.mentor, tuple(told))
        for pair, told in zip(pairs, reasons, strict=True)
        if pair.mentor is not None
    ]
    connections = open_connections(
        programme, openings, by=by, invited_at=publication.send_at, answer_by=answer_by, publication_id=publication.pk
    )
    for opening, connection in zip(openings, connections, strict=True):
        letter = mails.invitation(sender, opening.mentee, opening.mentor, list(opening.reasons), answer_by)
        links = mails.answer_links(opening.mentor.pk, connection.pk)
        event = f"{event_of(publication)}{connection.pk}"
        mails.post(sender, letter, event=event, links=links, send_after=publication.send_at)
    for mentee in left_over(run):
        event = f"{event_of(publication)}unmatched:{mentee.pk}"
        mails.post(sender, mails.still_looking(sender, mentee), event=event, links={}, send_after=publication.send_at)


@transaction.atomic
def undo_publication(publication: Publication, *, by: Actor) -> Publication:
    """Take a publication back within its undo window; the draft can be changed again.

    Raises:
        Conflict: the mails have gone out, or it was undone before.
    """
    run, publication = _take(publication)
    if publication.state == State.UNDONE:
        raise Conflict(_("This publication has been undone already. Nothing was done."))
    if publication.state != State.WAITING or publication.send_at <= timezone.now():
        raise Conflict(_("The mails have gone out, so the publication stays. Nothing was taken back."))
    cancel_event(event_of(publication), by=by)
    withdraw_connections(publication.pk, by=by)
    _set_state(publication, State.UNDONE)
    run.state = MatchRun.State.READY
    run.version += 1
    run.save(update_fields=["state", "version"])
    audit.record(by, "publication.undone", publication)
    return publication


@transaction.atomic
def send_publication_now(publication: Publication, *, by: Actor) -> Publication:
    """Close the undo window: mails leave and mentors see their invitations at once. Asked twice, it does so once.

    Raises:
        Conflict: the publication was undone.
    """
    _run, publication = _take(publication)
    if publication.state == State.UNDONE:
        raise Conflict(_("This publication was undone. Nothing was sent."))
    if publication.state == State.WAITING and publication.send_at > timezone.now():
        now = timezone.now()
        invited = Connection.objects.filter(publication_id=publication.pk).order_by("answer_by").first()
        invite_now(publication.pk, now=now, answer_by=invited.answer_by if invited else None)
        send_event_now(event_of(publication), by=by)
        publication.send_at = now
        publication.save(update_fields=["send_at"])
        audit.record(by, "publication.sent-now", publication)
    return finish_publication(publication)


@transaction.atomic
def finish_publication(publication: Publication) -> Publication:
    """Note that a publication's undo window has closed; before that, and a second time, change nothing."""
    _run, publication = _take(publication)
    if publication.state == State.WAITING and publication.send_at <= timezone.now():
        publication.sent_at = publication.send_at
        _set_state(publication, State.SENT)
        audit.record(None, "publication.sent", publication)
    return publication


def _take(publication: Publication) -> tuple[MatchRun, Publication]:
    run = locks.take(MatchRun, publication.run_id)
    return run, locks.take(Publication, publication.pk)


def _set_state(publication: Publication, state: State) -> None:
    publication.state = state
    publication.save(update_fields=["state", "sent_at"])
