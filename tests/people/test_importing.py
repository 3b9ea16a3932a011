"""What a coordinator is told about a spreadsheet before anything is written."""

import json
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people.faulty import write_faulty

from telemachy.errors import Refused
from telemachy.people.importing import (
    ALL,
    DAY_FIRST,
    EXTRA,
    MONTH_FIRST,
    Change,
    Check,
    ColumnMapping,
    Counts,
    Decisions,
    ExistingPerson,
    Problem,
    ProblemGroup,
    Skill,
    Vocabulary,
    as_existing,
    bad_rows,
    check_rows,
    guess_mapping,
    write_bad_rows,
)
from telemachy.people.spreadsheets import Row, Table, read_table

FAULTY = read_table(write_faulty(), "lumen-autumn.xlsx")
NOOR = "Noor,noor@lumen.example,mentee"
ELIAS = "Elias,elias@lumen.example,mentor"


def table_of(*lines: str, header: str = "Name,E-mail,Role") -> Table:
    return read_table("\n".join((header, *lines)).encode(), "people.csv")


def check(*lines: str, header: str = "Name,E-mail,Role", **more: object) -> Check:
    table = table_of(*lines, header=header)
    return check_rows(table, guess_mapping(table), **more)


def check_faulty(decisions: Decisions | None = None, **more: object) -> Check:
    return check_rows(FAULTY, guess_mapping(FAULTY), decisions=decisions, **more)


def group(check: Check, kind: str) -> ProblemGroup:
    return next(group for group in check.groups if group.kind == kind)


def kinds(check: Check) -> list[str]:
    return [group.kind for group in check.groups]


def people(check: Check) -> dict[str, ExistingPerson]:
    return {person.key: person for person in map(as_existing, check.rows)}


# The faulty spreadsheet of the demo


def test_the_faulty_spreadsheet_reads_as_on_the_import_page() -> None:
    check = check_faulty()

    assert check.sentence == "200 new, 0 updated, 0 same, 3 need you."
    assert check.counts == Counts(200, 0, 0, 3, 0, 203, {"mentee": 110, "mentor": 90})
    assert [group.title for group in check.blocking] == ["2 people are in the file twice", "1 row has no e-mail"]
    assert [group.title for group in check.warnings] == [
        "9 dates could be read two ways",
        "3 start dates cannot be read",
    ]
    assert check.notes == (
        "Row 1 is a merged title, skipped",
        "“Sr.” read as Senior, 14 times",
        "Capital letters in 6 e-mails ignored",
        "Column “Desk” left out",
    )


def test_people_in_the_file_twice_are_shown_together_with_what_differs() -> None:
    rows = group(check_faulty(), "twice").problems

    assert [(row.row, row.group, row.kept, row.differs) for row in rows] == [
        (57, 1, True, ("team",)),
        (131, 1, False, ("team",)),
        (88, 2, True, ("role",)),
        (174, 2, False, ("role",)),
    ]


def test_choosing_the_later_row_lets_it_in_and_leaves_the_earlier_out() -> None:
    check = check_faulty(Decisions().keep_rows([131, 174]))

    assert check.sentence == "200 new, 0 updated, 0 same, 1 needs you."
    assert check.counts.left_out == 2
    assert {row.number for row in check.rows} >= {131, 174}
    assert not {57, 88} & {row.number for row in check.rows}


def test_an_e_mail_typed_on_the_page_lets_the_row_in() -> None:
    check = check_faulty(Decisions().edit(118, "email", " Jonas.Weber@lumen.example"))

    assert check.counts.new == 201
    assert group(check, "no-email").problems == (
        Problem(118, "email", "Jonas Weber", " Jonas.Weber@lumen.example", "fixed, was “”", fixed=True),
    )
    assert group(check, "no-email").open == 0


def test_a_mended_date_stays_in_sight_and_can_be_undone() -> None:
    decisions = Decisions().edit(142, "started_on", "14 September 2020")
    mended = check_faulty(decisions)

    assert group(mended, "bad-date").hint == "1 fixed, 2 left blank"
    assert [row.values["started_on"] for row in mended.rows if row.number == 142] == ["2020-09-14"]
    assert check_faulty(decisions.undo_edit(142, "started_on")) == check_faulty()


def test_dates_that_read_two_ways_follow_the_other_rows_unless_somebody_says_otherwise() -> None:
    question = group(check_faulty(), "ambiguous-date")
    other = check_faulty(Decisions(date_order=MONTH_FIRST))

    assert question.question == "03/04/2022 is"
    assert [(o.key, o.label, o.hint, o.chosen) for o in question.options] == [
        (DAY_FIRST, "3 April 2022", "like 191 other rows", True),
        (MONTH_FIRST, "4 March 2022", "", False),
    ]
    assert [row.values["started_on"] for row in other.rows if row.number == 12] == ["2022-03-04"]


def test_the_same_file_twice_changes_nothing() -> None:
    first = check_faulty()
    second = check_faulty(existing=people(first))

    assert second.sentence == "0 new, 0 updated, 200 same, 3 need you."
    assert [row for row in second.rows if row.changes] == []


def test_bad_rows_go_out_with_their_reasons_and_come_back_mended() -> None:
    first = check_faulty()
    header, rows = bad_rows(first, FAULTY)
    back = read_table(write_bad_rows(first, FAULTY), "to-fix.xlsx")
    mended = Decisions().edit(2, "email", "jonas.weber@lumen.example")
    second = check_rows(back, guess_mapping(back), people(first), mended)

    assert header == (*FAULTY.header, "Row in the file", "What to fix")
    assert [row[-2:] for row in rows] == [
        ("118", "no e-mail"),
        ("131", "the same person as row 57"),
        ("174", "the same person as row 88"),
    ]
    assert second.sentence == "1 new, 2 updated, 0 same, 0 need you."
    assert Change("team", "Search", "Payments") in next(row for row in second.rows if row.name == "Priya Raman").changes


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_the_rows_changes_nobody(seed: int) -> None:
    rows = [row for row in FAULTY.rows if row.number not in (131, 174)]
    random.Random(seed).shuffle(rows)
    shuffled = Table("x", "", (), FAULTY.header, tuple(rows))
    check = check_rows(shuffled, guess_mapping(shuffled))

    assert sorted(check.rows, key=lambda row: row.number) == list(check_faulty().rows)


# Columns


def test_columns_are_guessed_from_titles_and_cells_with_a_word_of_confidence() -> None:
    jobs = ("Engineer II", "Designer", "Analyst", "Lawyer", "Accountant")
    table = table_of(
        *(f"{at},Noor,noor{at}@lumen.example,Mentee,{job},Leeds,x" for at, job in enumerate(jobs)),
        header="Personnel number,Employee,Contact,Programme side,Role,Main office location,Shoe size",
    )
    columns = guess_mapping(table).columns

    assert [(column.field, column.confidence) for column in columns] == [
        ("external_id", "sure"),
        ("name", "sure"),
        ("email", "likely"),
        ("role", "likely"),
        ("job_title", "guess"),
        ("site", "likely"),
        (None, ""),
    ]
    assert columns[2].samples == ("noor0@lumen.example", "noor1@lumen.example", "noor2@lumen.example")


def test_two_columns_for_one_field_are_settled_in_favour_of_the_better_title() -> None:
    table = table_of("n@x.example,m@x.example,Noor", header="Private mail,E-mail,Name")

    assert [column.field for column in guess_mapping(table).columns] == [None, "email", "name"]


def test_lists_may_be_spread_over_several_columns() -> None:
    found = check("Noor,n@x.example,mentee,Coaching,Delegation", header="Name,E-mail,Role,Wants 1,Wants 2").rows[0]

    assert found.values["wants"] == (Skill("", "Coaching"), Skill("", "Delegation"))


def test_a_person_corrects_the_guess_and_it_is_remembered() -> None:
    table = table_of("Noor,noor@lumen.example,mentee,7", header="Name,E-mail,Role,Desk")
    chosen = guess_mapping(table).choose({3: EXTRA})
    again = guess_mapping(table, remembered=chosen.remember())

    assert again.columns[3].field == EXTRA
    assert again.columns[3].confidence == "chosen"
    assert check_rows(table, again).rows[0].extras == {"Desk": "7"}


def test_choosing_a_field_takes_it_from_the_column_that_had_it() -> None:
    table = table_of("Noor,a@x.example,b@x.example", header="Name,E-mail,Other")

    assert [column.field for column in guess_mapping(table).choose({2: "email"}).columns] == ["name", None, "email"]
    with pytest.raises(ValueError, match="no such field"):
        guess_mapping(table).choose({2: "is_staff"})


def test_a_column_left_out_by_choice_is_said_so() -> None:
    table = table_of(NOOR + ",7", header="Name,E-mail,Role,Desk")

    assert check_rows(table, guess_mapping(table).choose({3: None})).notes == ("Column “Desk” left out, as you chose",)


def test_a_mapping_and_decisions_survive_a_journey_through_json() -> None:
    mapping = guess_mapping(FAULTY)
    decisions = Decisions(date_order=DAY_FIRST, overwrite=frozenset({ALL}), skip=frozenset({9})).edit(3, "team", "x")
    decisions = decisions.read_as("role", "Guide", "mentor").keep_rows([131])

    assert ColumnMapping.unpack(json.loads(json.dumps(mapping.pack()))) == mapping
    assert Decisions.unpack(json.loads(json.dumps(decisions.pack()))) == decisions


def test_without_a_column_of_names_or_e_mails_nothing_is_checked() -> None:
    with pytest.raises(Refused, match=r"no column is matched to “E-mail”\. Its columns are: Name, Team"):
        check("Noor,Search", header="Name,Team")


def test_first_and_last_name_make_a_name() -> None:
    found = check("Noor,Haddad,n@x.example,mentee", header="Vorname,Nachname,E-Mail,Rolle").rows[0]

    assert found.name == "Noor Haddad"


def test_the_example_row_of_the_template_is_skipped() -> None:
    found = check("EXAMPLE Ana Example,ana@x.example,mentee", NOOR)

    assert [row.name for row in found.rows] == ["Noor"]
    assert found.counts.rows == 1
    assert found.notes == ("Row 2 is the template's example, skipped",)


# Rows that cannot go in


@pytest.mark.parametrize(
    ("line", "kind", "sentence"),
    [
        ("Bruno,,mentee", "no-email", "no e-mail"),
        ("Bruno,n/a,mentee", "no-email", "no e-mail"),
        ("Bruno,bruno at lumen,mentee", "bad-email", "“bruno at lumen” is not an e-mail address"),
        ("Bruno,bruno@lumen,mentee", "bad-email", "“bruno@lumen” is not an e-mail address"),
        ("Bruno,a@b.example c@d.example,mentee", "bad-email", "“a@b.example c@d.example” is not an e-mail address"),
        (",bruno@lumen.example,mentee", "no-name", "no name"),
        ("Bruno,bruno@lumen.example,", "no-role", "no role"),
        ("Bruno,bruno@lumen.example,wizard", "unknown-role", "“wizard” is neither mentee nor mentor"),
        ("Br" + "u" * 200 + "no,bruno@lumen.example,mentee", "too-long-to-go-in", "204 characters; at most 200 fit"),
    ],
)
def test_a_row_without_its_essentials_is_set_aside_and_the_others_go_in(line: str, kind: str, sentence: str) -> None:
    found = check(NOOR, line, ELIAS)

    assert [row.name for row in found.rows] == ["Noor", "Elias"]
    assert found.set_aside == {3: (sentence,)} or kind == "too-long-to-go-in"
    assert kind in kinds(found)
    assert found.counts.set_aside == 1


def test_one_answer_mends_an_unknown_role_in_every_row() -> None:
    lines = ("Bruno,b@x.example,Guide", "Ines,i@x.example,guide")

    assert check(*lines).counts.set_aside == 2
    assert [row.roles for row in check(*lines, decisions=Decisions().read_as("role", "Guide", "mentor")).rows] == [
        ("mentor",),
        ("mentor",),
    ]


def test_the_programme_may_have_its_own_words_for_the_roles() -> None:
    words = Vocabulary(roles={"Founder": "mentee", "Adviser": "mentor"})
    found = check("Lisa,l@x.example,founder", "Otto,o@x.example,both", vocabulary=words)

    assert [row.roles for row in found.rows] == [("mentee",), ("mentee", "mentor")]


def test_a_file_of_one_role_needs_no_column_for_it() -> None:
    found = check("Noor,n@x.example", header="Name,E-mail", vocabulary=Vocabulary(default_role="mentee"))

    assert found.counts.new_by_role == {"mentee": 1}


def test_people_are_the_same_by_e_mail_whatever_its_capitals_or_by_number() -> None:
    found = check(
        "1,Noor,noor@lumen.example,mentee",
        "2,N. Haddad,NOOR@lumen.example,mentee",
        "2,Noor H,,mentee",
        header="Staff number,Name,E-mail,Role",
    )

    assert [(p.row, p.group, p.kept) for p in group(found, "twice").problems] == [
        (2, 1, True),
        (3, 1, False),
        (4, 1, False),
    ]


def test_rows_that_repeat_each_other_exactly_are_no_question() -> None:
    found = check(NOOR, ELIAS, NOOR)

    assert (found.sentence, found.counts.left_out) == ("2 new, 0 updated, 0 same, 0 need you.", 1)
    assert found.notes == ("1 row repeats another exactly, left out",)
    assert found.groups == ()


def test_a_row_that_fits_two_known_people_is_set_aside() -> None:
    known = {
        "noor@lumen.example": ExistingPerson("noor@lumen.example", "1", ("mentee",), {"name": "Noor"}),
        "bruno@lumen.example": ExistingPerson("bruno@lumen.example", "2", ("mentee",), {"name": "Bruno"}),
    }
    found = check("2,Noor,noor@lumen.example,mentee", header="Staff number,Name,E-mail,Role", existing=known)

    assert found.set_aside == {2: ("the e-mail is Noor's, the number Bruno's",)}


def test_a_row_may_be_left_out_by_choice() -> None:
    found = check(NOOR, ELIAS, decisions=Decisions(skip=frozenset({3})))

    assert ([row.name for row in found.rows], found.counts.left_out) == (["Noor"], 1)


# Values


HEADER = "Name,E-mail,Role,Manager,Languages,Time zone,Wants,Capacity,Availability,Seniority,Wishes"


def one(**cells: str) -> Check:
    """Noor's row with these cells, beside Elias and two people called Sam."""
    row = {"Name": "Noor", "E-mail": "noor@lumen.example", "Role": "mentee", **cells}
    lines = [";".join(row.get(title, "") for title in HEADER.split(","))]
    lines += [f"{name};{email};mentor" for name, email in OTHERS]
    data = "\n".join((HEADER.replace(",", ";"), *(line.replace("|", ",") for line in lines)))
    table = read_table(data.encode(), "people.csv")
    return check_rows(
        table,
        guess_mapping(table),
        vocabulary=Vocabulary(skills={"Coaching": "core.coaching", "growing people": "core.coaching"}),
    )


OTHERS = (("Elias", "elias@lumen.example"), ("Sam", "sam1@lumen.example"), ("Sam", "sam2@lumen.example"))


@pytest.mark.parametrize(
    ("title", "text", "key", "value"),
    [
        ("Manager", "Elias", "manager", "elias@lumen.example"),
        ("Manager", "ELIAS@lumen.example", "manager", "elias@lumen.example"),
        ("Languages", "English (C1)| Deutsch / français", "languages", ("de", "en", "fr")),
        ("Time zone", "Europe/Berlin", "time_zone", "Europe/Berlin"),
        ("Time zone", "london", "time_zone", "Europe/London"),
        ("Time zone", "W. Europe Standard Time", "time_zone", "Europe/Berlin"),
        ("Time zone", "UTC+2", "time_zone", "Etc/GMT-2"),
        ("Wants", "Growing people (3)", "wants", (Skill("core.coaching", "", 3),)),
        ("Capacity", "2.0", "capacity", 2),
        ("Capacity", "0", "capacity", 0),
        ("Seniority", "Sr.", "seniority", 4),
        ("Seniority", "Band 7", "seniority", 7),
        ("Wishes", "Elias| sam2@lumen.example", "wishes", ("elias@lumen.example", "sam2@lumen.example")),
    ],
)
def test_values_are_read_into_one_form(title: str, text: str, key: str, value: object) -> None:
    found = one(**{title: text})

    assert found.rows[0].values[key] == value
    assert found.groups == ()


@pytest.mark.parametrize(
    ("title", "text", "kind", "sentence"),
    [
        (
            "Manager",
            "Nobody Known",
            "unknown-manager",
            "“Nobody Known” is neither in the file nor known; kept as written",
        ),
        ("Manager", "Sam", "unknown-manager", "several people are called “Sam”; give the e-mail"),
        ("Manager", "Noor", "unknown-manager", "is named as their own manager; left blank"),
        ("Languages", "Klingon", "unknown-language", "“Klingon” is no language we know"),
        ("Time zone", "Middle-earth", "bad-zone", "“Middle-earth” is not a time zone, such as Europe/London"),
        ("Wants", "Juggling", "unknown-skill", "“Juggling” is not in the list of skills; kept in these words"),
        ("Capacity", "99", "bad-capacity", "99 is more than 10"),
        ("Capacity", "a few", "bad-capacity", "“a few” is not a whole number"),
        ("Seniority", "Wizard", "bad-seniority", "“Wizard” is no level we know, nor a number from 1 to 9"),
        (
            "Availability",
            "when the moon is full",
            "bad-hours",
            "“when the moon is full” cannot be read as hours, such as “Mon am; Tue 14-16”",
        ),
        ("Wishes", "Gandalf", "unknown-wish", "“Gandalf” is neither in the file nor known; kept as written"),
    ],
)
def test_what_cannot_be_read_is_a_warning_and_the_row_goes_in(title: str, text: str, kind: str, sentence: str) -> None:
    found = one(**{title: text})

    assert [(p.row, p.sentence) for p in group(found, kind).problems] == [(2, sentence)]
    assert (found.blocking, found.counts.new) == ((), 4)


def test_a_sentence_in_place_of_a_skill_is_kept_and_cut_at_a_word() -> None:
    wants = one(Wants="learning " * 30).rows[0].values["wants"]

    assert [skill.text for skill in wants] == ["learning " * 12 + "learning…"]


# People who are known already


def known_noor(**more: object) -> dict[str, ExistingPerson]:
    values = {"name": "Noor", "team": "Search"}
    return {"noor@lumen.example": ExistingPerson("noor@lumen.example", "1", ("mentee",), values, **more)}


WITH_TEAM = "Staff number,Name,E-mail,Role,Team"


def test_what_differs_is_updated_and_nothing_else_is_touched() -> None:
    row = check("1,Noor,Noor@lumen.example,mentee,Legal", header=WITH_TEAM, existing=known_noor()).rows[0]

    assert (row.status, row.changes) == ("updated", (Change("team", "Search", "Legal"),))


def test_an_empty_cell_never_deletes() -> None:
    row = check("1,Noor,noor@lumen.example,,", header=WITH_TEAM, existing=known_noor()).rows[0]

    assert (row.status, row.changes, row.roles) == ("same", (), ("mentee",))


def test_a_file_adds_a_role_and_never_takes_one_away() -> None:
    row = check("1,Noor,noor@lumen.example,mentor,", header=WITH_TEAM, existing=known_noor()).rows[0]

    assert row.changes == (Change("roles", ("mentee",), ("mentee", "mentor")),)


def test_what_people_answered_themselves_is_kept_until_somebody_ticks_the_box() -> None:
    line, own = "1,Noor,noor@lumen.example,mentee,Legal", known_noor(own=frozenset({"team"}))
    kept = check(line, header=WITH_TEAM, existing=own)
    ticked = check(line, header=WITH_TEAM, existing=own, decisions=Decisions(overwrite=frozenset({"team"})))

    assert (kept.rows[0].status, kept.rows[0].changes) == ("same", ())
    assert [p.sentence for p in group(kept, "own-answer").problems] == [
        "the person answered “Search”, the file says “Legal”"
    ]
    assert ticked.rows[0].changes == (Change("team", "Search", "Legal"),)


def test_the_address_somebody_signs_in_with_changes_only_by_a_tick() -> None:
    line = "1,Noor,new@lumen.example,mentee,Search"
    kept = check(line, header=WITH_TEAM, existing=known_noor())
    ticked = check(line, header=WITH_TEAM, existing=known_noor(), decisions=Decisions(overwrite=frozenset({ALL})))

    assert (kept.rows[0].key, kept.rows[0].changes) == ("noor@lumen.example", ())
    assert ticked.rows[0].changes == (Change("email", "noor@lumen.example", "new@lumen.example"),)


def test_a_known_person_needs_neither_e_mail_nor_role_in_the_file() -> None:
    row = check("1,,,,Legal", header=WITH_TEAM, existing=known_noor()).rows[0]

    assert (row.key, row.name, row.status) == ("noor@lumen.example", "Noor", "updated")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=25)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(*[texts] * 6), max_size=6))
def test_whatever_the_cells_hold_every_row_is_accounted_for_and_a_second_time_changes_nothing(
    rows: list[tuple[str, ...]],
) -> None:
    header = ("Name", "E-mail", "Role", "Staff number", "Started", "Availability")
    good = ("Noor", "noor@lumen.example", "mentee", "", "", "")
    table = Table("x", "", (), header, tuple(Row(at, cells) for at, cells in enumerate([good, *rows], start=2)))
    first = check_rows(table, guess_mapping(table))
    counts = first.counts
    second = check_rows(table, guess_mapping(table), people(first))

    assert counts.new + counts.updated + counts.same + counts.set_aside + counts.left_out == counts.rows
    assert (second.counts.new, second.counts.updated) == (0, 0)


def test_reading_and_checking_need_no_django() -> None:
    code = "import sys, telemachy.people.importing; print([name for name in sys.modules if name.startswith('django')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
