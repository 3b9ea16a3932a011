"""Files made to hurt are refused before anything parses them."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from tests.people.test_spreadsheets import ods, ods_row

from telemachy.errors import Refused
from telemachy.people.spreadsheets import read_table, read_table_safely, workbooks, write_xlsx

GOOD = write_xlsx(("Name", "Team"), [("Noor", "Search")])
SHEET = "xl/worksheets/sheet1.xml"
FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


def edited(old: str = "", new: str = "", **extra: bytes) -> bytes:
    """The good workbook with one replacement in its sheet, and extra members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content.replace(old.encode(), new.encode(), 1) if name == SHEET and old else content)
        for name, content in extra.items():
            bad.writestr(name, content)
    return packed.getvalue()


def lying_bomb() -> bytes:
    """A member that says it unpacks to nine bytes, in its own head and in the directory."""
    data = bytearray(edited(bomb=b"\0" * 50_000_000))
    for head, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.rfind(head, 0, data.rfind(b"bomb"))
        data[at + offset : at + offset + 4] = struct.pack("<L", 9)
    return bytes(data)


def overlapping() -> bytes:
    """Forty directory entries that all point at one packed member."""
    data = edited(bomb=b"\0" * 190_000)
    end = data.rfind(b"PK\x05\x06")
    at = data.rfind(b"PK\x01\x02")
    entry = data[at:end]
    copies = b"".join(entry.replace(b"bomb", f"b{n:03}".encode()) for n in range(40))
    size, offset = struct.unpack("<LL", data[end + 12 : end + 20])
    counts = struct.pack("<HHHHLLH", 0, 0, 49, 49, size + len(copies), offset, 0)
    return data[:end] + copies + b"PK\x05\x06" + counts


HOSTILE = {
    "a zip bomb": (edited(bomb=b"\0" * 90_000_000), "packed more than 100-fold"),
    "a bomb in the sheet itself": (
        edited("<sheetData>", "<sheetData>" + " " * 50_000_000),
        "packed more than 100-fold",
    ),
    "a bomb that lies about its size": (lying_bomb(), "is damaged|packed more than"),
    "more than fits unpacked": (edited(a=bytes(range(256)) * 200_000, b=bytes(range(256)) * 200_000), "packed|MB"),
    "entries that share their content": (overlapping(), "damaged|packed"),
    "a cell at the far corner": (edited("</sheetData>", FAR), "text in column XFD"),
    "a cell at the far corner, not named": (
        edited("</sheetData>", '<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>'),
        "text in row 1,048,576",
    ),
    "a far reference hidden in a quotation": (
        edited("</sheetData>", FAR.replace("<c r=", "<c x=\" r='A1'\" r=")),
        "text in column XFD",
    ),
    "a sheet that claims 16384 by 1048576": (
        edited("<sheetViews>", '<dimension ref="A1:XFD1048576"/><sheetViews>'),
        "claims to have 1,048,576 rows and 16,384 columns",
    ),
    "an external entity": (
        edited("<worksheet", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'),
        "refers to things outside itself",
    ),
    "a billion laughs": (
        edited("<worksheet", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet'),
        "refers to things outside itself",
    ),
    "an entity in another alphabet": (
        edited("<worksheet", '<?xml version="1.0" encoding="UTF-7"?><worksheet'),
        "not written in UTF-8",
    ),
    "a name that climbs out": (edited(**{"../../etc/cron.d/x": b"x"}), "leads out of the file"),
    "a name that climbs out backwards": (edited(**{"..\\..\\x": b"x"}), "leads out of the file"),
    "an absolute name": (edited(**{"/etc/x": b"x"}), "leads out of the file"),
    "too many members": (edited(**{f"m{n}": b"" for n in range(60)}), "more than 50 parts"),
    "very many members": (edited(**{f"m{n}": b"" for n in range(3000)}), "more than 50 parts"),
    "a repeated cell in an ODS": (
        ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
            'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        "text in column XFD",
    ),
    "a repeated row in an ODS": (ods(ods_row("Name") + ods_row("x", repeat=1_000_000)), "text in row 1,000,001"),
    "a far cell in an ODS": (
        ods('<table:table-row table:number-rows-repeated="1048570"/>' + ods_row("x")),
        "text in row 1,048,571",
    ),
}


@pytest.mark.attack("A24")
@pytest.mark.parametrize("attack", HOSTILE)
def test_it_is_refused_in_a_sentence_and_costs_little_memory(attack: str) -> None:
    data, sentence = HOSTILE[attack]
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match=f"^upload\\.xlsx.*({sentence})"):
            read_table(data, "upload.xlsx")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 30_000_000


@pytest.mark.attack("A24")
def test_the_same_workbook_without_the_attack_is_read() -> None:
    assert read_table(edited(), "p.xlsx").rows[0].cells == ("Noor", "Search")


def test_formatting_without_text_down_to_the_last_row_is_no_attack() -> None:
    data = edited("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')

    assert read_table(data, "p.xlsx").rows[0].cells == ("Noor", "Search")


def test_text_that_looks_like_a_far_cell_is_text() -> None:
    text = '<c r="XFD1048576"> r="XFD1048576"'

    assert read_table(write_xlsx(("Name", "Hope"), [("Noor", text)]), "p.xlsx").rows[0].cells == ("Noor", text)


def test_without_the_look_at_the_extent_a_far_cell_would_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "check_xlsx_sheet", lambda *_: None)
    data = edited("</sheetData>", '<row r="30000"><c r="B30000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')

    assert read_table(data, "p.xlsx").rows[-1].number == 30_000


def test_a_file_that_asks_for_too_much_memory_costs_only_its_own_process() -> None:
    """Within every count and size, but two million cells that all repeat one long text."""
    long = "x" * 20_000
    row = (
        '<table:table-row table:number-rows-repeated="20000"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="100"><text:p>{long}</text:p></table:table-cell></table:table-row>'
    )

    with pytest.raises(Refused, match=r"upload\.ods needs too much memory or time"):
        read_table_safely(ods(row), "upload.ods")
