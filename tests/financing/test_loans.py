"""Loans to the cent: against published examples, and against what must hold for every loan."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.loans import cost, monthly_payment, schedule

AMOUNTS = st.integers(1, 60_000_000)
RATES = st.integers(0, 2_500)
MONTHS = st.integers(1, 420)


@pytest.mark.parametrize(
    ("amount", "rate", "months", "payment"),
    [
        (20_000_000, 400, 240, 121_196),  # the textbook's 200 000 at 4 % over 20 years: 1 211,96
        (10_000_000, 300, 240, 55_460),  # 100 000 at 3 % over 20 years: 554,60
        (10_000_000, 600, 360, 59_955),  # 100 000 at 6 % over 30 years: 599,55
        (1_000_000, 500, 60, 18_871),  # 10 000 at 5 % over 5 years: 188,71
        (106_714, 100, 36, 3_010),  # the Caf's loan at its ceiling: 1 067,14 at 1 % over 36 months
        (3_000_000, 0, 180, 16_667),  # 30 000 at zero rate over 15 years
    ],
)
def test_a_published_example_comes_out_to_the_cent(amount: int, rate: int, months: int, payment: int) -> None:
    assert monthly_payment(amount, rate, months) == payment


@given(AMOUNTS, RATES, MONTHS)
def test_what_was_lent_is_paid_back_to_the_cent_and_never_twice(amount: int, rate: int, months: int) -> None:
    found = schedule(amount, rate, months)
    assert sum(one.principal for one in found) == amount
    assert found[-1].left == 0
    assert all(one.payment == one.principal + one.interest and one.principal >= 0 for one in found)
    assert all(before.left >= after.left for before, after in itertools.pairwise(found))


@given(AMOUNTS, MONTHS)
def test_a_loan_at_zero_costs_nothing(amount: int, months: int) -> None:
    assert cost(amount, 0, months) == 0


@given(st.integers(10_000, 60_000_000), RATES, MONTHS)
def test_all_payments_but_the_last_are_equal_and_the_last_is_near(amount: int, rate: int, months: int) -> None:
    *usual, last = schedule(amount, rate, months)
    payment = monthly_payment(amount, rate, months)
    assert all(one.payment == payment for one in usual if one.left)
    monthly = rate / 120_000
    grown = ((1 + monthly) ** months - 1) / monthly if rate else months  # a cent each month, with its interest
    assert abs(last.payment - payment) <= grown + 1


@pytest.mark.parametrize(("amount", "rate", "months"), [(0, 100, 12), (100, -1, 12), (100, 9_999, 12), (100, 0, 0)])
def test_what_is_no_loan_is_refused(amount: int, rate: int, months: int) -> None:
    with pytest.raises(ValueError, match="no such loan"):
        monthly_payment(amount, rate, months)
