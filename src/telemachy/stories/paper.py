"""A story on paper: the page's own values, set by typst. Every text goes in as data, so nothing in it is markup."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.tenancy import clock
from telemachy.web.charts import ON_PAPER, PAGE_WIDTH, draw

from .drafting.lines import day
from .queries import Item, Paragraph, StoryPage

TEMPLATE = Path(__file__).parent / "typesetting" / "story.typ"


def print_story(page: StoryPage, address: str, language: str) -> bytes:
    """Return a story as a tagged PDF."""
    return set_paper(paper_of(page, address, language))


def set_paper(data: Mapping[str, Any]) -> bytes:
    """Set what `paper_of` returned, in the typesetter's own typefaces, so that every machine sets the same paper.

    A compiler that is kept serves one thread at a time and fails for the next, so each paper has its own.
    """
    made = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"story": json.dumps(data, ensure_ascii=False)},
    )
    return bytes(made)


def paper_of(page: StoryPage, address: str, language: str) -> dict[str, Any]:
    """Return everything the template sets, in words."""
    story, today = page.story, clock.today()
    tongue, _dash, region = language.partition("-")
    return {
        "title": story.title,
        "standfirst": story.standfirst,
        "language": tongue,
        "region": region.upper() or None,
        "author": page.author,
        "published": _parts(story.published_at.date()) if story.published_at else None,
        "kicker": _kicker(page),
        "byline": _byline(page),
        "parts": [_part(part.title, part.stops) for part in page.parts],
        "accounts": {
            "title": _("What %(mentee)s and %(mentor)s say")
            % {"mentee": page.mentee.short_name, "mentor": page.mentor.short_name},
            "paragraphs": [_paragraph(each) for each in page.accounts],
            "note": _("Their own accounts. They count towards no figure."),
        },
        "evaluation": {
            "title": _("What the evaluation can say"),
            "text": _(
                "Nothing was evaluated: nobody was compared with anybody. So whether mentoring is why cannot be told "
                "from one pair."
            ),
            "note": _("The record shows what happened, and when. It does not show what would have happened otherwise."),
        },
        "unknown": {"title": _("What is not known"), "at": _("Open"), "lines": [each.text for each in page.unknown]},
        "sources": {
            "title": ngettext("The source", "All %(n)d sources, each with its date and strength", len(page.sources))
            % {"n": len(page.sources)},
            "lines": [_source(each) for each in page.sources],
        },
        "version": _version(page),
        "foot": _("Set on %(day)s. The current version, and whether it still stands: %(address)s")
        % {"day": day(today), "address": f"{address}/stories/{story.slug}"},
    }


def _kicker(page: StoryPage) -> str:
    programme = page.story.programme
    names = (_("Case study"), page.organisation, programme.name, programme.cohort)
    return " · ".join(name for name in names if name)


def _byline(page: StoryPage) -> str:
    said = {"author": page.author, "mentee": page.mentee.name, "mentor": page.mentor.name}
    written = _("Written from the record by %(author)s, coordinator.") % said
    if page.approved_at is None:
        return written
    approved = _("%(mentee)s and %(mentor)s approved every sentence on %(day)s.")
    return f"{written} {approved % {**said, 'day': day(page.approved_at.date())}}"


def _version(page: StoryPage) -> str:
    published = page.story.published_at
    said = {
        "n": page.story.text_number,
        "day": day(published.date()) if published else "",
        "mentee": page.mentee.short_name,
        "mentor": page.mentor.short_name,
    }
    return _(
        "Version %(n)d, published %(day)s. If %(mentee)s or %(mentor)s takes it back, it goes everywhere this story "
        "went. Private notes are never used."
    ) % {**said}


def _parts(on: date) -> dict[str, int]:
    return {"year": on.year, "month": on.month, "day": on.day}


def _part(title: str, stops: Any) -> dict[str, Any]:
    return {
        "title": title,
        "stops": [
            {"label": stop.label, "paragraphs": [_paragraph(each) for each in stop.paragraphs]} for stop in stops
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": paragraph.kind,
        "items": [{"text": each.text, "number": each.number} for each in paragraph.items],
        "said_by": paragraph.first.said_by,
        "chart": _chart(paragraph.first),
    }


def _chart(item: Item) -> dict[str, str] | None:
    chart = item.chart
    if chart is None:
        return None
    return {
        "finding": chart.finding,
        "measure": f"{chart.measure} ({chart.unit})" if chart.unit else chart.measure,
        "svg": draw(chart, width=PAGE_WIDTH, palette=ON_PAPER, name=f"chart-{item.number}"),
        "alt": f"{chart.finding}. {chart.summary}",
        "note": _("Six or more on one side of the median count as a shift. The chart cannot say what caused it."),
    }


def _source(source: Any) -> str:
    said = asdict(source)
    parts = [said["recorded"]]
    if said["on"]:
        parts.append(date_format(said["on"], "j F Y"))
    line = ", ".join(parts) + "."
    if said["grade"]:
        line += " " + _("Claim grade %(letter)s, %(how)s.") % {"letter": said["grade"], "how": said["how"]}
    if said["strength"]:
        line += f" {said['strength']}."
    return f"{line} {said['since']}" if said["since"] else line
