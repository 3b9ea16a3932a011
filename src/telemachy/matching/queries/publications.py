"""What publishing a draft would do, and what it wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from telemachy.errors import NotThere
from telemachy.journeys import mails
from telemachy.journeys.models import Member
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.rendering import Mail, render_mail
from telemachy.people.models import Person
from telemachy.programmes.queries import file_of, latest_version

from ..boards import measure
from ..models import MatchRun, Proposal, Publication
from ..told import reasons_told
from .stale import stale_because, taking_part

UNDO_WINDOW = timedelta(minutes=10)
SATURDAY = 5


def ready_pairs(run: MatchRun) -> list[Proposal]:
    """Return the pairs that would go out: reviewed ones, locked ones included."""
    found = run.proposals.filter(mentor__isnull=False, reviewed=True).select_related("mentee", "mentor")
    return list(found.order_by("mentee__name", "mentee_id", "mentor_id"))


def reasons_of(run: MatchRun, pairs: Sequence[Proposal]) -> list[list[str]]:
    """Return for each pair the reasons its two people will read."""
    snapshot, scored = measure(run)
    rows, columns = (
        {snapshot.ids[key]: at for key, at in keys.items()}
        for keys in (snapshot.roster.mentee_row, snapshot.roster.mentor_column)
    )
    told = []
    for pair in pairs:
        if pair.mentor is None:
            raise NotThere()
        i, j = rows[pair.mentee_id], columns[pair.mentor.pk]
        found = reasons_told(scored, i, j, pair.mentee.short_name, pair.mentor.short_name)
        told.append(list(found[: mails.MOST_REASONS]))
    return told


def left_over(run: MatchRun) -> list[Person]:
    """Return the mentees for whom the draft has no mentor at all and whom nobody holds, by name.

    Who has left since, or has been given a mentor by another draft, is not looking any more.
    """
    paired = run.proposals.filter(mentor__isnull=False).values("mentee_id")
    given = Member.objects.filter(programme=run.programme_id, role=Member.Role.MENTEE, open=True).values("person_id")
    alone = run.proposals.filter(mentor__isnull=True, held=False).exclude(mentee_id__in=paired)
    alone, here = alone.exclude(mentee_id__in=given), taking_part(run)
    found = alone.select_related("mentee").order_by("mentee__name", "mentee_id")
    return [each.mentee for each in found if (each.mentee_id, str(Member.Role.MENTEE)) in here]


def event_of(publication: Publication) -> str:
    """What the events of all mails of a publication begin with."""
    return f"publication:{publication.pk}:"


def answer_time(start: datetime, working_days: int) -> datetime:
    """The moment so many working days, Monday to Friday, after another."""
    moment = start
    while working_days > 0:
        moment += timedelta(days=1)
        working_days -= moment.weekday() < SATURDAY
    return moment


@dataclass(frozen=True)
class Preview:
    """What publishing a draft now would do; nothing has been written."""

    run: MatchRun
    pairs: tuple[Proposal, ...]  # that go
    unreviewed: int  # that stay in the draft
    mentors: int
    unmatched: tuple[Person, ...]
    held: int
    send_at: datetime
    answer_by: datetime
    answer_days: int
    warnings: tuple[str, ...]
    drafts: int  # how many drafts were made, this one included
    number: int  # of the publication


def preview_publication(run: MatchRun) -> Preview:
    """Return what the check page shows before **Publish**."""
    file = file_of(latest_version(run.programme))
    pairs, now = ready_pairs(run), timezone.now()
    with_mentor = run.proposals.filter(mentor__isnull=False).count()
    waiting = left_over(run)
    days = file.thresholds.answer_within_working_days
    open_still = MatchRun.State(run.state).can_change()
    return Preview(
        run=run,
        pairs=tuple(pairs),
        unreviewed=with_mentor - len(pairs),
        mentors=len({pair.mentor_id for pair in pairs}),
        unmatched=tuple(waiting),
        held=run.proposals.filter(held=True).count(),
        send_at=now + UNDO_WINDOW,
        answer_by=answer_time(now + UNDO_WINDOW, days),
        answer_days=days,
        warnings=(*(stale_because(run, pairs) if open_still else ()), *_warnings(pairs)),
        drafts=MatchRun.objects.filter(programme=run.programme_id).count(),
        number=Publication.objects.filter(run__programme=run.programme_id).count() + 1,
    )


def _warnings(pairs: Sequence[Proposal]) -> list[str]:
    people = {person.pk: person for pair in pairs for person in (pair.mentee, pair.mentor) if person is not None}
    nameless = sum(" " not in person.name.strip() and not person.call_me for person in people.values())
    mentees = {pair.mentee_id: pair.mentee for pair in pairs}
    silent = sum(not mentee.hope.strip() for mentee in mentees.values())
    told = [
        (nameless, ngettext("%(n)d person has no first name", "%(n)d people have no first name", nameless)),
        (
            silent,
            ngettext(
                "%(n)d mentee has not said what they hope for, so their mentor reads only the reasons",
                "%(n)d mentees have not said what they hope for, so their mentors read only the reasons",
                silent,
            ),
        ),
    ]
    return [sentence % {"n": n} for n, sentence in told if n]


@dataclass(frozen=True)
class MailPreview:
    """A real person's mail, as it would go out."""

    to: Person
    from_name: str
    mail: Mail
    place: int
    of: int


def preview_mail(run: MatchRun, place: int = 1, kind: str = "invitation") -> MailPreview | None:
    """Return the mail of one kind for the `place`-th pair that goes ("still-looking": mentee); None without any."""
    sender = mails.sender_of(run.programme)
    answer_by = answer_time(timezone.now() + UNDO_WINDOW, sender.file.thresholds.answer_within_working_days)
    letters = [] if kind == "still-looking" else ready_pairs(run)
    waiting = left_over(run) if kind == "still-looking" else []
    of = len(letters) or len(waiting)
    if not of:
        return None
    place = min(max(1, place), of)
    if waiting:
        letter = mails.still_looking(sender, waiting[place - 1])
    else:
        pair = letters[place - 1]
        if pair.mentor is None:
            raise NotThere()
        reasons = reasons_of(run, [pair])[0]
        letter = (
            mails.your_mentor(sender, pair.mentee, pair.mentor, reasons)
            if kind == "your-mentor"
            else mails.invitation(sender, pair.mentee, pair.mentor, reasons, answer_by)
        )
    context = {"subject": letter.subject, "body": letter.body, "to_name": letter.to.name, "from_name": sender.name}
    links = {"accept_url": "#", "decline_url": "#", "url": "#"}
    mail = render_mail(letter.kind, {**context, **links, "why": sender.why})
    return MailPreview(letter.to, sender.name, mail, place, of)


def mails_of(publication: Publication) -> list[OutboxMessage]:
    """Return the mails of a publication, in the order in which they were written."""
    return list(OutboxMessage.objects.filter(event__startswith=event_of(publication)).order_by("id"))
