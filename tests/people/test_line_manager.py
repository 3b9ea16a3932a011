"""A coordinator who is somebody's line manager sees where they stand, and nothing of what they said."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import Cast

from telemachy.matching.actions import propose_pairs
from telemachy.people.actors import actor_for
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.tenancy.context import work

SAID = ["HOPE-7f3a", "ANSWER-91c2", "WANT-5b0e", "BIOGRAPHY-2d4c", "WISH-8e6f"]


@pytest.fixture
def outspoken(cast: Cast) -> Cast:
    """Noor and Bruno have said things; Bruno's line manager is the coordinator."""
    with work(cast.lumen.id):
        Person.objects.filter(pk=cast.bruno.pk).update(manager=cast.ines)
        for person in (cast.noor, cast.bruno):
            Person.objects.filter(pk=person.pk).update(hope=f"HOPE-7f3a {person.name}", biography="BIOGRAPHY-2d4c")
            person.skills.create(skill="WANT-5b0e", kind="wants")
            answers = {"Anything else": "ANSWER-91c2", "wishes": ["WISH-8e6f"]}
            Application.objects.filter(person=person).update(answers=answers)
    return cast


@pytest.mark.promise("P5")
def test_the_line_managers_page_of_a_person_says_nothing_of_what_they_said(outspoken: Cast, ines: Client) -> None:
    base = f"/p/{outspoken.programme.slug}/people"
    of_bruno = ines.get(f"{base}/{outspoken.bruno.pk}").content.decode()
    of_noor = ines.get(f"{base}/{outspoken.noor.pk}").content.decode()

    assert [word for word in SAID if word in of_bruno] == []
    assert "because you are their line manager" in of_bruno
    assert "HOPE-7f3a" in of_noor
    assert "because you are their line manager" not in of_noor


@pytest.mark.promise("P5")
def test_the_line_managers_export_leaves_their_cells_empty(outspoken: Cast, ines: Client) -> None:
    lines = ines.get(f"/p/{outspoken.programme.slug}/people.csv").content.decode("utf-8-sig").splitlines()
    [bruno] = [line for line in lines if "Bruno Costa" in line]
    [noor] = [line for line in lines if "Noor Haddad" in line]

    assert [word for word in SAID if word in bruno] == []
    assert {"HOPE-7f3a", "ANSWER-91c2"} <= {word for word in SAID if word in noor}


@pytest.mark.promise("P5")
def test_the_line_manager_cannot_edit_what_they_cannot_read(outspoken: Cast, ines: Client) -> None:
    base = f"/p/{outspoken.programme.slug}/people"

    for send in (ines.get, ines.post):
        answer = send(f"{base}/{outspoken.bruno.pk}/edit")
        assert answer.status_code == 403
        assert [word for word in SAID if word in answer.content.decode()] == []
    assert ines.get(f"{base}/{outspoken.noor.pk}/edit").status_code == 200


def test_another_coordinator_reads_them(outspoken: Cast, as_person: Callable[[Person], Client]) -> None:
    """The twin: it is the relationship that subtracts, not the page."""
    from tests.cast import make_person

    with work(outspoken.lumen.id):
        other = make_person("Otto Other", role="coordinator")

    page = as_person(other).get(f"/p/{outspoken.programme.slug}/people/{outspoken.bruno.pk}").content.decode()
    assert "HOPE-7f3a" in page


@pytest.mark.promise("P5")
def test_the_line_managers_drawer_of_a_pair_leaves_the_mentees_own_words_out(outspoken: Cast, ines: Client) -> None:
    with work(outspoken.lumen.id):
        outspoken.elias.skills.create(skill="WANT-5b0e", kind="offers")
        propose_pairs(outspoken.programme, by=actor_for(outspoken.ines))
    draft = f"/p/{outspoken.programme.slug}/matching/1?show=all"

    of_bruno = ines.get(f"{draft}&pair={outspoken.bruno.pk}").content.decode()
    of_noor = ines.get(f"{draft}&pair={outspoken.noor.pk}").content.decode()

    assert "HOPE-7f3a" not in of_bruno
    assert "HOPE-7f3a" in of_noor
