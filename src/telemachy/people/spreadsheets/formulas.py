"""The apostrophe that keeps a spreadsheet program from running exported text, and its removal.

`shield` and `unshield` are inverse to each other for every text.
"""

STARTERS = frozenset("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−")
"""What may begin a formula: the ASCII signs, the characters that shift a cell, and their full-width or small twins."""

QUOTES = "\"'“”„‘’‚«»＂＇`"


def is_risky(text: str) -> bool:
    """Whether a spreadsheet program might run `text`: a starter first, or behind spaces or quotation marks."""
    if text and text[0] in STARTERS:
        return True
    kernel = text.lstrip(" \u00a0\u3000" + QUOTES)
    return bool(kernel) and kernel[0] in STARTERS


def shield(text: str) -> str:
    """`text` with an apostrophe in front where it might run."""
    return "'" + text if is_risky(text) else text


def unshield(text: str) -> str:
    """Take off again the apostrophe that `shield` put on."""
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text
