"""Draws the thread in every template: need – mentor – sessions – initiative – outcome – story."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


class Station(Protocol):
    """What the line asks of a dot; `journeys.thread.Station` is one."""

    @property
    def label(self) -> str:
        """A short word."""

    @property
    def is_done(self) -> bool:
        """Whether it lies behind."""

    @property
    def says(self) -> str:
        """What is known of it, in two or three words, or nothing."""

    @property
    def href(self) -> str:
        """Where it leads, or nothing."""

    @property
    def is_here(self) -> bool:
        """Whether the reader stands there."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A station as it is drawn; `joined` says whether the line from here to the next is whole."""

    station: Station
    joined: bool


@register.simple_tag
def thread(stations: Sequence[Station], walk: bool = True) -> SafeString:
    """Return the line of stations: filled is done, ringed is here, hollow is to come.

    The line is whole between two that are done, and dotted to and from one that is not.


    With `walk` it ends in links to the stations before and after the one where the reader stands.
    """
    done = [station.is_done for station in stations] + [False]
    dots = [Dot(station, done[place] and done[place + 1]) for place, station in enumerate(stations)]
    before, after = _neighbours(stations) if walk else (None, None)
    html = render_to_string("web/components/thread.html", {"dots": dots, "before": before, "after": after})
    return SafeString(html.strip())  # nosec B703: the template has escaped it, and stripping forgets that


def _neighbours(stations: Sequence[Station]) -> tuple[Station | None, Station | None]:
    """Return the nearest stations on either side of here that can be opened."""
    here = next((place for place, station in enumerate(stations) if station.is_here), None)
    if here is None:
        return None, None
    before = [station for station in stations[:here] if station.href]
    after = [station for station in stations[here + 1 :] if station.href]
    return (before[-1] if before else None), (after[0] if after else None)
