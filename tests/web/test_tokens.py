"""The colours: each text token reaches its ratio on its ground in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import telemachy.web

TOKENS = Path(telemachy.web.__file__).parent / "static" / "telemachy" / "tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS.read_text())}
TEXTS = ["text", "text-2", "text-3", "primary", "ok", "warn", "bad", "info", "locked"]
GROUNDS = ["surface", "ground"]
TINTS = ["primary", "ok", "warn", "bad", "info", "locked"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_its_ground(text: str, ground: str, theme: int) -> None:
    assert ratio(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("status", TINTS)
def test_a_status_is_readable_on_its_tint(status: str, theme: int) -> None:
    assert ratio(COLOURS[status][theme], COLOURS[f"{status}-tint"][theme]) >= 4.5
    assert ratio(COLOURS["text"][theme], COLOURS[f"{status}-tint"][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_controls_focus_and_the_primary_button_reach_their_ratios(theme: int) -> None:
    assert ratio(COLOURS["control-border"][theme], COLOURS["surface"][theme]) >= 3
    assert ratio(COLOURS["focus"][theme], COLOURS["surface"][theme]) >= 3
    assert ratio(COLOURS["on-primary"][theme], COLOURS["primary"][theme]) >= 4.5
    assert ratio(COLOURS["on-primary"][theme], COLOURS["primary-hover"][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_quiet_text_may_stand_on_sunken_ground(theme: int) -> None:
    assert ratio(COLOURS["text-2"][theme], COLOURS["sunken"][theme]) >= 4.5


def test_the_ratio_is_the_published_one() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
