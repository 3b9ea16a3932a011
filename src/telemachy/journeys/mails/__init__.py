"""What people of a pair are told by mail, by noun; `letters` has what all mails share."""

from .letters import (
    ANSWER,
    LINK_DAYS,
    SEE,
    Letter,
    Sender,
    answer_links,
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

__all__ = [
    "ANSWER",
    "LINK_DAYS",
    "SEE",
    "Letter",
    "Sender",
    "answer_links",
    "coordinator_of_programme",
    "day",
    "invitation",
    "post",
    "sender_of",
    "still_looking",
    "tell_mentee",
    "values_for",
    "write",
    "your_mentor",
]
