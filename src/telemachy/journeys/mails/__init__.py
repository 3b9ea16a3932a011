"""What people of a pair are told by mail, by noun; `letters` has what all mails share."""

from .charters import charter_text, tell_of_agreement
from .closing import CLOSE_WELL, tell_announced, tell_closed
from .letters import (
    ANSWER,
    LINK_DAYS,
    MOST_REASONS,
    SEE,
    Letter,
    Sender,
    answer_links,
    body_of,
    coordinator_of_programme,
    day,
    invitation,
    post,
    sender_of,
    still_looking,
    tell_mentee,
    values_for,
    write,
    your_mentor,
)
from .notes import tell_of_shared_note

__all__ = [
    "ANSWER",
    "CLOSE_WELL",
    "LINK_DAYS",
    "MOST_REASONS",
    "SEE",
    "Letter",
    "Sender",
    "answer_links",
    "body_of",
    "charter_text",
    "coordinator_of_programme",
    "day",
    "invitation",
    "post",
    "sender_of",
    "still_looking",
    "tell_announced",
    "tell_closed",
    "tell_mentee",
    "tell_of_agreement",
    "tell_of_shared_note",
    "values_for",
    "write",
    "your_mentor",
]
