"""Rules that every template and style sheet keeps; each has a twin that breaks it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "telemachy"
PAGES = sorted(
    file for file in SOURCES.rglob("templates/**/*.html") if not re.search(r"/templates/mail/|/email/", str(file))
)
STYLES = sorted(SOURCES.glob("*/static/telemachy/**/*.css"))
ALLOWED_BARE = {"Telemachy", "Ctrl K", "CSV", "XLSX"}  # names and keys are not translated

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=|\bhx-on\b|\bjs:|javascript:", re.IGNORECASE
)
TAGS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
CLASSES = re.compile(r"{%\s*block (?:\w+_class|body_attributes|width)\s*%}.*?{%\s*endblock", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)


def hex_colours(style: str) -> list[str]:
    """Return the hexadecimal colours of a style sheet; ids in selectors are not colours."""
    declarations = re.findall(r":[^;{}]*[;}]", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return [colour for part in declarations for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b", part)]


def inline_code(page: str) -> list[str]:
    """Return what the content security policy would refuse."""
    return INLINE.findall(TAGS.sub("", page))


def bare_words(page: str) -> list[str]:
    """Return the words of a template that no translator would ever see."""
    text = TAGS.sub("", page)
    text = TRANSLATED.sub("", text)
    text = CLASSES.sub("", text)
    text = re.sub(r"<svg\b.*?</svg>", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "\n", text)
    words = (re.sub(r"&\w+;", "", line).strip(" –·") for line in text.split("\n"))
    return [
        line for line in words if re.search(r"[A-Za-z]{2}", line) and set(re.split(r"\s+–\s+", line)) - ALLOWED_BARE
    ]


def named(file: Path) -> str:
    return str(file.relative_to(SOURCES))


@pytest.mark.parametrize("file", STYLES, ids=named)
def test_colours_stand_in_the_tokens_and_nowhere_else(file: Path) -> None:
    if file.name == "tokens.css":
        assert hex_colours(file.read_text())
    else:
        assert hex_colours(file.read_text()) == []


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_pages_carry_no_inline_script_or_style(file: Path) -> None:
    assert inline_code(file.read_text()) == []


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_every_word_of_a_page_can_be_translated(file: Path) -> None:
    assert bare_words(file.read_text()) == []


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_colours_stand_in_no_template(file: Path) -> None:
    attributes = re.findall(r'\b(?:fill|stroke|color|bgcolor)="(#[0-9A-Fa-f]{3,8})"', file.read_text())
    assert attributes == []


def test_the_twin_a_colour_in_a_sheet_is_seen() -> None:
    assert hex_colours("#main { color: #FF0000; } #abc { margin: 0 }") == ["#FF0000"]


@pytest.mark.parametrize(
    "fault",
    [
        '<p style="color:red">',
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a hx-on:click="go()">',
        "<style>a{}</style>",
        '<a href="javascript:go()">',
    ],
)
def test_the_twin_inline_code_is_seen(fault: str) -> None:
    assert inline_code(fault)


def test_a_script_with_a_source_is_no_inline_code() -> None:
    assert inline_code("<script src=\"{% static 'telemachy/theme.js' %}\" defer></script>") == []


def test_the_twin_a_bare_word_is_seen() -> None:
    assert bare_words("<h1>Hello</h1><p>{% translate 'There' %}</p>") == ["Hello"]
