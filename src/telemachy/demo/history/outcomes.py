"""What came of a pair: claims with those who have seen them, what each says of the cause, and the proper ending."""

from collections.abc import Iterator
from functools import partial

from telemachy.demo.content.record import Claim, Closing, ClosingAnswer, Confirmation, Contribution
from telemachy.evidence.actions import ClaimFacts, confirm_claim, record_claim, state_contribution
from telemachy.journeys.actions import announce_closing, answer_closing, close_connection
from telemachy.journeys.models import Closure

from .deeds import Deed, at
from .pair import Pair


def claim_deeds(pair: Pair, position: int, claim: Claim) -> Iterator[Deed]:
    """An outcome as its mentee recorded it, who saw it, and what the two say mentoring had to do with it."""
    yield Deed(at(claim.recorded_on, "10:00"), partial(_record, pair, position, claim))
    for seen in claim.confirmations:
        yield Deed(at(seen.on, "11:00"), partial(_confirm, pair, position, seen))
    for said in claim.contributions:
        if said.by in ("mentee", "mentor"):
            yield Deed(at(said.on, "12:00"), partial(_say, pair, position, said))


def closing_deeds(pair: Pair, closing: Closing) -> Iterator[Deed]:
    """The ending: announced by one, answered by both where they did, then closed."""
    by = pair.actors[closing.announced_by]
    yield Deed(at(closing.announced_on, "09:00"), lambda: announce_closing(pair.connection, by=by, early=closing.early))
    for answer in closing.answers:
        yield Deed(at(answer.on, "18:30"), partial(_answer, pair, answer))
    yield Deed(at(closing.closed_on, "21:00"), lambda: close_connection(_closure(pair), by=by))


def _closure(pair: Pair) -> Closure:
    return pair.connection.closures.get()


def _answer(pair: Pair, answer: ClosingAnswer) -> None:
    by = pair.actors[answer.by]
    answer_closing(_closure(pair), answer.next_step, by=by, helped=answer.helped, did_not_work=answer.did_not_work)


def _record(pair: Pair, position: int, claim: Claim) -> None:
    facts = ClaimFacts(
        code=claim.code, kind=claim.kind, text=claim.text, on=claim.on, value=claim.value, unit=claim.unit,
        baseline=claim.baseline, baseline_on=claim.baseline_on, happened=claim.happened, entity=claim.entity,
        shared=claim.shared, initiative=pair.initiatives[claim.initiative] if claim.initiative else None,
    )  # fmt: skip
    pair.claims[position] = record_claim(pair.connection, facts, by=pair.mentee)


def _confirm(pair: Pair, position: int, seen: Confirmation) -> None:
    """A manager's assessment reaches the record through the coordinator, who has seen it."""
    by = pair.mentor if seen.by == "mentor" else pair.coordinator
    reference = seen.reference
    if seen.by == "manager":
        reference = f"{reference}, seen at {pair.people['manager'].name}"
    confirm_claim(pair.claims[position], seen.source, by=by, reference=reference, agrees=seen.agrees)


def _say(pair: Pair, position: int, said: Contribution) -> None:
    state_contribution(pair.claims[position], said.share, said.text, by=pair.actors[said.by])
