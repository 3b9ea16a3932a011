"""Fixtures of case studies."""

import pytest

from tests.cast import Cast
from tests.stories.telling import Told, close_a_pair


@pytest.fixture
def told(at_lumen: Cast) -> Told:
    """Noor and Elias, closed, with their record; Lumen active."""
    return close_a_pair(at_lumen)
