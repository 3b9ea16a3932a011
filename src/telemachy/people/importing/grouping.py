"""Problems put together by the one thing that fixes them."""

from collections.abc import Callable, Iterable

from telemachy.people.importing.dates import DAY_FIRST, MONTH_FIRST, Order, read_date, write_date
from telemachy.people.importing.result import Option, Problem, ProblemGroup
from telemachy.people.importing.values import clean

Title = Callable[[int], str]


def _row(singular: str, plural: str) -> Title:
    return lambda count: f"{count:,} {singular if count == 1 else plural}"


BLOCKING: dict[str, tuple[Title, str]] = {
    "twice": (_row("person is in the file twice", "people are in the file twice"), "one row of each goes in"),
    "no-email": (_row("row has no e-mail", "rows have no e-mail"), "without one nobody can sign in"),
    "bad-email": (_row("e-mail cannot be right", "e-mails cannot be right"), "without one nobody can sign in"),
    "no-name": (_row("row has no name", "rows have no name"), ""),
    "no-role": (_row("row has no role", "rows have no role"), "mentee, mentor or both"),
    "unknown-role": (_row("role is not known", "roles are not known"), "mentee, mentor or both"),
    "two-people": (
        _row("row fits two people", "rows fit two people"),
        "the e-mail is one person's, the staff number another's",
    ),
    "no-places": (_row("row offers no place", "rows offer no place"), "a pause is set on the person's page"),
    "too-long-to-go-in": (_row("name, e-mail or number is too long", "names, e-mails or numbers are too long"), ""),
}
WARNING: dict[str, tuple[Title, str]] = {
    "ambiguous-date": (_row("date could be read two ways", "dates could be read two ways"), ""),
    "bad-date": (_row("start date cannot be read", "start dates cannot be read"), "left blank"),
    "bad-seniority": (_row("level is not known", "levels are not known"), "left blank"),
    "bad-zone": (_row("time zone is not known", "time zones are not known"), "left blank"),
    "bad-hours": (_row("row has hours that cannot be read", "rows have hours that cannot be read"), "left blank"),
    "bad-capacity": (_row("capacity is out of range", "capacities are out of range"), "left blank"),
    "unknown-manager": (_row("manager is not known", "managers are not known"), "kept as written"),
    "unknown-wish": (_row("wish names nobody we know", "wishes name nobody we know"), "kept as written"),
    "unknown-skill": (_row("skill is not in the list", "skills are not in the list"), "kept in people's own words"),
    "unknown-language": (_row("language is not known", "languages are not known"), "left out"),
    "too-long": (_row("text is too long", "texts are too long"), "left blank"),
    "own-answer": (
        _row("answer differs from what the person said", "answers differ from what people said themselves"),
        "theirs is kept",
    ),
}
OVERWRITE = "overwrite"


def group_problems(found: Iterable[tuple[str, Problem]], order: Order) -> tuple[ProblemGroup, ...]:
    """Groups in a fixed order, blocking ones first, problems by row."""
    by_kind: dict[str, list[Problem]] = {}
    for kind, problem in found:
        by_kind.setdefault(kind, []).append(problem)
    return tuple(
        _make_group(kind, sorted(by_kind[kind], key=_sort_key), order)
        for kind in (*BLOCKING, *WARNING)
        if kind in by_kind
    )


def _sort_key(problem: Problem) -> tuple[int, int, str]:
    return (problem.group, problem.row, problem.field)


def _make_group(kind: str, problems: list[Problem], order: Order) -> ProblemGroup:
    title, hint = (BLOCKING | WARNING)[kind]
    count = len({problem.group for problem in problems}) if kind == "twice" else len(problems)
    question = ""
    options: tuple[Option, ...] = ()
    if kind == "ambiguous-date":
        question, options = _ask_order(problems[0], order)
    elif kind == "own-answer":
        question, options = "Overwrite them with the file?", (Option(OVERWRITE, "Overwrite people's own answers"),)
    return ProblemGroup(
        kind, kind in BLOCKING, title(count), _hint(kind, hint, problems), tuple(problems), question, options
    )


def _hint(kind: str, hint: str, problems: list[Problem]) -> str:
    fixed = sum(problem.fixed for problem in problems)
    if not fixed or kind == "twice":
        return hint
    return f"{fixed} fixed, {len(problems) - fixed} {hint}" if hint else f"{fixed} fixed"


def _ask_order(sample: Problem, order: Order) -> tuple[str, tuple[Option, ...]]:
    read = read_date(clean(sample.value))
    like = f"like {order.like:,} other row{'' if order.like == 1 else 's'}" if order.like else ""
    options = tuple(
        Option(key, write_date(day), like if key == order.order else "", key == order.order)
        for key, day in ((DAY_FIRST, read.day_first), (MONTH_FIRST, read.month_first))
        if day
    )
    return f"{clean(sample.value)} is", options
