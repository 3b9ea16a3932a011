"""The first layer: one table decides, and the two ways of asking it agree."""

import pytest
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.errors import NotAllowed, NotThere, Refused
from telemachy.journeys.models import Connection, Member
from telemachy.people.models import ImportBatch, Person
from telemachy.programmes.access import get_programme_for
from telemachy.programmes.models import Programme
from telemachy.tenancy import policy
from telemachy.tenancy.loader import load, scope
from telemachy.tenancy.policy import POLICY, SUBTRACTED, Actor, can, kind_of, related_models, relationships_of
from tests.cast import Cast, assign_role, make_person


@pytest.fixture
def furnished(at_lumen: Cast) -> Cast:
    """Lumen Works with a pair, an invitation, an import and a second programme."""
    second = Programme.objects.create(slug="second", name="Another programme")
    assign_role(make_person("Mona Second"), "coordinator", by=None, programme_id=second.pk)
    for mentee, mentor, stage in (
        (at_lumen.noor, at_lumen.elias, Connection.Stage.ACTIVE),
        (at_lumen.bruno, at_lumen.petra, Connection.Stage.INVITED),
    ):
        connection = Connection.objects.create(programme=at_lumen.programme, stage=stage, invited_at=timezone.now())
        for role, person in (("mentee", mentee), ("mentor", mentor)):
            Member.objects.create(connection=connection, programme=at_lumen.programme, person=person, role=role, seat=1)
    Person.objects.filter(pk=at_lumen.bruno.pk).update(manager=at_lumen.ines)
    ImportBatch.objects.create(programme_id=at_lumen.programme.pk, file_name="a.csv", sha256="0" * 64, table={})
    return at_lumen


def questions() -> list[tuple[type, str]]:
    return sorted(
        ((model, action) for model in related_models() for kind, action in POLICY if kind == kind_of(model)),
        key=lambda pair: (pair[0].__name__, pair[1]),
    )


def test_scope_equals_can_for_everybody_and_everything(furnished: Cast) -> None:
    for person in [*Person.objects.all(), None]:
        actor = furnished.actor(person) if person else Actor(furnished.lumen.id)
        for model, action in questions():
            by_query = set(scope(actor, model, action))
            one_by_one = {obj for obj in model.objects.all() if can(actor, action, obj).allow}
            assert by_query == one_by_one, (person and person.name, model.__name__, action)


def test_a_relationship_whose_twins_disagree_is_found(furnished: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage twin of the test above."""
    generous = policy.Relationship(holds=lambda actor, obj: True, rows=relationships_of(Programme)["participant"].rows)
    monkeypatch.setitem(relationships_of(Programme), "participant", generous)

    with pytest.raises(AssertionError):
        test_scope_equals_can_for_everybody_and_everything(furnished)


def test_every_relationship_the_table_names_has_a_meaning() -> None:
    kinds = {kind_of(model): set(relationships_of(model)) for model in related_models()}
    lines = [*POLICY.items(), *SUBTRACTED.items()]
    nameless = {(kind, name) for (kind, _), names in lines for name in names if name not in kinds.get(kind, ())}

    assert nameless == set()


def test_what_the_table_does_not_name_is_refused(at_lumen: Cast) -> None:
    decision = can(at_lumen.actor(at_lumen.ines), "delete for ever", at_lumen.programme)

    assert (decision.allow, decision.visible) == (False, True)


def test_an_object_of_another_organisation_is_neither_allowed_nor_visible(at_lumen: Cast) -> None:
    decision = can(at_lumen.actor(at_lumen.zadie), "view", at_lumen.programme)

    assert (decision.allow, decision.visible) == (False, False)


def test_a_model_the_policy_does_not_know_is_refused(at_lumen: Cast) -> None:
    event = AuditEvent.objects.all()[0]

    assert not can(at_lumen.actor(at_lumen.ines), "view", event).visible


def test_a_mentee_sees_her_mentor_and_not_another_mentee(furnished: Cast) -> None:
    noor = furnished.actor(furnished.noor)

    assert set(scope(noor, Person)) == {furnished.noor, furnished.elias}


def test_a_mentee_does_not_learn_whom_the_mentor_has_not_accepted_yet(furnished: Cast) -> None:
    assert list(scope(furnished.actor(furnished.bruno), Connection)) == []
    assert scope(furnished.actor(furnished.petra), Connection).count() == 1


def test_a_coordinator_of_one_programme_does_not_coordinate_another(furnished: Cast) -> None:
    mona = furnished.actor(Person.objects.get(name="Mona Second"))

    assert [programme.slug for programme in scope(mona, Programme, "coordinate")] == ["second"]
    with pytest.raises(NotThere):
        get_programme_for(mona, furnished.programme.slug, "coordinate")


@pytest.mark.promise("P5")
def test_a_coordinator_who_is_the_line_manager_reads_and_edits_no_answers(furnished: Cast) -> None:
    ines, bruno = furnished.actor(furnished.ines), Person.objects.filter(pk=furnished.bruno.pk)[0]

    assert can(ines, "view", bruno).allow
    assert not can(ines, "read answers", bruno).allow
    assert not can(ines, "edit", bruno).allow
    assert can(ines, "read answers", furnished.noor).allow
    assert can(furnished.actor(bruno), "read answers", bruno).allow


def test_without_the_rule_that_subtracts_the_line_manager_would_read_them(
    furnished: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage twin of the test above."""
    monkeypatch.setattr(policy, "SUBTRACTED", {})

    with pytest.raises(AssertionError):
        test_a_coordinator_who_is_the_line_manager_reads_and_edits_no_answers(furnished)


def test_somebody_who_sees_but_may_not_do_reads_why(furnished: Cast) -> None:
    with pytest.raises(NotAllowed, match="another role"):
        get_programme_for(furnished.actor(furnished.noor), furnished.programme.slug, "coordinate")


@pytest.mark.parametrize("id", ["not-an-id", "00000000-0000-7000-8000-000000000000"])
def test_a_malformed_and_a_random_id_are_not_there(at_lumen: Cast, id: str) -> None:
    with pytest.raises(NotThere):
        load(at_lumen.actor(at_lumen.ines), Person, id)


def test_a_foreign_id_is_not_there(at_lumen: Cast) -> None:
    with pytest.raises(NotThere):
        load(at_lumen.actor(at_lumen.ines), Person, at_lumen.zadie.pk)


def test_nobody_gives_a_role_to_themselves(at_lumen: Cast) -> None:
    with pytest.raises(Refused, match="themselves"):
        assign_role(at_lumen.ines, "administrator", by=at_lumen.actor(at_lumen.ines))
