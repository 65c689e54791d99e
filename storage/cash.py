"""Month by month: when the works' money goes out and comes in, and the months that do not hold.

Only what has a month is placed; the rest is counted apart, so that nobody trusts a line that leaves half of it out.
Contingency goes out with each cost. Monthly payments of loans are shown beside the balance, not taken from it: a
household pays them from its income, and they go on for years after the works.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.financing_plan import Cost, GrantState, LoanState, Month, Plan, share
from storage.loans import schedule
from storage.records import Frozen


class CashMonth(Frozen):
    """A month, in cents: paid out, received for sure, received if all aids succeed, and what is then at hand."""

    month: Month
    out: int
    sure: int
    hoped: int
    balance: int
    balance_if_all: int
    instalments: int

    @property
    def holds(self) -> bool:
        """Whether what is at hand for sure covers what was paid so far."""
        return self.balance >= 0


class CashTimeline(Frozen):
    """All months from the first to the last, none left out; `unplaced`: what has no month yet, by what it is."""

    months: tuple[CashMonth, ...]
    unplaced: dict[str, int]

    @property
    def short(self) -> tuple[CashMonth, ...]:
        """The months that do not hold."""
        return tuple(month for month in self.months if not month.holds)


def timeline(plan: Plan) -> CashTimeline:
    """Lay a plan out month by month."""
    out = _sum((cost.due_month, amount) for cost, amount in _with_contingency(plan))
    own_at_hand = sum(own.amount for own in plan.own_funds if own.due_month is None)
    sure = _sum(
        [(grant.due_month, grant.amount) for grant in plan.grants if grant.state.is_sure]
        + [(loan.due_month, loan.amount) for loan in plan.loans if loan.state is not LoanState.REFUSED]
        + [(own.due_month, own.amount) for own in plan.own_funds]
    )
    hoped = _sum((g.due_month, g.amount) for g in plan.grants if g.state in (GrantState.IDENTIFIED, GrantState.FILED))
    months = _between(out.keys() | sure.keys() | hoped.keys())
    return CashTimeline(months=tuple(_laid_out(months, own_at_hand, out, sure, hoped, plan)), unplaced=_unplaced(plan))


def _laid_out(
    months: list[Month],
    at_hand: int,
    out: dict[Month, int],
    sure: dict[Month, int],
    hoped: dict[Month, int],
    plan: Plan,
) -> list[CashMonth]:
    instalments = _instalments(plan)
    balance, more, found = at_hand, 0, []
    for month in months:
        balance += sure.get(month, 0) - out.get(month, 0)
        more += hoped.get(month, 0)
        found.append(
            CashMonth(
                month=month, out=out.get(month, 0), sure=sure.get(month, 0), hoped=hoped.get(month, 0), balance=balance,
                balance_if_all=balance + more, instalments=instalments.get(month, 0),
            )
        )  # fmt: skip
    return found


def _with_contingency(plan: Plan) -> list[tuple[Cost, int]]:
    """Each cost with its share of the contingency; the shares add up to the plan's contingency to the cent."""
    found: list[tuple[Cost, int]] = []
    works = given = 0
    for cost in plan.costs:
        works += cost.amount
        reserve = share(works, plan.contingency) - given
        given += reserve
        found.append((cost, cost.amount + reserve))
    return found


def _sum(dated: Iterable[tuple[Month | None, int]]) -> dict[Month, int]:
    found: dict[Month, int] = {}
    for month, amount in dated:
        if month is not None:
            found[month] = found.get(month, 0) + amount
    return found


def _unplaced(plan: Plan) -> dict[str, int]:
    """What has no month, in cents; own funds without one are at hand."""
    found = {
        "costs": sum(amount for cost, amount in _with_contingency(plan) if cost.due_month is None),
        "grants": sum(
            grant.amount for grant in plan.grants if grant.due_month is None and grant.state is not GrantState.REFUSED
        ),
        "loans": sum(
            loan.amount for loan in plan.loans if loan.due_month is None and loan.state is not LoanState.REFUSED
        ),
    }
    return {name: amount for name, amount in found.items() if amount}


def _instalments(plan: Plan) -> dict[Month, int]:
    return _sum(
        (later(loan.due_month, one.number), one.payment)
        for loan in plan.loans
        if loan.due_month is not None and loan.state is not LoanState.REFUSED
        for one in schedule(loan.amount, loan.rate, loan.months)
    )


def later(month: Month, months: int) -> Month:
    """Return the month that many months later."""
    year, number = int(month[:4]), int(month[5:7]) - 1 + months
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _between(months: set[Month]) -> list[Month]:
    """Every month from the first to the last."""
    if not months:
        return []
    found, last = [min(months)], max(months)
    while found[-1] < last:
        found.append(later(found[-1], 1))
    return found
