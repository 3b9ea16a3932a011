"""What a programme file may say: every table and key, with its shape, its default and what it means."""

import string
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from telemachy.programmes.file.parts import (
    Capacity,
    Column,
    CriterionChoice,
    Outcome,
    ProgrammeFile,
    Question,
    RuleChoice,
    Stage,
    Text,
    Thresholds,
    WishCount,
)
from telemachy.programmes.file.parts import (
    Words as ProgrammeWords,
)
from telemachy.programmes.file.shape import (
    Duration,
    EitherWordsOr,
    Key,
    Kinds,
    ListOf,
    MapOf,
    Name,
    Number,
    OneOf,
    Say,
    Shape,
    Table,
    Whole,
    Words,
    YesOrNo,
)

LEVELS = Whole(-20, 20)
WEIGHTS = Whole(0, 100)
WORKING_DAYS = Whole(0, 60)

RULE_OPTIONS: dict[str, dict[str, Key]] = {
    "not-own-manager": {"steps": Key(Whole(1, 5), 1, "how many steps up the reporting line: 1 is the line manager")},
    "no-conflict": {},
    "not-former-pair": {},
    "same-language": {},
    "hours-overlap": {"hours": Key(Number(0.25, 40), means="shared hours a week, at least")},
    "seniority-gap": {
        "least": Key(LEVELS, 1, "levels the mentor is above the mentee, at least"),
        "most": Key(LEVELS, 20, "levels the mentor is above the mentee, at most"),
    },
    "not-same-team": {},
    "not-same-department": {},
    "not-same-organisation": {},
    "not-competitor": {},
    "same-site": {},
}
CRITERION_OPTIONS: dict[str, dict[str, Key]] = {
    "wants-offers": {},
    "text-fit": {},
    "wishes": {},
    "hours-together": {"enough": Key(Number(0.25, 40), 4.0, "shared hours a week that count in full")},
    "seniority-fit": {
        "least": Key(LEVELS, 2, "levels above the mentee that count in full, from"),
        "most": Key(LEVELS, 4, "levels above the mentee that count in full, to"),
    },
    "shared-values": {},
    "same-site": {},
    "other-department": {},
}
COLUMNS: dict[str, str] = {
    "key": "what tells people apart and what wishes name: an e-mail address or a staff number; else the name",
    "name": "the name to print",
    "wants": "skills wanted, the most important first; a level 1-5 may follow a colon",
    "offers": "skills offered; a level 1-5 may follow a colon",
    "goal": "free text: what the person would like to be able to do",
    "biography": "free text: what the person has done",
    "languages": "languages spoken",
    "availability": "free blocks of the week (“Mon morning”) or times (“Thu 12:00-13:00”), local",
    "time_zone": "IANA name, such as Europe/London",
    "team": "team",
    "department": "department",
    "site": "office or hospital",
    "organisation": "company",
    "level": "seniority as a whole number",
    "manager": "line manager, by key or name",
    "capacity": "how many people this person can take on",
    "wishes": "people wished for, first wish first, by key or name",
    "avoid": "people with whom there is a conflict, by key or name",
    "former": "former partners, by key or name",
    "competitors": "organisations this person competes with",
    "values": "values a person finds important",
}
SEVERAL = ("wants", "offers", "languages", "availability", "wishes", "avoid", "former", "competitors", "values")
FACTS = (*(name for name in COLUMNS if name not in {"key", "name"}), "none")
TEXTS: dict[str, str] = {
    "sign-up": "sent when sign-up opens",
    "invitation": "sent to a mentor when pairs are published",
    "reminder": "sent to a mentor who has not answered",
    "your-mentor": "sent to a mentee when the mentor has accepted",
    "still-looking": "sent to a mentee for whom no mentor was found",
    "charter": "what both agree to at the start",
}
PLACES = (
    "answer_by",
    "coordinator",
    "length",
    "mentee",
    "mentee_first",
    "mentee_goal",
    "mentor",
    "mentor_first",
    "organisation",
    "programme",
    "reasons",
    "rhythm",
    "session_minutes",
)
ROLES = OneOf(("mentee", "mentor"))


def _kinds(options: Mapping[str, dict[str, Key]], shared: dict[str, Key], build: Any, *checks: Any) -> Kinds:
    return Kinds({kind: Table(shared | own, partial(build, kind), checks) for kind, own in options.items()})


def _rule(kind: str, *, prefer: bool, **options: Any) -> RuleChoice:
    return RuleChoice(kind, prefer, options)


def _criterion(kind: str, *, weight: int, label: str, **options: Any) -> CriterionChoice:
    return CriterionChoice(kind, weight, label, options)


def _least_before_most(found: Mapping[str, Any], say: Say) -> None:
    if "least" in found and "most" in found and found["least"] > found["most"]:
        say(("least",), f"{found['least']} is more than the most, {found['most']}.")


def _default_within_most(found: Mapping[str, Any], say: Say) -> None:
    if "default" in found and "most" in found and found["default"] > found["most"]:
        say(("default",), f"{found['default']} is more than the most, {found['most']}.")


def _clock_runs_forward(found: Mapping[str, Any], say: Say) -> None:
    names = ("answer_reminder_working_days", "answer_within_working_days", "answer_passed_on_working_days")
    days = [found[name] for name in names if name in found]
    if days != sorted(days):
        say((names[0],), "reminder, answer and passing on must follow one another in this order.")
    if found.get("first_meeting_flag_days", 0) > found.get("first_meeting_days", 365):
        say(("first_meeting_flag_days",), "the flag must not come after the first meeting is due.")


def _choices_when_asked(found: Mapping[str, Any], say: Say) -> None:
    chooses = found.get("kind") in {"choice", "choices"}
    if chooses and not found.get("choices", ("",)):
        say(("choices",), "a question of this kind needs choices.")
    if found.get("kind") and not chooses and found.get("choices"):
        say(("choices",), "only questions of kind 'choice' or 'choices' have choices.")


def _known_places(found: Mapping[str, Any], say: Say) -> None:
    for key in ("subject", "body"):
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(found.get(key, "")) if name is not None}
        except ValueError:
            say((key,), "a curly bracket is not closed; write {{ for a bracket that is meant.")
            continue
        for name in sorted(names.difference(PLACES)):
            say((key,), f"{{{name}}} is not known; there are {', '.join(f'{{{place}}}' for place in PLACES)}.")


def _once(key: str, attribute: Any, found: Mapping[str, Any], say: Say) -> None:
    """Every item of a list is there once; the later one is named."""
    counts: Counter[Any] = Counter()
    for place, item in enumerate(found.get(key, ())):
        counts[attribute(item)] += 1
        if counts[attribute(item)] == 2:
            say((key, place), f"'{attribute(item)}' is there already.")


def _kind_and_force(rule: RuleChoice) -> str:
    return f"{rule.kind} (prefer)" if rule.prefer else rule.kind


def _some_weight(found: Mapping[str, Any], say: Say) -> None:
    if "criteria" in found and not sum(each.weight for each in found["criteria"]):
        say(("criteria",), "at least one criterion needs a weight above 0.")


def _few_primaries(found: Mapping[str, Any], say: Say) -> None:
    primary = [place for place, outcome in enumerate(found.get("outcomes", ())) if outcome.primary]
    if len(primary) > 2:
        say(("outcomes", primary[2], "primary"), "at most two outcomes can be primary.")


def _column(column: str, aliases: tuple[str, ...], separator: str, values: Mapping[str, int]) -> Column:
    return Column(column, aliases, separator, values)


_COLUMN = EitherWordsOr(
    "column",
    Table(
        {
            "column": Key(Words(), means="heading of the column"),
            "aliases": Key(ListOf(Words()), (), "other headings accepted for it"),
            "separator": Key(OneOf((";", ",", "|", "/")), ";", "what parts several entries in one cell"),
            "values": Key(MapOf(Whole(-100, 100)), {}, "whole numbers for words, as for grades"),
        },
        _column,
    ),
)


def _columns() -> Table:
    keys = {
        name: Key(_COLUMN, means=means) if name == "name" else Key(_COLUMN, None, means)
        for name, means in COLUMNS.items()
    }
    return Table(keys, lambda **found: {name: column for name, column in found.items() if column})


def _texts() -> Table:
    body = Table({"subject": Key(Words(150)), "body": Key(Words(10_000))}, Text, (_known_places,))
    keys = {name: Key(body, None, means) for name, means in TEXTS.items()}
    return Table(keys, lambda **found: {name: text for name, text in found.items() if text})


def _few(table: Shape) -> ListOf:
    return ListOf(table, most=60)


_PROGRAMME = Table(
    {
        "id": Key(Name()),
        "version": Key(Whole(1, 1_000_000)),
        "name": Key(Words(120)),
        "purpose": Key(Words(2_000), means="what the programme is for, in words its people read"),
        "length": Key(Duration()),
        "rhythm": Key(Duration(), means="time between sessions"),
        "session_minutes": Key(Whole(10, 480), 60),
        "identified_outcomes": Key(
            YesOrNo(), False, "whether coordinators see whose outcome is whose; said to people before they join"
        ),
    },
    dict,
)
_WORDS = Table(
    {
        "mentee": Key(Words(40), "mentee"),
        "mentees": Key(Words(40), "mentees"),
        "mentor": Key(Words(40), "mentor"),
        "mentors": Key(Words(40), "mentors"),
    },
    ProgrammeWords,
)
_CAPACITY = Table({"default": Key(Whole(0, 50), 1), "most": Key(Whole(1, 50), 1)}, Capacity, (_default_within_most,))
_CAPACITIES = Table(
    {"mentor": Key(_CAPACITY, Capacity(1, 3)), "mentee": Key(_CAPACITY, Capacity(1, 1))},
    dict,
)
_WISHES = Table({"least": Key(Whole(0, 20), 3), "most": Key(Whole(0, 20), 5)}, WishCount, (_least_before_most,))
_STAGE = Table(
    {"id": Key(Name()), "name": Key(Words(80)), "starts": Key(Duration(zero=True), means="after launch")}, Stage
)
_QUESTION = Table(
    {
        "id": Key(Name()),
        "ask": Key(Words(300)),
        "of": Key(ListOf(ROLES, 1, 2)),
        "use": Key(OneOf(("matching", "rule", "audit", "acquaintance")), means="what the answer serves"),
        "kind": Key(OneOf(("text", "skills", "week", "people", "choice", "choices", "number", "yes-no")), "text"),
        "help": Key(Words(500), ""),
        "choices": Key(ListOf(Words(120), 2), ()),
        "required": Key(YesOrNo(), False),
        "fills": Key(OneOf(FACTS), "none", "the fact of the profile that the answer becomes"),
    },
    lambda fills, **found: Question(fills="" if fills == "none" else fills, **found),
    (_choices_when_asked,),
)
_OUTCOME = Table(
    {
        "id": Key(Name()),
        "name": Key(Words(200)),
        "kind": Key(OneOf(("event", "measure", "amount"))),
        "horizon": Key(Duration(), means="time after the start at which it is read"),
        "primary": Key(YesOrNo(), False),
        "better": Key(OneOf(("higher", "lower")), "higher"),
        "unit": Key(Words(40), ""),
        "source": Key(Words(200), ""),
        "smallest_change_of_interest": Key(Number(0, 1e12), None, "in the outcome's own unit; events as a share"),
    },
    Outcome,
)
_THRESHOLDS = Table(
    {
        "floor": Key(Number(0, 100), 45.0, "no pair is proposed below this fit"),
        "keep_bonus": Key(Number(0, 100), 2.0, "points by which a new pair must beat a reviewed one"),
        "first_meeting_days": Key(Whole(1, 365), 14),
        "first_meeting_flag_days": Key(Whole(1, 365), 10),
        "answer_reminder_working_days": Key(WORKING_DAYS, 2),
        "answer_within_working_days": Key(WORKING_DAYS, 3),
        "answer_passed_on_working_days": Key(WORKING_DAYS, 5),
    },
    Thresholds,
    (_clock_runs_forward,),
)
_IMPORT = Table({"mentees": Key(_columns(), {}), "mentors": Key(_columns(), {})}, dict)
_RULES = _kinds(
    RULE_OPTIONS,
    {"prefer": Key(YesOrNo(), False, "watched and shown, but no reason to leave a pair out")},
    _rule,
    _least_before_most,
)
_CRITERIA = _kinds(
    CRITERION_OPTIONS,
    {
        "weight": Key(WEIGHTS, means="share of the fit = weight / sum of weights"),
        "label": Key(Words(40), "", "what the criterion is called on screen"),
    },
    _criterion,
    _least_before_most,
)


def layout(build: Any) -> Table:
    """The whole file: its top tables, what must go together, and `build(**tables)` for the value."""
    return Table(
        {
            "programme": Key(_PROGRAMME),
            "words": Key(_WORDS, ProgrammeWords()),
            "capacity": Key(_CAPACITIES, {"mentor": Capacity(1, 3), "mentee": Capacity(1, 1)}),
            "wishes": Key(_WISHES, WishCount()),
            "stages": Key(_few(_STAGE), ()),
            "rules": Key(_few(_RULES), ()),
            "criteria": Key(ListOf(_CRITERIA, 1, 60)),
            "questions": Key(_few(_QUESTION), ()),
            "texts": Key(_texts(), {}),
            "outcomes": Key(_few(_OUTCOME), ()),
            "thresholds": Key(_THRESHOLDS, Thresholds()),
            "import": Key(_IMPORT, {"mentees": {}, "mentors": {}}),
        },
        build,
        (
            partial(_once, "stages", lambda stage: stage.id),
            partial(_once, "rules", _kind_and_force),
            partial(_once, "criteria", lambda criterion: criterion.kind),
            partial(_once, "questions", lambda question: question.id),
            partial(_once, "outcomes", lambda outcome: outcome.id),
            _some_weight,
            _few_primaries,
        ),
    )


def programme_from(source: str, **tables: Any) -> ProgrammeFile:
    """Lay the read tables of a file out as one value."""
    head, capacity, columns = tables["programme"], tables["capacity"], tables["import"]
    return ProgrammeFile(
        source=source,
        **head,
        words=tables["words"],
        mentor_capacity=capacity["mentor"],
        mentee_capacity=capacity["mentee"],
        wishes=tables["wishes"],
        stages=tables["stages"],
        rules=tables["rules"],
        criteria=tables["criteria"],
        questions=tables["questions"],
        texts=tables["texts"],
        outcomes=tables["outcomes"],
        thresholds=tables["thresholds"],
        mentee_columns=columns["mentees"],
        mentor_columns=columns["mentors"],
    )
