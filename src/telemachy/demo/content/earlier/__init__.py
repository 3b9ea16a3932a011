"""The cohorts that have ended: three stories told in full, one that did not work out, and the others in outline."""

import random
from functools import cache

from telemachy.demo.content import SEED, make_content, sector
from telemachy.demo.content.telling import Earlier, ToldPair

from . import foundry, lisa, lumen, mark, northfield, sarah, tom
from .drawing import draw_pairs

__all__ = ["earlier_programme", "make_earlier", "told_pairs"]

_TOLD: dict[str, tuple[ToldPair, ...]] = {
    "tech": (sarah.PAIR, tom.PAIR),
    "hospital": (mark.PAIR,),
    "accelerator": (lisa.PAIR,),
}
_COHORTS = {"tech": lumen, "hospital": northfield, "accelerator": foundry}


def told_pairs(key: str) -> tuple[ToldPair, ...]:
    """Return the pairs that are told in full, the one of the door first."""
    return _TOLD[key]


def earlier_programme(key: str) -> str:
    """Return the address of the programme of the cohort that ended: that of the present one, and the year."""
    return f"{sector(key).programme}-{_COHORTS[key].PLAN.starts_on.year}"


@cache
def make_earlier(key: str, seed: int = SEED) -> Earlier:
    """Return the cohort that ended, of one organisation; nobody in it is in the cohort that starts."""
    told, cohort = _TOLD[key], _COHORTS[key]
    rng = random.Random(f"{key} earlier {seed}")
    content = make_content(key, seed)
    names = {person.name for person in content.people} | {leading.name for leading in content.sector.leading}
    names |= {content.sector.sponsor.name} | {each.name for pair in told for each in (pair.mentee, pair.mentor)}
    taken = {name.removeprefix("Dr ") for name in names}
    return Earlier(
        sector=key,
        programme=earlier_programme(key),
        cohort=cohort.COHORT,
        starts_on=cohort.PLAN.starts_on,
        ends_on=cohort.PLAN.ends_on,
        told=told,
        others=draw_pairs(rng, cohort.PLAN, cohort.draw_people(rng, taken)),
    )
