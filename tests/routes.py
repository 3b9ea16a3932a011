"""All routes, from the resolver: whoever walks them misses none that is added."""

import re
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

SLOT = re.compile(r"<(?:(\w+):)?(\w+)>")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Return every route with its whole path."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


def fill(path: str, value: Callable[[str, str], object]) -> str:
    """Return a route's address; `value` is asked for each slot by converter and name."""
    return "/" + SLOT.sub(lambda slot: str(value(slot.group(1) or "str", slot.group(2))), path)
