"""Every setting an operator can make is documented, and nothing documented has gone."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\b(?:TELEMACHY_[A-Z_]+|DATABASE_[A-Z_]*URL)\b")
NOT_FOR_OPERATORS = {"DATABASE_BACKUP_URL", "TELEMACHY_TEST_SUPERUSER_URL"}


def test_the_settings_page_lists_exactly_what_the_code_reads() -> None:
    read = {name for path in (ROOT / "src").rglob("*.py") for name in NAME.findall(path.read_text(encoding="utf-8"))}
    documented = set(NAME.findall((ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")))

    assert read - NOT_FOR_OPERATORS == documented
