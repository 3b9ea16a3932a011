"""Building the demo from nothing: by the actions of the pages, once, all or nothing."""

import pytest

from telemachy.demo import build
from telemachy.demo.build import build_demo, build_organisation, organisation_of
from telemachy.demo.content import SECTORS, SEED, make_content, sector
from telemachy.matching.boards import measure
from telemachy.matching.models import MatchRun
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route
from tests.demo.engine import solved
from tests.demo.past import short_past

KEYS = [pytest.param(each.key, marks=[pytest.mark.slow] if each.key != "tech" else []) for each in SECTORS]


def quiet(line):
    """Say nothing."""


@pytest.mark.parametrize("key", KEYS)
def test_the_pages_propose_what_the_engine_alone_proposes(db_all, key):
    organisation = build_organisation(make_content(key), short_past(key), tell=quiet)

    with work(organisation.pk):
        run = MatchRun.objects.get(number=1)
        proposed = run.proposals.filter(mentor__isnull=False).values_list("mentee__email", "mentor__email")
        assert set(proposed) == solved(key, SEED).pairs
        told = {name: int(mask.sum()) for name, mask in measure(run)[1].rules.items()}
        assert told == {name: int(mask.sum()) for name, mask in solved(key, SEED).scored.rules.items()}


@pytest.mark.slow
def test_building_twice_builds_once(demo, monkeypatch):
    monkeypatch.setattr(build, "SECTORS", (sector("accelerator"),))

    assert build_demo(tell=quiet) == 2
    before = dict(Route.objects.values_list("name", "organisation_id"))
    assert build_demo(tell=quiet) == 0
    assert dict(Route.objects.values_list("name", "organisation_id")) == before


@pytest.mark.slow
def test_a_build_that_is_interrupted_leaves_nothing_and_is_made_again(demo):
    def interrupt(line):
        raise KeyboardInterrupt

    past = short_past("accelerator")
    with pytest.raises(KeyboardInterrupt):
        build_organisation(make_content("accelerator"), past, tell=interrupt)

    assert organisation_of(sector("accelerator")) is None
    build_organisation(make_content("accelerator"), past, tell=quiet)
    assert organisation_of(sector("accelerator")) is not None
