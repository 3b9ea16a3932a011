"""Input of journeys' pages as clean values, by noun."""

from .answers import AnswerForm
from .closing import ClosingForm, ClosingPageForm
from .goals import GoalForm, RatingForm
from .initiatives import InitiativeForm
from .measures import ChangeForm, DecisionForm, PasteForm, ReadingForm, RemovalForm, read_line
from .notes import NoteForm

__all__ = [
    "AnswerForm",
    "ChangeForm",
    "ClosingForm",
    "ClosingPageForm",
    "DecisionForm",
    "GoalForm",
    "InitiativeForm",
    "NoteForm",
    "PasteForm",
    "RatingForm",
    "ReadingForm",
    "RemovalForm",
    "read_line",
]
