"""The built-in taxonomy, an organisation's own skills, and skills by name."""

import re
from pathlib import Path

import pytest

from telemachy.language import LanguageError, Skill, Taxonomy, load_taxonomy
from telemachy.language.taxonomy import read_skills

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "skills.md"
HEADER = "pack|area|id|name|aliases|source_map|description"


@pytest.fixture(scope="module")
def taxonomy():
    return load_taxonomy()


def skill(skill_id, *aliases, area="Own", pack="own", name=None, answers=()):
    return Skill(skill_id, pack, area, name or skill_id.title(), aliases, "", answers)


def test_every_built_in_skill_is_complete(taxonomy):
    incomplete = [
        skill.id
        for skill in taxonomy.skills
        if not (skill.area and skill.name and skill.aliases and skill.description)
        or not re.fullmatch(rf"{skill.pack}\.[a-z-]+", skill.id)
    ]

    assert incomplete == []
    assert {skill.pack for skill in taxonomy.skills} == {"core", "tech", "health", "venture"}


def test_every_area_has_neighbours_and_belongs_to_one_pack(taxonomy):
    areas = {}
    for each in taxonomy.skills:
        areas.setdefault(each.area, []).append(each.pack)

    assert [area for area, packs in areas.items() if len(packs) < 2 or len(set(packs)) > 1] == []


def test_every_built_in_name_alias_answer_and_id_names_its_own_skill(taxonomy):
    strays = [
        (text, each.id)
        for each in taxonomy.skills
        for text in (each.id, each.name, *each.aliases, *each.answers)
        if taxonomy.named(text) != each
    ]

    assert strays == []


def test_every_built_in_name_and_alias_is_found_in_a_text_as_its_own_skill(taxonomy):
    strays = [
        (text, each.id)
        for each in taxonomy.skills
        for text in (each.name, *each.aliases)
        if [found.skill for found in taxonomy.find(f"They say {text}.")] != [each]
    ]

    assert strays == []


@pytest.mark.parametrize(
    ("answer", "skill_id"),
    [
        ("venture.sales", "venture.sales"),
        ("  people MANAGEMENT ", "core.people-management"),
        ("Négotiation", "core.negotiation"),
        ("Negotiation skills", "core.negotiation"),
        ("Hiring & selection", "core.hiring"),
        ("business model", "venture.business-model"),
        ("public-speaking", "core.speaking"),
        ("Organizational change", "core.change"),
        ("e-commerce", "venture.ecommerce"),
        ("eCommerce", "venture.ecommerce"),
        ("Vision", "core.vision"),
    ],
)
def test_an_answer_names_a_skill_however_it_is_written(taxonomy, answer, skill_id):
    assert taxonomy.named(answer) == taxonomy.by_id[skill_id]


@pytest.mark.parametrize("answer", ["", " ", "and", "juggling", "I like negotiation", "🙂"])
def test_an_answer_that_is_no_skill_names_none(taxonomy, answer):
    assert taxonomy.named(answer) is None


def test_an_answer_that_fits_two_skills_names_neither():
    taxonomy = load_taxonomy([skill("own.baking", "dough"), skill("own.money", "dough")])

    assert taxonomy.named("dough") is None
    assert taxonomy.named("own.money").id == "own.money"


def test_the_more_literal_reading_wins():
    taxonomy = Taxonomy((skill("own.a", name="Sales"), skill("own.b", name="Sale")))

    assert taxonomy.named("sales").id == "own.a"
    assert taxonomy.named("sale").id == "own.b"


def test_an_organisation_adds_its_own_skills_after_the_built_in_ones(taxonomy):
    own = skill("own.falconry", "falconry")

    enlarged = load_taxonomy([own])

    assert enlarged.skills == (*taxonomy.skills, own)
    assert enlarged.find("Falconry, daily")[0].skill == own
    assert taxonomy.find("Falconry, daily") == ()


def test_two_skills_with_one_id_are_refused(taxonomy):
    with pytest.raises(LanguageError, match=r"core\.coaching"):
        load_taxonomy([skill("core.coaching")])


def test_skills_by_id_cannot_be_changed_from_outside(taxonomy):
    with pytest.raises(TypeError):
        taxonomy.by_id["core.coaching"] = None


def test_a_file_with_other_columns_is_refused():
    with pytest.raises(LanguageError, match="first line"):
        list(read_skills("id|name\n"))


def test_a_line_with_a_column_too_few_is_refused_by_its_number():
    with pytest.raises(LanguageError, match="Line 3 has 6 columns instead of 7"):
        list(read_skills(f"{HEADER}\np|a|p.one|One|uno|x|First.\np|a|p.two|Two|dos|Second."))


def test_an_alias_after_an_equals_sign_is_a_whole_answer_only():
    (exit_,) = read_skills(f"{HEADER}\nown|Own|own.exit|Selling a firm|exit strategy; =exit||Sells.")
    taxonomy = Taxonomy((exit_,))

    assert taxonomy.named("Exit") == exit_
    assert taxonomy.find("Use the exit on the left") == ()
    assert taxonomy.find("our exit strategy")[0].skill == exit_


def test_the_reference_page_lists_every_skill_under_its_area(taxonomy):
    listed, area = [], None
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            area = line[4:]
        elif found := re.fullmatch(r"- \*\*(.+)\*\* \(`(.+)`\): (.+)", line):
            listed.append((area, *found.groups()))

    assert listed == [(each.area, each.name, each.id, each.description) for each in taxonomy.skills]
