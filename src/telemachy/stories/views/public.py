"""What anybody may read: the list, a story, its paper, the feed. Nothing is kept by a cache, so nothing outlives it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from telemachy.journeys.thread import STORY, thread_of
from telemachy.messaging.links import organisation_address
from telemachy.tenancy.policy import Actor, can

from ..access import get_published, get_told_story
from ..models import CaseStudy
from ..paper import print_story
from ..queries import published_stories, story_page
from .asking import number_in

PAGE = 20
State = CaseStudy.State


@require_GET
def stories(request: HttpRequest) -> HttpResponse:
    """List what is published."""
    shown = Paginator(published_stories(), PAGE).get_page(request.GET.get("page"))
    return render(request, "stories/stories.html", {"page": shown})


@require_GET
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a story, with one source opened in its place."""
    actor = actor_of(request)
    found = get_told_story(actor, slug)
    if found.state == State.WITHDRAWN:
        return gone(request)
    page = story_page(found, actor, number_in(request.GET.get("source", "")))
    context = {
        "page": page,
        "story": found,
        "programme": found.programme,
        "address": organisation_address() + request.path,
        "is_theirs": page.may_follow and can(actor, "consent", found).allow,
        "thread": thread_of(found.connection, actor, here=STORY) if page.may_follow else (),
    }
    return render(request, "stories/story.html", context)


@require_GET
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a published story as PDF, afresh for every reader."""
    actor = actor_of(request)
    found = get_published(actor, slug)
    if found.state == State.WITHDRAWN:
        return gone(request)
    made = print_story(story_page(found, actor), organisation_address(), get_language() or "en-gb")
    name = f'inline; filename="{found.slug}.pdf"'
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": name})


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Name what is published, for readers of feeds; what was taken back is named no longer."""
    base = organisation_address()
    written = Atom1Feed(
        title=_("Stories"),
        link=f"{base}/stories/",
        description="",
        language=get_language(),
        feed_url=f"{base}/stories/feed.atom",
    )
    for each in published_stories()[:PAGE]:
        address = base + each.href
        written.add_item(
            title=each.title,
            link=address,
            description=each.standfirst,
            unique_id=address,
            pubdate=each.published_at,
            updateddate=each.published_at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type=Atom1Feed.content_type)


def gone(request: HttpRequest) -> HttpResponse:
    """Say calmly that a story was taken back, and nothing else about it."""
    return render(request, "stories/gone.html", status=410)


def actor_of(request: HttpRequest) -> Actor:
    """Return the reader, who need not have signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
