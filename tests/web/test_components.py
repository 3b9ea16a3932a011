"""The components say in words what they show, and add up."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from telemachy.tenancy import clock
from telemachy.web.templatetags.telemachy import effect_strength, icon, initials, pair_mark, points, terms


def rendered(source: str, **context: Any) -> str:
    request = RequestFactory().get(context.pop("path", "/"))
    return engines["django"].from_string(source).render(context, request)


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_icon_is_taken_from_the_sprite_and_is_silent_without_a_label() -> None:
    assert str(icon("lock")) == (
        '<svg class="ti" aria-hidden="true" focusable="false"><use href="/static/vendor/icons.svg#lock"></use></svg>'
    )


def test_an_icon_with_a_label_speaks() -> None:
    assert 'role="img" aria-label="Locked"' in icon("lock", label="Locked")


def test_an_icon_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(LookupError, match=r"unicorn is not listed in telemachy/web/icons\.txt"):
        icon("unicorn")


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        ("sturdy", "and"),
        ("touchy", "and, touchy,"),
        ("locked", "and, locked,"),
        ("slack", "and, not met lately,"),
        ("open", "and nobody yet"),
    ],
)
def test_the_thread_is_heard_as_a_word(kind: str, heard: str) -> None:
    assert words_of(pair_mark(kind)) == heard


def test_only_a_pair_with_nobody_yet_ends_in_a_hollow_dot() -> None:
    assert [kind for kind in ("sturdy", "touchy", "locked", "slack", "open") if "hollow" in pair_mark(kind)] == ["open"]


def test_each_bar_of_the_staircase_starts_where_the_one_above_ended() -> None:
    rows = [
        {"label": "Topics", "detail": "2 of her 3", "points": 30.4, "most": 40.0},
        {"label": "Wishes", "detail": "her 2nd", "points": 25.0, "most": 30.0},
        {"label": "Hours", "detail": "1 shared", "points": 5.6, "most": 20.0},
        {"label": "Experience", "detail": "3 levels", "points": 10.0, "most": 10.0},
    ]

    html = terms(rows)

    bars = [(float(x), float(width)) for x, width in re.findall(r'class="got" x="([\d.]+)" width="([\d.]+)"', html)]
    ends = [start + width for start, width in bars]
    assert bars[0][0] == 0
    assert [start for start, _width in bars[1:]] == pytest.approx(ends[:-1], abs=0.11)
    assert float(re.search(r'class="sum" width="([\d.]+)"', html)[1]) == pytest.approx(ends[-1], abs=0.11)
    assert words_of(html).endswith("Fit 71.0 of 100")


def test_the_staircase_takes_objects_and_an_empty_list() -> None:
    row = SimpleNamespace(label="Topics", detail="", points=3, most=4)

    assert "3.0 of 4" in words_of(terms([row]))
    assert words_of(terms([])).endswith("Fit 0.0 of 1")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.0, "none"),
        (-0.04, "none"),
        (-0.6, "small"),
        (2.9, "small"),
        (-3.0, "noticeable"),
        (-9.9, "noticeable"),
        (-14.9, "large"),
    ],
)
def test_an_effect_has_a_word_and_as_many_steps(value: float, word: str) -> None:
    html = rendered("{% effect value %}", value=value)

    assert effect_strength(value) == word
    assert words_of(html) == word
    assert html.count('class="on"') == ["none", "small", "noticeable", "large"].index(word)


@pytest.mark.parametrize(("value", "shown"), [(-14.94, "−14.9"), (0.42, "+0.4"), (-0.01, "0.0"), (0, "0.0")])
def test_points_carry_a_true_sign_and_never_a_negative_zero(value: float, shown: str) -> None:
    assert points(value) == shown


def test_the_fit_is_a_whole_number_over_a_rule_no_longer_than_full() -> None:
    assert words_of(rendered("{% fit_bar 71.4 %}")) == "71"
    assert 'class="fill" width="36.0"' in rendered("{% fit_bar 120 %}")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jo Ferreira", "JF"),
        ("Dr. Kofi Adjei Osei", "KO"),
        ("Dr Mark Tennant", "MT"),
        ("Dr", "D"),
        ("Cher", "C"),
        ("", "?"),
        ("Zoë Ångström", "ZÅ"),
        ("王 小明", "王小"),
    ],
)
def test_initials_are_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert words_of(initials(name)) == letters


def test_a_moment_is_shown_in_the_readers_zone_which_is_named() -> None:
    moment = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)

    html = rendered("{% when moment %}", moment=moment, person=SimpleNamespace(time_zone="Europe/London"))

    assert html == (
        '<time datetime="2026-10-14T15:00:00+00:00" title="Wednesday 14 October 2026, 16:00 (London time)">'
        "Wed 14 Oct, 16:00</time>"
    )


def test_a_date_of_another_year_has_its_year() -> None:
    moment = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    def shown(zone: str) -> str:
        return words_of(rendered('{% when moment "date" %}', moment=moment, person=SimpleNamespace(time_zone=zone)))

    with clock.set_to(datetime(2026, 6, 1, tzinfo=UTC)):
        assert shown("Europe/London") == "Wed 31 Dec 2025"
        assert shown("Europe/Berlin") == "Thu 1 Jan"


def test_a_zone_nobody_knows_falls_back_to_utc_and_no_moment_is_nothing() -> None:
    moment = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)

    html = rendered("{% when moment %}", moment=moment, person=SimpleNamespace(time_zone="Mars/Base"))

    assert "15:00 (UTC)" in html
    assert rendered("{% when nothing %}", nothing=None) == ""


@pytest.mark.parametrize("shape", ["chip", "state"])
def test_a_state_is_an_icon_and_a_word(shape: str) -> None:
    html = rendered(f'{{% {shape} "locked" "Locked" %}}')

    assert f'<span class="{shape} locked">' in html
    assert "#lock" in html
    assert words_of(html) == "Locked"


def test_names_in_components_are_escaped() -> None:
    hostile = "<script>alert(1)</script>"

    html = rendered("{% chip 'ok' w %}{% initials w %}{% why 'plus' w %}{% names people %}{% terms rows %}", w=hostile,
                    people=[hostile], rows=[{"label": hostile, "detail": hostile, "points": 1, "most": 2}])  # fmt: skip

    assert "<script" not in html


def test_the_steps_of_a_task_say_which_is_now() -> None:
    html = rendered('{% steps "Bring|Match columns|Check|Done" 3 %}')

    assert 'aria-label="Step 3 of 4"' in html
    assert re.search(r'aria-current="step"><span[^>]*></span>Check', html)
    assert html.count('class="done"') == 2


def test_the_timeline_marks_where_one_is() -> None:
    events = [{"label": "Matched", "detail": "", "state": "done"}, {"label": "First", "detail": "", "state": "now"}]

    html = rendered("{% timeline events %}", events=events)

    assert words_of(html) == "Matched (done) First"
    assert html.count("aria-current") == 1


def test_more_of_a_list_keeps_the_query_and_ends_with_the_list() -> None:
    paginator = Paginator(range(120), 50)

    first = rendered("{% pages page %}", page=paginator.page(1), path="/p/x/people?q=noor&page=1")
    last = rendered("{% pages page %}", page=paginator.page(3), path="/p/x/people?q=noor&page=3")

    assert words_of(first) == "50 of 120 shown Show more"
    assert 'href="?q=noor&amp;page=2"' in first
    assert words_of(last) == "120 of 120 shown"


class TopicForm(forms.Form):
    topic = forms.CharField(
        label="Topic", help_text="One is enough.", error_messages={"required": "Say what it is about."}
    )
    agreed = forms.BooleanField(label="I agree", error_messages={"required": "Tick the box to go on."})
    role = forms.ChoiceField(label="Role", choices=[("a", "Mentee"), ("b", "Mentor")], widget=forms.RadioSelect)


FORM = "{% error_summary form %}{% for bound in form %}{% field bound %}{% endfor %}"


def test_a_form_with_problems_lists_them_with_links_in_the_same_words() -> None:
    html = rendered(FORM, form=TopicForm({"topic": "", "role": "a"}))

    assert "There is a problem" in html
    assert '<a href="#id_topic">Say what it is about.</a>' in html
    assert html.count("Say what it is about.") == 2
    assert re.search(r'<input[^>]*id="id_topic"[^>]*>', html)[0].count("aria-invalid") == 1
    assert 'aria-describedby="id_topic-hint id_topic-problem"' in html


class PlainForm(forms.Form):
    title = forms.CharField(label="Title", max_length=3)
    better = forms.ChoiceField(label="What is better?", choices=[("a", "More")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", error_messages={"required": "Write a note."})


def test_a_sentence_that_names_no_field_stands_behind_its_name_and_leads_to_it() -> None:
    html = rendered("{% error_summary form %}", form=PlainForm({"title": "", "note": ""}))

    assert '<a href="#id_title">Title: This field is required.</a>' in html
    assert '<a href="#id_better">What is better? This field is required.</a>' in html
    assert '<a href="#id_note">Write a note.</a>' in html
    assert "Title: Ensure this value has at most 3" in rendered(
        "{% error_summary form %}", form=PlainForm({"title": "long"})
    )


def test_a_form_without_problems_has_no_summary_and_every_control_its_label() -> None:
    html = rendered(FORM, form=TopicForm())

    assert "There is a problem" not in html
    assert '<label class="form-label" for="id_topic">Topic</label>' in html
    assert "<legend" in html
    assert 'class="form-check-input"' in html


def test_a_title_is_written_once_and_serves_head_and_heading() -> None:
    page = '{% extends "web/public.html" %}{% block title %}Look here{% endblock %}'

    html = rendered(page)

    assert "<title>Look here – Telemachy</title>" in html
    assert "<h1>Look here</h1>" in html


def test_a_page_whose_form_has_a_problem_says_so_in_its_title() -> None:
    page = '{% extends "web/public.html" %}{% block title %}Look here{% endblock %}'

    assert "<title>Error: Look here" in rendered(page, form=TopicForm({}))


def test_the_rail_marks_where_one_is_and_counts_what_waits() -> None:
    programme = SimpleNamespace(slug="engineers", name="Engineers who lead", cohort="", pk=1)

    def html(path: str) -> str:
        return rendered("{% rail_places %}", path=path, programme=programme, outbox_count=lambda _programme: 98)

    assert words_of(html("/p/engineers/")) == "Home People Matching Pairs Outcomes Evidence Stories Outbox 98 waiting"
    for path, word in [
        ("", "Home"),
        ("people/7", "People"),
        ("import", "People"),
        ("matching/3", "Matching"),
        ("outcomes/1", "Outcomes"),
        ("evidence", "Evidence"),
        ("outbox", "Outbox"),
    ]:
        current = re.search(r'aria-current="page" title="(\w+)"', html(f"/p/engineers/{path}"))
        assert current[1] == word
        assert html(f"/p/engineers/{path}").count("aria-current") == 1
