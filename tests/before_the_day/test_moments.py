"""The rules of the days before a session: when each step is due, and how long a freed seat is offered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.before_the_day import Due, Step, moments, steps_due
from storage.choices import DEFAULTS, Choices
from storage.clock import PARIS
from storage.ids import HouseholdId, SessionId, WorkDayId
from storage.offer_time import offer_until
from storage.quiet import after_quiet, after_waking, waking_between
from storage.sessions import Session, SessionState

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SHORTEST = timedelta(minutes=DEFAULTS.offer_shortest_minutes)
ANY_MOMENT = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE)
QUICK = settings(max_examples=60, deadline=None)


def _session(starts_at: datetime) -> Session:
    return Session(
        id=SessionId(1), work_day_id=WorkDayId(1), household_id=HouseholdId(1), starts_at=starts_at,
        ends_at=starts_at + HOUR, seats=3, state=SessionState.PREPARING, cancelled_why=None, version=1,
        works=("lime",), commune="91338", risky=False, minors=False,
    )  # fmt: skip


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=PARIS)


def test_the_steps_come_at_their_hours_of_the_day() -> None:
    found = {(f"{moment.astimezone(PARIS):%d %H}", step) for moment, step in moments(_session(_at(13, 9)), DEFAULTS)}
    assert found == {
        ("06 12", Step.OWED), ("10 12", Step.OWED_AGAIN), ("10 12", Step.CALL), ("10 18", Step.STILL),
        ("11 12", Step.OWED_TOLD), ("11 12", Step.CALL), ("11 12", Step.DECIDE), ("11 18", Step.STILL_AGAIN),
        ("12 09", Step.SILENT), ("12 12", Step.CALL),
    }  # fmt: skip


@QUICK
@given(ANY_MOMENT)
def test_no_step_comes_in_quiet_hours_or_after_the_beginning(starts: datetime) -> None:
    for moment, _ in moments(_session(starts), DEFAULTS):
        assert after_quiet(DEFAULTS, moment) == moment < starts


@pytest.mark.parametrize(
    ("since", "now", "steps"),
    [
        (None, _at(11, 13), []),  # just posted or moved
        (_at(5, 9), _at(6, 11, 59), []),
        (_at(5, 9), _at(6, 12), [Step.OWED]),
        (_at(6, 12), _at(9, 12), []),
        (_at(6, 12), _at(10, 12), [Step.OWED_AGAIN, Step.CALL]),
        (_at(5, 9), _at(11, 19), [Step.OWED_AGAIN, Step.CALL, Step.STILL, Step.OWED_TOLD, Step.DECIDE]),  # was off
        (_at(5, 9), _at(13, 9), []),  # it begins
    ],
)
def test_a_step_is_taken_once_and_after_a_stop_each_kind_once(
    since: datetime | None, now: datetime, steps: list[Step]
) -> None:
    assert steps_due(Due(_session(_at(13, 9)), since), DEFAULTS, now) == steps


# How long a freed seat is offered.


@QUICK
@given(ANY_MOMENT, st.integers(1, 60 * 24 * 30))
def test_an_offer_never_outlasts_the_beginning_and_leaves_time_to_answer(now: datetime, minutes: int) -> None:
    now = after_quiet(DEFAULTS, now)  # nothing is offered in quiet hours
    starts = now + minutes * MINUTE
    until = offer_until(DEFAULTS, now, starts)
    assert now < until <= starts
    assert until == starts or waking_between(DEFAULTS, now, until) >= SHORTEST
    assert waking_between(DEFAULTS, now, until) <= DEFAULTS.offer_hours * HOUR


@QUICK
@given(ANY_MOMENT, st.integers(1, 60 * 24 * 20), st.integers(0, 60 * 24 * 20))
def test_the_nearer_the_day_the_shorter_the_offer(now: datetime, near: int, more: int) -> None:
    now = after_quiet(DEFAULTS, now)
    assert offer_until(DEFAULTS, now, now + near * MINUTE) <= offer_until(DEFAULTS, now, now + (near + more) * MINUTE)


@QUICK
@given(ANY_MOMENT, st.integers(0, 60 * 24 * 20))
def test_waking_time_is_counted_as_it_passes(now: datetime, minutes: int) -> None:
    assert waking_between(DEFAULTS, now, after_waking(DEFAULTS, now, minutes * MINUTE)) == minutes * MINUTE


@pytest.mark.parametrize(
    ("now", "starts", "until"),
    [
        (_at(1, 10), _at(13, 9), _at(2, 9)),  # twelve hours: eleven that day, one the next
        (_at(12, 9), _at(13, 9), _at(12, 13, 20)),  # a third of thirteen hours
        (_at(12, 20, 50), _at(13, 9), _at(13, 8, 20)),  # half an hour, the night left out
        (_at(13, 8, 45), _at(13, 9), _at(13, 9)),
    ],
)
def test_an_offer_as_the_day_comes_near(now: datetime, starts: datetime, until: datetime) -> None:
    assert offer_until(DEFAULTS, now, starts) == until


def test_the_cooperative_decides_how_long_an_offer_lasts() -> None:
    chosen = Choices(offer_hours=2, offer_share=1, offer_shortest_minutes=60)
    assert offer_until(chosen, _at(1, 10), _at(13, 9)) == _at(1, 12)
    assert offer_until(chosen, _at(13, 8, 15), _at(13, 12)) == _at(13, 10, 15)
