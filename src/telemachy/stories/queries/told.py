"""From a record to the published sentences that stand on it."""

import uuid

from django.urls import reverse

from telemachy.journeys.told import Telling, knows_where

from ..models import CaseStudy, Sentence
from ..texts import numbers_of, sentences_of


@knows_where
def sentences_about(kind: str, id: uuid.UUID) -> tuple[Telling, ...]:
    """Return the published sentences about a record, each with its number and the address that opens its source."""
    found = Sentence.objects.filter(
        story__state=CaseStudy.State.PUBLISHED, source__about__contains=[f"{kind}:{id}"]
    ).select_related("story")
    numbered = {story.pk: numbers_of(sentences_of(story)) for story in {each.story for each in found}}
    tellings = []
    for each in found:
        number = numbered[each.story_id][each.pk]
        href = f"{reverse('story', args=[each.story.slug])}?source={number}#s{number}"
        tellings.append(Telling(each.story.title, number, each.text, href))
    return tuple(tellings)
