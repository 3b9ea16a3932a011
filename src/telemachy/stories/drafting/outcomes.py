"""*Outcomes*: the measure before and after, what came about with its claim grade, and where both saw the goals."""

import uuid
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.web.charts import RunChart
from telemachy.web.charts.numbers import in_words, show_fewest, show_median, show_period

from .charts import chart_of, freeze_chart
from .facts import ClaimFacts, Facts, GoalFacts, InitiativeFacts
from .lines import CHART, OUTCOME, OUTCOMES, Line, Source, clause, day, quoted, stop


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
        "measure": initiative.measure,
        "unit": initiative.unit,
        "before": in_words(before),
        "after": in_words(after),
    }
    if chart.changed_on is None or chart.median_before is None or chart.median_after is None:
        sentence = ngettext(
            "%(measure)s: %(count)s reading, the median %(median)s %(unit)s.",
            "%(measure)s: %(count)s readings, the median %(median)s %(unit)s.",
            before + after,
        )
        middle = chart.median_before if chart.median_before is not None else chart.median_after
        return sentence % {
            **said,
            "count": in_words(before + after),
            "median": show_median(middle or 0, chart.decimals),
        }
    shape = _(
        "%(measure)s, before %(day)s: %(before)s readings, median %(first)s %(unit)s. "
        "Since then: %(after)s readings, median %(then)s %(unit)s."
    )
    return shape % {
        **said,
        "day": day(chart.changed_on),
        "first": show_median(chart.median_before, chart.decimals),
        "then": show_median(chart.median_after, chart.decimals),
    }


def _claim(facts: Facts, claim: ClaimFacts) -> Line:
    said = {"text": clause(claim.text), "day": day(claim.on), "name": facts.mentee.short_name}
    if claim.happened:
        text = _("On record for %(day)s: %(text)s") % said
    else:
        text = _("By %(day)s this had not come about: %(text)s") % said
    amount = _amount(claim)
    about = (f"initiative:{claim.initiative_id}",) if claim.initiative_id else ()
    source = Source(
        kind="claim",
        id=claim.id,
        recorded=f"{claim.source}: {clause(claim.text)}" if claim.source else clause(claim.text),
        on=claim.on,
        grade=claim.grade,
        strength=_("Sources disagree") if claim.is_disputed else "",
        seen_by=claim.seen_by,
        about=about,
    )
    sentence = stop(f"{text} ({amount})" if amount else text)
    return Line(f"claim:{claim.id}", clause(claim.text), OUTCOMES, sentence, station=OUTCOME, source=source)


def _amount(claim: ClaimFacts) -> str:
    if claim.value is None:
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
    if len(levels) > 1 and len(set(levels.values())) == 1:
        level = level_words(next(iter(levels.values())))
        text = _("At the closing both saw the goal %(title)s reached %(level)s.") % {"title": title, "level": level}
    else:
        each = "; ".join(f"{facts.person(person).short_name}, {level_words(level)}" for person, level in levels.items())
        text = _("Where they saw the goal %(title)s at the closing: %(each)s.") % {"title": title, "each": each}
    source = Source(
        kind="goal",
        id=goal.id,
        recorded=_("The goal’s levels, written beforehand, and its ratings at the closing"),
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
