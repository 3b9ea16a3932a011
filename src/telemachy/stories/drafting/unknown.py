"""*What is not known*: required of every story, and written by the record where it knows its own gaps."""

from django.utils.translation import gettext as _

from telemachy.web.charts import SHIFT
from telemachy.web.charts.numbers import in_words

from .charts import chart_of
from .facts import Facts, InitiativeFacts
from .lines import OPEN, UNKNOWN, Line, clause, day
from .outcomes import only_what_happened


def tell_unknown(facts: Facts) -> list[Line]:
    """Return the open ends; the first stands in every story."""
    lines = [_line("unknown:cause", nobody_compared())]
    for initiative in facts.initiatives:
        lines += _of_initiative(initiative)
    for claim in map(only_what_happened, facts.claims):
        if claim.is_disputed:
            text = _("Which is right: the sources on this disagree (%(text)s).") % {"text": clause(claim.text)}
            lines.append(_line(f"unknown:disputed:{claim.id}", text))
        elif claim.grade == "D":
            text = _("Whether anybody else would say so: only %(name)s has, so far (%(text)s).") % {
                "name": facts.mentee.short_name,
                "text": clause(claim.text),
            }
            lines.append(_line(f"unknown:alone:{claim.id}", text))
    if len({answer.by for answer in facts.closing}) == 1:
        silent = facts.mentor if facts.closing[0].by == facts.mentee.id else facts.mentee
        text = _("How %(name)s looks back: the closing questions were not answered.") % {"name": silent.short_name}
        lines.append(_line("unknown:silent", text))
    return lines


def nobody_compared() -> str:
    """Return the sentence that no story goes without."""
    return _("Whether it would have happened without mentoring: nobody was compared.")


def _of_initiative(initiative: InitiativeFacts) -> list[Line]:
    lines, chart = [], chart_of(initiative)
    if chart.changed_on is not None and chart.readings and min(len(chart.before), len(chart.after)) < SHIFT:
        count = min(len(chart.before), len(chart.after))
        text = _("Whether the measure has changed for good (%(measure)s): %(count)s readings are few.") % {
            "measure": initiative.measure,
            "count": in_words(count),
        }
        lines.append(_line(f"unknown:few:{initiative.id}", text))
    elif chart.changed_on is not None and chart.readings:
        text = _("Whether it lasts (%(measure)s): the last reading is of %(day)s.") % {
            "measure": initiative.measure,
            "day": day(chart.readings[-1].on),
        }
        lines.append(_line(f"unknown:lasts:{initiative.id}", text))
    if initiative.people_led or initiative.team.strip():
        text = _("What those who worked on it think (%(title)s): they were not asked.") % {"title": initiative.title}
        lines.append(_line(f"unknown:team:{initiative.id}", text))
    return lines


def _line(key: str, text: str) -> Line:
    return Line(key, _("Not known"), UNKNOWN, text, OPEN)
