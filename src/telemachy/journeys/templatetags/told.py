"""`{% told_in "session" session.pk %}`: where a record is told, as links to the sentences; nothing where it is not."""

import uuid

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from telemachy.journeys import told

register = template.Library()
MOST = 3  # sentences of one story about one record; the story itself shows the rest


@register.simple_tag
def told_in(kind: str, id: uuid.UUID) -> SafeString:
    """Return a line of links to the published sentences about a record."""
    tellings = told.told_in(kind, id)[:MOST]
    if not tellings:
        return SafeString("")
    html = render_to_string("journeys/told_in.html", {"tellings": tellings})
    return SafeString(html.strip())  # nosec B703: the template has escaped it, and stripping forgets that
