"""What a plan adds up to, and the months that do not hold: a plan reckoned by hand, and what holds for every plan."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from storage.cash import later, timeline
from storage.financing_plan import (
    Cost,
    CostKind,
    Grant,
    GrantState,
    InKind,
    Loan,
    LoanState,
    OwnFunds,
    Plan,
    totals,
)
from storage.ids import HouseholdId

HOME = HouseholdId(1)
AMOUNT = st.integers(1, 10_000_000)
MONTH = st.none() | st.builds(lambda n: later("2027-01", n), st.integers(0, 30))


def _several(record: type, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.builds(record, id=st.integers(1, 9), label=st.just("x"), **fields), max_size=4).map(tuple)


PLANS = st.builds(
    Plan,
    household_id=st.just(HOME),
    contingency=st.integers(0, 50),
    costs=_several(Cost, kind=st.sampled_from(CostKind), amount=AMOUNT, due_month=MONTH, file_id=st.none()),
    grants=_several(Grant, amount=AMOUNT, state=st.sampled_from(GrantState), due_month=MONTH, deadline=st.none()),
    loans=_several(
        Loan, amount=AMOUNT, rate=st.integers(0, 600), months=st.integers(1, 60), state=st.sampled_from(LoanState),
        due_month=MONTH,
    ),
    own_funds=_several(OwnFunds, amount=AMOUNT, due_month=MONTH),
    in_kind=_several(InKind, donor=st.just(""), amount=st.none() | AMOUNT),
)  # fmt: skip


def _by_hand() -> Plan:
    return Plan(
        household_id=HOME,
        costs=(
            Cost(id=1, kind=CostKind.MATERIALS, label="Chanvre", amount=600_000, due_month="2027-04"),
            Cost(id=2, kind=CostKind.QUOTE, label="Couvreur", amount=900_000, due_month="2027-06"),
        ),
        grants=(
            Grant(id=1, label="Anah", amount=300_000, state=GrantState.GRANTED, due_month="2027-08"),
            Grant(id=2, label="Commune", amount=100_000, state=GrantState.FILED, due_month="2027-05"),
            Grant(id=3, label="Non", amount=999_999, state=GrantState.REFUSED, due_month="2027-05"),
        ),
        loans=(Loan(id=1, label="Caf", amount=106_714, rate=100, months=36, due_month="2027-05"),),
        own_funds=(OwnFunds(id=1, label="Épargne", amount=800_000),),
        in_kind=(InKind(id=1, label="Fenêtres", amount=50_000), InKind(id=2, label="Conseil")),
    )


def test_a_plan_reckoned_by_hand() -> None:
    found = totals(_by_hand())
    assert (found.works, found.contingency, found.costs) == (1_500_000, 150_000, 1_650_000)
    assert (found.grants, found.hoped) == (300_000, 100_000)
    assert (found.remaining, found.remaining_if_all) == (1_350_000, 1_250_000)
    assert found.gap == 1_350_000 - 106_714 - 800_000 - 50_000
    assert found.gap_if_all == found.gap - 100_000


def test_an_aid_that_is_paid_late_leaves_months_that_do_not_hold() -> None:
    found = timeline(_by_hand())
    assert [month.month for month in found.months] == ["2027-04", "2027-05", "2027-06", "2027-07", "2027-08"]
    assert [month.balance for month in found.months] == [140_000, 246_714, -743_286, -743_286, -443_286]
    assert [month.month for month in found.short] == ["2027-06", "2027-07", "2027-08"]
    assert found.months[2].balance_if_all == -643_286
    assert [month.instalments for month in found.months] == [0, 0, 3_010, 3_010, 3_010]


def test_what_has_no_month_is_told_apart() -> None:
    plan = _by_hand()
    undated = plan.model_copy(update={"costs": (plan.costs[0], plan.costs[1].model_copy(update={"due_month": None}))})
    found = timeline(undated)
    assert found.unplaced == {"costs": 990_000}
    assert "2027-06" in {month.month for month in found.months}  # others still have theirs
    assert all(month.out == 0 for month in found.months if month.month != "2027-04")


@given(PLANS)
def test_the_sums_of_every_plan_agree(plan: Plan) -> None:
    found = totals(plan)
    assert found.remaining == found.costs - found.grants
    assert found.gap == found.remaining - found.loans - found.own_funds - found.in_kind
    assert found.remaining_if_all == found.remaining - found.hoped
    assert found.gap_if_all == found.gap - found.hoped
    assert found.costs == found.works + found.contingency


@given(PLANS)
def test_nothing_is_lost_between_the_sums_and_the_months(plan: Plan) -> None:
    found, sums = timeline(plan), totals(plan)
    assert sum(month.out for month in found.months) + found.unplaced.get("costs", 0) == sums.costs
    placed = sum(month.sure + month.hoped for month in found.months) + sum(
        own.amount for own in plan.own_funds if own.due_month is None
    )
    missing = found.unplaced.get("grants", 0) + found.unplaced.get("loans", 0)
    assert placed + missing == sums.grants + sums.hoped + sums.loans + sums.own_funds


@given(PLANS)
def test_each_month_follows_the_one_before(plan: Plan) -> None:
    months = timeline(plan).months
    for before, after in itertools.pairwise(months):
        assert after.month == later(before.month, 1)
        assert after.balance == before.balance + after.sure - after.out
