"""The verbs of journeys, by noun."""

from .charters import agree_to_charter, make_charter
from .connections import (
    Opening,
    accept_connection,
    decline_connection,
    invite_now,
    open_connection,
    open_connections,
    withdraw_connections,
)

__all__ = [
    "Opening",
    "accept_connection",
    "agree_to_charter",
    "decline_connection",
    "invite_now",
    "make_charter",
    "open_connection",
    "open_connections",
    "withdraw_connections",
]
