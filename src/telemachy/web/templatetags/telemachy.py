"""Components that every template may use without loading them.

Each is a function of its arguments; the markup stands in `templates/web/components/`. Widths and places are SVG
attributes, never styles, because the content security policy allows none.
"""

import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from telemachy.tenancy import clock

register = template.Library()

ICON_LIST = Path(__file__).resolve().parent.parent / "icons.txt"
STAIR_WIDTH = 112
FIT_WIDTH = 36
FIT_MOST = 100.0
SMALL, NOTICEABLE = 3.0, 10.0
INITIALS = 2
TITLES = frozenset({"Dr", "Prof"})  # "Dr Mark Tennant" is MT

PAIR_WORDS = {
    "sturdy": gettext_lazy("and"),
    "touchy": gettext_lazy("and, touchy,"),
    "locked": gettext_lazy("and, locked,"),
    "slack": gettext_lazy("and, not met lately,"),
    "open": gettext_lazy("and nobody yet"),
    "on": gettext_lazy("and"),
    "plain": gettext_lazy("and"),
}
STATES = {
    "ok": "check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
    "info": "info-circle",
    "locked": "lock",
    "primary": "circle-check",
    "quiet": "circle",
    "touchy": "circle-dashed",
    "sturdy": "circle",
}
STATE_TONES = {"touchy": "info", "sturdy": "", "quiet": ""}


# --- marks ------------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Return the names of the icons in the sprite."""
    lines = ICON_LIST.read_text("utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Return an icon from the sprite; with a label it speaks, without one the word beside it does.

    Raises:
        LookupError: the icon is not listed in `icons.txt`.
    """
    if name not in icon_names():
        raise LookupError(f"The icon {name} is not listed in telemachy/web/icons.txt.")
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    classes = f"ti ti-{size}" if size else "ti"
    sprite = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="{}" {} focusable="false"><use href="{}"></use></svg>', classes, spoken, sprite)


@register.simple_tag
def brand_mark(kind: str = "") -> SafeString:
    """Return the logo: two joined dots, the second hollow where `kind` is "open"."""
    return _render("brand_mark", kind=kind)


@register.simple_tag
def pair_mark(kind: str = "sturdy", words: str | None = None) -> SafeString:
    """Return the thread between two names: sturdy, touchy, locked, slack, open, on or plain, with words to be heard."""
    return _render("pair_mark", kind=kind, words=PAIR_WORDS[kind] if words is None else words)


@register.simple_tag
def initials(name: str, size: str = "", tone: str = "") -> SafeString:
    """Return the tile with somebody's initials; the name stands beside it, so the tile is not read out."""
    words = [part for part in name.replace("-", " ").split() if part[0].isalpha() and not part.endswith(".")]
    parts = [part for part in words if part not in TITLES] or words or ["?"]
    letters = "".join(part[0].upper() for part in ([parts[0], parts[-1]] if len(parts) > 1 else parts))[:INITIALS]
    return _render("initials", letters=letters, size=size, tone=tone)


# --- numbers ----------------------------------------------------------------------------------------------------------
@register.simple_tag
def fit_bar(value: float) -> SafeString:
    """Return a fit as a whole number over a rule of 2 px that is full at 100."""
    filled = FIT_WIDTH * min(max(value, 0.0), FIT_MOST) / FIT_MOST
    return _render("fit_bar", value=round(value), width=FIT_WIDTH, filled=f"{filled:.1f}")


@dataclass(frozen=True)
class Stair:
    """One bar of the staircase: where it starts, how long it is and how long it could be, in user units."""

    label: str
    detail: str
    points: float
    most: float
    start: str
    got: str
    rest: str
    joined: bool


@register.simple_tag
def terms(rows: Iterable[Any], caption: str = "", total_label: str = "") -> SafeString:
    """Return the table whose bars add up: each row has `label`, `detail`, `points` and `most`.

    Mappings and objects both serve. Each bar starts where the one above ended; the last row is the sum.
    """
    values = [
        (_get(row, "label"), _get(row, "detail"), float(_get(row, "points")), float(_get(row, "most"))) for row in rows
    ]
    total = sum(points for _label, _detail, points, _most in values)
    most = sum(most for _label, _detail, _points, most in values) or 1.0
    scale = STAIR_WIDTH / most
    context = {
        "stairs": _stairs(values, scale),
        "total": total,
        "most": most,
        "sum": f"{total * scale:.1f}",
        "width": STAIR_WIDTH,
        "caption": caption or _("Fit, term by term"),
        "total_label": total_label or _("Fit"),
    }
    return _render("terms", **context)


def _stairs(values: Sequence[tuple[str, str, float, float]], scale: float) -> list[Stair]:
    stairs, before = [], 0.0
    for place, (label, detail, points, most) in enumerate(values):
        start, got, rest = (f"{length * scale:.1f}" for length in (before, points, most))
        stairs.append(Stair(label, detail, points, most, start, got, rest, joined=place > 0))
        before += points
    return stairs


@register.simple_tag
def effect(points: float) -> SafeString:
    """Return how much an effect on the whole programme matters: none, small (<3), noticeable (<10) or large."""
    strength = effect_strength(points)
    words = {"none": _("none"), "small": _("small"), "noticeable": _("noticeable"), "large": _("large")}
    steps = ["none", "small", "noticeable", "large"].index(strength)
    bars = [(x, y, x // 5 < steps) for x, y in ((0, 6), (5, 3), (10, 0))]
    return _render("effect", strength=strength, word=words[strength], bars=bars)


def effect_strength(points: float) -> str:
    """Return the word for an effect of this many points, gained or lost."""
    size = abs(points)
    if size < 0.05:  # what one decimal shows as 0.0
        return "none"
    return "small" if size < SMALL else "noticeable" if size < NOTICEABLE else "large"


@register.filter
def points(value: float, places: int = 1) -> str:
    """Return signed points with a true minus: −2.0, +0.4, 0.0."""
    rounded = round(float(value), places) + 0.0
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded):.{places}f}"


@register.filter
def one_decimal(value: float) -> str:
    """Return a number with one decimal, never "−0.0"."""
    return f"{round(float(value), 1) + 0.0:.1f}"


# --- words ------------------------------------------------------------------------------------------------------------
@register.simple_tag
def state(kind: str, word: str, icon: str = "") -> SafeString:
    """Return a state for a table cell: icon and word in the state's colour."""
    return _render("state", shape="state", tone=STATE_TONES.get(kind, kind), icon_name=icon or STATES[kind], word=word)


@register.simple_tag
def chip(kind: str, word: str, icon: str = "") -> SafeString:
    """Return a state as a chip: tint, icon and word."""
    return _render("state", shape="chip", tone=STATE_TONES.get(kind, kind), icon_name=icon or STATES[kind], word=word)


@register.simple_tag
def why(kind: str, word: str, icon: str = "") -> SafeString:
    """Return a reason: "plus" speaks for a pair, "watch", "near" and "note" are to be looked at."""
    shown = icon or {"plus": "plus", "watch": "alert-triangle", "near": "arrows-exchange", "note": "message-2"}[kind]
    return _render("why", kind=kind, watch=kind != "plus", icon_name=shown, word=word)


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | None, form: str = "date_time") -> SafeString:
    """Return a `<time>` in the reader's zone; `form` is date_time, date or time; its title is absolute.

    A date of another year than this has its year.
    """
    if moment is None:
        return SafeString("")
    local = moment.astimezone(_zone(context.get("person")))
    this_year = local.year == clock.now().astimezone(local.tzinfo).year
    shapes = {"date_time": "D j M, H:i", "date": "D j M" if this_year else "D j M Y", "time": "H:i"}
    title = f"{date_format(local, 'l j F Y, H:i')} ({zone_name(local)})"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), title, date_format(local, shapes[form])
    )


@register.simple_tag(takes_context=True)
def your_zone(context: Context) -> str:
    """Return the name of the reader's time zone: "London time"."""
    return zone_name(timezone.now().astimezone(_zone(context.get("person"))))


def zone_name(local: datetime) -> str:
    """Return what people call a zone: its city, or UTC."""
    key = getattr(local.tzinfo, "key", "UTC")
    city = key.rsplit("/", 1)[-1].replace("_", " ")
    return _("UTC") if city == "UTC" else _("%(city)s time") % {"city": city}


def _zone(person: Any) -> Any:
    try:
        return zoneinfo.ZoneInfo(getattr(person, "time_zone", "") or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


# --- pages ------------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """Render a block of the page once more, so that a title is written once and serves head and heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.nodelist.render(context) if block else SafeString("")


@dataclass(frozen=True)
class Place:
    """An entry of the rail."""

    word: str
    url: str
    icon: str
    current: bool
    count: int = 0


@register.simple_tag(takes_context=True)
def rail_places(context: Context) -> SafeString:
    """Return the rail's list for `programme`, with the place where the reader is marked."""
    programme = context.get("programme")
    if programme is None:
        return SafeString("")
    base, path = f"/p/{programme.slug}/", getattr(context.get("request"), "path", "")
    places = [
        (_("Home"), "", "home"),
        (_("People"), "people", "users"),
        (_("Matching"), "matching", "arrows-join"),
        (_("Pairs"), "pairs", "link"),
        (_("Outcomes"), "outcomes", "flag"),
        (_("Evidence"), "evidence", "file-text"),
        (_("Stories"), "stories", "book"),
        (_("Outbox"), "outbox", "send"),
    ]
    waiting = context["outbox_count"](programme) if "outbox_count" in context else 0
    made = [_place(base, path, *place, count=waiting if place[1] == "outbox" else 0) for place in places]
    return _render("places", places=made[:-1], later_places=made[-1:])


def _place(base: str, path: str, word: str, part: str, icon: str, count: int) -> Place:
    is_here = path.startswith(base + part) if part else path == base
    return Place(word, base + part, icon, is_here or (part == "people" and path.startswith(base + "import")), count)


@register.simple_tag
def steps(words: str, now: int) -> SafeString:
    """Return the way line of a task: words separated by "|", `now` is the number of the current one, from 1."""
    items = [(word.strip(), number < now, number == now) for number, word in enumerate(words.split("|"), 1)]
    return _render("steps", items=items, now=now, total=len(items))


@register.simple_tag
def timeline(events: Iterable[Any]) -> SafeString:
    """Return dots along a line: each event has `label`, `detail` and `state` (done, now or later)."""
    shown = [(_get(event, "label"), _get(event, "detail"), _get(event, "state")) for event in events]
    return _render("timeline", events=shown)


@register.simple_tag
def search_box(value: str = "", label: str = "", name: str = "q", key: str = "/") -> SafeString:
    """Return a search field; it belongs inside a GET form."""
    return _render("search_box", value=value, label=label or _("Filter by name"), name=name, key=key)


@register.simple_tag(takes_context=True)
def pages(context: Context, page: Page[Any]) -> SafeString:
    """Return how much of a list is shown and **Show more**, as a link that keeps the query."""
    total, shown = page.paginator.count, page.end_index()
    query = context["request"].GET.copy()
    query["page"] = str(page.number + 1)
    numbers = {"shown": shown, "total": total}
    sentence = ngettext("%(shown)s of %(total)s shown", "%(shown)s of %(total)s shown", total) % numbers
    return _render("pages", sentence=sentence, more=f"?{query.urlencode()}" if page.has_next() else "")


@register.simple_tag
def error_summary(*forms_shown: forms.BaseForm) -> SafeString:
    """Return "There is a problem" with a link to every field that has one; nothing where there is none."""
    problems = [problem for form in forms_shown if form for problem in _problems(form)]
    return _render("error_summary", problems=problems) if problems else SafeString("")


def _problems(form: forms.BaseForm) -> Iterable[tuple[str, str]]:
    for name, errors in form.errors.as_data().items():
        bound = form[name] if name in form.fields else None
        target = (bound.id_for_label or bound.auto_id) if bound else ""
        for error in errors:
            for sentence in error:
                yield target, _named(bound, error, str(sentence))


def _named(bound: forms.BoundField | None, error: ValidationError, sentence: str) -> str:
    """Put the field's name before a sentence that does not know it, which are those that Django brings along."""
    if bound is None or not bound.label or not error.code or _is_own(bound.field, error.code):
        return sentence
    label = str(bound.label)
    return f"{label} {sentence}" if label.endswith(("?", ":")) else f"{label}: {sentence}"


def _is_own(field: forms.Field, code: str) -> bool:
    """Say whether a field has its own words for a problem."""
    brought = {name: words for kind in reversed(type(field).__mro__) for name, words in _brought(kind).items()}
    return code in field.error_messages and field.error_messages[code] != brought.get(code)


def _brought(kind: type) -> dict[str, Any]:
    return dict(vars(kind).get("default_error_messages", {}))


@register.simple_tag
def field(bound: forms.BoundField, hint: str = "") -> SafeString:
    """Return a field: label, hint, problem in the summary's words, control."""
    shown_hint = hint or str(bound.help_text)
    identity = bound.id_for_label
    described = [f"{identity}-hint"] * bool(shown_hint) + [f"{identity}-problem"] * bool(bound.errors)
    attributes: dict[str, str | bool] = {"class": _control_class(bound.field.widget)}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    context = {"bound": bound, "control": bound.as_widget(attrs=attributes), "hint": shown_hint, "identity": identity}
    return _render(_field_template(bound.field.widget), **context)


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
    return f"{kind} {widget.attrs.get('class', '')}".strip()


def _field_template(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "field_group"
    return "field_tick" if isinstance(widget, forms.CheckboxInput) else "field"


@register.simple_tag
def empty(icon_name: str, heading: str, sentence: str, url: str = "", action: str = "") -> SafeString:
    """Return what stands where a list will be: what comes here, why it is empty now, one action."""
    return _render("empty", icon_name=icon_name, heading=heading, sentence=sentence, url=url, action=action)


@register.simple_tag
def names(people: Iterable[str]) -> SafeString:
    """Return names in a row, each isolated from the direction of the text around it."""
    return format_html_join(", ", "<bdi>{}</bdi>", ((name,) for name in people))


def _render(component: str, /, **context: Any) -> SafeString:
    html = render_to_string(f"web/components/{component}.html", context)
    return SafeString(html.strip())  # nosec B703: the template has escaped it, and stripping forgets that


def _get(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)
