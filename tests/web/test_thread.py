"""The drawn thread says in words what its dots show, and can be walked in both directions."""

import re
from types import SimpleNamespace

from telemachy.web.templatetags.thread import thread


def station(label: str, *, done: bool = False, here: bool = False, says: str = "", href: str | None = None) -> object:
    address = f"/j/1#{label.lower()}" if href is None else href
    return SimpleNamespace(label=label, is_done=done, is_here=here, says=says, href=address)


def six(*, done: int, here: int | None = None) -> list[object]:
    words = ("Need", "Mentor", "Sessions", "Initiative", "Outcome", "Story")
    return [station(word, done=place < done, here=place == here) for place, word in enumerate(words)]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")


def test_each_station_says_whether_it_lies_behind_or_ahead() -> None:
    assert words_of(thread(six(done=3), walk=False)) == (
        "Need, done Mentor, done Sessions, done Initiative, to come Outcome, to come Story, to come"
    )


def test_the_line_is_named_and_its_stations_are_a_list() -> None:
    html = thread(six(done=1))

    assert html.startswith('<nav class="way" aria-label="The thread">\n<ol>')
    assert html.count("<li") == 6


def test_here_is_marked_once_and_for_those_who_cannot_see_it_too() -> None:
    html = thread(six(done=2, here=3))

    assert re.findall(r'<a href="([^"]+)" aria-current="step">', html) == ["/j/1#initiative"]
    assert html.count("aria-current") == 1


def test_the_line_is_whole_between_stations_that_are_done_and_dotted_ahead() -> None:
    assert [("joined" in item) for item in re.findall(r'<li class="([^"]*)"', thread(six(done=3, here=4)))] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_no_whole_line_runs_to_or_from_a_station_that_was_left_out() -> None:
    stations = [station("Need", done=True), station("Initiative"), station("Outcome", done=True), station("Story")]

    assert re.findall(r'<li class="([^"]*)"', thread(stations)) == ["done", "", "done", ""]


def test_a_station_that_leads_nowhere_is_no_link() -> None:
    html = thread([station("Need", done=True), station("Story", href="")])

    assert html.count("<a ") == 1
    assert "<span><b>Story</b>" in html


def test_the_stations_before_and_after_can_be_walked_to() -> None:
    html = thread(six(done=3, here=3))

    assert re.findall(r'<a rel="(prev|next)" href="([^"]+)">', html) == [
        ("prev", "/j/1#sessions"),
        ("next", "/j/1#outcome"),
    ]


def test_walking_passes_over_a_station_that_cannot_be_opened() -> None:
    stations = [station("Need", here=True), station("Outcome", href=""), station("Story")]

    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', thread(stations)) == [("next", "/j/1#story")]


def test_at_either_end_one_direction_is_left_and_nowhere_none() -> None:
    assert re.findall(r'rel="(\w+)"', thread(six(done=1, here=0))) == ["next"]
    assert re.findall(r'rel="(\w+)"', thread(six(done=6, here=5))) == ["prev"]
    assert "rel=" not in thread(six(done=6))
    assert "rel=" not in thread(six(done=6, here=2), walk=False)


def test_what_is_known_of_a_station_is_said_and_escaped() -> None:
    html = thread([station("Sessions", says="<b>3</b> held")])

    assert "<small>&lt;b&gt;3&lt;/b&gt; held</small>" in html
    assert "to come" not in html


def test_no_station_draws_nothing() -> None:
    assert thread([]) == ""
