"""*Background*: who the two were, what the mentee hoped for, and why this mentor."""

from django.utils.translation import gettext as _

from .facts import Facts, PersonFacts
from .lines import BACKGROUND, MENTOR, NEED, QUOTATION, Line, Source, day, inside, stop

MOST_REASONS = 4


def tell_background(facts: Facts) -> list[Line]:
    """Return the sentences on the need and on the mentor."""
    return [*_who(facts, facts.mentee, NEED), *_hope(facts), *_proposal(facts), *_answer(facts)]


def _who(facts: Facts, person: PersonFacts, station: str) -> list[Line]:
    place = person.employer or facts.organisation
    title = person.job_title or person.employer
    if not title:
        return []
    said = {"name": person.name, "title": person.job_title, "place": place, "role": inside(person.job_title)}
    recorded = _("%(name)s: %(title)s, %(place)s") % said
    if not person.job_title:
        text, recorded = _("%(name)s came from %(place)s.") % said, f"{person.name}: {place}"
    elif person.since:
        said["day"] = day(person.since)
        text = _("%(name)s, %(role)s, had been at %(place)s since %(day)s.") % said
        recorded = _("%(name)s: %(title)s, %(place)s, since %(day)s") % said
    else:
        text = _("%(name)s came to the programme from %(place)s: %(role)s.") % said
    source = Source(
        kind="need",
        id=facts.connection_id,
        recorded=recorded,
        on=person.signed_up_on,
        strength=_("Recorded") if person.from_import else _("One said"),
        seen_by=_("the organisation’s own list of people") if person.from_import else "",
    )
    fact = _("Role: %(title)s") % {"title": title}
    return [Line(f"role:{person.id}", fact, BACKGROUND, text, station=station, source=source)]


def _hope(facts: Facts) -> list[Line]:
    person = facts.mentee
    if not person.hope.strip():
        return []
    source = Source(
        kind="need",
        id=facts.connection_id,
        recorded=_("Sign-up: what %(name)s hoped to be able to do") % {"name": person.short_name},
        on=person.signed_up_on,
        strength=_("One said"),
    )
    said = {"name": person.short_name}
    asked = _("Asked at sign-up what to hope for, %(name)s wrote:") % said
    fact = _("The question at sign-up")
    return [
        Line("hope:asked", fact, BACKGROUND, asked, station=NEED, source=source, is_spare=True),
        Line(
            "hope", _("The need, in their words"), BACKGROUND, person.hope.strip(), QUOTATION, NEED, source, person.id
        ),
    ]


def _proposal(facts: Facts) -> list[Line]:
    mentor = facts.mentor
    reasons = " ".join(stop(reason) for reason in facts.reasons[:MOST_REASONS] if reason.strip())
    recorded = _("The pair as proposed, with the reasons both were given")
    source = Source(
        kind="mentor",
        id=facts.connection_id,
        recorded=f"{recorded}: {reasons}" if reasons else recorded,
        on=facts.proposed_on,
        strength=_("Recorded"),
    )
    who = f"{mentor.name}, {inside(mentor.job_title)}," if mentor.job_title else mentor.name
    text = _("The programme proposed %(who)s as mentor.") % {"who": who}
    if reasons:
        said = {"who": who, "reasons": reasons}
        text = _("The programme proposed %(who)s as mentor and told both why. %(reasons)s") % said
    return [Line("reasons", _("Why these two"), BACKGROUND, text, station=MENTOR, source=source)]


def _answer(facts: Facts) -> list[Line]:
    if facts.accepted_on is None:
        return []
    said = {"name": facts.mentor.short_name, "day": day(facts.accepted_on)}
    source = Source(
        kind="mentor",
        id=facts.connection_id,
        recorded=_("The invitation, answered by %(name)s") % said,
        on=facts.accepted_on,
        strength=_("Recorded"),
    )
    text = stop(_("%(name)s said yes on %(day)s") % said)
    return [Line("accepted", _("The mentor’s yes"), BACKGROUND, text, station=MENTOR, source=source)]
