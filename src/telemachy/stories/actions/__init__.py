"""The verbs of case studies, in the order in which they happen."""

from ..edits import Edit, edits_of
from .approving import answer_text, send_for_approval
from .asking import answer_telling, ask_to_tell, draft_story
from .publishing import publish_story, withdraw_story
from .writing import TextRefused, add_fact, add_quotation, edit_story

__all__ = [
    "Edit",
    "TextRefused",
    "add_fact",
    "add_quotation",
    "answer_telling",
    "answer_text",
    "ask_to_tell",
    "draft_story",
    "edit_story",
    "edits_of",
    "publish_story",
    "send_for_approval",
    "withdraw_story",
]
