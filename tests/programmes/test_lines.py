import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from telemachy.programmes.file.lines import Path, key_lines
from telemachy.programmes.shipped import shipped_texts

TEXT = '''\
# a comment with [brackets] and "quotes"
title = "a # b"   # [not.a.table]
"quoted key" = 'C:\\'
multi = """
[no.table]
key = "inside \\""" \\"
"""
  [a.b]
  c.d = 1
list = [ # comment ]
  "one]",
  { x = 1, y = [2,
    3] },
]
[[item]]
n = 1
[[item.part]]
m = 2
[[item]]
n = 3
[[item.part]]
[[item.part]]
m = 4
[item.deep]
z = 2026-01-05T07:32:00Z
'''


def test_every_key_is_found_on_its_line():
    lines = key_lines(TEXT)

    assert {path: lines[path] for path in lines if "list" not in path} == {
        ("title",): 2,
        ("quoted key",): 3,
        ("multi",): 4,
        ("a", "b"): 8,
        ("a", "b", "c"): 9,
        ("a", "b", "c", "d"): 9,
        ("item",): 15,
        ("item", 0): 15,
        ("item", 0, "n"): 16,
        ("item", 0, "part"): 17,
        ("item", 0, "part", 0): 17,
        ("item", 0, "part", 0, "m"): 18,
        ("item", 1): 19,
        ("item", 1, "n"): 20,
        ("item", 1, "part"): 21,
        ("item", 1, "part", 0): 21,
        ("item", 1, "part", 1): 22,
        ("item", 1, "part", 1, "m"): 23,
        ("item", 1, "deep"): 24,
        ("item", 1, "deep", "z"): 25,
    }
    assert {path[3:]: line for path, line in lines.items() if path[:3] == ("a", "b", "list")} == {
        (): 10,
        (0,): 11,
        (1,): 12,
        (1, "x"): 12,
        (1, "y"): 12,
        (1, "y", 0): 12,
        (1, "y", 1): 13,
    }


def paths_in(value: Any, path: Path = ()) -> set[Path]:
    """Every path of a value read by `tomllib`: what the scanner must have found."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path} - {()} | {each for key, item in pairs for each in paths_in(item, (*path, key))}


def test_every_key_of_the_shipped_files_has_a_line_that_names_it():
    for text in shipped_texts().values():
        lines, rows = key_lines(text), text.splitlines()
        for path in paths_in(tomllib.loads(text)):
            names = [part for part in path if isinstance(part, str)]
            if path in lines and isinstance(path[-1], str):
                assert names[-1] in rows[lines[path] - 1]
            assert path in lines or path[:-1] in lines or (*path, 0) in lines or len(path) == 1


strings = st.text(st.sampled_from("ab\"'\\#[]{}=,.\n é"), max_size=8)


def basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def multiline(text: str) -> str:
    return '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'


def literal(text: str) -> str:
    return basic(text) if "'" in text or "\n" in text else f"'{text}'"


values = st.recursive(
    st.builds(lambda write, text: write(text), st.sampled_from((basic, multiline, literal)), strings)
    | st.sampled_from(("1", "true", "1.5e3", "2026-01-05")),
    lambda inner: st.builds(
        lambda items, gap: f"[{gap}{f',{gap}'.join(items)}{gap}]",
        st.lists(inner, max_size=3),
        st.sampled_from(("", " ", "\n", " # ]\n")),
    ),
    max_leaves=5,
)


@given(st.lists(values, min_size=1, max_size=4))
def test_whatever_the_values_the_keys_after_them_keep_their_lines(written):
    text = "".join(f"[[t]]\nkey{number} = {value}\n" for number, value in enumerate(written))
    tomllib.loads(text)

    lines, rows = key_lines(text), text.split("\n")

    for number in range(len(written)):
        assert rows[lines[("t", number, f"key{number}")] - 1].startswith(f"key{number} = ")
