"""Reads of case studies for pages: frozen values."""

from .lists import Ended, StoryLine, ended_pairs, published_stories, stories_for_sponsors, stories_of_programme
from .pages import Item, Paragraph, PartShown, SourceShown, Stop, StoryPage, story_page
from .told import sentences_about

__all__ = [
    "Ended",
    "Item",
    "Paragraph",
    "PartShown",
    "SourceShown",
    "Stop",
    "StoryLine",
    "StoryPage",
    "ended_pairs",
    "published_stories",
    "sentences_about",
    "stories_for_sponsors",
    "stories_of_programme",
    "story_page",
]
