"""How a drawing's parts are coloured: by class on a page, by grey and ink on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

INK, DARK, MIDDLE, PALE, PAPER = "rgb(23,32,43)", "rgb(74,86,102)", "rgb(122,134,150)", "rgb(213,219,227)", "white"

CLASSES = {
    "root": "rc",
    "spark": "rc rc-spark",
    "text": "rc-text",
    "strong": "rc-strong",
    "grid": "rc-grid",
    "axis": "rc-axis",
    "aim": "rc-aim",
    "median": "rc-median",
    "median-on": "rc-median rc-on",
    "change": "rc-change",
    "leader": "rc-leader",
    "line": "rc-line",
    "before": "rc-before",
    "after": "rc-after",
}


@dataclass(frozen=True)
class Palette:
    """The attributes of each part of a drawing, by the part's name."""

    parts: Mapping[str, Mapping[str, str]]

    def of(self, part: str) -> Mapping[str, str]:
        """Return the attributes of a part."""
        return self.parts[part]


def _stroke(colour: str, width: str, **more: str) -> dict[str, str]:
    return {"stroke": colour, "stroke-width": width, **{name.replace("_", "-"): value for name, value in more.items()}}


# `charts.css` gives the classes their colours from the tokens, so a page may be light, dark or in forced colours.
ON_PAGE = Palette({part: {"class": name} for part, name in CLASSES.items()})

# A typesetter reads no style sheet. Whatever differs here differs in lightness, dash or shape, never in hue alone.
ON_PAPER = Palette(
    {
        "root": {"font-family": "Inter, 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"},
        "spark": {},
        "text": {"fill": DARK},
        "strong": {"fill": INK, "font-weight": "bold"},
        "grid": _stroke(PALE, "0.75"),
        "axis": _stroke(MIDDLE, "1"),
        "aim": _stroke(MIDDLE, "1"),
        "median": _stroke(DARK, "1.5", stroke_dasharray="2 4", stroke_linecap="round"),
        "median-on": _stroke(MIDDLE, "1.25", stroke_dasharray="1 5", stroke_linecap="round"),
        "change": _stroke(DARK, "1"),
        "leader": _stroke(MIDDLE, "0.75"),
        "line": _stroke(INK, "2", fill="none", stroke_linejoin="round"),
        "before": _stroke(INK, "2", fill=PAPER),
        "after": _stroke(PAPER, "1", fill=INK),
    }
)
