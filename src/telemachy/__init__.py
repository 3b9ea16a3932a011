"""Telemachy runs mentoring programmes that grow leaders."""

__version__ = "0.1.0"
