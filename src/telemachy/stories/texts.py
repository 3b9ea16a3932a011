"""The text of a story as one thing: what both approve, word for word."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable

from telemachy.messaging.placeholders import for_target

from .models import CaseStudy, Sentence

Kind = Sentence.Kind


def fingerprint(title: str, standfirst: str, sentences: Iterable[Sentence]) -> str:
    """Return the SHA-256 of a text: title, standfirst and every sentence with its part, speaker and source."""
    content = [title, standfirst, *(_content(each) for each in sentences)]
    canonical = json.dumps(content, default=str, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _content(sentence: Sentence) -> list[object]:
    return [sentence.part, sentence.kind, sentence.text, sentence.said_by_id, sentence.source]


def fingerprint_of(story: CaseStudy) -> str:
    """Return the SHA-256 of a story as it stands in the database."""
    return fingerprint(story.title, story.standfirst, sentences_of(story))


def sentences_of(story: CaseStudy) -> list[Sentence]:
    """Return a story's sentences in their order."""
    return list(Sentence.objects.filter(story=story).select_related("said_by").order_by("position"))


def lacks_fact(sentence: Sentence) -> bool:
    """Say whether a sentence rests on nothing: no record, nobody's words, and it claims to be known."""
    if sentence.kind == Kind.OPEN or (sentence.kind == Kind.QUOTATION and sentence.said_by_id):
        return False
    return not sentence.source_kind


def numbers_of(sentences: Iterable[Sentence]) -> dict[uuid.UUID, int]:
    """Return the number of each sentence's source, counted through the story; what has no source has none."""
    sourced = [each.pk for each in sentences if each.source]
    return {pk: number for number, pk in enumerate(sourced, 1)}


def one_line(text: str) -> str:
    """Return what somebody typed on one line, without control characters: no database, feed or paper holds them all."""
    return " ".join(for_target(text, "header").split())


def is_part(words: str, whole: str) -> bool:
    """Say whether words stand within a text as they were said, cut between words and never through one."""
    if not words:
        return False
    before = r"(?<!\w)(?<!\w[’'-])" if words[0].isalnum() else ""
    after = r"(?![’'-]?\w)" if words[-1].isalnum() else ""
    return re.search(before + re.escape(words) + after, whole) is not None
