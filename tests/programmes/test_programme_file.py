import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import telemachy.programmes
from telemachy.errors import NotThere, Refused
from telemachy.programmes.file import ProgrammeFileError, Span, read_programme, schema_text
from telemachy.programmes.file.layout import COLUMNS, CRITERION_OPTIONS, PLACES, RULE_OPTIONS, TEXTS, layout
from telemachy.programmes.file.parts import Thresholds
from telemachy.programmes.shipped import shipped_programme, shipped_texts

SMALL = """\
[programme]
id = "small"
version = 1
name = "Small"
purpose = "To be read"
length = "6 months"
rhythm = "2 weeks"

[[criteria]]
kind = "wants-offers"
weight = 3
"""
NAMES = ("blank", "engineers-to-leaders", "founders-to-scale", "physicians-to-leaders")


def problems_of(text: str) -> list[str]:
    with pytest.raises(ProgrammeFileError) as refused:
        read_programme(text, "small.toml")
    return [str(problem) for problem in refused.value.problems]


def test_a_small_file_gets_every_default():
    programme = read_programme(SMALL, "small.toml")

    assert (programme.source, programme.length, programme.rhythm.days) == ("small.toml", Span(6, "month"), 14)
    assert (programme.session_minutes, programme.identified_outcomes) == (60, False)
    assert (programme.mentor_capacity.most, programme.mentee_capacity.most) == (3, 1)
    assert (programme.wishes.least, programme.wishes.most) == (3, 5)
    assert (programme.thresholds.floor, programme.thresholds.keep_bonus) == (45.0, 2.0)
    assert programme.words.mentee == "mentee"


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_programme_is_in_order_and_keeps_the_defaults_of_the_product(name):
    programme = shipped_programme(name)

    clock = programme.thresholds
    assert programme.id == name
    assert (clock.floor, clock.keep_bonus, clock.first_meeting_days) == (45.0, 2.0, 14)
    assert (clock.answer_within_working_days, clock.answer_reminder_working_days) == (3, 2)
    assert clock.answer_passed_on_working_days == 5
    assert programme.capacity("mentor").default == 1
    assert {"invitation", "your-mentor", "still-looking", "charter"} <= programme.texts.keys()
    assert sum(outcome.primary for outcome in programme.outcomes) <= 2
    assert {"name", "key", "wants"} <= programme.columns("mentee").keys()
    assert {"name", "key", "offers"} <= programme.columns("mentor").keys()


def test_the_four_programmes_come_with_telemachy():
    assert tuple(shipped_texts()) == NAMES
    with pytest.raises(NotThere, match="no programme called 'nurses'; there are blank, engineers-to-leaders"):
        shipped_programme("nurses")


def test_founders_may_have_two_mentors_and_know_that_outcomes_carry_their_name():
    founders, engineers = shipped_programme("founders-to-scale"), shipped_programme("engineers-to-leaders")

    assert (founders.capacity("mentee").most, founders.identified_outcomes) == (2, True)
    assert (engineers.capacity("mentee").most, engineers.identified_outcomes) == (1, False)


@pytest.mark.parametrize(
    ("span", "words"), [(Span(1, "month"), "month"), (Span(1, "week"), "week"), (Span(2, "week"), "2 weeks")]
)
def test_a_rhythm_reads_well_after_every(span, words):
    assert span.after_every == words


@pytest.mark.parametrize("name", sorted(shipped_texts()))
def test_no_shipped_mail_promises_what_nothing_does_yet(name):
    sent = [text.body for kind, text in shipped_programme(name).texts.items() if kind not in {"sign-up", "charter"}]

    promises = ("somebody else is asked", "nobody is told", "told to nobody", "have the dates")
    assert [promise for promise in promises for body in sent if promise in body] == []


def test_no_line_manager_is_a_mentor_where_there_are_line_managers():
    for name in ("engineers-to-leaders", "physicians-to-leaders"):
        hard = [rule.kind for rule in shipped_programme(name).rules if not rule.prefer]
        assert "not-own-manager" in hard


def test_every_mistake_is_named_at_once_with_its_line_and_key():
    text = SMALL.replace('"small"', '"Small one"').replace('"6 months"', '"half a year"').replace("3\n", '"heavy"\n')

    assert problems_of(text + "\n[thresholds]\nflor = 45\nkeep_bonus = true\n") == [
        "line 2, programme.id: 'Small one' is not an id of small letters, digits and hyphens.",
        'line 6, programme.length: \'half a year\' is not a length of time such as "6 months" or "2 weeks".',
        "line 11, criteria[1].weight: 'heavy' is not a whole number.",
        "line 14, thresholds.flor: there is no such key; did you mean 'floor'?",
        "line 15, thresholds.keep_bonus: true is not a number.",
    ]


@pytest.mark.parametrize(
    ("addition", "problem"),
    [
        ("[wishes]\nleast = 4\nmost = 2", "line 13, wishes.least: 4 is more than the most, 2."),
        ("[capacity]\nmentor = { default = 4 }", "line 13, capacity.mentor.default: 4 is more than the most, 1."),
        ("[[rules]]\nsteps = 1", "line 12, rules[1].kind: it is missing; there are "),
        ('[[rules]]\nkind = "same-langage"', "line 13, rules[1].kind: 'same-langage' is not known; did you mean"),
        ('[[rules]]\nkind = "hours-overlap"', "line 12, rules[1].hours: it is missing."),
        (
            '[[rules]]\nkind = "no-conflict"\n[[rules]]\nkind = "no-conflict"',
            "line 14, rules[2]: 'no-conflict' is there already.",
        ),
        ('[[criteria]]\nkind = "wants-offers"\nweight = 1', "line 12, criteria[2]: 'wants-offers' is there already."),
        (
            '[texts.invitation]\nsubject = "Hi"\nbody = "{mentr}"',
            "line 14, texts.invitation.body: {mentr} is not known",
        ),
        ('[texts.invitation]\nsubject = "{"\nbody = "x"', "line 13, texts.invitation.subject: a curly bracket is not"),
        ("[stages]", "line 12, stages: a table is not a list."),
        ("criteria = 3", "line 12, criteria[1].criteria: there is no such key"),
        (
            '[[questions]]\nid = "a"\nask = "?"\nof = ["mentee"]\nuse = "audit"\nkind = "choice"\nchoices = ["one"]',
            "line 18, questions[1].choices: it has 1 items instead of 2 to 100.",
        ),
        (
            '[import.mentees]\nname = "Name"\nwants = { colum = "Wants" }',
            "line 14, import.mentees.wants.colum: there is no such key; did you mean 'column'?",
        ),
        ("[import.mentees]\nkey = 'Id'", "line 12, import.mentees.name: it is missing."),
        (
            "[thresholds]\nanswer_reminder_working_days = 9",
            "line 13, thresholds.answer_reminder_working_days: rem",
        ),
    ],
)
def test_a_mistake_is_named_where_it_stands(addition, problem):
    assert any(told.startswith(problem) for told in problems_of(f"{SMALL}{addition}\n")), problems_of(SMALL + addition)


def test_weights_that_are_all_zero_are_refused():
    assert problems_of(SMALL.replace("weight = 3", "weight = 0")) == [
        "line 9, criteria: at least one criterion needs a weight above 0."
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("[programme", 1), ("a = 1\nb = ", 2), ("a = 1\na = 2\n", 2), ("\n\n=", 3), ('a = """x\n\n', 3)]
)
def test_a_text_that_is_no_toml_is_refused_with_its_line(text, line):
    (problem,) = problems_of(text)

    assert problem.startswith(f"line {line}: this is not TOML: ")


def test_a_file_of_silly_size_is_refused_unread():
    assert problems_of("#" * 200_001) == ["line 1: the file has more than 200,000 characters."]


def test_an_error_of_a_programme_file_is_a_refusal_that_names_file_line_and_key():
    with pytest.raises(Refused) as refused:
        read_programme(SMALL.replace("version = 1", "version = 0"), "small.toml")

    assert str(refused.value) == "small.toml: line 3, programme.version: 0 is not between 1 and 1000000."


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("kind", "id", "weight")), inner),
        max_leaves=6,
    ),
    st.sampled_from(("programme", "rules", "criteria", "questions", "texts", "import", "words", "outcomes")),
)
def test_whatever_stands_in_a_table_is_read_or_refused_in_sentences(value, table):
    text = "\n".join(line for line in (f"{table} = {toml(value)}",) if value is not None)

    assert all(problem.startswith("line 1") for problem in problems_of(text))


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    if isinstance(value, bool) or value is None:
        return str(bool(value)).lower()
    return json.dumps(value) if isinstance(value, str) else repr(value)


def test_the_published_schema_is_what_the_reader_accepts():
    published = Path(telemachy.programmes.__file__).with_name("programme.schema.json")

    assert published.read_text(encoding="utf-8") == schema_text(), "write it anew: telemachy programme schema"


def test_other_weights_leave_the_rest_of_the_programme_alone():
    programme = shipped_programme("blank")

    again = programme.reweighted({"wishes": 5})

    assert {each.kind: each.weight for each in again.criteria} == {
        "wants-offers": 45,
        "wishes": 5,
        "hours-together": 15,
        "shared-values": 10,
    }
    assert again.reweighted({"wishes": 30}) == programme


def test_every_kind_column_text_and_threshold_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "programme-files.md").read_text(encoding="utf-8")
    options = [name for kind in (*RULE_OPTIONS.values(), *CRITERION_OPTIONS.values()) for name in kind]
    tables = [name for name, key in layout(dict).keys.items() if name != "import"]

    words = (
        *RULE_OPTIONS,
        *CRITERION_OPTIONS,
        *COLUMNS,
        *TEXTS,
        *(field.name for field in fields(Thresholds)),
        *options,
        *tables,
    )
    assert [word for word in words if f"`{word}`" not in page and f"[{word}]" not in page] == []
    assert [place for place in PLACES if f"`{{{place}}}`" not in page] == []
