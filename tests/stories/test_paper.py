"""A story as PDF: every sentence of the page, in the typefaces we name, tagged, and nothing of it is ever markup."""

import io
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from telemachy.people.models import Person
from telemachy.stories.actions import edit_story, edits_of
from telemachy.stories.models import CaseStudy, Sentence
from telemachy.stories.paper import paper_of, set_paper
from telemachy.stories.queries import story_page
from telemachy.stories.texts import sentences_of
from tests.stories.telling import STANDFIRST, TITLE, Told, begin, publish, write
from tests.stories.test_pages import client_of

HOSTILE = [
    "#let x = 1; #x",
    "$ sum_(i=1)^n $",
    "@label <tag> *bold* _slant_",
    "back\\slash ] [ ) ( }",
    '"quoted" ` code ` // comment',
    '#import "/etc/passwd"',
]


def pdf_of(story: CaseStudy) -> pypdf.PdfReader:
    answer = client_of(None).get(f"/stories/{story.slug}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(pdf: pypdf.PdfReader) -> str:
    return joined(" ".join(page.extract_text() for page in pdf.pages))


def joined(text: str) -> str:
    """Lines break where the paper says, and typesetters join letters: compare without either."""
    for ligature, letters in (("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return "".join(text.split()).replace("-", "")


def test_the_paper_holds_every_sentence_of_the_page(told: Told) -> None:
    story = publish(told)

    said = text_of(pdf_of(story))

    assert joined(TITLE) in said
    assert joined(STANDFIRST) in said
    for sentence in sentences_of(story):
        assert joined(sentence.text.rstrip(".")) in said, sentence.text
    assert joined("Claim grade B, HR record or manager.") in said


def test_the_paper_is_tagged_and_says_what_it_is(told: Told) -> None:
    pdf = pdf_of(publish(told))

    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == (TITLE, "Ines Roth")
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/Lang"].lower().startswith("en")
    assert catalogue["/MarkInfo"]["/Marked"]
    assert pdf.metadata.creation_date is not None


def test_the_paper_is_set_in_the_typefaces_that_come_with_the_typesetter(told: Told) -> None:
    """A face that is missing would be replaced in silence."""
    pdf = pdf_of(publish(told))

    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert names
    assert {name.split("-")[0] for name in names} <= {"LibertinusSerif", "LibertinusSerifSemibold"}


def test_the_chart_is_drawn_and_says_in_words_what_it_shows(told: Told) -> None:
    raw = client_of(None).get(f"/stories/{publish(told).slug}.pdf").content

    pdf = pypdf.PdfReader(io.BytesIO(raw))
    figures = [element for element in walk(pdf.trailer["/Root"]["/StructTreeRoot"]) if element.get("/S") == "/Figure"]
    assert len(figures) == 1
    assert "13 readings" in figures[0]["/Alt"]


def walk(element: object) -> list[object]:
    found, kids = [element], element.get("/K", [])  # type: ignore[attr-defined]
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(inner, dict):
            found += walk(inner)
    return found


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_would_be_markup_are_set_as_they_stand(told: Told, words: str) -> None:
    Person.objects.filter(pk=told.cast.noor.pk).update(hope=words, name=f"Noor {words}"[:190])
    story = begin(told)
    edits = edits_of(sentences_of(story))
    story = edit_story(story, f"Title {words}", f"Standfirst {words}", edits, by=told.actor("ines"))

    said = text_of(pdf_of(publish(told, story)))

    for part in (f"Title {words}", f"Standfirst {words}", f"“{words}”"):
        assert plain(joined(part)) in plain(said), part


def plain(text: str) -> str:
    """Straight quotation marks may be set as curly ones."""
    return text.translate(str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"}))


def test_a_story_without_outcomes_is_set_too(told: Told) -> None:
    story = begin(told)
    kept = [each for each in edits_of(sentences_of(story)) if each.part in (Sentence.Part.BACKGROUND, "unknown")]
    story = edit_story(story, TITLE, STANDFIRST, kept, by=told.actor("ines"))

    assert joined("What is not known") in text_of(pdf_of(publish(told, story)))


def test_several_papers_are_set_at_once(told: Told) -> None:
    data = paper_of(story_page(publish(told), told.actor("noor")), "http://lumen.localhost", "en-gb")

    with ThreadPoolExecutor(6) as pool:
        papers = list(pool.map(lambda _number: set_paper(data), range(12)))

    assert all(paper.startswith(b"%PDF") for paper in papers)


def test_what_is_not_published_is_on_no_paper(told: Told) -> None:
    story = write(told)

    for who in (None, told.cast.ines, told.cast.noor):
        assert client_of(who).get(f"/stories/{story.slug}.pdf").status_code == 404
