"""Fixtures of the pages of pairs."""

import pytest

from tests.journeys.pairs import SignIn, signed_in


@pytest.fixture
def sign_in() -> SignIn:
    """Return what makes a browser in which somebody has signed in."""
    return signed_in
