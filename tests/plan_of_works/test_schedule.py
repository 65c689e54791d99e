"""When lots can be done, and which plans cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.choices import DEFAULTS
from storage.schedule import (
    Impossible,
    Lot,
    LotState,
    Way,
    calendar_days,
    schedule,
    sort_out,
    trouble,
)

TODAY = date(2027, 5, 3)


def _lot(key: int, *needs: int, **fields: object) -> Lot:
    return Lot(id=key, label=f"lot {key}", needs=frozenset(needs), **fields)  # type: ignore[arg-type]


def test_a_lot_follows_what_it_needs() -> None:
    spans = schedule([_lot(1, half_days=4), _lot(2, 1)], TODAY, DEFAULTS)
    assert spans[1].start == TODAY
    assert spans[2].start > spans[1].end


@pytest.mark.parametrize(
    ("half_days", "at_once", "way", "days"),
    [
        (1, 1, Way.SELF, 1),  # half a day fills a day
        (4, 1, Way.SELF, 2),  # a week-end
        (6, 1, Way.SUPERVISED, 8),  # a week-end, then the next Saturday
        (24, 6, Way.SUPERVISED, 2),
        (20, 1, Way.PROFESSIONAL, 12),  # two working weeks
    ],
)
def test_how_long_a_lot_takes_depends_on_who_does_it(half_days: int, at_once: int, way: Way, days: int) -> None:
    assert calendar_days(_lot(1, half_days=half_days, at_once=at_once, way=way), DEFAULTS) == days


def test_what_must_not_freeze_waits_for_the_spring() -> None:
    spans = schedule([_lot(1, frost=True), _lot(2, frost=True, state=LotState.DOING)], date(2027, 12, 1), DEFAULTS)
    assert spans[1].start == date(2028, 4, 1)
    assert spans[2].start == date(2027, 12, 1)  # it has begun


def test_a_lot_that_would_end_in_the_frost_does_not_begin_before_it() -> None:
    assert schedule([_lot(1, frost=True, half_days=8)], date(2027, 10, 28), DEFAULTS)[1].start == date(2028, 4, 1)


def test_lots_that_wait_for_each_other_are_named() -> None:
    found = trouble([_lot(1, 3), _lot(2, 1), _lot(3, 2), _lot(4)], TODAY, DEFAULTS)
    assert found is not None
    assert (found.why, set(found.labels)) == (Impossible.CYCLE, {"lot 1", "lot 2", "lot 3"})


def test_an_end_before_the_beginning_is_refused() -> None:
    found = trouble([_lot(1, earliest=date(2027, 6, 2), latest=date(2027, 6, 1))], TODAY, DEFAULTS)
    assert found is not None
    assert found.why is Impossible.BACKWARDS


def test_an_end_before_what_it_needs_is_refused_with_the_day_it_could_be() -> None:
    lots = [_lot(1, half_days=20), _lot(2, 1, latest=date(2027, 5, 10))]
    found = trouble(lots, TODAY, DEFAULTS)
    assert found is not None
    assert (found.why, found.labels) == (Impossible.TOO_SOON, ("lot 2", "lot 1"))
    assert found.day == schedule(lots, TODAY, DEFAULTS)[2].end


def test_the_household_reads_what_is_for_now_then_next_then_blocked() -> None:
    lots = [
        _lot(1, state=LotState.DONE),
        _lot(2, 1),
        _lot(3, 2),
        _lot(4, state=LotState.BLOCKED, blocker="le permis"),
        _lot(5, earliest=date(2027, 9, 1)),
        _lot(6, earliest=date(2027, 6, 10), lead_days=45),
        _lot(7, state=LotState.DOING),
    ]
    found = sort_out(lots, TODAY, DEFAULTS)
    assert {lot.id for lot in found.now} == {2, 6, 7}  # 6 must be ordered now
    assert [lot.id for lot in found.next] == [3, 5]
    assert [lot.id for lot in found.blocked] == [4]
    assert [lot.id for lot in found.done] == [1]


LOTS = st.integers(1, 12).flatmap(
    lambda many: st.tuples(
        *(
            st.builds(
                Lot,
                id=st.just(key),
                label=st.just("x"),
                needs=st.frozensets(st.integers(1, many), max_size=3),
                half_days=st.integers(1, 40),
                at_once=st.integers(1, 6),
                way=st.sampled_from(Way),
                state=st.sampled_from(LotState),
                frost=st.booleans(),
                lead_days=st.integers(0, 60),
                earliest=st.none() | st.dates(date(2027, 1, 1), date(2028, 12, 31)),
                latest=st.none(),
                blocked_until=st.none() | st.dates(date(2027, 1, 1), date(2028, 12, 31)),
                done_on=st.none(),
            )
            for key in range(1, many + 1)
        )
    )
)


@given(LOTS)
def test_either_the_plan_goes_in_circles_or_everything_has_its_days(lots: tuple[Lot, ...]) -> None:
    found = trouble(lots, TODAY, DEFAULTS)
    if found is not None:
        assert found.why is Impossible.CYCLE
        return
    spans = schedule(lots, TODAY, DEFAULTS)
    assert spans.keys() == {lot.id for lot in lots if lot.state is not LotState.DONE}
    for lot in lots:
        for need in lot.needs & spans.keys():
            assert lot.id not in spans or spans[lot.id].start > spans[need].end
    groups = sort_out(lots, TODAY, DEFAULTS)
    told = [lot.id for group in (groups.now, groups.next, groups.blocked, groups.done) for lot in group]
    assert sorted(told) == sorted(lot.id for lot in lots)
