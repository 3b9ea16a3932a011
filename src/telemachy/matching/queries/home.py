"""What needs a coordinator, most pressing first; the list is complete, so that an empty one means peace."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.journeys.models import Connection, Member
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import ImportBatch
from telemachy.programmes.models import Application, Programme

from ..models import MatchRun, Proposal
from .runs import latest_run

NAMES = 4
Stage = Connection.Stage


@dataclass(frozen=True)
class Need:
    """One thing that needs somebody: why, whom it is about, and the one thing to do."""

    icon: str
    heading: str
    because: str
    url: str
    action: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stop:
    """One station of a cohort: how many mentees have come this far, and whether anybody has gone on from here."""

    word: str
    number: int
    leads_on: bool = False


@dataclass(frozen=True)
class Home:
    """Everything the first page of a programme says."""

    needs: tuple[Need, ...]
    stops: tuple[Stop, ...]
    late: int


def home_of(programme: Programme) -> Home:
    """Return what needs somebody and how far the cohort has come; a fixed number of queries."""
    run, late = latest_run(programme), _late(programme).count()
    asked = tuple(_unanswered(programme, late))
    needs = [
        *_failed_mails(programme),
        *(asked if late else ()),
        *_without_mentor(programme, run),
        *_drafts_to_look_at(programme, run),
        *_imports(programme),
        *_first_steps(programme, run),
        *(() if late else asked),  # waiting asks for nothing yet
    ]
    return Home(tuple(needs), tuple(_stops(programme)), late)


def _failed_mails(programme: Programme) -> Iterable[Need]:
    failed = OutboxMessage.objects.filter(programme_id=programme.pk, state=OutboxMessage.State.FAILED)
    names = tuple(failed.order_by("to_name").values_list("to_name", flat=True)[: NAMES + 1])
    if not names:
        return
    number = failed.count()
    yield Need(
        icon="mail-x",
        heading=ngettext("%(n)d mail could not be delivered", "%(n)d mails could not be delivered", number)
        % {"n": number},
        because=_("Nothing is lost. Correct the address, and it goes out again."),
        url=f"{reverse('outbox', args=[programme.slug])}?show=failed",
        action=_("Fix the address") if number == 1 else _("Fix the addresses"),
        names=names,
    )


def _unanswered(programme: Programme, late: int) -> Iterable[Need]:
    invited = Member.objects.filter(
        connection__programme=programme, connection__stage=Stage.INVITED, connection__invited_at__lte=timezone.now()
    )
    names = tuple(_names(invited.filter(role=Member.Role.MENTOR)))
    if not names:
        return
    mentors = invited.filter(role=Member.Role.MENTOR).values("person_id").distinct()
    number = mentors.count()
    heading = ngettext("%(n)d mentor has not answered", "%(n)d mentors have not answered", number) % {"n": number}
    overdue = ngettext(
        "%(n)d is past the day they were asked for.", "%(n)d are past the day they were asked for.", late
    )
    yield Need(
        icon="hourglass",
        heading=heading,
        because=overdue % {"n": late} if late else _("All still have time. Their places are kept until then."),
        url=f"{reverse('pairs', args=[programme.slug])}?show={'late' if late else 'invited'}",
        action=_("See whom we wait for"),
        names=names,
    )


def _late(programme: Programme) -> QuerySet[Connection]:
    return Connection.objects.filter(programme=programme, stage=Stage.INVITED, answer_by__lt=timezone.now())


def _without_mentor(programme: Programme, run: MatchRun | None) -> Iterable[Need]:
    """Mentees whose mentor said no and who have nobody now; a newer draft that is open has them already."""
    if run is None or run.state != MatchRun.State.PUBLISHED:
        return
    in_a_pair = Member.objects.filter(programme=programme, role=Member.Role.MENTEE, open=True).values("person_id")
    refused = Member.objects.filter(
        programme=programme, role=Member.Role.MENTEE, connection__stage=Stage.DECLINED
    ).exclude(person_id__in=in_a_pair)
    names = tuple(_names(refused))
    if not names:
        return
    number = refused.values("person_id").distinct().count()
    yield Need(
        icon="user-question",
        heading=ngettext("%(n)d mentee needs another mentor", "%(n)d mentees need another mentor", number)
        % {"n": number},
        because=_("The first one asked cannot. Nobody has been told anything else."),
        url=reverse("matching", args=[programme.slug]),
        action=_("Find another mentor"),
        names=names,
    )


def _drafts_to_look_at(programme: Programme, run: MatchRun | None) -> Iterable[Need]:
    if run is None or run.state != MatchRun.State.READY:
        return
    paired = run.proposals.exclude(mentor=None)
    look = paired.filter(reviewed=False, locked=False).exclude(flags=[])
    number, ready = look.count(), paired.filter(Q(reviewed=True) | Q(locked=True)).count()
    url = reverse("matching-draft", args=[programme.slug, run.number])
    if number:
        names = _pair_names(look)
        heading = ngettext("%(n)d pair needs a look", "%(n)d pairs need a look", number) % {"n": number}
        because = _("Draft %(draft)d is solved. The pairs that are flagged come first; nothing has been sent.")
        action = ngettext("Look at %(n)d pair", "Look at %(n)d pairs", number) % {"n": number}
        yield Need("arrows-join", heading, because % {"draft": run.number}, url, action, names)
    elif ready:
        heading = ngettext("%(n)d pair is ready to publish", "%(n)d pairs are ready to publish", ready) % {"n": ready}
        because = _("Draft %(draft)d is reviewed. Nothing has been sent.") % {"draft": run.number}
        publish = reverse("matching-publish", args=[programme.slug, run.number])
        yield Need("send", heading, because, publish, _("Check and publish"))


def _pair_names(proposals: QuerySet[Proposal]) -> tuple[str, ...]:
    found = proposals.select_related("mentee", "mentor").order_by("mentee__name")[: NAMES + 1]
    return tuple(f"{each.mentee.short_name} – {each.mentor.short_name}" for each in found if each.mentor)


def _imports(programme: Programme) -> Iterable[Need]:
    batches = ImportBatch.objects.filter(programme_id=programme.pk).defer("table")
    for draft in batches.filter(state=ImportBatch.State.DRAFT)[:1]:
        yield Need(
            icon="table-import",
            heading=_("An import waits to be checked"),
            because=_("%(file)s was read; nothing of it has been written.") % {"file": draft.file_name},
            url=reverse("import-check", args=[programme.slug, draft.pk]),
            action=_("Go on checking"),
        )
    applied = batches.filter(state=ImportBatch.State.APPLIED).order_by("-applied_at").first()
    aside = int(applied.counts.get("set_aside", 0)) if applied else 0
    if applied and aside:
        heading = ngettext("%(n)d row was set aside", "%(n)d rows were set aside", aside) % {"n": aside}
        yield Need(
            icon="table-import",
            heading=heading,
            because=_("They are in %(file)s and not in the programme.") % {"file": applied.file_name},
            url=reverse("import-done", args=[programme.slug, applied.pk]),
            action=ngettext("Fix %(n)d row", "Fix %(n)d rows", aside) % {"n": aside},
        )


def _first_steps(programme: Programme, run: MatchRun | None) -> Iterable[Need]:
    people = Application.objects.filter(programme=programme).exclude(status=Application.Status.WITHDRAWN)
    if not people.exists():
        because = _(
            "Name, e-mail and role are enough. Nothing is written before you have seen it, and nobody gets a mail."
        )
        url = reverse("import", args=[programme.slug])
        yield Need("users", _("Bring people first"), because, url, _("Bring a spreadsheet"))
    elif run is None:
        because = _("Everybody is here, and nobody has been paired. A draft takes seconds and sends nothing.")
        yield Need(
            "arrows-join", _("Propose pairs"), because, reverse("matching", args=[programme.slug]), _("Go to matching")
        )


def _names(members: QuerySet[Member]) -> list[str]:
    ordered = members.order_by("person__name").values_list("person__name", flat=True).distinct()
    return list(ordered[: NAMES + 1])


def _stops(programme: Programme) -> Iterable[Stop]:
    mentees = Application.objects.filter(programme=programme, role=Application.Role.MENTEE)
    members = Member.objects.filter(programme=programme, role=Member.Role.MENTEE)
    invited = members.filter(Q(open=True) | Q(connection__stage=Stage.CLOSED))
    agreed = invited.filter(connection__stage__in=[Stage.ACTIVE, Stage.CLOSED])
    applied = mentees.exclude(status=Application.Status.WITHDRAWN).count()
    asked, said_yes = (found.values("person_id").distinct().count() for found in (invited, agreed))
    yield Stop(_("Applied"), applied, leads_on=asked > 0)
    yield Stop(_("Mentor asked"), asked, leads_on=said_yes > 0)
    yield Stop(_("Mentor said yes"), said_yes)
