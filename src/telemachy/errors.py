"""Every way in which Telemachy says no.

TelemachyError
├── NotThere     404  not yours or not there
├── NotAllowed   403  seen, but not yours to do
└── Refused      422  a rule says no, in a sentence for the person
    └── Conflict 409  somebody else was first, or the state has moved on
"""


class TelemachyError(Exception):
    """The root of all errors that carry a sentence for a person."""


class NotThere(TelemachyError):
    """The object does not exist, or not for this person; the two cannot be told apart."""


class NotAllowed(TelemachyError):
    """The person may see the object but not do this with it."""


class Refused(TelemachyError):
    """A rule or a state says no."""


class Conflict(Refused):
    """Somebody else was first, or the state has moved on since the page was read."""
