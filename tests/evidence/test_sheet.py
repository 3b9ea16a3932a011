"""The sponsor's one sheet: aggregates, no word about causes, and where a sponsor lands."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

from telemachy.evidence import published
from telemachy.evidence.published import PublishedStory, finds_stories
from telemachy.inference import overclaims
from telemachy.people.models import RoleAssignment
from telemachy.programmes.actions import create_programme
from telemachy.programmes.shipped import shipped_texts
from tests.cast import Cast, take_part
from tests.evidence.cohorts import Cohort
from tests.evidence.conversing import signed_in

TEMPLATES = Path(__file__).parents[2] / "src" / "telemachy" / "evidence" / "templates"
SHEET = Path(__file__).parents[2] / "src" / "telemachy" / "evidence" / "sheet.py"
DISCLAIMER = "What mentoring caused"


@pytest.fixture
def cohort(at_lumen: Cast) -> Cohort:
    """Fifty-two engineers, of whom much is known."""
    made = Cohort(at_lumen.programme, at_lumen.elias, 52)
    made.claims("AAABBBBBBDDDDD")
    made.claims("B" * 26, start=14, happened=False)
    made.claims("AB", "scope-led", kind="measure", value=4, unit="people")
    for number in range(20):
        made.initiative(number, 8, 8, shifts=number < 12)
    return made


def sheet(cast: Cast, who: str = "tove") -> str:
    answer = signed_in(getattr(cast, who)).get(f"/p/{cast.programme.slug}/evidence")
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(html: str) -> str:
    main = html.split('<main id="main"')[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def words_in_template(text: str) -> str:
    text = re.sub(r"{%\s*(?:translate|blocktranslate)\s*(?:\"([^\"]*)\")?[^%]*%}", r" \1 ", text)
    return re.sub(r"{%.*?%}|{{.*?}}|<[^>]+>", " ", text)


def test_the_sheet_says_what_happened_of_how_many_and_how_it_is_known(at_lumen: Cast, cohort: Cohort) -> None:
    words = words_of(sheet(at_lumen))

    for sentence in (
        "14 of 52 engineers took on a leading role. 20 lead an initiative.",
        "Information on 40 of 52 (77%). Were the silent known: 14 to 26.",
        "in 12 the measure shifted as hoped, in 8 it did not.",
        "How we know, by claim grade:",
        "Groups under five are never shown",
        "Nothing is claimed here yet. No evaluation was registered before the data",
        "Not shown, since a group of fewer than five would stand out: Leadership profile, as others see it;",
    ):
        assert sentence in words, sentence


def test_no_name_and_no_id_of_a_mentee_is_on_the_sheet(at_lumen: Cast, cohort: Cohort) -> None:
    html = sheet(at_lumen)

    assert not [each.name for each in cohort.mentees if f"{each.name}<" in html or str(each.pk) in html]
    assert "/j/" not in html
    assert "/outcomes/" not in html


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_no_template_says_more_than_that_it_happened(file: Path) -> None:
    assert overclaims(words_in_template(file.read_text("utf-8")).replace(DISCLAIMER, "")) == ()


def test_no_generated_sentence_says_more_than_that_it_happened() -> None:
    tree = ast.parse(SHEET.read_text("utf-8"))
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    strings = [arg.value for call in called for arg in call.args if isinstance(arg, ast.Constant)]

    assert len(strings) > 20
    assert [word for text in strings for word in overclaims(str(text))] == []


def test_no_rendered_word_says_more_than_that_it_happened(at_lumen: Cast, cohort: Cohort) -> None:
    assert overclaims(words_of(sheet(at_lumen)).replace(DISCLAIMER, "")) == ()


def test_the_twin_a_causal_word_in_a_template_is_found() -> None:
    spoilt = '<p>{% translate "Mentoring led to new roles." %}</p>{% blocktranslate %}An impact.{% endblocktranslate %}'

    assert overclaims(words_in_template(spoilt)) == ("led to", "impact")
    assert overclaims(DISCLAIMER) == ("caused",)


def test_under_five_pairs_the_sheet_says_that_the_programme_runs(at_lumen: Cast) -> None:
    cohort = Cohort(at_lumen.programme, at_lumen.elias, 4)
    cohort.claims("BBBB")

    words = words_of(sheet(at_lumen))

    assert "The programme is running." in words
    assert not re.search(r"\b4\b", words)
    assert "of 4" not in words


@pytest.mark.parametrize(("who", "status"), [("tove", 200), ("ines", 200), ("noor", 403), ("elias", 403)])
def test_sponsor_and_coordinator_read_the_sheet_and_participants_do_not(
    at_lumen: Cast, cohort: Cohort, who: str, status: int
) -> None:
    path = f"/p/{at_lumen.programme.slug}/evidence"

    assert signed_in(getattr(at_lumen, who)).get(path).status_code == status


def test_for_another_organisations_people_the_sheet_is_not_there(at_lumen: Cast, cohort: Cohort) -> None:
    other = signed_in(at_lumen.zadie, "elsewhere.localhost")

    assert other.get(f"/p/{at_lumen.programme.slug}/evidence").status_code == 404


@pytest.mark.parametrize("path", ["/", "/now"])
def test_a_sponsor_lands_on_the_sheet(at_lumen: Cast, path: str) -> None:
    answer = signed_in(at_lumen.tove).get(path, follow=True)

    assert answer.redirect_chain[-1][0] == f"/p/{at_lumen.programme.slug}/evidence"


def test_a_sponsor_of_one_programme_lands_there_and_reads_no_other(at_lumen: Cast) -> None:
    founders = create_programme(shipped_texts()["founders-to-scale"], cohort="2026", by=None)
    RoleAssignment.objects.filter(person=at_lumen.tove).update(programme_id=founders.pk)
    tove = signed_in(at_lumen.tove)

    assert tove.get("/").url == f"/p/{founders.slug}/evidence"
    assert tove.get(f"/p/{at_lumen.programme.slug}/evidence").status_code == 404


def test_somebody_who_takes_part_and_sponsors_nothing_lands_on_now(at_lumen: Cast) -> None:
    assert signed_in(at_lumen.noor).get("/").url == "/now"
    assert signed_in(at_lumen.noor).get("/now").status_code == 200


def test_a_sponsor_who_also_takes_part_can_open_now(at_lumen: Cast) -> None:
    take_part(at_lumen.tove, at_lumen.programme, "mentor")

    assert signed_in(at_lumen.tove).get("/now").status_code == 200


def test_the_sponsor_sees_one_place_and_the_coordinator_a_way_back(at_lumen: Cast, cohort: Cohort) -> None:
    home = f'href="/p/{at_lumen.programme.slug}/"'

    assert (home in sheet(at_lumen), home in sheet(at_lumen, "ines")) == (False, True)


def test_published_stories_stand_at_the_end_and_their_people_hide_nobody(
    at_lumen: Cast, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "_finders", [])
    story = PublishedStory("Noor & the release", "/stories/noor", cohort.mentees[0].pk, "Noor Haddad")
    finds_stories(lambda programme: [story] if programme == at_lumen.programme else [])

    html = sheet(at_lumen)

    assert '<a href="/stories/noor">Noor &amp; the release</a>' in html
    assert "14 of 52" in html


def test_the_sheet_asks_as_often_for_many_as_for_few(at_lumen: Cast, django_assert_max_num_queries) -> None:
    Cohort(at_lumen.programme, at_lumen.elias, 60).claims("ABCD" * 12)
    client: Client = signed_in(at_lumen.tove)

    with django_assert_max_num_queries(30):
        client.get(f"/p/{at_lumen.programme.slug}/evidence")
