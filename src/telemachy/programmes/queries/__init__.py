"""Reads of programmes, by noun."""

from .versions import file_of, latest_version

__all__ = ["file_of", "latest_version"]
