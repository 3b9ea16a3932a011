"""Pages of pairs: a participant's own, those behind links in mails, and the coordinator's."""

from . import session_links

__all__ = ["session_links"]  # addressed by no route: importing it is what registers the links
