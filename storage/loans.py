"""Loans: what is paid back each month, and how much is left. Amounts are cents, rates hundredths of a percent a year.

A loan is paid back in equal monthly payments, the first a month after the money came (the usual «prêt amortissable»):
`payment = amount × r / (1 - (1 + r)^-months)`, with r a twelfth of the yearly rate. Interest of each month is rounded
to the cent, and the last payment takes what rounding left, so that nothing remains and nothing is paid twice.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from storage.records import Frozen

YEAR = 12
BASIS = Decimal(10_000)  # hundredths of a percent in a whole
MAX_MONTHS, MAX_RATE = 420, 2_500  # 35 years, 25 %: beyond it somebody mistyped


class Instalment(Frozen):
    """One month: what is paid, of which principal and interest, and what is left to pay back; cents."""

    number: int
    payment: int
    principal: int
    interest: int
    left: int


def monthly_payment(amount: int, rate: int, months: int) -> int:
    """Return the equal monthly payment in cents; the last one may differ by what rounding left.

    Raises ValueError for an amount, a rate (hundredths of a percent) or a number of months that no loan has.
    """
    if amount <= 0 or not 0 <= rate <= MAX_RATE or not 1 <= months <= MAX_MONTHS:
        raise ValueError(f"no such loan: {amount} cents, {rate} hundredths of a percent, {months} months")
    with localcontext(prec=50):
        monthly = Decimal(rate) / BASIS / YEAR
        exact = Decimal(amount) / months if rate == 0 else amount * monthly / (1 - (1 + monthly) ** -months)
        return max(1, _cents(exact))


def schedule(amount: int, rate: int, months: int) -> list[Instalment]:
    """Return every month of a loan; what is paid back adds up to the amount, to the cent."""
    usual = monthly_payment(amount, rate, months)
    left, found = amount, []
    for number in range(1, months + 1):
        interest = _cents(left * Decimal(rate) / BASIS / YEAR)
        principal = left if number == months else min(left, max(0, usual - interest))
        left -= principal
        found.append(
            Instalment(
                number=number, payment=principal + interest, principal=principal, interest=interest, left=left
            )
        )  # fmt: skip
    return found


def cost(amount: int, rate: int, months: int) -> int:
    """Return what a loan costs beside what was lent: the interest of all months, in cents."""
    return sum(one.interest for one in schedule(amount, rate, months))


def _cents(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
