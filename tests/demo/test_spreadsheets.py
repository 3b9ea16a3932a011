"""The sample spreadsheets: one that goes in as it is, one with the faults that real ones have."""

import pytest

from telemachy.demo.content import SECTORS, Content, make_content
from telemachy.demo.content.earlier import told_pairs
from telemachy.demo.spreadsheets import ANSWERS, clean_workbook, faulty_workbook
from telemachy.people.importing import check_rows, guess_mapping
from telemachy.people.spreadsheets import read_table
from telemachy.programmes.queries.imports import vocabulary_of
from telemachy.programmes.shipped import shipped_programme

SECTOR_BY_KEY = {sector.key: sector for sector in SECTORS}


def checked(key, data):
    sector = SECTOR_BY_KEY[key]
    table = read_table(data, "people.xlsx")
    mapping = guess_mapping(table)
    return table, mapping, check_rows(table, mapping, vocabulary=vocabulary_of(shipped_programme(sector.programme)))


@pytest.mark.parametrize("key", SECTOR_BY_KEY)
def test_the_clean_one_goes_in_without_a_question(key):
    _, mapping, check = checked(key, clean_workbook(make_content(key)))

    assert (check.counts.new, check.counts.set_aside, check.groups) == (SECTOR_BY_KEY[key].rows, 0, ())
    left_out = {column.title for column in mapping.columns if column.field is None}
    assert left_out <= ANSWERS


def test_the_faulty_one_of_the_tech_firm_has_203_rows_of_which_200_go_in():
    table, _, check = checked("tech", faulty_workbook(make_content("tech"), 203))

    assert len(table.rows) == 203
    assert (check.counts.new, check.counts.set_aside) == (200, 3)


def test_the_faulty_one_has_two_people_twice_one_without_e_mail_and_three_bad_dates():
    _, _, check = checked("tech", faulty_workbook(make_content("tech"), 203))

    found = {group.kind: [problem for problem in group.problems if not problem.fixed] for group in check.groups}
    assert {kind: len(problems) for kind, problems in found.items()} == {"twice": 2, "no-email": 1, "bad-date": 3}


def test_the_faulty_one_has_a_merged_title_and_short_forms_that_are_understood():
    _, _, check = checked("tech", faulty_workbook(make_content("tech"), 203))

    assert any("merged title" in note for note in check.notes)
    assert any(note.startswith("“Sr.” read as Senior") for note in check.notes)


@pytest.mark.parametrize("key", SECTOR_BY_KEY)
def test_every_faulty_one_has_three_rows_more_than_people(key):
    table, _, check = checked(key, faulty_workbook(make_content(key), 203))

    assert len(table.rows) == SECTOR_BY_KEY[key].faulty_rows
    assert check.counts.new == SECTOR_BY_KEY[key].rows


def test_physicians_of_the_door_are_called_by_their_first_names():
    hospital, people = SECTOR_BY_KEY["hospital"], make_content("hospital").people
    nadia = next(person for person in people if person.email == hospital.mentee.email)
    data = clean_workbook(Content(hospital, (told_pairs("hospital")[0].mentee, nadia)))

    table, mapping, _ = checked("hospital", data)
    column = next(column for column in mapping.columns if column.field == "call_me")
    assert [row.cells[column.position] for row in table.rows] == ["Mark", "Nadia"]
