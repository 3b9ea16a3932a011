"""An import over HTTP: bring, match columns, check, done; and what everybody else is answered."""

import io
import re
import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.cast import Cast
from tests.people.faulty import write_faulty

from telemachy.audit.models import AuditEvent
from telemachy.people.actions import stage_import
from telemachy.people.models import ImportBatch, Person
from telemachy.tenancy.context import work

Browser = Callable[[Person], Client]
BASE = "/p/engineers-to-leaders/"


def bring(client: Client, data: bytes, name: str = "lumen-autumn.xlsx") -> str:
    """The address of the import that the file becomes."""
    answer = client.post(BASE + "import", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.removesuffix("/columns")


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def version(client: Client, at: str) -> str:
    page = text(client.get(at))
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, page
    return found[1]


def matched(client: Client, at: str, **other: str) -> dict[str, str]:
    """What the page of columns would send."""
    page = text(client.get(at + "/columns"))
    chosen = {
        name: (re.search(r'<option value="([^"]*)" selected', body) or [None, ""])[1]
        for name, body in re.findall(r'<select name="(column-\d+)".*?>(.*?)</select>', page, re.DOTALL)
    }
    return {"version": version(client, at + "/columns"), **chosen, **other}


def checked(client: Client, data: bytes, name: str = "lumen-autumn.xlsx") -> str:
    at = bring(client, data, name)
    assert client.post(at + "/columns", matched(client, at)).status_code == 302
    return at


def say(client: Client, at: str, **answers: str) -> str:
    """The check's page after some answers."""
    answer = client.post(at + "/check", {"version": version(client, at + "/check"), **answers})
    assert answer.status_code == 302
    return text(client.get(answer.url))


def about_people(asked: CaptureQueriesContext) -> list[str]:
    """What a page asked about people, without what every page's frame asks."""
    tables = r'"(people_(person|personskill|availability|importbatch|importchange|account)|programmes_application)"'
    found = (query["sql"] for query in asked.captured_queries)
    return [sql for sql in found if re.search(rf"(FROM|INTO|UPDATE) {tables}", sql)]


def count_people(cast: Cast) -> int:
    with work(cast.lumen.id):
        return Person.objects.count()


# --- the way through --------------------------------------------------------------------------------------------------


@pytest.mark.promise("P16")
def test_a_faulty_spreadsheet_becomes_two_hundred_people_and_goes_again(cast: Cast, ines: Client) -> None:
    at = checked(ines, write_faulty())
    page = text(ines.get(at + "/check"))
    assert "200 new, 0 updated, 0 same, 3 need you." in page
    assert "3 rows cannot go in as they are" in page
    assert "12 dates to look at" in page
    assert "Import 200, set 3 aside" in page
    assert count_people(cast) == 6

    page = say(ines, at, **{"edit-118-email": "jonas.weber@lumen.example", "edit-142-started_on": "14 September 2020"})
    assert "201 new, 0 updated, 0 same, 2 need you." in page
    assert "fixed, was “14.sept.”" in page
    page = say(ines, at, keep_later="1")
    assert "201 new, 0 updated, 0 same, 0 need you." in page
    assert 'value="131" checked' in page

    done = ines.post(at + "/apply", {"version": version(ines, at + "/check")})
    page = text(ines.get(done.url))
    assert "201 new, 0 updated, 0 same." in page
    assert count_people(cast) == 207
    with work(cast.lumen.id):
        assert Person.objects.get(email="priya.raman@lumen.example").team == "Payments"
        event = AuditEvent.objects.get(deed="import.applied")
        assert (event.actor_id, event.detail["new"], len(event.detail["sha256"])) == (cast.ines.pk, 201, 64)

    ines.post(at + "/undo")
    assert "Taken back." in text(ines.get(at))
    assert count_people(cast) == 6


def test_pasted_cells_come_in_as_a_file_does(ines: Client) -> None:
    pasted = "Name\tE-mail\tRole\nAda Lund\tada@lumen.example\tMentee\n"

    answer = ines.post(BASE + "import", {"pasted": pasted})

    assert answer.status_code == 302
    assert "ada@lumen.example" in text(ines.get(answer.url))


def test_an_edit_can_be_taken_back(ines: Client) -> None:
    at = checked(ines, write_faulty())
    assert "fixed, was “14.sept.”" in say(ines, at, **{"edit-142-started_on": "14 September 2020"})

    page = say(ines, at, undo="142-started_on")

    assert "fixed, was" not in page
    assert 'value="14.sept."' in page


def test_the_order_of_dates_is_asked_once_for_all(ines: Client, cast: Cast) -> None:
    at = checked(ines, write_faulty())
    page = say(ines, at, date_order="month first")
    assert re.search(r'value="month first" checked', page)

    ines.post(at + "/apply", {"version": version(ines, at + "/check")})

    with work(cast.lumen.id):
        row = Person.objects.get(provenance__started_on__row=12)
    assert str(row.started_on) == "2022-03-04"


def test_what_was_typed_but_not_saved_is_shown_once_more_before_anything_is_written(ines: Client, cast: Cast) -> None:
    at = checked(ines, write_faulty())

    sent = {"version": version(ines, at + "/check"), "edit-118-email": "jonas@lumen.example"}
    answer = ines.post(at + "/apply", sent)

    assert answer.url.endswith("/check")
    assert "Nothing has been imported yet" in text(ines.get(answer.url))
    assert count_people(cast) == 6


def test_pressing_import_twice_imports_once(ines: Client, cast: Cast) -> None:
    at = checked(ines, write_faulty())
    sent = {"version": version(ines, at + "/check")}

    answers = [ines.post(at + "/apply", sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert count_people(cast) == 206


def test_the_same_file_again_offers_nothing_to_import(ines: Client) -> None:
    at = checked(ines, write_faulty())
    ines.post(at + "/apply", {"version": version(ines, at + "/check")})

    again = checked(ines, write_faulty())

    page = text(ines.get(again + "/check"))
    assert "0 new, 0 updated, 200 same, 3 need you." in page
    assert "There is nothing to import." in page


def test_columns_are_remembered_for_the_next_file(ines: Client) -> None:
    header = b"Name,E-mail,Role,Favourite colour\n"
    at = bring(ines, header + b"Ada Lund,ada@lumen.example,Mentee,red\n", "a.csv")
    ines.post(at + "/columns", matched(ines, at, **{"column-3": "extra"}))
    ines.post(at + "/apply", {"version": version(ines, at + "/check")})

    page = text(ines.get(bring(ines, header + b"Cem Ito,cem@lumen.example,Mentor,blue\n", "b.csv") + "/columns"))

    assert page.count("as you chose") == 4
    assert '<option value="extra" selected>' in page


def test_the_rows_that_stay_out_can_be_taken_away_and_brought_back(ines: Client) -> None:
    at = checked(ines, write_faulty())

    answer = ines.get(at + "/bad-rows.xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

    assert len(rows) == 4
    assert rows[0][-1] == "What to fix"
    page = text(ines.get(checked(ines, answer.content, "bad-rows.xlsx") + "/check"))
    assert "2 new, 0 updated, 0 same, 1 needs you." in page


def test_another_sheet_of_the_workbook_can_be_chosen(ines: Client) -> None:
    from tests.people.test_spreadsheets import workbook

    data = workbook(
        ("Mentees", [["Name", "E-mail", "Role"], ["Ada Lund", "ada@lumen.example", "Mentee"]]),
        ("Mentors", [["Name", "E-mail", "Role"], ["Cem Ito", "cem@lumen.example", "Mentor"]]),
    )
    at = bring(ines, data)

    ines.post(at + "/sheet", {"sheet": "Mentors", "version": version(ines, at + "/columns")})

    assert "cem@lumen.example" in text(ines.get(at + "/columns"))


def test_the_template_comes_back_in_without_its_example(ines: Client) -> None:
    template = ines.get(BASE + "import/template.xlsx").content

    page = text(ines.get(checked(ines, template, "people-template.xlsx") + "/check"))

    assert "0 new, 0 updated, 0 same, 0 need you." in page
    assert "is the template&#x27;s example, skipped" in page


def test_the_sample_can_be_imported_as_it_is(ines: Client) -> None:
    page = text(ines.get(checked(ines, ines.get(BASE + "import/sample.xlsx").content) + "/check"))

    assert "7 new, 0 updated, 0 same, 0 need you." in page


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_pasted_text_is_kept_where_it_cannot_be_read(ines: Client) -> None:
    answer = ines.post(BASE + "import", {"pasted": "   "})
    assert (answer.status_code, "Choose a file or paste cells below." in text(answer)) == (422, True)

    many = "Name,E-mail\n" + "," * 150 + "x\n"
    answer = ines.post(BASE + "import", {"pasted": many})
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert "at most 100 columns" in text(answer)
    assert "," * 150 in text(answer)


def test_two_columns_cannot_be_one_field(ines: Client) -> None:
    at = bring(ines, b"Name,E-mail,Role,Alias\nAda Lund,ada@lumen.example,Mentee,Addy\n", "a.csv")

    answer = ines.post(at + "/columns", matched(ines, at, **{"column-3": "name"}))

    assert answer.status_code == 422
    assert "“Name” is matched to Name already." in text(answer)


def test_a_file_without_addresses_is_refused_at_the_columns(ines: Client) -> None:
    at = bring(ines, b"Name,Role\nAda Lund,Mentee\n", "a.csv")

    answer = ines.post(at + "/columns", matched(ines, at))

    assert (answer.status_code, "Match a column to E-mail." in text(answer)) == (422, True)


@pytest.mark.attack("A29")
def test_a_stale_page_changes_nothing(ines: Client) -> None:
    at = checked(ines, write_faulty())
    old = version(ines, at + "/check")
    say(ines, at, keep_later="1")

    answer = ines.post(at + "/check", {"version": old, "edit-118-email": "jonas@lumen.example"})

    assert answer.status_code == 409
    assert "Somebody changed this import since you opened the page." in text(answer)
    assert "1 row has no e-mail" in text(ines.get(at + "/check"))


@pytest.mark.attack("A4")
def test_only_cells_the_check_asked_about_can_be_edited(ines: Client, cast: Cast) -> None:
    at = checked(ines, write_faulty())

    answers = {"edit-57-name": "Mallory", "edit-3-email": "m@x.example", "edit-118-organisation": "x", "keep-1": "88"}
    page = say(ines, at, **answers)

    assert "3 need you" in page
    with work(cast.lumen.id):
        decisions = ImportBatch.objects.get(pk=uuid.UUID(at.rsplit("/", 1)[1])).decisions
    assert (decisions["edits"], decisions["keep"]) == ([], [])


@pytest.mark.attack("A24")
def test_a_bomb_is_refused_in_a_sentence(ines: Client, cast: Cast) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 60_000_000)

    answer = ines.post(BASE + "import", {"file": SimpleUploadedFile("bomb.xlsx", packed.getvalue())})

    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    with work(cast.lumen.id):
        assert ImportBatch.objects.count() == 0


@pytest.mark.attack("A20")
def test_scripts_in_cells_headers_and_file_names_are_shown_as_text(ines: Client) -> None:
    data = b"Name,E-mail,Role,<script>alert(1)</script>\n<img src=x onerror=alert(2)>,,Mentee,x\n"
    at = bring(ines, data, "<script>alert(3)</script>.csv")
    columns = text(ines.get(at + "/columns"))
    ines.post(at + "/columns", matched(ines, at))

    for page in (columns, text(ines.get(at + "/check")), text(ines.get(BASE + "import"))):
        assert not re.search(r"<script>alert|<img src=x", page)
    assert "&lt;img src=x onerror=alert(2)&gt;" in text(ines.get(at + "/check"))


# --- everybody else ---------------------------------------------------------------------------------------------------

PAGES = ("", "/columns", "/check", "/bad-rows.xlsx")
POSTS = ("/columns", "/check", "/sheet", "/apply", "/undo")


@pytest.mark.attack("A1")
@pytest.mark.attack("A3")
def test_a_foreign_import_is_answered_as_one_that_does_not_exist(cast: Cast, ines: Client) -> None:
    with work(cast.elsewhere.id):
        foreign = stage_import(uuid.uuid4(), b"Name,E-mail\nFay,fay@x.example\n", "f.csv", cast.actor(cast.zadie))
    random = uuid.uuid4()

    for end in PAGES:
        answers = [ines.get(f"{BASE}import/{id}{end}") for id in (foreign.pk, random)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert _bare(answers[0]) == _bare(answers[1])
    for end in POSTS:
        answers = [ines.post(f"{BASE}import/{id}{end}", {"version": "1"}) for id in (foreign.pk, random)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert _bare(answers[0]) == _bare(answers[1])


def _bare(answer: object) -> str:
    """A page without what differs from request to request."""
    without_tokens = re.sub(r'value="[A-Za-z0-9]{64}"|X-CSRFToken": "[^"]+"', "", text(answer))
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|Reference [0-9a-f]+", "", without_tokens)


@pytest.mark.attack("A2")
def test_an_import_of_another_programme_is_not_found_under_this_one(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        other = stage_import(uuid.uuid4(), b"Name,E-mail\nFay,fay@x.example\n", "f.csv", cast.actor(cast.ines))

    assert [ines.get(f"{BASE}import/{other.pk}{end}").status_code for end in PAGES] == [404, 404, 404, 404]


@pytest.mark.parametrize(("who", "status"), [("noor", 403), ("elias", 403), ("tove", 403), ("zadie", 404)])
def test_only_coordinators_import(cast: Cast, as_person: Browser, ines: Client, who: str, status: int) -> None:
    at = bring(ines, b"Name,E-mail,Role\nAda,ada@lumen.example,Mentee\n", "a.csv")
    client = as_person(getattr(cast, who))

    got = {client.get(at + end).status_code for end in PAGES}
    got |= {client.get(BASE + page).status_code for page in ("import", "import/template.xlsx", "people", "people.csv")}
    posted = {client.post(at + end, {"version": "1"}).status_code for end in POSTS}

    assert got | posted == {status}


def test_nobody_imports_without_signing_in(cast: Cast) -> None:
    answer = Client(HTTP_HOST="lumen.localhost").get(BASE + "import")

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("people", [1, 3])
def test_the_check_asks_the_database_the_same_number_of_times(cast: Cast, ines: Client, people: int) -> None:
    rows = "".join(f"Ada {n},ada{n}@lumen.example,Mentee,Coaching,Mon am\n" for n in range(people))
    at = checked(ines, f"Name,E-mail,Role,Wants,Availability\n{rows}".encode(), "a.csv")

    with CaptureQueriesContext(connection) as asked:
        assert ines.get(at + "/check").status_code == 200

    assert len(about_people(asked)) == QUERIES_OF_CHECK


@pytest.mark.parametrize("people", [1, 3])
def test_an_import_writes_by_a_fixed_number_of_statements(cast: Cast, ines: Client, people: int) -> None:
    rows = "".join(f"Ada {n},ada{n}@lumen.example,Mentee,Coaching,Mon am\n" for n in range(people))
    at = checked(ines, f"Name,E-mail,Role,Wants,Availability\n{rows}".encode(), "a.csv")
    sent = {"version": version(ines, at + "/check")}

    with CaptureQueriesContext(connection) as asked:
        assert ines.post(at + "/apply", sent).status_code == 302

    assert len(about_people(asked)) == QUERIES_OF_APPLY


QUERIES_OF_CHECK = 7
QUERIES_OF_APPLY = 22
