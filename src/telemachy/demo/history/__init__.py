"""Tells the cohort before the present one, from its applications to its stories, by the actions that the pages call."""

from .cohort import build_earlier

__all__ = ["build_earlier"]
