"""The draft: sentences by template from frozen facts, each with its source; never from notes or preparations."""

import ast
import dataclasses
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemachy.evidence.models import Claim, Confirmation
from telemachy.journeys.models import Initiative, InitiativeReading
from telemachy.stories.drafting import (
    ClaimFacts,
    ClosingFacts,
    Facts,
    GoalFacts,
    InitiativeFacts,
    PersonFacts,
    ReadingFacts,
    SessionFacts,
    draft,
    lines_of,
)
from telemachy.stories.drafting.charts import chart_of, freeze_chart, thaw_chart
from telemachy.stories.drafting.unknown import nobody_compared
from telemachy.stories.models import Sentence
from telemachy.stories.record import read_facts
from telemachy.stories.texts import lacks_fact, sentences_of
from tests.stories.telling import SECRET, Told, begin

SOURCE = Path(__file__).parents[2] / "src" / "telemachy" / "stories"
NEVER = {"PrivateNote", "SharedNote", "Preparation", "DataKey", "crypto", "notes", "preparations"}


def names_in(path: Path) -> set[str]:
    """Return every name a module imports or speaks of."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names} | set((node.module or "").split("."))
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


@pytest.mark.promise("P3")
def test_nothing_that_tells_a_story_knows_notes_or_preparations() -> None:
    told = {path.name: names_in(path) & NEVER for path in SOURCE.rglob("*.py")}

    assert {name: names for name, names in told.items() if names} == {}


def test_an_import_of_notes_would_be_found(tmp_path: Path) -> None:
    """The twin."""
    module = tmp_path / "x.py"
    module.write_text("from telemachy.journeys.models import PrivateNote\nfrom telemachy.journeys import crypto\n")

    assert names_in(module) & NEVER == {"PrivateNote", "crypto"}


def test_no_fact_is_a_note_an_agenda_or_a_place() -> None:
    kinds = (Facts, PersonFacts, SessionFacts, GoalFacts, InitiativeFacts, ClaimFacts, ClosingFacts)
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)}

    assert not fields & {"notes", "note", "preparation", "agenda", "place", "message", "text_of_charter"}
    assert {field.name for field in dataclasses.fields(SessionFacts)} == {"id", "number", "on", "minutes", "both_said"}


def test_a_draft_says_nothing_of_what_stands_in_a_note_or_a_place(told: Told) -> None:
    begin(told)

    assert not Sentence.objects.filter(text__contains=SECRET).exists()
    assert not any(SECRET in str(source) for source in Sentence.objects.values_list("source", flat=True))


def test_the_draft_tells_the_pair_from_the_need_to_what_is_not_known(told: Told) -> None:
    texts = [sentence.text for sentence in sentences_of(begin(told))]

    assert texts[:10] == [
        "Noor Haddad came to the programme from Lumen Works: software engineer.",
        "I want to stop being right alone.",
        "The programme proposed Elias Berg, head of products, as mentor and told both why. Noor wants to work across "
        "departments. Elias has done so. Neither is in the other’s line.",
        "Elias said yes on 8 October 2025.",
        "Both agreed to their charter on 15 October 2025.",
        "They met twelve times between 20 October 2025 and 23 March 2026, 12 hours in all.",
        "Asked at the closing what did not work, Elias answered:",
        "I told stories and she took notes, in the first three.",
        "Noor wrote down a goal: “Ask before I answer”.",
        "On 9 December 2025 Noor began an initiative: “One release plan”.",
    ]
    assert "Project manager of the cross-functional team, on 1 March 2026." in texts
    assert texts[-3:] == [
        "Whether it would have happened without mentoring: nobody was compared.",
        "Whether the measure has changed for good (Days from decision to customer): five readings are few.",
        "What those who worked on it think (One release plan): they were not asked.",
    ]


def test_every_sentence_of_a_draft_has_its_fact_or_its_speaker(told: Told) -> None:
    sentences = sentences_of(begin(told))

    assert [sentence.text for sentence in sentences if lacks_fact(sentence)] == []
    claim = next(each for each in sentences if each.source_kind == "claim")
    assert claim.source_id == told.claim.pk
    assert (claim.source["grade"], claim.source["seen_by"]) == ("B", "Ines Roth, 22 March 2026")
    assert claim.source["about"] == sorted([f"claim:{told.claim.pk}", f"initiative:{told.initiative.pk}"])


def test_what_a_sentence_stands_on_stays_as_it_was(told: Told) -> None:
    story = begin(told)
    before = [each.source for each in sentences_of(story)]

    InitiativeReading.objects.all().delete()
    Initiative.objects.update(title="Another", measure="Nothing")

    assert [each.source for each in sentences_of(story)] == before


def test_a_claim_that_was_corrected_or_taken_back_is_not_told(told: Told) -> None:
    Claim.objects.update(status=Claim.Status.WITHDRAWN)

    assert read_facts(told.connection).claims == ()


def test_a_disputed_claim_is_told_as_one(told: Told) -> None:
    Confirmation.objects.create(
        claim=told.claim, source="mentor", agrees=False, by=told.cast.elias, at=told.claim.recorded_at
    )

    facts = read_facts(told.connection)

    assert (facts.claims[0].grade, facts.claims[0].is_disputed) == ("", True)
    assert any("the sources on this disagree" in line.text for line in draft(facts))


def told_claim(text: str, **more: object) -> str:
    """Return how a claim is told."""
    facts = ClaimFacts(uuid.uuid4(), text, date(2026, 3, 1), **{"happened": True, "grade": "B", **more})  # type: ignore[arg-type]
    two = [PersonFacts(uuid.uuid4(), name, name) for name in ("Noor", "Elias")]
    return next(
        line.text
        for line in draft(Facts(uuid.uuid4(), "Lumen", "Engineers", *two, claims=(facts,)))
        if line.station == "outcome"
    )


def test_a_claim_is_given_its_day_and_its_amount_where_it_does_not_name_them_itself() -> None:
    assert told_claim("On 1 March 2026 Noor became project manager.") == "On 1 March 2026 Noor became project manager."
    assert told_claim("Project manager") == "Project manager, on 1 March 2026."
    assert told_claim("She leads nine. Before, nobody.", value=9, baseline=0) == (
        "As of 1 March 2026: She leads nine. Before, nobody."
    )
    assert told_claim("More people led", value=9, baseline=2, unit="people") == (
        "More people led, on 1 March 2026 (2 before, 9 people now)."
    )


def test_what_did_not_come_about_is_not_denied_twice() -> None:
    assert told_claim("Noor has no other role", happened=False) == "Noor has no other role, on 1 March 2026."
    assert told_claim("A new role", happened=False) == "By 1 March 2026 this had not come about: A new role."


def told_closing(helped: str, did_not_work: str) -> list[str]:
    """Return what a draft tells of one closing answer."""
    two = [PersonFacts(uuid.uuid4(), name, name) for name in ("Noor", "Elias")]
    answer = ClosingFacts(uuid.uuid4(), two[0].id, helped, did_not_work, date(2026, 3, 1))
    lines = draft(Facts(uuid.uuid4(), "Lumen", "Engineers", *two, closing=(answer,)))
    return [line.text for line in lines if line.source and line.source.kind == "closing"]


@pytest.mark.parametrize("answer", ["Nothing", "None.", "-", "–", "n/a", " no ", "Nothing at all."])
def test_an_answer_that_nothing_was_so_is_not_quoted(answer: str) -> None:
    assert told_closing(answer, answer) == []


def test_an_answer_with_words_follows_its_question() -> None:
    """The twin."""
    assert told_closing("Being asked", "Nothing of the first month worked") == [
        "Asked at the closing what did not work, Noor answered:",
        "Nothing of the first month worked",
        "Asked at the closing what helped, Noor answered:",
        "Being asked",
    ]


PERSON = st.builds(
    PersonFacts, id=st.uuids(), name=st.just("Noor Haddad"), short_name=st.just("Noor"), hope=st.text(max_size=40)
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 1, 1))
READINGS = st.lists(st.builds(ReadingFacts, on=DAYS, value=st.floats(-1e6, 1e6)), max_size=14)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    mentee, mentor = draw(PERSON), draw(PERSON)
    first = draw(DAYS)
    return Facts(
        connection_id=uuid.uuid4(),
        organisation="Lumen Works",
        programme="Engineers",
        mentee=mentee,
        mentor=mentor,
        reasons=tuple(draw(st.lists(st.text(max_size=30), max_size=5))),
        sessions=tuple(
            SessionFacts(uuid.uuid4(), number, first + timedelta(days=14 * number), 60, draw(st.booleans()))
            for number in range(draw(st.integers(0, 5)))
        ),
        initiatives=tuple(
            draw(
                st.lists(
                    st.builds(
                        InitiativeFacts,
                        id=st.uuids(),
                        title=st.text(max_size=20),
                        aim=st.text(max_size=20),
                        begun_on=DAYS,
                        measure=st.text(max_size=20),
                        unit=st.text(max_size=8),
                        better=st.sampled_from(["lower", "higher"]),
                        changed_on=st.none() | DAYS,
                        readings=READINGS.map(tuple),
                    ),
                    max_size=2,
                )
            )
        ),
        claims=tuple(
            draw(
                st.lists(
                    st.builds(
                        ClaimFacts,
                        id=st.uuids(),
                        text=st.text(min_size=1, max_size=30),
                        on=DAYS,
                        happened=st.booleans(),
                        grade=st.sampled_from("ABCD"),
                        value=st.none() | st.floats(-1e6, 1e6),
                        baseline=st.none() | st.floats(-1e6, 1e6),
                    ),
                    max_size=3,
                )
            )
        ),
        closing=(ClosingFacts(uuid.uuid4(), mentor.id, "", draw(st.text(max_size=30)), first),),
    )


@given(facts=any_facts())
def test_from_whatever_facts_every_line_has_a_key_of_its_own_and_says_what_it_stands_on(facts: Facts) -> None:
    lines = lines_of(facts)

    assert len({line.key for line in lines}) == len(lines)
    assert all(line.source is not None or line.kind == "open" for line in lines)
    assert nobody_compared() in [line.text for line in lines]
    assert draft(facts) == draft(facts)
    for initiative in facts.initiatives:
        assert thaw_chart(freeze_chart(initiative)) == chart_of(initiative)
