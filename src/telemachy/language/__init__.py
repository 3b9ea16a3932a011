"""Text in, skills and similarities out.

Reads what people write about what they need and what they can give: skills of a taxonomy, found by name or in
free text; how far offers meet wants; and how close a goal is to a biography, with the words that say so.
Plain Python, numpy and scipy: usable from a notebook, without any database.
"""

from telemachy.language.errors import LanguageError
from telemachy.language.similarity import TextSimilarity, text_similarity
from telemachy.language.taxonomy import Found, Skill, Taxonomy, load_taxonomy
from telemachy.language.wants import Overlap, overlap, overlap_matrix

__all__ = [
    "Found",
    "LanguageError",
    "Overlap",
    "Skill",
    "Taxonomy",
    "TextSimilarity",
    "load_taxonomy",
    "overlap",
    "overlap_matrix",
    "text_similarity",
]
