"""Something that somebody did at a moment, and doing such things in their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from telemachy.demo.content.record import moment
from telemachy.tenancy import clock


@dataclass(frozen=True)
class Deed:
    """One action at its moment."""

    at: datetime
    do: Callable[[], object]


def tell(deeds: Iterable[Deed]) -> None:
    """Do everything in the order of its moments; what has the same moment stays in the order given."""
    for deed in sorted(deeds, key=lambda deed: deed.at):
        with clock.set_to(deed.at):
            deed.do()


def at(on: date, time: str) -> datetime:
    """A time of a day, by the clock of the house."""
    return moment(f"{on.isoformat()} {time}")
