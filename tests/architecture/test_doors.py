"""What we say about access, the code checks: ids become objects behind doors only, and views stand behind sign-in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

SOURCE = Path(__file__).parents[2] / "src" / "telemachy"

#: Views that serve somebody who has not signed in, each with its reason.
OPEN_VIEWS = {
    "telemachy.web.health": "says whether the process lives; shows no organisation's rows",
    "telemachy.demo.views": "the demo's own pages: 404 unless this is a demo on loopback",
    "telemachy.stories.views.public": "published stories, for anybody; the others only for who may read them",
    "telemachy.messaging.views": "links in mails carry their own token",
    "telemachy.web.views": "the theme, the entrance and error pages; show no organisation's rows",
    "telemachy.matching.views.home.start": "leads everybody to where they belong, sign-in included",
    "telemachy.people.signin_views": "signing in",
    "allauth.account": "signing in",
    "allauth.decorators": "signing in",
}


def modules(*, views_only: bool = False) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE)
        if inside.parts[0] == "tenancy" or "migrations" in inside.parts:
            continue
        if not views_only or inside.stem == "views" or "views" in inside.parts:
            yield inside, ast.parse(path.read_text(encoding="utf-8"))


def attribute_chains(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


def unscoped_lookups(tree: ast.AST) -> list[int]:
    forbidden = ("get_object_or_404", "get_list_or_404", "ModelChoiceField", "ModelMultipleChoiceField")
    return [line for line, name in attribute_chains(tree) if name in forbidden or name.endswith(".objects.get")]


def test_nothing_outside_tenancy_turns_an_id_into_an_object_unscoped() -> None:
    found = [f"{path}:{line}" for path, tree in modules() for line in unscoped_lookups(tree)]

    assert found == []


def test_an_unscoped_lookup_would_be_found() -> None:
    assert unscoped_lookups(ast.parse("x = get_object_or_404(Person, pk=1)\ny = Person.objects.get(pk=1)")) == [1, 2]


def test_views_obtain_objects_through_doors_only() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in modules(views_only=True)
        for line, name in attribute_chains(tree)
        if name.endswith((".objects", "._base_manager", "._default_manager"))
    ]

    assert found == []


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry)
        else:
            yield entry


@pytest.mark.parametrize("route", list(routes()), ids=lambda route: str(route.pattern) or "/")
def test_every_view_asks_for_a_person_or_says_why_not(route: URLPattern) -> None:
    view = route.callback
    name = f"{getattr(view, '__module__', '')}.{getattr(view, '__name__', '')}"

    assert getattr(view, "asks_for_a_person", False) or name.startswith(tuple(OPEN_VIEWS)), name
