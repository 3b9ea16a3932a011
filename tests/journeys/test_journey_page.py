"""The page of a connection as the two of it read it."""

import pytest

from telemachy.journeys.models import Connection
from tests.cast import Cast
from tests.journeys.pairs import SignIn, make_pair


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who has said yes."""
    return make_pair(at_lumen)


@pytest.mark.parametrize("who", ["noor", "elias"])
def test_the_two_read_their_journey(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    page = sign_in(getattr(at_lumen, who)).get(f"/j/{pair.pk}")

    assert page.status_code == 200
    assert "Noor and Elias" in page.content.decode()


@pytest.mark.parametrize("who", ["bruno", "petra", "ines", "tove"])
def test_nobody_else_reads_it(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    answer = sign_in(getattr(at_lumen, who)).get(f"/j/{pair.pk}")

    assert answer.status_code in (403, 404)
    assert "Noor and Elias" not in answer.content.decode()
