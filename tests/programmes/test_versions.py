"""New versions of a programme's file: what people were told when they joined stays true."""

import pytest

from telemachy.errors import Refused
from telemachy.programmes.actions import adopt_file
from telemachy.programmes.models import Application
from telemachy.programmes.queries import latest_version
from tests.cast import Cast

KEPT, SHOWN = "identified_outcomes = false", "identified_outcomes = true"


def with_outcomes_shown(cast: Cast) -> str:
    text = latest_version(cast.programme).text
    assert KEPT in text
    return text.replace(KEPT, SHOWN)


def test_outcomes_that_were_peoples_own_to_share_stay_so_once_somebody_has_joined(at_lumen: Cast) -> None:
    before = latest_version(at_lumen.programme)
    assert Application.objects.filter(programme=at_lumen.programme).exists()

    with pytest.raises(Refused, match="identified_outcomes stays false"):
        adopt_file(at_lumen.programme, with_outcomes_shown(at_lumen), by=None)

    assert latest_version(at_lumen.programme) == before


def test_before_anybody_joins_the_file_may_say_so(at_lumen: Cast) -> None:
    """The twin: nobody was told otherwise."""
    Application.objects.all().delete()

    shown = with_outcomes_shown(at_lumen)
    adopt_file(at_lumen.programme, shown, by=None)
    assert latest_version(at_lumen.programme).text == shown


def test_outcomes_may_become_peoples_own_at_any_time(at_lumen: Cast) -> None:
    people = list(Application.objects.all())
    Application.objects.all().delete()
    shown = with_outcomes_shown(at_lumen)
    adopt_file(at_lumen.programme, shown, by=None)
    Application.objects.bulk_create(people)

    adopt_file(at_lumen.programme, shown.replace(SHOWN, KEPT), by=None)

    assert KEPT in latest_version(at_lumen.programme).text
