"""What the two of a pair are asked by mail. No mail carries a word of a story: what is taken back leaves no copy."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from telemachy.journeys.mails import Letter, Sender, post, sender_of
from telemachy.journeys.models import Member
from telemachy.messaging.links import make_link
from telemachy.people.models import Person

from .models import CaseStudy

TELL, TEXT, PUBLISHED = "story.tell", "story.text", "story.published"
LINK_DAYS = 60
LINK_DAYS_PUBLISHED = 730  # a story stands for years, and so does the link that takes it back


def ask_both(story: CaseStudy) -> None:
    """Ask both whether their story may be told."""
    subject, body = _("May we tell your story?"), _(
        "Hello %(name)s,\n\nyour time with %(other)s is over, and we would like to tell what came of it. Nothing is "
        "written before both of you agree, and nothing is published before both of you have read every sentence.\n\n"
        "The page behind the button lists exactly what would be used, what never is, and who would read it. No is as "
        "good an answer as yes; nobody is told who said it.\n\n%(coordinator)s"
    )  # fmt: skip
    _write_both(story, "story-asked", subject, body, TELL, f"story-asked:{story.pk}", LINK_DAYS)


def send_text(story: CaseStudy) -> None:
    """Ask both about the present text."""
    subject, body = _("Your story, to read before anybody else does"), _(
        "Hello %(name)s,\n\nthe story about you and %(other)s is written. The page behind the button shows it word for "
        "word, with the source of every sentence.\n\nIt is published only if both of you agree to exactly this text. "
        "If something is not right, say so there, and you are asked again about the next one.\n\n%(coordinator)s"
    )  # fmt: skip
    _write_both(story, "story-text", subject, body, TEXT, f"story-text:{story.pk}:{story.text_number}", LINK_DAYS)


def tell_published(story: CaseStudy) -> None:
    """Tell both that the story stands, with the link that takes it back."""
    subject, body = _("Your story is published"), _(
        "Hello %(name)s,\n\nthe story about you and %(other)s, as both of you approved it, can be read by anybody from "
        "now on.\n\nEither of you can take it back at any time, without a reason. Keep this mail: the page behind the "
        "button does it at once.\n\n%(coordinator)s"
    )  # fmt: skip
    event = f"story-published:{story.pk}:{story.text_number}"
    _write_both(story, "story-published", subject, body, PUBLISHED, event, LINK_DAYS_PUBLISHED)


def _write_both(story: CaseStudy, kind: str, subject: str, body: str, action: str, event: str, days: int) -> None:
    sender = sender_of(story.programme)
    people = [each.person for each in Member.objects.filter(connection=story.connection_id).select_related("person")]
    for person in people:
        if (
            person.status != Person.Status.WITHDRAWN or action == PUBLISHED
        ):  # who has left keeps the way to take it back
            letter = Letter(kind, person, subject, body % _names(sender, person, people))
            post(sender, letter, event=event, links={"url": make_link(person.pk, action, story.pk, days=days)})


def _names(sender: Sender, person: Person, people: Sequence[Person]) -> dict[str, str]:
    other = next(each for each in people if each.pk != person.pk)
    return {"name": person.short_name, "other": other.short_name, "coordinator": sender.coordinator}
