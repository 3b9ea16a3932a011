"""The verbs of journeys, by noun."""

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
    "decline_connection",
    "invite_now",
    "open_connection",
    "open_connections",
    "withdraw_connections",
]
