"""`telemachy organisation create`: the first organisation, or nothing."""

import pytest

from telemachy.errors import Refused
from telemachy.people.models import Person
from telemachy.programmes.actions import found_organisation
from telemachy.programmes.models import Programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route
from tests.cast import Cast

JO = ("Jo Ferreira", "Jo@acme.example")
FILE = shipped_texts()["blank"]


def test_an_organisation_begins_with_a_coordinator_who_can_sign_in_and_a_programme(cast: Cast) -> None:
    acme = found_organisation("Acme", "acme", JO, FILE, cohort="First cohort")

    with work(acme.pk):
        person = Person.objects.all()[0]
        assert (person.name, person.email, person.account is not None) == ("Jo Ferreira", "jo@acme.example", True)
        assert cast.actor(person).has("coordinator")
        assert [programme.cohort for programme in Programme.objects.all()] == ["First cohort"]


@pytest.mark.parametrize(
    ("route", "coordinator", "text", "sentence"),
    [
        ("lumen", JO, FILE, "The address lumen is taken"),
        ("acme", ("Jo", "nobody"), FILE, "“nobody” is no e-mail address"),
        ("acme", JO, "[programme]\nname = 3\n", "line"),
    ],
)
def test_a_mistake_anywhere_leaves_nothing(
    cast: Cast, route: str, coordinator: tuple[str, str], text: str, sentence: str
) -> None:
    before = set(Route.objects.values_list("name", "organisation_id"))

    with pytest.raises(Refused, match=sentence):
        found_organisation("Acme", route, coordinator, text, cohort="First cohort")

    assert set(Route.objects.values_list("name", "organisation_id")) == before


def test_two_people_of_one_organisation_do_not_share_an_address(at_lumen: Cast) -> None:
    from telemachy.people.actions import add_person

    with pytest.raises(Refused, match="already"):
        add_person("Another Noor", "NOOR.HADDAD@example.org", by=None)
