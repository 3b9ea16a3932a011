"""Money is added up per currency, each venture once, and shown where enough people stand behind it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemachy.inference import Amount, Sum, sum_amounts


def each(currency: str, people: range, value: int = 100) -> list[Amount]:
    return [Amount(person, f"venture {person}", currency, Decimal(value)) for person in people]


def test_five_founders_money_is_added_up_without_the_share_of_the_largest_which_would_tell_its_amount() -> None:
    found = sum_amounts([*each("GBP", range(4)), Amount(4, "Marram", "GBP", Decimal(420))])

    assert (found.sums, found.hidden) == ((Sum("GBP", Decimal(820), 5, None),), False)


def test_the_share_of_the_largest_is_said_where_its_amount_is_public() -> None:
    amounts = [*each("GBP", range(5)), Amount(9, "Marram", "GBP", Decimal(420))]

    assert sum_amounts(amounts, public=frozenset({9})).sums == (Sum("GBP", Decimal(920), 6, 46),)


def test_the_share_of_the_largest_is_not_said_where_somebody_elses_amount_is_public() -> None:
    """A founder who tells a smaller sum of the same venture does not give the larger away."""
    amounts = [
        *each("GBP", range(5)),
        Amount(8, "Marram", "GBP", Decimal(300)),
        Amount(9, "Marram", "GBP", Decimal(420)),
    ]

    assert sum_amounts(amounts, public=frozenset({8})).sums[0].largest is None


def test_four_founders_money_is_not_shown() -> None:
    assert (sum_amounts(each("GBP", range(4))).sums, sum_amounts(each("GBP", range(4))).hidden) == ((), True)


def test_a_venture_with_two_founders_counts_once() -> None:
    both = [Amount(0, "Marram", "GBP", Decimal(400)), Amount(1, " marram", "GBP", Decimal(420))]

    assert sum_amounts([*each("GBP", range(2, 7)), *both]).sums[0].total == 920


def test_rounds_of_one_founder_add_up() -> None:
    rounds = [Amount(0, "Marram", "GBP", Decimal(400)), Amount(0, "Marram", "GBP", Decimal(20))]

    assert sum_amounts([*each("GBP", range(2, 7)), *rounds]).sums[0].total == 920


def test_five_people_of_one_venture_are_one_venture() -> None:
    assert sum_amounts([Amount(person, "Marram", "GBP", Decimal(1)) for person in range(6)]).sums == ()


def test_currencies_are_never_converted_nor_added() -> None:
    found = sum_amounts([*each("GBP", range(6)), *each("EUR", range(6, 11), 50)])

    assert found.sums == (Sum("GBP", Decimal(600), 6, None), Sum("EUR", Decimal(250), 5, None))


def test_a_small_currency_takes_another_with_it_so_that_it_cannot_be_worked_out() -> None:
    found = sum_amounts([*each("GBP", range(6)), *each("EUR", range(6, 8))])

    assert (found.sums, found.hidden) == ((), True)


def test_where_somebody_has_two_currencies_no_head_counts_are_shown() -> None:
    found = sum_amounts([*each("GBP", range(6)), *each("EUR", range(5, 11))])

    assert [each.people for each in found.sums] == [None, None]


def test_the_threshold_is_never_lowered() -> None:
    with pytest.raises(ValueError, match="never lowered"):
        sum_amounts([], 4)


def test_whose_story_is_published_stands_in_the_sum_but_hides_nobody() -> None:
    named, others = Amount(9, "Marram", "GBP", Decimal(420)), each("GBP", range(4))

    assert sum_amounts([named, *others], public=frozenset({9})).sums == ()
    assert sum_amounts([named, *others], public=frozenset()).sums != ()
    assert sum_amounts([named, *each("GBP", range(5))], public=frozenset({9})).sums[0].total == 920


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["GBP", "EUR", "USD"])), max_size=40))
def test_nobody_finds_out_how_many_have_a_hidden_currency_only(pairs: list[tuple[int, str]]) -> None:
    amounts = [Amount(person, f"v{person}", currency, Decimal(1)) for person, currency in pairs]
    found = sum_amounts(amounts)
    shown = {each.currency for each in found.sums}

    everybody = {each.person for each in amounts}
    with_shown = {each.person for each in amounts if each.currency in shown}
    assert not shown or len(everybody - with_shown) == 0 or len(everybody - with_shown) >= 5
    assert all(each.people is None or each.people >= 5 for each in found.sums)
    assert all(each.total >= 5 for each in found.sums)


@pytest.mark.parametrize("written", ["The  Green Loom", "the green loom ", "The\u00a0Green Loom", "Ｔｈｅ Green Loom"])
def test_a_venture_counts_once_however_its_founders_write_it(written: str) -> None:
    founders = [Amount(8, "The Green Loom", "GBP", Decimal(500)), Amount(9, written, "GBP", Decimal(500))]
    others = [Amount(person, f"venture {person}", "GBP", Decimal(100)) for person in range(4)]

    assert sum_amounts([*others, *founders]).sums[0].total == 900
