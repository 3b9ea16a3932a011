"""Addresses of stories: words while they stand, a digest once they were taken back."""

import hashlib

from django.utils.text import slugify

from telemachy.tenancy.ids import uuid7

from .models import CaseStudy

LONGEST = 100


def unpublished_slug() -> str:
    """Return an address that nobody can guess, for as long as a story is being written."""
    return f"draft-{uuid7().hex}"


def slug_for(title: str) -> str:
    """Return a free address made from a title: never one that led to a story which was taken back."""
    base = slugify(title)[:LONGEST].strip("-") or "story"
    taken = set(CaseStudy.objects.values_list("slug", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken and hidden(name) not in taken)


def hidden(slug: str) -> str:
    """Return what is kept of an address, so that it can answer "taken back" and says nothing about anybody."""
    return hashlib.sha256(f"story:{slug}".encode()).hexdigest()
