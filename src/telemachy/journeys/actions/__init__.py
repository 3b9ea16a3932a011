"""The verbs of journeys, by noun."""

from .attendance import say_whether_met
from .charters import agree_to_charter, make_charter
from .closing import announce_closing, answer_closing, close_connection, end_now
from .connections import (
    Opening,
    accept_connection,
    decline_connection,
    invite_now,
    open_connection,
    open_connections,
    withdraw_connections,
)
from .goals import change_goal, drop_goal, rate_goal, set_goal, share_goal, take_up_again, unshare_goal
from .initiatives import (
    InitiativeFacts,
    begin_initiative,
    change_initiative,
    share_initiative,
    start_change,
    unshare_initiative,
)
from .measures import Read, log_decision, read_measure, read_measures, remove_reading
from .notes import (
    LONGEST_NOTE,
    change_private_note,
    delete_private_note,
    open_note,
    open_notes,
    open_page_of_notes,
    record_opening,
    remove_shared_note,
    share_copy_of,
    share_note,
    write_private_note,
)
from .preparations import Preparations, prepare_session
from .sessions import book_session, cancel_session, move_session, offer_times

__all__ = [
    "LONGEST_NOTE",
    "InitiativeFacts",
    "Opening",
    "Preparations",
    "Read",
    "accept_connection",
    "agree_to_charter",
    "announce_closing",
    "answer_closing",
    "begin_initiative",
    "book_session",
    "cancel_session",
    "change_goal",
    "change_initiative",
    "change_private_note",
    "close_connection",
    "decline_connection",
    "delete_private_note",
    "drop_goal",
    "end_now",
    "invite_now",
    "log_decision",
    "make_charter",
    "move_session",
    "offer_times",
    "open_connection",
    "open_connections",
    "open_note",
    "open_notes",
    "open_page_of_notes",
    "prepare_session",
    "rate_goal",
    "read_measure",
    "read_measures",
    "record_opening",
    "remove_reading",
    "remove_shared_note",
    "say_whether_met",
    "set_goal",
    "share_copy_of",
    "share_goal",
    "share_initiative",
    "share_note",
    "start_change",
    "take_up_again",
    "unshare_goal",
    "unshare_initiative",
    "withdraw_connections",
    "write_private_note",
]
