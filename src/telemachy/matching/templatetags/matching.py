"""Names where there is little room."""

from django import template

register = template.Library()


@register.filter
def last_name(name: str) -> str:
    """Return the last word of a name, as a chain of movers shows it beside a title with the whole."""
    return name.rsplit(" ", 1)[-1]
