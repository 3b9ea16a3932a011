"""*Outcomes*: the measure before and after, what came about with its claim grade, and where both saw the goals."""

import uuid
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.web.charts import RunChart
from telemachy.web.charts.numbers import in_words, show_fewest, show_median, show_period

from ..wording import says_why
from .charts import chart_of, freeze_chart
from .facts import ClaimFacts, Facts, GoalFacts, InitiativeFacts
from .lines import CHART, OUTCOME, OUTCOMES, Line, Source, clause, day, inside, quoted, stop, tells


def tell_outcomes(facts: Facts) -> list[Line]:
    """Return the sentences on what came of it; never on what caused it."""
    return [
        *(line for initiative in facts.initiatives for line in _measure(initiative)),
        *(_claim(facts, each) for each in facts.claims),
        *(line for goal in facts.goals for line in _rating(facts, goal)),
    ]


def _measure(initiative: InitiativeFacts) -> list[Line]:
    if not initiative.readings:
        return []
    chart = chart_of(initiative)
    measure = f"{initiative.measure} ({initiative.unit})" if initiative.unit else initiative.measure
    source = Source(
        kind="initiative",
        id=initiative.id,
        recorded=_("Readings of %(measure)s, %(period)s")
        % {
            "measure": measure,
            "period": show_period(chart.readings[0].on, chart.readings[-1].on),
        },
        strength=_("Recorded"),
        seen_by=initiative.source,
    )
    key, fact = f"measure:{initiative.id}", _("Measure: %(measure)s") % {"measure": initiative.measure}
    said = Line(key, fact, OUTCOMES, _medians(initiative, chart), station=OUTCOME, source=source)
    drawn = replace(source, chart=freeze_chart(initiative))
    chart_key, chart_fact = f"chart:{initiative.id}", _("Chart: %(measure)s") % {"measure": initiative.measure}
    return [said, Line(chart_key, chart_fact, OUTCOMES, stop(chart.finding), CHART, OUTCOME, drawn)]


def _medians(initiative: InitiativeFacts, chart: RunChart) -> str:
    before, after = len(chart.before), len(chart.after)
    said = {
        "measure": inside(initiative.measure),
        "before": _readings(before),
        "after": _readings(after),
    }
    if chart.changed_on is None or chart.median_before is None or chart.median_after is None:
        sentence = ngettext(
            "The measure was %(measure)s: %(count)s reading, %(median)s.",
            "The measure was %(measure)s: %(count)s readings with a median of %(median)s.",
            before + after,
        )
        middle = chart.median_before if chart.median_before is not None else chart.median_after
        return sentence % {
            **said,
            "count": in_words(before + after),
            "median": _with_unit(initiative, middle or 0, chart.decimals),
        }
    shape = _(
        "The measure was %(measure)s. Before %(day)s the median was %(first)s, in %(before)s; "
        "since then it is %(then)s, in %(after)s."
    )
    return shape % {
        **said,
        "day": day(chart.changed_on),
        "first": _with_unit(initiative, chart.median_before, chart.decimals),
        "then": _with_unit(initiative, chart.median_after, chart.decimals),
    }


def _readings(count: int) -> str:
    return ngettext("%(count)s reading", "%(count)s readings", count) % {"count": in_words(count)}


def _with_unit(initiative: InitiativeFacts, value: float, decimals: int) -> str:
    return f"{show_median(value, decimals)} {initiative.unit}".strip()


def _claim(facts: Facts, claim: ClaimFacts) -> Line:
    is_bare, claim = says_why(claim.text), only_what_happened(claim)
    text, amount = _told(claim), _amount(claim)
    recorded = f"{clause(claim.text)} ({amount})" if is_bare and amount else clause(claim.text)
    about = (f"initiative:{claim.initiative_id}",) if claim.initiative_id else ()
    source = Source(
        kind="claim",
        id=claim.id,
        recorded=f"{claim.source}: {recorded}" if claim.source else recorded,
        on=claim.on,
        grade=claim.grade,
        strength=_("Sources disagree") if claim.is_disputed else "",
        seen_by=claim.seen_by,
        about=about,
    )
    sentence = stop(f"{text} ({amount})" if amount else text)
    return Line(f"claim:{claim.id}", clause(claim.text), OUTCOMES, sentence, station=OUTCOME, source=source)


def only_what_happened(claim: ClaimFacts) -> ClaimFacts:
    """Return a claim whose text says why under the name of its kind: no grade ever vouches for a cause."""
    return replace(claim, text=claim.name or _("An outcome")) if says_why(claim.text) else claim


def _told(claim: ClaimFacts) -> str:
    """A text that names its day tells itself; any other is given the day on record."""
    said = {"text": clause(claim.text), "day": day(claim.on)}
    if not claim.happened and not _denies(claim.text):
        return _("By %(day)s this had not come about: %(text)s") % said
    if date_format(claim.on, "j F") in claim.text:
        return said["text"]
    if ". " in said["text"]:
        return _("As of %(day)s: %(text)s") % said
    return _("%(text)s, on %(day)s") % said


def _denies(text: str) -> bool:
    """Say whether a text says itself that something did not come about."""
    return bool(set(_("no not none nobody never").split()) & set(text.casefold().rstrip(".").split()))


def _amount(claim: ClaimFacts) -> str:
    """The value that the text does not name itself."""
    if claim.value is None or tells(claim.text, claim.value):
        return ""
    now = f"{show_fewest(claim.value)} {claim.unit}".strip()
    if claim.baseline is None:
        return now
    then = show_fewest(claim.baseline)
    if claim.baseline_on is None:
        return _("%(then)s before, %(now)s now") % {"then": then, "now": now}
    return _("%(then)s on %(day)s, %(now)s now") % {"then": then, "now": now, "day": day(claim.baseline_on)}


def level_words(level: int) -> str:
    """Return a goal's level in words, as both were asked for it."""
    return {
        -2: _("much less than hoped"),
        -1: _("less than hoped"),
        0: _("as hoped"),
        1: _("more than hoped"),
        2: _("much more than hoped"),
    }[level]


def _rating(facts: Facts, goal: GoalFacts) -> list[Line]:
    levels: dict[uuid.UUID, int] = {person: level for person, level, _on in goal.ratings}
    if not levels:
        return []
    title, latest = quoted(goal.title), max(on for _person, _level, on in goal.ratings)
    each = "; ".join(f"{facts.person(person).short_name}, {level_words(level)}" for person, level in levels.items())
    if len(levels) > 1 and len(set(levels.values())) == 1:
        level = level_words(next(iter(levels.values())))
        text = _("At the closing both said how far %(title)s had come: %(level)s.") % {"title": title, "level": level}
    else:
        text = _("How far %(title)s had come at the closing: %(each)s.") % {"title": title, "each": each}
    source = Source(
        kind="goal",
        id=goal.id,
        recorded=f"{_('The goal’s levels, written beforehand, and its ratings at the closing')}: {title}; {each}",
        on=latest,
        strength=_("Both said") if len(levels) > 1 else _("One said"),
    )
    return [
        Line(
            f"rating:{goal.id}",
            _("How far: %(title)s") % {"title": title},
            OUTCOMES,
            text,
            station=OUTCOME,
            source=source,
        )
    ]
