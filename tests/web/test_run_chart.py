"""The run chart says what the readings show, never why, and every width, theme and text leaves its words readable."""

import doctest
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from statistics import median

import pytest
from defusedxml import ElementTree
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from telemachy.web.charts import ON_PAGE, ON_PAPER, SHIFT, Palette, Reading, RunChart, Side, draw, sparkline
from telemachy.web.charts import run_chart as rule
from telemachy.web.charts.labels import break_lines, push_apart, width_of
from telemachy.web.charts.numbers import show_number, show_short, show_ticks
from telemachy.web.charts.palette import CLASSES
from telemachy.web.charts.run_chart import find_longest_run
from telemachy.web.charts.scales import choose_days, choose_ticks
from telemachy.web.charts.svg import clean

SVG = "{http://www.w3.org/2000/svg}"
START = date(2027, 1, 4)
BEFORE = [78, 71, 83, 74, 69, 77, 74, 81, 66, 72, 79, 73]
AFTER = [75, 68, 70, 63, 61, 57, 58, 54, 55, 52]
WIDTHS = [620, 320]


def weekly(first: date, values: Sequence[float]) -> tuple[Reading, ...]:
    return tuple(Reading(first + timedelta(weeks=week), value) for week, value in enumerate(values))


def told(before: Sequence[float], after: Sequence[float], **more: object) -> RunChart:
    readings = weekly(START - timedelta(weeks=len(before)), before) + weekly(START, after)
    chart = RunChart(
        title="First antibiotic within the hour",
        measure="Minutes from arrival to first antibiotic",
        unit="minutes",
        readings=readings,
        changed_on=START,
        change_label="Bundle starts",
        aim=60,
        source="the department’s log",
    )
    return replace(chart, **more)


ANTIBIOTICS = told(BEFORE, AFTER)

values = st.one_of(
    st.integers(-5, 5).map(float),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.floats(-100, 100, allow_nan=False),
    st.just(0.1),
)
days = st.one_of(
    st.dates(date(2026, 12, 1), date(2027, 2, 10)), st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.just(START)
)
readings_of_any_kind = st.lists(st.builds(Reading, days, values, st.sampled_from(["", "after the night shift"])))
charts = st.builds(
    RunChart,
    title=st.just("Sepsis"),
    measure=st.just("Minutes"),
    unit=st.just("min"),
    readings=readings_of_any_kind.map(tuple),
    changed_on=st.one_of(st.none(), st.just(START), days),
    change_label=st.sampled_from(
        ["", "Start", "A new rota on all wards, with both of the night teams and the porters"]
    ),
    aim=st.one_of(st.none(), values),
    better=st.sampled_from(["lower", "higher"]),
    source=st.just("the log"),
    decimals=st.integers(0, 3),
)


# --- the rule ---------------------------------------------------------------------------------------------------------
def longest_by_trying_all(readings: Sequence[Reading], middle: float) -> int:
    """The slow twin: every stretch of readings, stripped of those on the median, all on one side."""
    best = 0
    for start, end in combinations(range(len(readings) + 1), 2):
        off = [reading.value for reading in readings[start:end] if reading.value != middle]
        if all(value < middle for value in off) or all(value > middle for value in off):
            best = max(best, len(off))
    return best


@given(st.lists(st.integers(-2, 2), max_size=16), st.integers(-1, 1))
def test_the_longest_run_is_the_one_found_by_trying_every_stretch(numbers: list[int], middle: int) -> None:
    readings = weekly(START, numbers)

    run = find_longest_run(readings, middle)

    assert (run.length if run else 0) == longest_by_trying_all(readings, middle)


def test_the_example_of_the_rule_runs() -> None:
    outcome = doctest.testmod(rule)

    assert (outcome.failed, outcome.attempted > 0) == (0, True)


def test_nine_weeks_below_the_earlier_median_are_a_shift() -> None:
    assert ANTIBIOTICS.median_before == 74
    assert ANTIBIOTICS.median_after == 59.5
    assert ANTIBIOTICS.shift is not None
    assert (ANTIBIOTICS.shift.length, ANTIBIOTICS.shift.side, ANTIBIOTICS.shift.lasts) == (9, Side.BELOW, True)
    assert ANTIBIOTICS.finding == "Nine in a row below the earlier median"


@pytest.mark.parametrize(
    ("after", "finding"),
    [
        ([70] * 6, "Six in a row below the earlier median"),
        ([90] * 14, "14 in a row above the earlier median"),
        ([70] * 5 + [90], "No shift so far: at most five in a row on one side of the earlier median"),
        ([70, 70, 74, 70, 74, 70, 70, 70], "Six in a row below the earlier median"),
        ([70, 70, 74, 70, 90, 70, 70, 70], "No shift so far: at most three in a row on one side of the earlier median"),
        ([70] * 7 + [90], "Seven in a row below the earlier median, until 15 February 2027"),
        ([90] * 6 + [70] * 6, "Six in a row below the earlier median"),
        ([74] * 9, "No shift so far: every reading on the earlier median"),
        ([70] * 5, "Too few readings to say: five since the change"),
        ([], "Too few readings to say: none since the change"),
    ],
)
def test_the_finding_says_what_the_readings_since_the_change_show(after: list[int], finding: str) -> None:
    assert told(BEFORE, after).finding == finding


def test_six_since_a_change_show_nothing_against_a_median_of_five() -> None:
    chart = told(BEFORE[:5], AFTER)

    assert chart.longest_run is not None
    assert chart.longest_run.is_shift
    assert chart.shift is None
    assert chart.finding == "Too few readings to say: five before the change"


def test_without_a_change_there_is_nothing_to_compare() -> None:
    assert told(BEFORE, AFTER, changed_on=None).finding == "22 readings before any change"
    assert told([70], [], changed_on=None).finding == "One reading before any change"
    assert told([], []).finding == "No readings yet"


def test_a_reading_on_the_day_of_the_change_counts_as_since() -> None:
    assert ANTIBIOTICS.after[0].on == START


@given(charts, st.randoms(use_true_random=False))
def test_the_order_in_which_readings_come_changes_nothing(chart: RunChart, chance: random.Random) -> None:
    shuffled = list(chart.readings)
    chance.shuffle(shuffled)

    other = replace(chart, readings=tuple(shuffled))

    assert other == chart
    assert (other.finding, other.summary, other.shift) == (chart.finding, chart.summary, chart.shift)


@given(charts)
def test_medians_halve_their_readings_and_a_shift_lies_on_its_side(chart: RunChart) -> None:
    assert chart.before + chart.after == chart.readings
    assert chart.median_before == (median(each.value for each in chart.before) if chart.before else None)
    if chart.shift:
        assert chart.shift.length >= SHIFT <= len(chart.before)
        assert all(
            (each.value > chart.median_before) is (chart.shift.side is Side.ABOVE) for each in chart.shift.readings
        )


@given(charts)
def test_no_finding_names_a_cause(chart: RunChart) -> None:
    said = f"{chart.finding} {chart.summary}".lower()

    assert not re.search(r"because|thanks|due to|led to|effect|improve|cause|since it", said)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1.1e15])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="A reading is a finite number"):
        Reading(START, value)
    with pytest.raises(ValueError, match="A reading is a finite number"):
        told(BEFORE, AFTER, aim=value)


# --- what is heard ----------------------------------------------------------------------------------------------------
def test_the_summary_tells_the_whole_drawing() -> None:
    assert ANTIBIOTICS.summary == (
        "22 readings, 12 October 2026 to 8 March 2027. The first is 78, the last 52. "
        "Before the change (4 January 2027, Bundle starts): 12 readings, median 74. "
        "Since then: 10 readings, median 59.5. The aim is 60 or less. The last reading reaches it."
    )


def test_the_summary_of_one_reading_and_of_none() -> None:
    assert told([], [70], better="higher", aim=80.5).summary == (
        "1 reading, 4 January 2027. It is 70. Before the change (4 January 2027, Bundle starts): no reading. "
        "Since then: 1 reading, median 70. The aim is 80.5 or more. The last reading does not reach it."
    )
    assert told([], [], aim=None).summary == "There are no readings yet."


def test_an_aim_is_met_on_its_better_side_only() -> None:
    assert [
        told(BEFORE, [52], aim=aim, better=better).aim_met for aim in (52, 60) for better in ("lower", "higher")
    ] == [
        True,
        True,
        True,
        False,
    ]
    assert told([], []).aim_met is None
    assert told(BEFORE, AFTER, aim=None).aim_met is None


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(1234.5, 1, "1,234.5"), (-0.04, 1, "0.0"), (-3, 0, "−3"), (1e15, 0, "1,000,000,000,000,000")],
)
def test_numbers_are_grouped_with_a_true_minus(value: float, decimals: int, shown: str) -> None:
    assert show_number(value, decimals) == shown


def test_large_numbers_are_short_in_the_drawing_unless_two_would_look_alike() -> None:
    assert [show_short(value) for value in (950_000, 1_250_000, -3e9, 4e13)] == ["950,000", "1.25m", "−3bn", "40tn"]
    assert show_ticks([0, 500_000, 1_000_000], 0) == ["0", "0.5m", "1m"]
    assert show_ticks([1_000_000, 1_000_001], 0) == ["1,000,000", "1,000,001"]


# --- the drawing ------------------------------------------------------------------------------------------------------
def drawn(chart: RunChart, width: int = 620, palette: Palette = ON_PAGE) -> ElementTree:
    return ElementTree.fromstring(draw(chart, width=width, palette=palette, name="c"))


def words(svg: ElementTree) -> list[str]:
    return [each.text for each in svg.iter(f"{SVG}text")]


def boxes(svg: ElementTree) -> Iterator[tuple[str, float, float, float, float]]:
    """The room of each text, as the drawing itself measures it."""
    for each in svg.iter(f"{SVG}text"):
        x, y, width = float(each.get("x")), float(each.get("y")), width_of(each.text, 13)
        left = x - width if each.get("text-anchor") == "end" else x
        yield each.text, left, left + width, y - 10, y + 3


def overlaps(svg: ElementTree) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(svg), 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


def test_the_drawing_says_its_title_and_its_summary() -> None:
    svg = drawn(ANTIBIOTICS)

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "c-620-title c-620-text"
    assert svg.find(f"{SVG}title").text == "Run chart: First antibiotic within the hour"
    assert svg.find(f"{SVG}title").get("id") == "c-620-title"
    assert svg.find(f"{SVG}desc").text == f"{ANTIBIOTICS.measure}. {ANTIBIOTICS.finding}. {ANTIBIOTICS.summary}"


def test_dots_are_hollow_before_the_change_and_filled_since() -> None:
    kinds = [(each.get("class"), each[0].text) for each in drawn(ANTIBIOTICS).iter(f"{SVG}circle")]

    assert [kind for kind, _said in kinds] == ["rc-before"] * 12 + ["rc-after"] * 10
    assert kinds[0] == ("rc-before", "12 October 2026: 78")


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (620, ["Bundle starts, 4 January", "median 74 before", "median 59.5 since", "aim 60", "52 last"]),
        (320, ["Bundle starts, 4 Jan", "74 before", "59.5 since", "aim 60", "52 last"]),
    ],
)
def test_lines_carry_their_words_and_the_phone_shorter_ones(width: int, shown: list[str]) -> None:
    assert [word for word in words(drawn(ANTIBIOTICS, width)) if " " in word] == shown


def test_the_phone_has_fewer_marks_than_the_page() -> None:
    long = told(BEFORE * 4, AFTER * 2)

    assert len(words(drawn(long, 320))) < len(words(drawn(long, 620)))


def test_the_change_turns_its_words_to_the_left_near_the_right_edge() -> None:
    late, early = told(BEFORE, []), told([], AFTER)

    anchors = [
        next(each.get("text-anchor") for each in drawn(chart, 320).iter(f"{SVG}text") if "Bundle" in each.text)
        for chart in (late, early)
    ]

    assert anchors == ["end", None]


def test_a_long_label_is_cut_but_keeps_its_date() -> None:
    chart = told(BEFORE, AFTER, change_label="A new rota on all of the wards, with both of the night teams and porters")

    shown = words(drawn(chart, 320))

    assert "4 Jan" in shown
    assert any(word.endswith("…") for word in shown)


@given(charts, st.sampled_from(WIDTHS))
def test_no_text_covers_another_or_leaves_the_drawing(chart: RunChart, width: int) -> None:
    svg = drawn(chart, width)

    assert overlaps(svg) == []
    assert [box for box in boxes(svg) if box[1] < -1 or box[2] > width + 1] == []


@given(charts, st.sampled_from(WIDTHS))
def test_every_dot_lies_between_the_axes(chart: RunChart, width: int) -> None:
    svg = drawn(chart, width)
    height = float(svg.get("height"))

    places = [(float(each.get("cx")), float(each.get("cy"))) for each in svg.iter(f"{SVG}circle")]

    assert len(places) == len(chart.readings)
    assert all(0 < x < width and 0 < y < height - 40 for x, y in places)


def test_the_twin_labels_left_where_they_belong_would_cover_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = told([5] * 7, [5] * 7, aim=5)
    assert overlaps(drawn(flat)) == []

    monkeypatch.setattr("telemachy.web.charts.drawing.push_apart", lambda places, *_limits: list(places))

    assert ("median 5 before", "median 5 since") in overlaps(drawn(flat))


def test_page_and_paper_are_the_same_drawing() -> None:
    page, paper = drawn(ANTIBIOTICS), drawn(ANTIBIOTICS, palette=ON_PAPER)
    geometry = ["x", "y", "x1", "y1", "cx", "cy", "r", "points"]

    assert words(page) == words(paper)
    assert [[each.get(name) for name in geometry] for each in page.iter()] == [
        [each.get(name) for name in geometry] for each in paper.iter()
    ]


def test_the_page_is_coloured_by_classes_and_paper_without_a_sheet() -> None:
    page, paper = (draw(ANTIBIOTICS, width=620, palette=palette) for palette in (ON_PAGE, ON_PAPER))

    assert not re.search(r'(fill|stroke|style)="', page)
    assert "class=" not in paper
    assert not re.search(r"style=|#[0-9a-fA-F]{3}", paper)
    assert set(ON_PAPER.parts) == set(CLASSES)


HOSTILE = "</title><script>alert(1)</script>\"' onload=x & \x00\x0b\ud800"


@pytest.mark.parametrize("palette", [ON_PAGE, ON_PAPER])
def test_a_hostile_text_stays_a_text(palette: Palette) -> None:
    chart = RunChart(
        HOSTILE, HOSTILE, HOSTILE, (Reading(START, 1, HOSTILE),), START, HOSTILE, 2, source=HOSTILE, decimals=0
    )

    for svg in (draw(chart, width=620, palette=palette, name=HOSTILE), sparkline(chart, palette=palette)):
        tags = {each.tag.removeprefix(SVG) for each in ElementTree.fromstring(svg).iter()}
        assert tags <= {"svg", "title", "desc", "line", "text", "circle", "polyline"}
        assert "onload=x" not in re.sub(r'"[^"]*"|>[^<]*<', "", svg)


def test_the_twin_what_is_not_cleaned_would_be_a_tag() -> None:
    assert clean("<b>\x00") == "&lt;b&gt;"
    assert re.search("<b>", "<b>\x00")


def test_months_speak_the_readers_language() -> None:
    with translation.override("de"):
        svg = drawn(ANTIBIOTICS)

    assert "Okt" in " ".join(words(svg))
    assert "59,5" in " ".join(words(svg))


def test_a_typesetter_takes_the_drawing_for_paper() -> None:
    typst = pytest.importorskip("typst")
    files = {"main.typ": b'#image("chart.svg", alt: "x")', "chart.svg": draw(ANTIBIOTICS, width=620, palette=ON_PAPER)}

    made = typst.compile({name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()})

    assert made.startswith(b"%PDF")


# --- scales and labels ------------------------------------------------------------------------------------------------
@given(st.lists(values, min_size=1), st.integers(2, 8), st.sampled_from([0.0, 1.0]))
def test_ticks_are_few_rise_and_hold_every_value(numbers: list[float], about: int, finest: float) -> None:
    ticks = choose_ticks(numbers, about, finest).values

    assert 2 <= len(ticks) <= about + 3
    assert list(ticks) == sorted(set(ticks))
    slack = 1e-6 * (ticks[-1] - ticks[0])
    assert ticks[0] - slack <= min(numbers)
    assert max(numbers) <= ticks[-1] + slack


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([52, 83, 60], (50, 60, 70, 80, 90)),
        ([11, 26], (0, 10, 20, 30)),
        ([5, 7], (4, 5, 6, 7)),
        ([5, 5], (3, 4, 5, 6)),
    ],
)
def test_ticks_are_those_that_people_would_choose(numbers: list[float], ticks: tuple[float, ...]) -> None:
    assert choose_ticks(numbers, 5, finest=1).values == ticks


@given(st.lists(st.floats(0, 200, allow_nan=False), max_size=8))
def test_labels_make_way_without_changing_their_order(places: list[float]) -> None:
    moved = push_apart(places, 16, 10, 190)

    ranked = [moved[each] for each in sorted(range(len(places)), key=lambda each: (places[each], each))]
    assert all(later - earlier >= 16 - 1e-9 for earlier, later in pairwise(ranked))
    assert all(10 <= place <= 190 for place in moved)


def test_labels_with_room_stay_where_they_are() -> None:
    assert push_apart([100, 20, 60], 16, 0, 200) == [100, 20, 60]


@given(st.text(max_size=60), st.floats(20, 300))
def test_lines_fit_their_room(text: str, room: float) -> None:
    assert all(width_of(each, 13) <= room for each in break_lines(text, room, 13))


# --- small and framed -------------------------------------------------------------------------------------------------
@given(charts)
def test_the_small_one_begins_hollow_ends_filled_and_stays_inside(chart: RunChart) -> None:
    svg = ElementTree.fromstring(sparkline(chart, width=90))

    dots = [(each.get("class"), float(each.get("cx")), float(each.get("cy"))) for each in svg.iter(f"{SVG}circle")]

    kinds = {0: [], 1: ["rc-after"]}.get(len(chart.readings), ["rc-before", "rc-after"])
    assert [kind for kind, _x, _y in dots] == kinds
    assert all(0 < x < 90 and 0 < y < 28 for _kind, x, y in dots)


def test_the_small_one_says_its_ends_and_its_median() -> None:
    assert ElementTree.fromstring(sparkline(ANTIBIOTICS)).get("aria-label") == (
        "Minutes from arrival to first antibiotic: first 78, last 52, median before the change 74"
    )
    assert "no readings yet" in sparkline(told([], []))


def rendered(source: str, chart: RunChart) -> str:
    return engines["django"].from_string(source).render({"chart": chart})


def test_the_figure_carries_finding_unit_count_source_rule_and_table() -> None:
    noted = replace(ANTIBIOTICS, readings=(*ANTIBIOTICS.readings, Reading(date(2027, 3, 15), 51, "<i>half</i> a week")))

    html = rendered("{% run_chart chart %}", noted)

    said = " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())
    assert said.startswith(
        "Ten in a row below the earlier median "
        "Minutes from arrival to first antibiotic (minutes) · lower is better · 23 readings "
        "Six or more on one side of the median count as a shift. The chart cannot say what caused it. "
        "Source: the department’s log. Table of the readings"
    )
    assert "Before the change 12 October 2026 78" in said
    assert "Since 4 January 2027 4 January 2027 75" in said
    assert said.endswith("15 March 2027 51 &lt;i&gt;half&lt;/i&gt; a week")
    assert html.count("<svg") == 2


def test_two_figures_on_a_page_share_no_id() -> None:
    html = rendered("{% run_chart chart %}", ANTIBIOTICS) + rendered("{% run_chart chart %}", told(BEFORE, [50]))

    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 10


def test_a_figure_without_readings_draws_nothing_yet() -> None:
    html = rendered("{% run_chart chart %}", told([], []))

    assert "No readings yet" in html
    assert "<svg" not in html
    assert "<table" not in html


def test_the_readings_can_be_fetched_where_the_page_offers_them() -> None:
    assert '<a href="/readings.csv" download>' in rendered(
        '{% run_chart chart download="/readings.csv" %}', ANTIBIOTICS
    )
    assert "download" not in rendered("{% run_chart chart %}", ANTIBIOTICS)


def test_the_small_one_needs_no_loading_in_a_template() -> None:
    assert 'class="rc rc-spark"' in rendered("{% sparkline chart %}", ANTIBIOTICS)


def test_a_day_far_back_by_a_slip_of_the_keyboard_asks_for_few_places() -> None:
    asked: list[date] = []

    def place(on: date) -> float:
        asked.append(on)
        return 500 * on.toordinal() / date(2026, 3, 1).toordinal()

    ticks = choose_days(date(1, 1, 1), date(2026, 3, 1), place, 13, 620)

    assert [tick.label for tick in ticks][-1] == "2000"
    assert len(ticks) > 3
    assert len(asked) < 1000
