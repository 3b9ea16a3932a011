"""The few lines of SVG that charts are made of; every text and attribute is escaped here."""

import re
from html import escape

from telemachy.web.charts.palette import Palette

# Outside these XML has no character, and one of them makes a whole drawing unreadable to a typesetter.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: object) -> str:
    """Return a text as XML may hold it, without what no XML can hold."""
    return escape(NOT_XML.sub("", f"{text}"), quote=True)


def number(value: float) -> str:
    """Return a coordinate: one decimal, none where it is whole."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(tag: str, palette: Palette, part: str, content: str = "", **attributes: object) -> str:
    """Return an element in the palette's clothes; `content` is SVG already, attributes are values."""
    own = {name.rstrip("_").replace("_", "-"): _shown(value) for name, value in attributes.items()}
    written = "".join(f' {name}="{clean(value)}"' for name, value in {**palette.of(part), **own}.items())
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def line(palette: Palette, part: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """Return a line from one point to another."""
    return element("line", palette, part, x1=x1, y1=y1, x2=x2, y2=y2)


def write(palette: Palette, part: str, x: float, y: float, text: str, anchor: str = "start") -> str:
    """Return a text whose baseline starts, or ends, at a point."""
    where = {} if anchor == "start" else {"text-anchor": anchor}
    return element("text", palette, part, clean(text), x=x, y=y, **where)


def picture(palette: Palette, part: str, width: float, height: float, content: str, **attributes: object) -> str:
    """Return a drawing; time runs from left to right in every language, so its direction is fixed."""
    return element(
        "svg",
        palette,
        part,
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        direction="ltr",
        role="img",
        **attributes,
    )


def _shown(value: object) -> object:
    return number(value) if isinstance(value, int | float) else value
