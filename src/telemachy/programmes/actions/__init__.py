"""The verbs of programmes, by noun."""

from .programmes import adopt_file, create_programme

__all__ = ["adopt_file", "create_programme"]
