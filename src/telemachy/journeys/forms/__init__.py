"""Input of journeys' pages as clean values, by noun."""

from .answers import AnswerForm
from .notes import NoteForm

__all__ = [
    "AnswerForm",
    "NoteForm",
]
