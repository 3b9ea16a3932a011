"""The wording guard: the author says what happened; only people's own accounts say why."""

import pytest

from telemachy.evidence.models import Claim, Confirmation, ContributionStatement
from telemachy.journeys.models import LoggedDecision
from telemachy.stories.actions import Edit, TextRefused, add_quotation, edit_story, edits_of
from telemachy.stories.drafting.unknown import nobody_compared
from telemachy.stories.models import Sentence
from telemachy.stories.texts import sentences_of
from telemachy.stories.wording import problems_in
from tests.stories.telling import STANDFIRST, TITLE, Told, begin, write


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("This proves that it works.", "proves"),
        ("There was a significant drop.", "significant"),
        ("It shows a trend towards less.", "trend towards"),
        ("The ROI of mentoring is high.", "ROI"),
        ("The impact was large.", "impact"),
        ("It had an effect on the ward.", "effect"),
        ("The sessions led to a new role.", "led to"),
        ("Thanks to Elias she leads.", "Thanks to"),
        ("She leads because of Elias.", "because of"),
        ("She leads because her mentor asked.", "because"),
        ("She leads because Elias asked.", "because"),
        ("Without Elias she would not lead.", "Without Elias she would not"),
        ("Elias turned an engineer into a leader.", "turned an engineer into"),
        ("Elias made her project manager.", "made her"),
        ("Mentoring worked.", "Mentoring worked"),
        ("She would never have asked.", "would never have"),
        ("It made the release possible.", "made the release possible"),
        ("She owes it to Elias.", "owes"),
        ("As a result she leads.", "As a result"),
        ("The talk caused a change.", "caused"),
        ("She was transformed.", "transformed"),
        ("Mentoring helped her.", "Mentoring helped"),
        ("It boosted the team.", "boosted"),
        ("It resulted in less waiting.", "resulted in"),
    ],
)
def test_a_word_that_says_why_is_found(sentence: str, word: str) -> None:
    assert [found.words for found in problems_in(sentence)] == [word]


@pytest.mark.parametrize(
    "sentence",
    [
        "She leads nine people, and communicates effectively.",
        "They met twelve times; the clinic closed because the roof leaked.",
        "Nine people worked on it, and three worked in another house.",
        "They began without a budget; nobody said they would not.",
        "Noor made her first decision.",
        "A leading role in three departments.",
        nobody_compared(),
        "The readings since are lower than before.",
    ],
)
def test_what_only_says_what_happened_passes(sentence: str) -> None:
    assert problems_in(sentence) == []


def test_a_word_in_quotation_marks_passes_only_where_the_record_holds_those_words() -> None:
    sentence = "She called it “the impact review”."

    assert problems_in(sentence, own_words=["The impact review of March"]) == []
    assert [found.words for found in problems_in(sentence)] == ["impact"]


def test_the_title_is_held_to_the_same(told: Told) -> None:
    story = begin(told)

    with pytest.raises(TextRefused, match="Title, “Transformed”: say what is different now"):
        edit_story(story, "Transformed by Elias", "", edits_of(sentences_of(story)), by=told.actor("ines"))


def test_an_attributed_account_may_say_why(told: Told) -> None:
    story = add_quotation(begin(told), told.cast.noor, "It all led to this, thanks to Elias.", by=told.actor("ines"))

    assert write(told, story).state == "draft"


def test_the_first_draft_passes_its_own_guard(told: Told) -> None:
    story = begin(told)

    edits = edits_of(sentences_of(story))
    assert edit_story(story, TITLE, STANDFIRST, edits, by=told.actor("ines")).title == TITLE


WHY = "Without Elias she would not lead the team"


def tell_why(told: Told) -> Claim:
    """Noor corrects her outcome, and it says why."""
    old = told.claim
    same = {name: getattr(old, name) for name in ("programme", "connection", "person", "kind", "code", "on")}
    claim = Claim.objects.create(
        **same, text=WHY, value=9, unit="people", supersedes=old, recorded_by=old.person, recorded_at=old.recorded_at
    )
    Confirmation.objects.create(claim=claim, source="record", by=told.cast.ines, at=old.recorded_at)
    ContributionStatement.objects.create(claim=claim, by=old.person, share="much", at=old.recorded_at)
    return claim


def test_an_outcome_that_says_why_is_told_by_its_kind_its_day_and_its_value_alone(told: Told) -> None:
    tell_why(told)

    sentence = sentences_about_claim(told)[0]

    assert sentence.text == "Moved into a leading role, on 1 March 2026 (9 people)."
    assert sentence.source["recorded"] == "HR record or manager: Moved into a leading role (9 people)"
    assert sentence.source["grade"] == "B"
    assert WHY not in str([each.source for each in sentences_of(sentence.story)])


def test_an_outcome_that_says_what_happened_is_told_in_its_own_words(told: Told) -> None:
    """The twin."""
    assert "Project manager of the cross-functional team" in sentences_about_claim(told)[0].text


def sentences_about_claim(told: Told) -> list[Sentence]:
    """Return what the first draft tells of the outcome."""
    return [each for each in sentences_of(begin(told)) if each.source_kind == "claim" and each.part == "outcomes"]


def test_the_words_of_an_outcome_that_says_why_stand_in_quotation_marks_among_the_accounts_alone(told: Told) -> None:
    claim = tell_why(told)
    story = begin(told)
    fact = f"claim:{claim.pk}"

    for part, text in (("outcomes", f"She wrote “{WHY}”."), ("accounts", f"{WHY}.")):
        with pytest.raises(TextRefused, match="one case cannot show a cause"):
            edit_story(story, TITLE, STANDFIRST, [Edit(part, text, fact=fact)], by=told.actor("ines"))
    told_so = Edit("accounts", f"She wrote “{WHY}”.", fact=f"shares:{claim.pk}")
    assert edit_story(story, TITLE, STANDFIRST, [told_so], by=told.actor("ines")).title == TITLE


def test_a_decision_that_says_why_is_drafted_as_somebodys_words_so_that_the_draft_can_be_saved(told: Told) -> None:
    LoggedDecision.objects.update(text="Nights too, because the night shift listens to him")
    story = begin(told)

    assert any("“Nights too, because the night shift" in each.text for each in sentences_of(story))
    edit_story(story, TITLE, STANDFIRST, edits_of(sentences_of(story)), by=told.actor("ines"))
