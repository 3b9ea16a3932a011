"""What the two of a pair are asked, signed in or through the link of a mail: the same page, the same buttons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from telemachy.journeys.access import get_connection_for
from telemachy.journeys.mails import coordinator_of_programme
from telemachy.journeys.queries import pair_of
from telemachy.journeys.thread import STORY
from telemachy.journeys.views.frame import frame
from telemachy.messaging.links import handles
from telemachy.messaging.models import ActionLink
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.people.models import Person
from telemachy.tenancy.policy import Actor

from ..access import get_linked_story, get_story_of
from ..actions import answer_telling, answer_text, withdraw_story
from ..consents import Voice, voices_on_telling, voices_on_text
from ..forms import AnswerForm
from ..mails import PUBLISHED, TELL, TEXT
from ..models import CaseStudy
from ..queries import story_page
from ..record import promised
from .asking import number_in

State = CaseStudy.State


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def connection_story(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show one of the two what is asked of them, or take the answer."""
    kept = get_connection_for(request.actor, connection, "follow")
    story = get_story_of(request.actor, kept)
    if request.method == "POST":
        return _answer(request, story, request.person, request.actor)
    context = {**frame(request, kept, here=STORY), **_asked(request, story, request.person, request.actor)}
    return render(request, "stories/asked_here.html", context)


def show_asked(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Show the same to whoever holds the link of a mail."""
    story, person, actor = get_linked_story(link)
    return render(request, "stories/asked_by_mail.html", _asked(request, story, person, actor))


def answer_by_mail(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Take the answer that comes through the link of a mail."""
    story, person, actor = get_linked_story(link)
    return _answer(request, story, person, actor, template="stories/asked_by_mail.html")


for _action in (TELL, TEXT, PUBLISHED):
    handles(_action, page=show_asked)(answer_by_mail)


def _answer(
    request: HttpRequest, story: CaseStudy, person: Person, actor: Actor, template: str = "stories/asked_here.html"
) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {**_asked(request, story, person, actor), "form": form}
        if template == "stories/asked_here.html":
            context = {**frame(request, story.connection, here=STORY), **context}  # type: ignore[arg-type]
        return render(request, template, context, status=422)
    _take(story, form, request, actor)
    response = redirect(request.path)
    response.status_code = 303
    return response


def _take(story: CaseStudy, form: AnswerForm, request: HttpRequest, actor: Actor) -> None:
    answer = form.cleaned_data["answer"]
    if answer == "back":
        withdraw_story(story, by=actor)
    elif form.cleaned_data["about"] == "telling":
        answer_telling(story, answer == "yes", by=actor)
    else:
        number = number_in(request.POST.get("number"))
        answer_text(story, answer == "yes", by=actor, words=form.cleaned_data["words"], number=number)


def _asked(request: HttpRequest, story: CaseStudy, person: Person, actor: Actor) -> dict[str, Any]:
    used, never = promised()
    has_text = story.state in (State.APPROVAL, State.APPROVED, State.PUBLISHED)
    return {
        "story": story,
        "programme": story.programme,
        "pair": pair_of(story.connection),
        "coordinator": coordinator_of_programme(story.programme),
        "told": _mine(voices_on_telling(story), person),
        "answered": _mine(voices_on_text(story), person) if has_text else None,
        "used": used,
        "never": never,
        "page": story_page(story, actor, number_in(request.GET.get("source", ""))) if has_text else None,
        "here": request.path,
        "form": AnswerForm(),
        "asks": "text" if has_text else "telling" if story.state == State.ASKED else "",
    }


def _mine(voices: tuple[Voice, ...], person: Person) -> Voice:
    return next(voice for voice in voices if voice.person.pk == person.pk)
