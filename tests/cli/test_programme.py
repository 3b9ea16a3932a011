import json
from pathlib import Path

import pytest

from telemachy.cli import main
from telemachy.programmes.shipped import shipped_texts


def test_a_shipped_programme_is_printed_and_checks_as_in_order(tmp_path, capsys):
    assert main(["programme", "export", "blank"]) == 0
    printed = capsys.readouterr().out
    path = tmp_path / "mine.toml"
    path.write_text(printed, encoding="utf-8")

    assert printed == shipped_texts()["blank"]
    assert main(["programme", "check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: in order. Our mentoring programme, version 1.\n"


def test_every_mistake_of_a_file_is_printed_with_line_and_key(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    text = shipped_texts()["blank"].replace("weight = 30", 'weight = "heavy"').replace("floor = 45", "flor = 45")
    path.write_text(text, encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "heavy" in line or "flor" in line]

    assert main(["programme", "check", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: line {lines[0]}, criteria[2].weight: 'heavy' is not a whole number.",
        f"{path}: line {lines[1]}, thresholds.flor: there is no such key; did you mean 'floor'?",
        "2 mistakes.",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "line 1: this is not UTF-8 text."),
        (b"a" * 200_001, "is larger than 200,000 bytes, so it is no programme file."),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, capsys, content, sentence):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)

    assert main(["programme", "check", str(path)]) == 1
    assert sentence in capsys.readouterr().err


def test_a_programme_nobody_ships_is_refused_with_those_that_are(capsys):
    assert main(["programme", "export", "nurses"]) == 1
    assert capsys.readouterr().err.startswith("telemachy programme: there is no programme called 'nurses'; there are")


def test_the_schema_can_be_printed(capsys):
    assert main(["programme", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Telemachy programme file"


def test_a_broken_programme_file_stops_a_match_with_its_mistakes(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text("[programme]\n")

    assert main(["match", "a.csv", "b.csv", "--programme", "mine.toml", "--out", "c.csv"]) == 1
    assert "mine.toml: line 1, programme.id: it is missing." in capsys.readouterr().err
