"""*Mentoring journey*: the charter, the sessions, the goals, the initiative, and what did not work."""

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.web.charts.numbers import in_words, show_fewest, show_period

from .facts import ClosingFacts, DecisionFacts, Facts, GoalFacts, InitiativeFacts, SessionFacts
from .lines import INITIATIVE, JOURNEY, QUOTATION, SESSIONS, Line, Source, as_told, clause, day, quoted, stop, tells

FIRST_DECISIONS = 2


def tell_journey(facts: Facts) -> list[Line]:
    """Return the sentences on what the two did."""
    return [
        *_charter(facts),
        *_sessions(facts),
        *_did_not_work(facts),
        *(_goal(facts, goal, place) for place, goal in enumerate(facts.goals)),
        *(line for initiative in facts.initiatives for line in _initiative(facts, initiative)),
        *_ending(facts),
    ]


def _charter(facts: Facts) -> list[Line]:
    if facts.charter_agreed_on is None or facts.charter_id is None:
        return []
    source = Source(
        kind="charter",
        id=facts.charter_id,
        recorded=_("The charter, agreed to by both"),
        on=facts.charter_agreed_on,
        strength=_("Both said"),
    )
    text = _("Both agreed to their charter on %(day)s.") % {"day": day(facts.charter_agreed_on)}
    return [Line("charter", _("Charter agreed"), JOURNEY, text, station=SESSIONS, source=source)]


def _sessions(facts: Facts) -> list[Line]:
    held = facts.sessions
    if not held:
        text = _("No session is on record as held.")
        source = Source("sessions", facts.connection_id, _("No session logged"), strength=_("Recorded"))
        return [Line("sessions", _("Sessions: none"), JOURNEY, text, station=SESSIONS, source=source)]
    first, last, both = held[0], held[-1], sum(each.both_said for each in held)
    hours = show_fewest(sum(each.minutes for each in held) / 60)
    said = {"times": _times(len(held)), "first": day(first.on), "last": day(last.on), "hours": hours}
    text = _("They met %(times)s between %(first)s and %(last)s, %(hours)s hours in all.") % said
    if len(held) == 1:
        text = _("They met once, on %(first)s.") % said
    source = Source(
        kind="sessions",
        id=facts.connection_id,
        recorded=f"{_sessions_recorded(held, both)}; {_span(held)}",
        on=last.on,
        strength=_("Both said") if both == len(held) else _("One said, of some"),
        about=tuple(f"session:{each.id}" for each in held),
    )
    fact = ngettext("%(count)s session", "%(count)s sessions", len(held)) % {"count": len(held)}
    whole = Line("sessions", fact, JOURNEY, text, station=SESSIONS, source=source)
    return [whole, *(_session(each) for each in held)]


def _span(held: tuple[SessionFacts, ...]) -> str:
    hours = show_fewest(sum(each.minutes for each in held) / 60)
    return _("%(period)s, %(hours)s hours in all") % {"period": show_period(held[0].on, held[-1].on), "hours": hours}


def _times(count: int) -> str:
    return _("twice") if count == 2 else _("%(count)s times") % {"count": in_words(count)}


def _sessions_recorded(held: tuple[SessionFacts, ...], both: int) -> str:
    sentence = ngettext(
        "%(count)d session logged, %(both)d of them by both",
        "%(count)d sessions logged, %(both)d of them by both",
        len(held),
    )
    return sentence % {"count": len(held), "both": both}


def _session(session: SessionFacts) -> Line:
    said = {"number": session.number, "day": day(session.on), "minutes": session.minutes}
    source = Source(
        kind="session",
        id=session.id,
        recorded=_("Session %(number)d, held, %(minutes)d minutes") % said,
        on=session.on,
        strength=_("Both said") if session.both_said else _("One said"),
    )
    text = _("Session %(number)d was on %(day)s.") % said
    fact = _("Session %(number)d") % said
    return Line(f"session:{session.id}", fact, JOURNEY, text, station=SESSIONS, source=source, is_spare=True)


def _goal(facts: Facts, goal: GoalFacts, place: int) -> Line:
    said = {"name": facts.mentee.short_name, "title": quoted(goal.title)}
    source = Source("goal", goal.id, _("Goal: %(title)s") % said, goal.made_on, strength=_("Recorded"))
    text = (_("Another goal was %(title)s.") if place else _("%(name)s wrote down a goal: %(title)s.")) % said
    return Line(f"goal:{goal.id}", _("Goal: %(title)s") % said, JOURNEY, text, station=SESSIONS, source=source)


def _initiative(facts: Facts, initiative: InitiativeFacts) -> list[Line]:
    said = {"name": facts.mentee.short_name, "title": quoted(initiative.title), "day": day(initiative.begun_on)}
    recorded = _("Initiative %(title)s, begun by %(name)s") % said
    begun = _initiative_line(initiative, "", _("On %(day)s %(name)s began an initiative: %(title)s.") % said, recorded)
    aim = _initiative_line(initiative, "aim", _("Its aim: %(aim)s") % {"aim": as_told(initiative.aim)}, initiative.aim)
    decisions = [
        _decision(initiative, each, place)
        for place, each in enumerate(sorted(initiative.decisions, key=lambda each: each.on))
    ]
    return [begun, *([aim] if initiative.aim.strip() else []), *_team(initiative, recorded), *decisions]


def _team(initiative: InitiativeFacts, recorded: str) -> list[Line]:
    people, team = initiative.people_led, initiative.team.strip()
    if people and not tells(team, people):
        sentence = ngettext("%(count)s person worked on it", "%(count)s people worked on it", people)
        text = stop(sentence % {"count": in_words(people)} + (f": {team}" if team else ""))
    elif team:
        text = _("Who worked on it: %(team)s") % {"team": stop(team)}
    else:
        return []
    return [_initiative_line(initiative, "team", text, team or text)]


def _initiative_line(initiative: InitiativeFacts, what: str, text: str, recorded: str) -> Line:
    names = {"": _("Initiative"), "aim": _("Its aim"), "team": _("Its team")}
    if what:
        said = {"what": names[what], "title": quoted(initiative.title), "text": clause(recorded)}
        recorded = _("%(what)s, as put on record for %(title)s: %(text)s") % said
    source = Source("initiative", initiative.id, recorded, initiative.begun_on, strength=_("Recorded"))
    key = f"initiative:{initiative.id}" + (f":{what}" if what else "")
    return Line(key, f"{names[what]}: {initiative.title}", JOURNEY, text, station=INITIATIVE, source=source)


def _decision(initiative: InitiativeFacts, decision: DecisionFacts, place: int) -> Line:
    said = {"day": day(decision.on), "title": quoted(initiative.title), "text": as_told(decision.text)}
    source = Source(
        kind="initiative",
        id=initiative.id,
        recorded=_("Decision log of %(title)s: %(decision)s") % {**said, "decision": clause(decision.text)},
        on=decision.on,
        strength=_("Recorded"),
    )
    shape = _("On %(day)s came another: %(text)s") if place else _("The first decision is of %(day)s: %(text)s")
    text, is_spare = shape % said, place >= FIRST_DECISIONS
    key, fact = f"decision:{decision.id}", _("Decision of %(day)s") % said
    return Line(key, fact, JOURNEY, text, station=INITIATIVE, source=source, is_spare=is_spare)


def _did_not_work(facts: Facts) -> list[Line]:
    lines = [_answered(facts, answer) for answer in facts.closing]
    for answer in facts.closing:
        if says_something(answer.did_not_work):
            name = facts.person(answer.by).short_name
            source = closing_source(answer.id, name, _("what did not work"), answer)
            fact = _("%(name)s, on what did not work") % {"name": name}
            key = f"did-not-work:{answer.by}"
            text = answer.did_not_work.strip()
            asked = _("Asked at the closing what did not work, %(name)s answered:") % {"name": name}
            lines.append(Line(f"{key}:asked", asked_fact(name), JOURNEY, asked, station=SESSIONS, source=source))
            lines.append(Line(key, fact, JOURNEY, text, QUOTATION, SESSIONS, source, answer.by))
    return lines


def asked_fact(name: str) -> str:
    """Return what the chip of a question of the closing says."""
    return _("The question to %(name)s") % {"name": name}


def says_something(answer: str) -> bool:
    """Say whether an answer has words to quote: "Nothing" and "none" are an answer and no account."""
    words = "".join(each for each in answer.casefold() if each.isalnum() or each.isspace()).split()
    return bool(words) and " ".join(words) not in set(
        _("nothing|none|no|na|not applicable|nil|nothing at all").split("|")
    )


def _answered(facts: Facts, answer: ClosingFacts) -> Line:
    """That somebody answered, for an author who tells it in their own sentence around a few of the words."""
    name = facts.person(answer.by).short_name
    source = closing_source(answer.id, name, _("that they were answered"), answer)
    text = _("%(name)s answered the closing questions on %(day)s.") % {"name": name, "day": day(answer.on)}
    fact = _("%(name)s, at the closing") % {"name": name}
    return Line(f"answered:{answer.by}", fact, JOURNEY, text, station=SESSIONS, source=source, is_spare=True)


def closing_source(id: uuid.UUID, name: str, about: str, answer: object) -> Source:
    """Return the source of what somebody said at the closing."""
    recorded = _("Closing questions, answered by %(name)s: %(about)s") % {"name": name, "about": about}
    return Source("closing", id, recorded, getattr(answer, "on", None), strength=_("One said"))


def _ending(facts: Facts) -> list[Line]:
    if facts.closed_on is None:
        return []
    said = {"day": day(facts.closed_on)}
    text = _("They ended on %(day)s, earlier than planned.") if facts.closed_early else _("They closed on %(day)s.")
    source = Source(
        "sessions", facts.connection_id, _("The closing of the pair"), facts.closed_on, strength=_("Recorded")
    )
    spare = not facts.closed_early
    return [Line("closed", _("The closing"), JOURNEY, text % said, station=SESSIONS, source=source, is_spare=spare)]
