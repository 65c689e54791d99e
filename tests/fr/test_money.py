"""Amounts, rates, lengths and months, as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.fr.money import read_euros, read_length, read_month, read_rate
from locales.fr.typography import euros

TODAY = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 250,50 €", 125_050),
        ("1250", 125_000),
        ("1.250 euros", 125_000),
        ("12 000€", 1_200_000),
        ("12k", 1_200_000),
        ("12,5 k€", 1_250_000),
        ("15 mille", 1_500_000),
        ("environ 3 500 €", 350_000),
        ("3500 e", 350_000),
        ("12,99", 1_299),
        ("12 € 50", 1_250),
        ("le devis est de 8 400 EUR TTC", 840_000),
        ("0", None),
        ("entre 1000 et 2000", None),
        ("je ne sais pas", None),
        ("99999999999", None),
        ("1 250 000 €", None),  # beyond a million: somebody mistyped
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, cents: int | None) -> None:
    assert read_euros(text) == cents


@given(st.integers(1, 100_000_000))
def test_what_we_write_we_read_back(cents: int) -> None:
    assert read_euros(euros(cents)) == cents


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("3,5 %", 350), ("1%", 100), ("0", 0), ("taux zéro", 0), ("2.75", 275), ("4,125 %", 413), ("sans intérêts", 0),
        ("30 %", None), ("entre 3 et 4 %", None), ("?", None),
    ],
)  # fmt: skip
def test_a_rate_is_read_in_hundredths_of_a_percent(text: str, rate: int | None) -> None:
    assert read_rate(text) == rate


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("36 mois", 36), ("15 ans", 180), ("dix ans", 120), ("2 ans et 6 mois", 30), ("24", 24), ("un an", 12),
        ("50 ans", None), ("longtemps", None), ("0", None),
    ],
)  # fmt: skip
def test_how_long_a_loan_runs_is_read_in_months(text: str, months: int | None) -> None:
    assert read_length(text) == months


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("mars", "2027-03"), ("février", "2028-02"), ("sept 2027", "2027-09"), ("04/2027", "2027-04"),
        ("4/28", "2028-04"), ("en août", "2027-08"), ("janvier 2027", None), ("2045", None), ("mai ou juin", None),
        ("mars 2050", None),
    ],
)  # fmt: skip
def test_a_month_is_the_next_of_its_name(text: str, month: str | None) -> None:
    assert read_month(text, TODAY) == month
