import csv
import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telemachy.cli import main
from telemachy.people.spreadsheets import read_table, write_xlsx
from tests.matching.rosters import engineers, sheet


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with thirty engineers and twenty leaders in two files."""
    monkeypatch.chdir(tmp_path)
    mentees, mentors = engineers(30, 20)
    Path("mentees.csv").write_bytes(sheet(mentees))
    Path("mentors.csv").write_bytes(sheet(mentors))
    return tmp_path


def match(*more: str, mentees: str = "mentees.csv", mentors: str = "mentors.csv", out: str = "pairs.csv") -> int:
    return main(["match", mentees, mentors, "--programme", "engineers-to-leaders", "--out", out, *more])


def test_two_spreadsheets_become_explained_pairs(folder, capsys):
    assert match("--report", "report.json") == 0

    report = json.loads(Path("report.json").read_bytes())
    pairs = list(csv.DictReader(io.StringIO(Path("pairs.csv").read_text(encoding="utf-8-sig"))))
    printed = capsys.readouterr().out
    assert (report["proven"], report["gap"], report["size"]) == (True, 0.0, len(pairs))
    assert [(pair["Engineer"], pair["Mentor"]) for pair in pairs] == [
        (pair["mentee"], pair["mentor"]) for pair in report["pairs"]
    ]
    for pair in report["pairs"]:
        assert sum(pair["terms"].values()) == pytest.approx(pair["score"], abs=1e-9)
        assert pair["score"] >= 45
        assert pair["reasons"]
    assert report["total"] == pytest.approx(sum(pair["score"] for pair in report["pairs"]), abs=1e-6)
    assert printed.startswith(f"{len(pairs)} of 30 engineers paired. Programme fit ")
    assert "Proven: no other pairing is better." in printed


def test_everybody_without_a_mentor_is_listed_with_each_mentor_counted_once(folder, capsys):
    match("--report", "report.json")

    report = json.loads(Path("report.json").read_bytes())
    assert len(report["unmatched"]) + report["size"] == 30
    for left in report["unmatched"]:
        assert sum(rule["mentors"] for rule in left["rules"]) + left["full"] == 20
    assert "Without a mentor" in capsys.readouterr().out


def test_the_report_names_inputs_seed_and_version(folder):
    match("--report", "report.json", "--seed", "7")

    report = json.loads(Path("report.json").read_bytes())
    assert list(report["inputs_sha256"]) == ["mentees", "mentors", "programme"]
    assert (report["seed"], report["objective"]) == (7, "total")
    assert report["version"]
    assert report["fairness"]["paired"] == report["size"]
    assert sum(bar["mentees"] for bar in report["fairness"]["distribution"]) == report["size"]


def test_the_same_inputs_give_the_same_bytes(folder):
    for name in ("one", "two"):
        match("--report", f"{name}.json", out=f"{name}.csv")

    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.randoms(use_true_random=False))
def test_shuffled_rows_of_both_files_give_the_same_pairs(folder, order: random.Random):
    mentees, mentors = engineers(30, 20)
    match(out="straight.csv")
    order.shuffle(mentees)
    order.shuffle(mentors)
    Path("mixed-mentees.csv").write_bytes(sheet(mentees))
    Path("mixed-mentors.csv").write_bytes(sheet(mentors))

    match(mentees="mixed-mentees.csv", mentors="mixed-mentors.csv", out="mixed.csv")

    assert Path("mixed.csv").read_bytes() == Path("straight.csv").read_bytes()


def test_a_workbook_gives_the_same_pairs_as_the_csv_file(folder):
    table = read_table(Path("mentees.csv").read_bytes(), "mentees.csv")
    Path("mentees.xlsx").write_bytes(write_xlsx(table.header, [row.cells for row in table.rows]))

    assert match() == match(mentees="mentees.xlsx", out="book.csv") == 0
    assert Path("book.csv").read_bytes() == Path("pairs.csv").read_bytes()


def test_json_prints_the_report_alone(folder, capsys):
    match("--report", "report.json", "--json")

    printed = capsys.readouterr()
    assert (printed.out.encode(), printed.err) == (Path("report.json").read_bytes(), "")


def test_a_founder_may_get_two_mentors(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("f.csv").write_text("E-mail,Founder,Wants help with\nlisa@x.example,Lisa,Pitching; Negotiation\n")
    Path("m.csv").write_text("E-mail,Mentor,Can help with\na@x.example,Ada,Pitching\nb@x.example,Ben,Pitching\n")

    status = main(["match", "f.csv", "m.csv", "--programme", "founders-to-scale", "--out", "p.csv", "--report", "r"])

    assert status == 0
    assert [pair["mentor"] for pair in json.loads(Path("r").read_bytes())["pairs"]] == ["a@x.example", "b@x.example"]


def test_a_formula_in_a_name_leaves_as_text(folder):
    mentees, _ = engineers(30, 20)
    for person in mentees:
        person["Full name"] = '=HYPERLINK("http://evil.example")'
    Path("mentees.csv").write_bytes(sheet(mentees))

    assert match() == 0
    names = {row["Engineer name"] for row in csv.DictReader(io.StringIO(Path("pairs.csv").read_text("utf-8-sig")))}
    assert names == {'\'=HYPERLINK("http://evil.example")'}


def test_a_name_cannot_steer_the_terminal(folder, capsys):
    mentees, _ = engineers(30, 20)
    for person in mentees:
        person["Full name"] = "\x1b[2JNoor\u202e"
    Path("mentees.csv").write_bytes(sheet(mentees))

    assert match() == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\u202e" not in printed


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mentees.csv is empty"),
        (b"Colour\nred\nblue\n", "mentees.csv: there is no column “Full name”"),
        (b"E-mail,Full name\na@x.example,A\nb@x.example,B\nA@x.example,C\n", "mentees.csv, row 4, column “E-mail”"),
        (b"\x00\x01\x02\xff" * 50, "mentees.csv"),
        (b"E-mail,Full name\n" + b"".join(b"%d@x.example,P\n" % n for n in range(20_001)), "more than 20,000 rows"),
        (b"Full name\n" + b"x" * 10_000_001, "mentees.csv is larger than 10 MB"),
    ],
    ids=["empty", "one column", "duplicate", "binary", "rows", "size"],
)
def test_a_hostile_file_is_refused_in_a_sentence_and_nothing_is_written(folder, capsys, content, sentence):
    Path("mentees.csv").write_bytes(content)

    assert match() == 1

    told = capsys.readouterr()
    assert told.err.startswith("telemachy match: ")
    assert sentence in told.err
    assert told.out == ""
    assert not Path("pairs.csv").exists()


def test_twenty_thousand_mentees_and_mentors_are_too_many_pairs_and_said_to_be(folder, capsys):
    rows = b"E-mail,Full name\n" + b"".join(b"%d@x.example,P\n" % number for number in range(20_000))
    for name in ("mentees.csv", "mentors.csv"):
        Path(name).write_bytes(rows)

    assert match() == 1
    assert "20,000 mentees and 20,000 mentors make 400,000,000 possible pairs" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(folder, capsys):
    assert match(mentees="nobody.csv") == 1
    assert capsys.readouterr().err == "telemachy match: nobody.csv cannot be read: no such file or directory.\n"


def test_a_refused_run_leaves_the_earlier_result_as_it_was(folder):
    match()
    before = Path("pairs.csv").read_bytes()
    Path("mentors.csv").write_bytes(b"")

    assert match() == 1
    assert Path("pairs.csv").read_bytes() == before


def test_a_report_that_cannot_be_written_leaves_no_pairs_and_no_leftovers(folder, capsys):
    before = sorted(folder.iterdir())

    assert match("--report", "no/such/folder/report.json") == 1
    assert "no/such/folder/report.json cannot be written" in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("more", [("--report", "mentees.csv"), ("--report", "pairs.csv")])
def test_nothing_that_is_read_or_written_is_written_over(folder, capsys, more):
    before = Path("mentees.csv").read_bytes()

    assert match(*more) == 1
    assert Path("mentees.csv").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["marry"],
        ["match"],
        ["match", "a.csv", "b.csv", "--out", "c.csv"],
        ["match", "a.csv", "b.csv", "--programme", "blank", "--out", "c.xlsx"],
        ["match", "a.csv", "b.csv", "--programme", "blank", "--out", "c.csv", "--seed", "-1"],
        ["match", "a.csv", "b.csv", "--programme", "blank", "--out", "c.csv", "--objective", "stable"],
        ["programme"],
    ],
)
def test_wrong_usage_ends_with_status_2(words, capsys):
    assert main(words) == 2
    assert "usage: telemachy" in capsys.readouterr().err


def test_pairing_a_spreadsheet_needs_no_settings_and_no_database(folder):
    program = (
        "import sys\nfrom telemachy.cli import main\n"
        "status = main(['match', 'mentees.csv', 'mentors.csv', '--programme', 'blank', '--out', 'pairs.csv'])\n"
        "print([name for name in ('django.db', 'django.conf', 'psycopg', 'procrastinate') if name in sys.modules])\n"
        "sys.exit(status)"
    )
    source = Path(main.__code__.co_filename).parents[2]
    environment = {"PYTHONPATH": str(source), "PATH": ""}

    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, env=environment)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_a_reader_who_stops_reading_is_no_error(folder):
    source = Path(main.__code__.co_filename).parents[2]
    command = f"{sys.executable} -W error -c 'import sys; from telemachy.cli import main; sys.exit(main())' "
    words = "match mentees.csv mentors.csv --programme engineers-to-leaders --out pairs.csv --json"

    done = subprocess.run(
        ["sh", "-c", f"{command} {words} | true"],
        capture_output=True,
        env={"PYTHONPATH": str(source), "PATH": "/usr/bin:/bin"},
    )

    assert done.stderr == b""
    assert Path("pairs.csv").exists()
