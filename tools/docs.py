"""Builds the documentation into `site/` and checks every link between its pages. Exit status 1 names what is broken."""

import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head><body><main>{body}</main></body></html>
"""


def main() -> int:
    """Build, check, and say what is wrong."""
    problems = [problem for page in PAGES for problem in broken_links(page)]
    for problem in problems:
        print(problem)
    shutil.rmtree(SITE, ignore_errors=True)
    for page in PAGES:
        build(page)
    print(f"{len(PAGES)} pages built, {len(problems)} broken links.")
    return 1 if problems else 0


def broken_links(page: Path) -> list[str]:
    """Return a sentence for each link to a file that is not there."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    targets = [match.group(1).split("#")[0] for match in LINK.finditer(text)]
    local = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
    return [f"{page.relative_to(ROOT)}: there is no {name}" for name in local if not (page.parent / name).exists()]


def build(page: Path) -> None:
    """Write one page as HTML."""
    target = SITE / page.relative_to(ROOT).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    text = page.read_text(encoding="utf-8")
    title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("# ")), page.stem)
    target.write_text(
        PAGE.format(title=title, body=MarkdownIt("commonmark").enable("table").render(text)), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
