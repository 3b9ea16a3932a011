"""Connections between people, from the invitation to their proper ending."""

from .charters import Charter, CharterAgreement
from .closures import ClosingAnswer, Closure
from .connections import Connection, Member
from .goals import Goal, GoalRating
from .initiatives import Initiative, InitiativeReading, LoggedDecision
from .notes import DataKey, Preparation, PrivateNote, SharedNote
from .sessions import Attendance, OfferedTime, Session

__all__ = [
    "Attendance",
    "Charter",
    "CharterAgreement",
    "ClosingAnswer",
    "Closure",
    "Connection",
    "DataKey",
    "Goal",
    "GoalRating",
    "Initiative",
    "InitiativeReading",
    "LoggedDecision",
    "Member",
    "OfferedTime",
    "Preparation",
    "PrivateNote",
    "Session",
    "SharedNote",
]
