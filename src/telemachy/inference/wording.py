"""Words that say more than a design can: refused wherever nothing has been registered before the data.

>>> overclaims("The programme boosted retention.")
('boosted',)
>>> overclaims("14 of 52 took on a leading role.")
()
"""

import re

_MENTORING = r"(?:mentoring|mentorship|coaching|programme|sessions?|pair|matching)"
_NOT_CAUSAL = r"own|first|second|third|last|next|latest|way|decisions?|choices?|case|plans?|debut"

#: What says why without the usual words: what would have been otherwise, and who made whom what they are.
WHY = (
    r"without\b[^.;]*\bwould(?:n[’']t| not| never)\b|would(?:n[’']t| not| never)\b[^.;]*\bwithout\b",
    r"(?:would|could)(?:n[’']t| not| never) have",
    r"turn(?:s|ed|ing)?\b[^.;,]{1,60}\binto",
    rf"{_MENTORING} (?:has |have |had )?work(?:s|ed)(?=\s*(?:[.,;:!]|$)| (?:well|for|and|so|wonders)\b)",
    rf"ma(?:de|kes?|king) (?:him|them|us|me|her)(?=\s+\w)(?! (?:{_NOT_CAUSAL}|by|in|on|at|with|available|public)\b)",
    r"ma(?:de|kes?|king) (?:\w+ ){0,3}possible(?: by)?",
    r"because(?: of\b|(?=[^.;]*(?:mentor|session|programme|\b(?:she|he|they|her|him|his|them|their|it|this|that)\b"
    r"|\b(?-i:[A-Z]))))",
    r"ow(?:e|es|ed)\b",
)

#: Never said at all, and causal words that only a design may earn. "Caused" stands in the fixed disclaimer alone.
BANNED = (
    r"prov(?:es?|ed|en)\b(?! to be)",
    r"significan(?:t|tly|ce)",
    r"trend(?:s|ing)? towards?",
    r"ROI of|return on investment",
    r"impacts?|impacted|impactful",
    r"effects?|effective(?:ly|ness)?",
    r"led to|leads to|leading to",
    r"thanks to",
    r"caus(?:es?|ed|al|ing)",
    r"boost(?:s|ed|ing)?",
    r"transform(?:s|ed|ing|ative)?",
    r"due to|owing to",
    r"result(?:s|ed|ing)? (?:in|from)",
    r"improved by mentoring",
    *WHY,
)
_PATTERN = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)


def overclaims(text: str) -> tuple[str, ...]:
    """Return the words of a text that claim more than "this happened", in the order they stand there."""
    return tuple(found.group(0).lower() for found in _PATTERN.finditer(text))
