"""Input of journeys' pages as clean values, by noun."""

from .answers import AnswerForm

__all__ = ["AnswerForm"]
