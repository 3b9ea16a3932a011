"""A grade is computed from what confirms a claim; nobody types it."""

import pytest

from telemachy.errors import Conflict, NotAllowed, Refused
from telemachy.evidence.actions import confirm_claim, state_contribution, withdraw_claim
from telemachy.evidence.grades import Grade, best_of, grade_of
from telemachy.evidence.models import Claim, Confirmation, ContributionStatement
from telemachy.people.models import Person, RoleAssignment
from telemachy.tenancy import clock
from tests.cast import Cast, make_person, take_part

BY = {"mentor": "elias", "record": "ines", "document": "ines"}


def grade(claim: Claim) -> Grade:
    return grade_of(Confirmation.objects.filter(claim=claim), claim)


def confirm(cast: Cast, claim: Claim, source: str, **more: object) -> Confirmation:
    more.setdefault("reference", "HR-2026-117" if source == "document" else "")
    return confirm_claim(claim, source, by=cast.actor(getattr(cast, BY[source])), **more)


@pytest.mark.parametrize(
    ("sources", "earned"),
    [
        ([], Grade.D),
        (["mentor"], Grade.C),
        (["record"], Grade.B),
        (["document"], Grade.A),
        (["mentor", "record"], Grade.B),
        (["document", "mentor", "record"], Grade.A),
    ],
)
def test_the_best_confirmation_makes_the_grade(at_lumen: Cast, claim: Claim, sources: list[str], earned: Grade) -> None:
    for source in sources:
        confirm(at_lumen, claim, source)

    assert grade(claim) == earned


def test_sources_that_disagree_make_a_claim_disputed(at_lumen: Cast, claim: Claim) -> None:
    confirm(at_lumen, claim, "document")

    confirm(at_lumen, claim, "mentor", agrees=False)

    assert grade(claim) == Grade.DISPUTED
    assert not Grade.DISPUTED.is_letter


def test_whoever_disagreed_may_come_to_agree(at_lumen: Cast, claim: Claim) -> None:
    confirm(at_lumen, claim, "mentor", agrees=False)

    confirm(at_lumen, claim, "mentor")

    assert grade(claim) == Grade.C
    assert Confirmation.objects.filter(claim=claim).count() == 1


def test_confirming_twice_confirms_once(at_lumen: Cast, claim: Claim) -> None:
    assert confirm(at_lumen, claim, "record").pk == confirm(at_lumen, claim, "record").pk


def test_no_grade_is_stored_anywhere() -> None:
    stored = {field.name for model in (Claim, Confirmation) for field in model._meta.get_fields()}

    assert not {name for name in stored if "grade" in name}


def test_a_document_needs_its_reference(at_lumen: Cast, claim: Claim) -> None:
    with pytest.raises(Refused, match="Name the document"):
        confirm(at_lumen, claim, "document", reference="  ")


def test_a_document_without_reference_would_earn_nothing(at_lumen: Cast, claim: Claim) -> None:
    """The twin, for rows that came some other way: the grade looks for the reference itself."""
    unnamed = Confirmation(claim=claim, source="document", by=at_lumen.ines, at=clock.now())

    assert grade_of([unnamed], claim) == Grade.D


def test_nobody_confirms_their_own_claim_even_as_coordinator(at_lumen: Cast, claim: Claim) -> None:
    RoleAssignment.objects.create(person=at_lumen.noor, role="coordinator")

    with pytest.raises(Refused, match="their own claim"):
        confirm_claim(claim, "document", by=at_lumen.actor(at_lumen.noor), reference="HR-2026-117")

    own = Confirmation(claim=claim, source="document", reference="HR-2026-117", by=at_lumen.noor, at=clock.now())
    assert grade_of([own], claim) == Grade.D


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("mentor", "ines"),
        ("mentor", "bruno"),
        ("mentor", "petra"),
        ("record", "elias"),
        ("document", "elias"),
        ("document", "tove"),
    ],
)
def test_each_source_has_its_own_people(at_lumen: Cast, claim: Claim, source: str, who: str) -> None:
    with pytest.raises(NotAllowed):
        confirm_claim(claim, source, by=at_lumen.actor(getattr(at_lumen, who)), reference="HR-2026-117")


def test_a_coordinator_confirms_nothing_that_is_not_shared_with_them(at_lumen: Cast, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(shared=False)

    with pytest.raises(NotAllowed):
        confirm(at_lumen, claim, "record")


def test_a_coordinator_who_is_the_line_manager_confirms_nothing(at_lumen: Cast, claim: Claim) -> None:
    Person.objects.filter(pk=at_lumen.noor.pk).update(manager=at_lumen.ines)

    with pytest.raises(NotAllowed):
        confirm(at_lumen, claim, "record")


def test_a_claim_that_was_taken_back_is_confirmed_by_nobody(at_lumen: Cast, claim: Claim) -> None:
    withdraw_claim(claim, by=at_lumen.actor(at_lumen.noor))

    with pytest.raises(Conflict):
        confirm(at_lumen, claim, "mentor")


def test_an_unknown_source_is_refused(at_lumen: Cast, claim: Claim) -> None:
    with pytest.raises(Refused):
        confirm_claim(claim, "hearsay", by=at_lumen.actor(at_lumen.ines))


def test_a_grade_is_never_said_as_a_bare_letter() -> None:
    assert [each.label for each in Grade] == [
        "claim grade A",
        "claim grade B",
        "claim grade C",
        "claim grade D",
        "disputed",
    ]


def test_the_best_of_several_grades_is_the_earliest_letter() -> None:
    assert best_of([Grade.D, Grade.B, Grade.DISPUTED]) == Grade.B
    assert best_of([]) is None


def test_both_say_what_mentoring_had_to_do_with_it_and_each_may_change_their_mind(at_lumen: Cast, claim: Claim) -> None:
    state_contribution(claim, "much", "She asked the right question.", by=at_lumen.actor(at_lumen.noor))
    state_contribution(claim, "none", by=at_lumen.actor(at_lumen.elias))

    state_contribution(claim, "unknown", "I cannot tell.", by=at_lumen.actor(at_lumen.noor))

    said = ContributionStatement.objects.filter(claim=claim).values_list("by__name", "share", "text")
    assert set(said) == {("Noor Haddad", "unknown", "I cannot tell."), ("Elias Berg", "none", "")}
    assert grade(claim) == Grade.D


def test_nobody_outside_the_pair_says_what_mentoring_had_to_do_with_it(at_lumen: Cast, claim: Claim) -> None:
    stranger = take_part(make_person("Otto Outside"), at_lumen.programme, "mentor")

    for who in (at_lumen.ines, at_lumen.bruno, stranger):
        with pytest.raises(NotAllowed):
            state_contribution(claim, "much", by=at_lumen.actor(who))
    with pytest.raises(Refused):
        state_contribution(claim, "80 %", by=at_lumen.actor(at_lumen.noor))
