"""`telemachy match`: two spreadsheets and a programme file in, explained pairs out; no database."""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from telemachy import __version__
from telemachy.assignment import Matching, Unmatched, solve
from telemachy.cli.files import named_programme, read_bytes, write_whole
from telemachy.errors import Refused
from telemachy.matching.report import describe, programme_fit, unmatched
from telemachy.matching.rows import read_roster
from telemachy.matching.scoring import Scored, score
from telemachy.people.spreadsheets import Table, read_table, write_csv

WIDEST_NAME = 30


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("match", help="pair the people of two spreadsheets; needs no database")
    parser.add_argument("mentees", type=Path, help="CSV or XLSX file of the mentees")
    parser.add_argument("mentors", type=Path, help="CSV or XLSX file of the mentors")
    parser.add_argument(
        "--programme",
        required=True,
        metavar="FILE",
        help="programme file, or the name of a shipped one",
    )
    parser.add_argument("--out", required=True, type=_csv_path, metavar="PAIRS.csv", help="where the pairs go")
    parser.add_argument("--report", type=Path, metavar="REPORT.json", help="where the whole report goes")
    parser.add_argument("--json", action="store_true", help="print the report instead of tables")
    parser.add_argument("--seed", type=_whole, default=0, help="decides between equally good answers (default: 0)")
    parser.add_argument("--objective", choices=["total"], default="total", help="most people paired, then the best fit")


def run(arguments: argparse.Namespace) -> int:
    """Read, score, solve, write and print."""
    _check_targets(arguments)
    text, programme = named_programme(arguments.programme)
    data = {"mentees": read_bytes(arguments.mentees), "mentors": read_bytes(arguments.mentors)}
    read = read_roster(
        _table(data["mentees"], arguments.mentees), _table(data["mentors"], arguments.mentors), programme
    )
    scored = score(programme, read.roster)
    matching = solve(scored.market(), seed=arguments.seed)
    left_out = unmatched(scored, matching)
    report = json.dumps(
        {
            "version": __version__,
            "programme": {"id": programme.id, "version": programme.version},
            "inputs_sha256": {name: _digest(each) for name, each in (data | {"programme": text.encode()}).items()},
            "seed": arguments.seed,
            **describe(scored, matching, left_out),
            "notes": list(read.notes),
        },
        indent=2,
        ensure_ascii=False,
    )
    files = {arguments.out: _pairs_csv(scored, matching)}
    if arguments.report:
        files[arguments.report] = f"{report}\n".encode()
    write_whole(files)
    if arguments.json:
        print(report)
    else:
        _print_tables(scored, matching, left_out, read.notes)
    return 0


def _check_targets(arguments: argparse.Namespace) -> None:
    """Nothing that is read is ever written over, and no two outputs are one file."""
    read = [arguments.mentees, arguments.mentors, Path(arguments.programme)]
    written = [path for path in (arguments.out, arguments.report) if path]
    for path in written:
        if path.resolve() in {each.resolve() for each in read}:
            raise Refused(f"{path} is read here, so it cannot be written over.")
    if len({path.resolve() for path in written}) < len(written):
        raise Refused(f"{arguments.out} cannot hold both the pairs and the report.")


def _table(data: bytes, path: Path) -> Table:
    return read_table(data, path.name)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _pairs_csv(scored: Scored, matching: Matching) -> bytes:
    words = scored.programme.words
    mentee, mentor = words.mentee.capitalize(), words.mentor.capitalize()
    labels = [scored.label(k) for k in range(len(scored.kinds))]
    header = [mentee, f"{mentee} name", mentor, f"{mentor} name", "Fit", *labels, "Reasons", "Watch"]
    return write_csv(header, [_csv_row(scored, i, j) for i, j in matching.pairs.tolist()])


def _csv_row(scored: Scored, i: int, j: int) -> list[str]:
    mentee, mentor, reasons = scored.roster.mentees[i], scored.roster.mentors[j], scored.reasons(i, j)
    terms = [f"{term:.1f}" for term in scored.terms[:, i, j]]
    told = ["; ".join(str(sentence) for sentence in told) for told in (reasons.plus, reasons.watch)]
    return [mentee.key, mentee.name, mentor.key, mentor.name, f"{scored.fit[i, j]:.1f}", *terms, *told]


def _print_tables(scored: Scored, matching: Matching, left_out: tuple[Unmatched, ...], notes: tuple[str, ...]) -> None:
    for note in notes:
        print(f"Note: {note}", file=sys.stderr)
    print(_summary(scored, matching))
    _print_pairs(scored, matching)
    if left_out:
        print(f"\nWithout a {scored.programme.words.mentor}")
        for left in left_out:
            print(f"{_name(scored.roster.mentees[left.mentee].name)}  {_why_unmatched(scored, left)}")


def _summary(scored: Scored, matching: Matching) -> str:
    words, mentees = scored.programme.words, scored.roster.shape[0]
    paired = len(set(matching.pairs[:, 0].tolist()))
    parts = [f"{paired} of {mentees} {words.mentee if mentees == 1 else words.mentees} paired"]
    if matching.size != paired:
        parts[0] += f" in {matching.size} pairs"
    parts.append(f"Programme fit {programme_fit(scored, matching):.1f}")
    if matching.size:
        parts.append(f"Lowest fit {min(scored.fit[i, j] for i, j in matching.pairs.tolist()):.1f}")
    parts.append(
        "Proven: no other pairing is better" if matching.proven else f"At most {matching.gap:.1f} points below the best"
    )
    return ". ".join(parts) + "."


def _print_pairs(scored: Scored, matching: Matching) -> None:
    words = scored.programme.words
    heads = _name(words.mentee.capitalize()), _name(words.mentor.capitalize())
    print(f"\n{heads[0]}  {heads[1]}    Fit  Why, and what to watch")
    for i, j in matching.pairs.tolist():
        reasons = scored.reasons(i, j)
        why = [f"+ {reasons.plus[0]}"] if reasons.plus else []
        why += [f"! {reasons.watch[0]}"] if reasons.watch else []
        names = _name(scored.roster.mentees[i].name), _name(scored.roster.mentors[j].name)
        print(f"{names[0]}  {names[1]}  {scored.fit[i, j]:5.1f}  {'  '.join(why)}".rstrip())


def _why_unmatched(scored: Scored, left: Unmatched) -> str:
    """Every mentor counted once: by the first rule that leaves them out, else as full."""
    mentors = scored.roster.shape[1]
    told = [f"{number} {scored.left_out(name)}" for name, number in left.rules if number]
    told += [f"{left.full} full"] if left.full else []
    words = scored.programme.words
    return f"{mentors} {words.mentor if mentors == 1 else words.mentors}: {', '.join(told)}"


def _name(name: str) -> str:
    """A name in a column of fixed width, without what could move a terminal's cursor."""
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    return f"{plain if len(plain) <= WIDEST_NAME else plain[: WIDEST_NAME - 1] + '…':{WIDEST_NAME}}"


def _csv_path(text: str) -> Path:
    if not text.lower().endswith(".csv"):
        raise argparse.ArgumentTypeError("the pairs are written as CSV, so the name must end in .csv")
    return Path(text)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError("a seed is a whole number, 0 or more")
    return int(text)
