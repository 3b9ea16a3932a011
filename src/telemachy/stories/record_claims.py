"""Reads the outcomes of a pair as a story tells them: what came about, when, and on whose word."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.text import capfirst

from telemachy.evidence.grades import Grade, grade_of
from telemachy.evidence.models import Claim, Confirmation
from telemachy.evidence.queries.claims import name_of
from telemachy.programmes.file import Outcome

from .drafting import ClaimFacts, ContributionFacts
from .drafting.lines import day


def claims_of(claims: QuerySet[Claim], outcomes: Iterable[Outcome]) -> tuple[ClaimFacts, ...]:
    """Return the claims that stand: those corrected since, or taken back, are no part of any story."""
    current = claims.filter(status=Claim.Status.OPEN, superseded_by=None)
    read = current.prefetch_related("confirmations__by", "contributions")
    return tuple(_claim(each, name_of(each.code, outcomes)) for each in read)


def _claim(claim: Claim, name: str) -> ClaimFacts:
    confirmations = list(claim.confirmations.all())
    grade = grade_of(confirmations, claim)
    return ClaimFacts(
        id=claim.pk,
        text=claim.text,
        name=name,
        on=claim.on,
        happened=claim.happened,
        grade=grade.value if grade.is_letter else "",
        is_disputed=grade is Grade.DISPUTED,
        seen_by=", ".join(_seen(each) for each in confirmations if each.agrees),
        source=capfirst(grade.how),
        value=float(claim.value) if claim.value is not None else None,
        unit=claim.unit,
        baseline=float(claim.baseline) if claim.baseline is not None else None,
        baseline_on=claim.baseline_on,
        initiative_id=claim.initiative_id,
        contributions=tuple(
            ContributionFacts(each.pk, each.by_id, each.share, each.text, each.at.date())
            for each in claim.contributions.all()
        ),
    )


def _seen(confirmation: Confirmation) -> str:
    name = confirmation.by.name if confirmation.by else Confirmation.Source(confirmation.source).label
    return f"{name}, {day(confirmation.at.date())}"
