import re
from pathlib import Path

from telemachy.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "pair-a-spreadsheet.md"


def test_the_example_of_the_how_to_prints_what_the_page_says(tmp_path, monkeypatch, capsys):
    page = PAGE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in re.findall(r"`(\w+\.csv)`\n\n```csv\n(.*?)```", page, re.DOTALL):
        Path(name).write_text(content, encoding="utf-8")
    command = next(line for line in page.splitlines() if line.startswith("telemachy match mentees.csv mentors.csv"))
    printed = re.search(r"```text\n(.*?)```", page, re.DOTALL)

    status = main(command.split()[1:])

    assert (status, capsys.readouterr().out) == (0, printed[1])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "mentees.csv",
        "mentors.csv",
        "pairs.csv",
        "report.json",
    ]
