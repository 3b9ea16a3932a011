"""Texts that organisers write are filled in one pass, from a fixed dictionary, escaped for where they go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.errors import Refused
from telemachy.messaging.placeholders import fill, placeholders_in, refuse_unknown

VALUES = {"mentee": "Noor Haddad", "programme": "Engineers & leaders"}
anything = st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "{mentee}",
        "{secret}",
        "{user.password}",
        "{0}",
        "{{7*7}}",
        "{% load x %}",
        "%(mentee)s",
        "a\r\nBcc: x@y.z",
        "<b>",
    ]
)


def test_names_are_filled_in() -> None:
    assert fill("{mentee}, welcome to {programme}", VALUES) == "Noor Haddad, welcome to Engineers & leaders"


@pytest.mark.attack("A23")
@pytest.mark.parametrize(
    "text", ["{user.password}", "{{7*7}}", "{% load i18n %}", "{0}", "{mentee.email}", "{mentee!r}"]
)
def test_what_is_no_plain_name_stays_as_it_stands(text: str) -> None:
    assert fill(text, VALUES) == text


@pytest.mark.attack("A23")
def test_a_person_called_like_a_placeholder_stays_called_that() -> None:
    assert (
        fill("{mentee} and {programme}", {**VALUES, "mentee": "{programme}"}) == "{programme} and Engineers & leaders"
    )


def test_an_unknown_name_stays_as_it_stands() -> None:
    assert fill("Dear {nobody}", VALUES) == "Dear {nobody}"


def test_in_html_the_text_and_every_value_are_escaped_once() -> None:
    values = {"mentee": "<script>alert('{programme}')</script>"}

    assert fill("<b>{mentee}</b>", values, "html") == (
        "&lt;b&gt;&lt;script&gt;alert(&#x27;{programme}&#x27;)&lt;/script&gt;&lt;/b&gt;"
    )


def test_a_header_stays_one_line() -> None:
    assert (
        fill("Hello {mentee}", {"mentee": "Noor\r\nBcc: all@example.org"}, "header")
        == "Hello Noor Bcc: all@example.org"
    )


def test_a_text_that_asks_for_an_unknown_name_is_not_saved() -> None:
    with pytest.raises(Refused, match=r"known by the name \{mentor_password\}.*can use \{mentee\}, \{programme\}"):
        refuse_unknown("Hello {mentee}: {mentor_password}", frozenset(VALUES))


def test_the_names_a_text_wants_are_listed() -> None:
    assert placeholders_in("{mentee} {mentee} {programme} {No} {a.b}") == {"mentee", "programme"}


@settings(max_examples=200, deadline=None)
@given(text=anything, name=anything)
def test_no_value_adds_a_header_or_markup(text: str, name: str) -> None:
    values = {"mentee": name}

    assert fill(text, values, "header").isprintable() or len(fill(text, values, "header").splitlines()) <= 1
    assert "<" not in fill(text, values, "html")
    if "{mentee}" not in text:
        assert fill(text, values, "html") == fill(text, {}, "html")
