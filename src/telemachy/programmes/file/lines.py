"""Where each key of a TOML text stands, because `tomllib` reads values and forgets lines.

The text must already have been accepted by `tomllib`: the scanner follows its grammar and looks for no mistakes.
"""

from bisect import bisect_right

Path = tuple[str | int, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Give the line, counted from 1, on which each key, table and list item of a valid TOML text begins."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.newlines = [place for place, letter in enumerate(text) if letter == "\n"]
        self.lines: dict[Path, int] = {}
        self.items: dict[Path, int] = {}  # how many [[tables]] each list of tables has so far

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self.skip_blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip_blank()
        return self.lines

    def header(self) -> Path:
        line, of_list = self.line(), self.text.startswith("[[", self.at)
        self.at += 2 if of_list else 1
        parts = self.dotted_key()
        self.at += 2 if of_list else 1
        path = (*self.latest(parts[:-1]), parts[-1])
        self.note(path, line)
        if of_list:
            self.items[path] = self.items.get(path, 0) + 1
            path = (*path, self.items[path] - 1)
            self.note(path, line)
        return path

    def latest(self, parts: list[str]) -> Path:
        """Follow names down to the newest item of each list of tables on the way."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self.items:
                path = (*path, self.items[path] - 1)
        return path

    def pair(self, table: Path) -> None:
        line = self.line()
        path = table
        for part in self.dotted_key():
            path = (*path, part)
            self.note(path, line)
        self.skip_blank()
        self.at += 1  # the equals sign
        self.skip_blank()
        self.value(path)

    def dotted_key(self) -> list[str]:
        parts = [self.simple_key()]
        self.skip_blank()
        while self.text[self.at] == ".":
            self.at += 1
            parts.append(self.simple_key())
            self.skip_blank()
        return parts

    def simple_key(self) -> str:
        self.skip_blank()
        start = self.at
        if self.text[start] in "\"'":
            self.string()
            return self.text[start + 1 : self.at - 1]
        while self.text[self.at] not in " \t.=]":
            self.at += 1
        return self.text[start : self.at]

    def value(self, path: Path) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self.string()
        elif first == "[":
            self.list_of_values(path)
        elif first == "{":
            self.inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def list_of_values(self, path: Path) -> None:
        self.at += 1
        self.skip_blank()
        place = 0
        while self.text[self.at] != "]":
            self.note((*path, place), self.line())
            self.value((*path, place))
            self.skip_comma()
            place += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        self.skip_blank()
        while self.text[self.at] != "}":
            self.pair(path)
            self.skip_comma()
        self.at += 1

    def string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            self.at = self.end_of_string(quote * 3, self.at + 3)
            while self.text.startswith(quote, self.at):  # up to two quotation marks may precede the closing three
                self.at += 1
        else:
            self.at = self.end_of_string(quote, self.at + 1)

    def end_of_string(self, closing: str, start: int) -> int:
        place = start
        while not self.text.startswith(closing, place):
            place += 2 if self.text[place] == "\\" and closing[0] == '"' else 1
        return place + len(closing)

    def skip_comma(self) -> None:
        self.skip_blank()
        if self.text[self.at] == ",":
            self.at += 1
            self.skip_blank()

    def skip_blank(self) -> None:
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in " \t\r\n":
                self.at += 1
            else:
                return

    def note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    def line(self) -> int:
        return bisect_right(self.newlines, self.at - 1) + 1
