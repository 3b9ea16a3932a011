"""Words that say more than a design can: refused wherever nothing has been registered before the data.

>>> overclaims("The programme boosted retention.")
('boosted',)
>>> overclaims("14 of 52 took on a leading role.")
()
"""

import re

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
    r"because of|due to|owing to",
    r"result(?:s|ed|ing)? (?:in|from)",
    r"improved by mentoring|made possible by",
)
_PATTERN = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)


def overclaims(text: str) -> tuple[str, ...]:
    """Return the words of a text that claim more than "this happened", in the order they stand there."""
    return tuple(found.group(0).lower() for found in _PATTERN.finditer(text))
