"""`{% stories_of programme %}`: the published stories of a programme, for pages of the contexts below."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from telemachy.programmes.models import Programme
from telemachy.stories.queries import published_stories

register = template.Library()


@register.simple_tag
def stories_of(programme: Programme) -> SafeString:
    """Return the list of a programme's published stories under a heading; nothing where there is none."""
    told = published_stories(programme)
    if not told:
        return SafeString("")
    html = render_to_string("stories/stories_of.html", {"stories": told})
    return SafeString(html.strip())  # nosec B703: the template has escaped it, and stripping forgets that
