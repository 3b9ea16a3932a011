import pytest

from telemachy.errors import Refused
from telemachy.matching.rows import RowsRefused, read_roster
from telemachy.people.spreadsheets import read_table
from telemachy.programmes.shipped import shipped_programme

PROGRAMME = shipped_programme("engineers-to-leaders")
MENTEES = """\
E-mail;Full name;Wants to learn;Goal;Languages;Free times;Time zone;Level;Line manager;Wishes;Rather not
Noor@lumen.example;Noor Aziz;Negotiation: 4;To lead;English|German;Thu lunch;Europe/London;2;Kofi Osei;Elias Berg
bruno@lumen.example;Bruno Sá;falconry;;english;;;Senior Engineer;;;Kofi Osei
"""
MENTORS = """\
E-mail,Name,Offers,Places,Level,Free times
elias@lumen.example,Elias Berg,"Negotiation (5); budgeting; falconry",2,6,Thu 12:30-14:00
kofi@lumen.example,Kofi Osei,,,7,
"""


def read(mentees: str = MENTEES, mentors: str = MENTORS):
    tables = (read_table(text.encode(), name) for text, name in ((mentees, "in.csv"), (mentors, "out.csv")))
    return read_roster(*tables, PROGRAMME)


def problems(mentees: str = MENTEES, mentors: str = MENTORS) -> tuple[str, ...]:
    with pytest.raises(RowsRefused) as refused:
        read(mentees, mentors)
    return refused.value.problems


def test_people_are_read_by_the_columns_that_the_programme_file_names():
    bruno, noor = read().roster.mentees
    elias, kofi = read().roster.mentors

    assert (noor.key, noor.name, noor.goal) == ("noor@lumen.example", "Noor Aziz", "To lead")
    assert (noor.wants, elias.offers[0]) == ((("core.negotiation", 4),), ("core.negotiation", 5))
    assert (noor.languages, bruno.languages) == (frozenset({"en", "de"}), frozenset({"en"}))
    assert (noor.level, bruno.level, bruno.week) == (2, 3, None)
    assert noor.week is not None
    assert elias.week is not None
    assert (noor.week & elias.week).bit_count() == 2
    assert (noor.wishes, noor.manager, bruno.avoid) == (
        ("elias@lumen.example",),
        "kofi@lumen.example",
        frozenset({"kofi@lumen.example"}),
    )
    assert (elias.capacity, kofi.capacity) == (2, 1)


def test_a_subject_outside_the_taxonomy_matches_itself_and_is_noted():
    found = read()

    assert found.roster.mentees[0].wants == (("falconry", None),)
    assert ("falconry", None) in found.roster.mentors[0].offers
    assert "in.csv, column “Wants to learn”: “falconry”: matches only itself." in found.notes


def test_a_column_that_is_not_there_is_noted_as_not_answered():
    assert (
        "in.csv: no column “Team”, “Department”, “Office”, “Former mentors”; counted as not answered." in read().notes
    )


def test_a_wish_for_somebody_who_is_not_there_is_left_out_and_noted():
    found = read(MENTEES.replace("Elias Berg", "Zeus"))

    assert found.roster.mentees[1].wishes == ()
    assert "in.csv, column “Wishes”: “Zeus”: nobody on the other side is called so, left out." in found.notes


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Bruno Sá", "", "in.csv, row 3, column “Full name”: the name is missing."),
        ("bruno@lumen.example", "", "in.csv, row 3, column “E-mail”: it is missing, and it tells people apart."),
        ("bruno@", "NOOR@", "in.csv, row 3, column “E-mail”: “noor@lumen.example” stands in row 2 already."),
        ("Thu lunch", "whenever", "in.csv, row 2, column “Free times”: “whenever” is no time of a week; write"),
        ("Europe/London", "Narnia", "in.csv, row 2, column “Time zone”: “Narnia” is not a time zone"),
        (
            "Senior Engineer",
            "Wizard",
            "in.csv, row 3, column “Level”: “Wizard” is not a whole number nor one of Ju",
        ),
        (";2;", ";400;", "in.csv, row 2, column “Level”: 400 is not between -100 and 100."),
    ],
)
def test_a_faulty_cell_is_refused_by_file_row_and_column(old, new, problem):
    (told,) = problems(MENTEES.replace(old, new, 1))

    assert told.startswith(problem)


def test_more_places_than_the_programme_allows_are_refused():
    assert problems(mentors=MENTORS.replace(",2,6", ",9,6")) == (
        "out.csv, row 2, column “Places”: 9 is not between 0 and 3.",
    )


def test_a_name_that_two_people_have_is_no_way_to_name_one():
    twins = MENTORS + "kofi2@lumen.example,Kofi Osei,,,7,\n"

    assert problems(mentors=twins) == (
        "in.csv, row 2, column “Line manager”: “Kofi Osei” may be several people; use what tells them apart.",
        "in.csv, row 3, column “Rather not”: “Kofi Osei” may be several people; use what tells them apart.",
    )


def test_all_faulty_cells_are_named_at_once_and_the_message_stays_readable():
    rows = "".join(f"a{number}@x.example;A;;;;never;;;;;\n" for number in range(50))

    with pytest.raises(RowsRefused) as refused:
        read(MENTEES + rows)

    assert len(refused.value.problems) == 50
    assert len(str(refused.value).splitlines()) == 21
    assert str(refused.value).endswith("There are 30 more problems of this kind.")


def test_a_table_without_names_says_which_columns_it_has():
    with pytest.raises(Refused, match=r"in\.csv: there is no column “Full name” or “Name” or “Engineer” for the name"):
        read("Colour\nred\n")


def test_a_table_with_nobody_in_it_is_refused():
    with pytest.raises(Refused, match=r"in\.csv: there are column names but no people"):
        read("E-mail,Full name\n")


def test_the_same_person_on_both_sides_is_known_by_one_key():
    both = read(MENTEES.replace("Noor@", "KOFI@").replace("Noor Aziz", "Kofi O."))

    assert "kofi@lumen.example" in both.roster.mentee_row
    assert "kofi@lumen.example" in both.roster.mentor_column
