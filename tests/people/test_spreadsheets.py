"""Tables come in as people have them."""

import datetime as dt
import io
import json
import os
import zipfile

import pytest
from openpyxl import Workbook
from tests.people.faulty import write_faulty

from telemachy.errors import Refused
from telemachy.people.spreadsheets import LIMITS, Row, Table, column_letters, read_table, read_table_safely, write_xlsx
from telemachy.people.spreadsheets.child import _bare_environment

TABLE = "Name,E-mail,Team\nZoë Müller,zoe@lumen.example,Legal\nNoor,noor@lumen.example,Search\n"
PEOPLE = (
    Row(2, ("Zoë Müller", "zoe@lumen.example", "Legal")),
    Row(3, ("Noor", "noor@lumen.example", "Search")),
)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def ods(rows: str) -> bytes:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="People">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return packed.getvalue()


def ods_row(*cells: str, repeat: int = 1) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeat}">{inner}</table:table-row>'


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_usual_encodings_and_separators_give_the_same_table(encoding: str, separator: str) -> None:
    table = read_table(TABLE.replace(",", separator).encode(encoding), "people.csv")

    assert (table.header, table.rows) == (("Name", "E-mail", "Team"), PEOPLE)


def test_windows_1252_is_said_so_that_somebody_looks_at_the_accents() -> None:
    assert read_table(TABLE.encode("cp1252"), "people.csv").skipped == (
        "Not UTF-8, so read as Windows-1252: look at the accents",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(end: str) -> None:
    assert read_table(TABLE.replace("\n", end).encode(), "people.csv").rows == PEOPLE


def test_a_quoted_cell_may_hold_lines_and_separators_and_counts_as_one_row() -> None:
    table = read_table(b'Name;Hope\nNoor;"lead; a team\nof five"\nBruno;write\n', "people.csv")

    assert table.rows == (Row(2, ("Noor", "lead; a team\nof five")), Row(3, ("Bruno", "write")))


def test_lists_inside_cells_do_not_pass_for_columns() -> None:
    table = read_table(b"Name,Wants,Offers\nNoor,a;b;c,d;e\nBruno,f;g;h,i;j\n", "people.csv")

    assert table.header == ("Name", "Wants", "Offers")


def test_a_line_naming_the_separator_is_believed_and_not_read() -> None:
    table = read_table(b"sep=;\r\nName;Team\r\nNoor;a,b\r\n", "people.csv")

    assert (table.header, table.rows) == (("Name", "Team"), (Row(3, ("Noor", "a,b")),))


def test_blank_rows_are_left_out_and_row_numbers_stay_those_of_the_file() -> None:
    assert read_table(b"\nName,Team\n\nNoor,Search\n,\nBruno,Legal\n", "people.csv").rows == (
        Row(4, ("Noor", "Search")),
        Row(6, ("Bruno", "Legal")),
    )


def test_a_quotation_that_never_ends_is_refused_with_its_row() -> None:
    with pytest.raises(Refused, match=r"people.csv, row 3: a quotation mark is opened and never closed"):
        read_table(b'Name,Hope\nNoor,lead\n"Bruno,write\nElias,rest\n', "people.csv")


def test_a_stray_quotation_mark_inside_a_cell_is_text() -> None:
    assert read_table(b'Name,Size\nNoor,5" disk\n', "people.csv").rows == (Row(2, ("Noor", '5" disk')),)


def test_cells_of_a_workbook_become_text_as_people_see_it() -> None:
    day = dt.datetime.fromisoformat("2022-04-03")
    values = ["007", 3.0, 2.5, 0.1 + 0.2, day, day.replace(hour=9, minute=30), dt.time(9, 5), True]
    table = read_table(workbook(("People", [list("abcdefgh"), values])), "people.xlsx")

    assert table.rows[0].cells == ("007", "3", "2.5", "0.3", "2022-04-03", "2022-04-03 09:30", "09:05", "TRUE")


def test_a_merged_title_above_the_header_is_skipped_with_a_note() -> None:
    table = read_table(write_faulty(), "lumen.xlsx")

    assert table.header[:3] == ("Full name", "E-mail", "Role")
    assert table.skipped == ("Row 1 is a merged title, skipped",)
    assert (table.rows[0].number, len(table.rows)) == (3, 203)


def test_merged_groups_above_the_column_names_are_no_header() -> None:
    book = Workbook()
    page = book.active
    for row in (
        ["Person", None, "Programme", None],
        ["Name", "E-mail", "Role", "Team"],
        ["Noor", "n@x.example", "m", "t"],
    ):
        page.append(row)
    page.merge_cells("A1:B1")
    page.merge_cells("C1:D1")
    packed = io.BytesIO()
    book.save(packed)

    assert read_table(packed.getvalue(), "people.xlsx").header == ("Name", "E-mail", "Role", "Team")


def test_a_person_may_say_which_row_holds_the_column_names() -> None:
    data = b"Report,2026\nName,Team\nNoor,Search\n"

    assert read_table(data, "people.csv", header_row=2).header == ("Name", "Team")
    with pytest.raises(Refused, match="row 9 is blank"):
        read_table(data, "people.csv", header_row=9)


def test_every_column_gets_one_name() -> None:
    table = read_table(b"Name,,name,Team\nNoor,x,y,z,more\n", "people.csv")

    assert table.header == ("Name", "Column B", "name (2)", "Team", "Column E")
    assert table.rows[0].cells == ("Noor", "x", "y", "z", "more")


def test_columns_are_found_by_name_and_their_absence_is_said() -> None:
    table = read_table(TABLE.encode(), "people.csv")

    assert table.column(" e-mail ") == 1
    with pytest.raises(Refused, match=r"people\.csv: there is no column “Wants”\. Its columns are: Name, E-mail, Team"):
        table.column("Wants")


def test_the_first_sheet_with_text_is_read_unless_another_is_asked_for() -> None:
    data = workbook(("Cover", []), ("People", [["Name", "Team"], ["Noor", "a"]]), ("Old", [["Name"], ["Bruno"]]))

    assert read_table(data, "p.xlsx").sheet == "People"
    assert read_table(data, "p.xlsx", sheet="Old").rows == (Row(2, ("Bruno",)),)
    assert read_table(data, "p.xlsx").sheets == ("Cover", "People", "Old")
    with pytest.raises(Refused, match=r"p\.xlsx has no sheet “Nobody”\. Its sheets are: Cover, People, Old\."):
        read_table(data, "p.xlsx", sheet="Nobody")


def test_hidden_sheets_stay_hidden() -> None:
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    book.create_sheet("People").append(["Name", "Team"])
    packed = io.BytesIO()
    book.save(packed)

    assert read_table(packed.getvalue(), "p.xlsx").sheets == ("People",)


def test_open_document_sheets_are_read_and_their_blank_repeats_ignored() -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="1048500">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = read_table(ods(ods_row("Name", "Team") + ods_row("Noor", "Search", repeat=2) + blank), "people.ods")

    assert table.rows == (Row(2, ("Noor", "Search")), Row(3, ("Noor", "Search")))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n,,\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a table"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "locked with a password or is an old .xls"),
        (b"PK\x03\x04 and nothing more", "is damaged"),
        (b"Name\n\x81\x8d\n", "row 2: a character that is neither UTF-8 nor Windows-1252"),
        (workbook(("Only", [])), "is empty"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence_naming_the_file(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=f"^upload\\b.*{sentence}"):
        read_table(data, "upload")


def test_as_many_rows_as_allowed_are_read_and_one_more_is_refused() -> None:
    rows = "Noor,a\n" * LIMITS.rows

    assert len(read_table(f"Name,Team\n{rows}".encode(), "p.csv").rows) == LIMITS.rows
    with pytest.raises(Refused, match="more than 20,000 rows"):
        read_table(f"Name,Team\n{rows}Bruno,b\n".encode(), "p.csv")


def test_as_many_columns_as_allowed_are_read_and_one_more_is_refused() -> None:
    titles = [f"c{n}" for n in range(LIMITS.columns)]

    assert len(read_table(",".join(titles).encode(), "p.csv").header) == LIMITS.columns
    with pytest.raises(Refused, match="row 1: text in column CW"):
        read_table(",".join([*titles, "one more"]).encode(), "p.csv")
    with pytest.raises(Refused, match="row 1: text in column CW"):
        read_table(write_xlsx([*titles, "one more"], []), "p.xlsx")


def test_a_file_over_ten_megabytes_is_refused_unread() -> None:
    with pytest.raises(Refused, match="larger than 10 MB"):
        read_table(b"a" * (LIMITS.file_size + 1), "p.csv")


@pytest.mark.parametrize("data", [TABLE.encode(), write_faulty()])
def test_a_process_of_its_own_reads_the_same_table(data: bytes) -> None:
    assert read_table_safely(data, "people") == read_table(data, "people")


def test_a_process_of_its_own_refuses_in_the_same_words() -> None:
    with pytest.raises(Refused, match=r"^upload is a PDF"):
        read_table_safely(b"%PDF", "upload")


def test_the_process_that_reads_uploads_has_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")

    assert "DATABASE_URL" in os.environ
    assert set(_bare_environment()) <= {"PATH", "SYSTEMROOT", "LANG", "PYTHONPATH", "PYTHONIOENCODING"}


def test_a_table_survives_a_journey_through_json() -> None:
    table = read_table(write_faulty(), "lumen.xlsx")

    assert Table.unpack(json.loads(json.dumps(table.pack()))) == table


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 99, 16383)] == ["A", "Z", "AA", "CV", "XFD"]
