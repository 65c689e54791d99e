"""What a financing plan says, and what follows from it: plain rules over whole cents, no database.

*Reste à charge* = costs − aids granted or paid; *reste à financer* = that − loans − own funds − gifts in kind.
Hours of mutual aid stand beside a plan and are never priced in it.
"""

from __future__ import annotations

from enum import StrEnum

from storage.ids import FileId, HouseholdId
from storage.records import Frozen

Month = str
"""`2027-03`: months compare and sort as text."""


class CostKind(StrEnum):
    """What is paid for."""

    MATERIALS = "materials"
    QUOTE = "quote"
    HIRE = "hire"
    DIAGNOSTIC = "diagnostic"
    INSURANCE = "insurance"
    OTHER = "other"


class GrantState(StrEnum):
    """How far an aid is."""

    IDENTIFIED = "identified"
    FILED = "filed"
    GRANTED = "granted"
    PAID = "paid"
    REFUSED = "refused"

    @property
    def is_sure(self) -> bool:
        """Whether it counts: what is only hoped for is told on a line of its own."""
        return self in (GrantState.GRANTED, GrantState.PAID)


GRANT_MOVES: dict[GrantState, frozenset[GrantState]] = {
    GrantState.IDENTIFIED: frozenset({GrantState.FILED, GrantState.REFUSED}),
    GrantState.FILED: frozenset({GrantState.GRANTED, GrantState.REFUSED, GrantState.IDENTIFIED}),
    GrantState.GRANTED: frozenset({GrantState.PAID, GrantState.REFUSED, GrantState.FILED}),
    GrantState.PAID: frozenset({GrantState.GRANTED}),
    GrantState.REFUSED: frozenset({GrantState.IDENTIFIED}),
}
"""From each state, where an aid may go: forward, and one step back where somebody pressed too soon."""


class LoanState(StrEnum):
    """How far a loan is."""

    WISHED = "wished"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


LOAN_MOVES: dict[LoanState, frozenset[LoanState]] = {
    LoanState.WISHED: frozenset({LoanState.ASKED, LoanState.REFUSED}),
    LoanState.ASKED: frozenset({LoanState.GRANTED, LoanState.REFUSED, LoanState.WISHED}),
    LoanState.GRANTED: frozenset({LoanState.ASKED}),
    LoanState.REFUSED: frozenset({LoanState.WISHED}),
}


class Cost(Frozen):
    """Something to pay. `due_month`: when it is paid, None while nobody knows."""

    id: int
    kind: CostKind
    label: str
    amount: int
    due_month: Month | None = None
    file_id: FileId | None = None


class Grant(Frozen):
    """An aid. `deadline`: last day to file it (ISO); `file_first`: nothing may be signed before it is filed."""

    id: int
    label: str
    amount: int
    state: GrantState = GrantState.IDENTIFIED
    deadline: str | None = None
    due_month: Month | None = None
    file_first: bool = True


class Loan(Frozen):
    """A loan, in cents, hundredths of a percent a year, and months; `due_month`: when the money comes."""

    id: int
    label: str
    amount: int
    rate: int
    months: int
    state: LoanState = LoanState.WISHED
    due_month: Month | None = None


class OwnFunds(Frozen):
    """Money of the household's own; `due_month` None: it is at hand."""

    id: int
    label: str
    amount: int
    due_month: Month | None = None


class InKind(Frozen):
    """Something given: its estimated value, None for time and advice, which have no price."""

    id: int
    label: str
    donor: str = ""
    amount: int | None = None


class Plan(Frozen):
    """A household's whole plan. `contingency`: percent added to the costs for what nobody foresees."""

    household_id: HouseholdId
    contingency: int = 10
    costs: tuple[Cost, ...] = ()
    grants: tuple[Grant, ...] = ()
    loans: tuple[Loan, ...] = ()
    own_funds: tuple[OwnFunds, ...] = ()
    in_kind: tuple[InKind, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not (self.costs or self.grants or self.loans or self.own_funds or self.in_kind)


class Totals(Frozen):
    """What a plan adds up to, in cents. A gap below zero is a surplus."""

    works: int
    contingency: int
    costs: int
    grants: int  # granted or paid
    hoped: int  # identified or filed
    loans: int
    own_funds: int
    in_kind: int
    remaining: int  # reste à charge
    remaining_if_all: int
    gap: int  # reste à financer
    gap_if_all: int


def totals(plan: Plan) -> Totals:
    """Add a plan up."""
    works = sum(cost.amount for cost in plan.costs)
    contingency = share(works, plan.contingency)
    grants = sum(grant.amount for grant in plan.grants if grant.state.is_sure)
    hoped = sum(g.amount for g in plan.grants if not g.state.is_sure and g.state is not GrantState.REFUSED)
    loans = sum(loan.amount for loan in plan.loans if loan.state is not LoanState.REFUSED)
    own_funds = sum(own.amount for own in plan.own_funds)
    in_kind = sum(gift.amount or 0 for gift in plan.in_kind)
    remaining = works + contingency - grants
    gap = remaining - loans - own_funds - in_kind
    return Totals(
        works=works, contingency=contingency, costs=works + contingency, grants=grants, hoped=hoped, loans=loans,
        own_funds=own_funds, in_kind=in_kind, remaining=remaining, remaining_if_all=remaining - hoped, gap=gap,
        gap_if_all=gap - hoped,
    )  # fmt: skip


def share(amount: int, percent: int) -> int:
    """Return a percentage of an amount in cents, half a cent rounded up."""
    return (amount * percent + 50) // 100
