"""Building the demo: by the actions of the pages, once, all or nothing."""

import pytest

from telemachy.demo.build import build_demo, build_organisation
from telemachy.demo.content import SEED, make_content
from telemachy.matching.models import MatchRun
from telemachy.tenancy.context import work
from tests.demo.engine import solved


@pytest.mark.parametrize("key", ["tech", "hospital", "accelerator"])
def test_the_pages_propose_what_the_engine_alone_proposes(db_all, key):
    content = make_content(key)

    organisation = build_organisation(content, tell=lambda line: None)

    with work(organisation.pk):
        run = MatchRun.objects.get(number=1)
        proposed = run.proposals.filter(mentor__isnull=False).values_list("mentee__email", "mentor__email")
        assert set(proposed) == solved(key, SEED).pairs
