"""Time is right: reminders through both changes of clock, the year's end and 29 February, with a clock that jumps."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.sessions.reminders import remind
from storage.choices import DEFAULTS
from storage.clock import PARIS, SteeredClock, from_text, to_text
from storage.ids import HouseholdId, PersonId, SessionId, WorkDayId
from storage.quiet import after_quiet, after_waking
from storage.reminders import Kind, moments
from storage.sessions import Session, SessionState
from storage.sign_ups import sign_up
from storage.store import Store, Unit
from tests.sign_ups import people as cast

HOUR = timedelta(hours=1)
BEGINS, ENDS = datetime(2026, 1, 1), datetime(2033, 1, 1)  # noqa: DTZ001 — the strategy gives them a zone
DAYS = (
    datetime(2027, 3, 28, 14, tzinfo=PARIS),  # clocks went forward in the night
    datetime(2027, 10, 31, 14, tzinfo=PARIS),  # they went back
    datetime(2028, 1, 1, 14, tzinfo=PARIS),
    datetime(2028, 2, 29, 14, tzinfo=PARIS),
)


def _session(starts_at: datetime) -> Session:
    return Session(
        id=SessionId(1), work_day_id=WorkDayId(1), household_id=HouseholdId(1), starts_at=starts_at.astimezone(UTC),
        ends_at=starts_at.astimezone(UTC) + HOUR, seats=3, state=SessionState.CONFIRMED, cancelled_why=None, version=1,
        works=("lime",), commune="91338", risky=False, minors=False,
    )  # fmt: skip


@given(st.datetimes(BEGINS, ENDS, timezones=st.just(PARIS)))
def test_every_reminder_is_at_its_hour_of_the_day_in_paris(start: datetime) -> None:
    found = moments(_session(start), DEFAULTS)
    local = {kind: moment.astimezone(PARIS) for kind, moment in found.items()}
    day = start.astimezone(UTC).astimezone(PARIS).date()
    assert (local[Kind.WEEK].date(), local[Kind.WEEK].time()) == (day - timedelta(days=7), time(18))
    assert (local[Kind.EVENING].date(), local[Kind.EVENING].time()) == (day - timedelta(days=1), time(18))
    if Kind.MORNING in local:
        assert (local[Kind.MORNING].date(), local[Kind.MORNING].time()) == (day, time(8))  # 7 h is still quiet
    assert sorted(found.values()) == list(found.values())
    assert all(moment < start for moment in found.values())


@given(st.datetimes(BEGINS, ENDS, timezones=st.just(UTC)))
def test_what_leaves_after_quiet_hours_leaves_in_the_day_and_is_never_late(moment: datetime) -> None:
    sent = after_quiet(DEFAULTS, moment)
    assert time(8) <= sent.astimezone(PARIS).time() < time(21)
    assert timedelta() <= sent - moment <= 12 * HOUR  # eleven hours, and one more when clocks go back
    assert from_text(to_text(moment)) - moment < timedelta(milliseconds=1)


@pytest.mark.parametrize("night", [datetime(2027, 3, 27, 20, tzinfo=PARIS), datetime(2027, 10, 30, 20, tzinfo=PARIS)])
def test_an_offer_made_on_the_eve_of_a_change_of_clock_lasts_as_many_waking_hours(night: datetime) -> None:
    over = after_waking(DEFAULTS, night, 3 * HOUR).astimezone(PARIS)
    assert (over.date(), over.time()) == (night.date() + timedelta(days=1), time(10))


async def _seated(store: Store, host: PersonId, household: int, starts: datetime) -> int:
    place = await cast.session(store, host, household, starts=starts, hours=3)
    for number in range(2):
        person = await cast.volunteer(store, f"V{number}", 200 + number)
        await store.run(partial(sign_up, person=person, session=place, choices=DEFAULTS))
    return place


async def _reminders(unit: Unit) -> list[tuple[str, datetime]]:
    rows = await unit.all("SELECT dedup_key, created_at FROM outbox WHERE dedup_key LIKE 'reminder:%' ORDER BY id")
    return [(row[0], from_text(row[1])) for row in rows]


@pytest.mark.parametrize("starts", DAYS)
async def test_each_reminder_is_queued_once_in_its_hour_and_none_for_the_past(
    store: Store, clock: SteeredClock, host: PersonId, household: int, starts: datetime
) -> None:
    clock.freeze(starts - timedelta(days=9))
    await _seated(store, host, household, starts)
    for _ in range(10 * 24 * 2):
        clock.advance(timedelta(minutes=30))
        await store.run(partial(remind, choices=DEFAULTS))
    found = await store.read(_reminders)
    assert Counter(key.split(":")[3] for key, _ in found) == {"week": 3, "evening": 3, "morning": 3}
    assert {(at.astimezone(PARIS).hour, key.split(":")[3]) for key, at in found} == {
        (18, "week"), (18, "evening"), (8, "morning"),
    }  # fmt: skip
    assert all(at < starts for _, at in found)


async def test_a_bot_that_was_off_for_two_days_sends_the_newest_reminder_only(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    starts = DAYS[0]
    clock.freeze(starts - timedelta(days=7, hours=12))
    await _seated(store, host, household, starts)
    await store.run(partial(remind, choices=DEFAULTS))
    clock.freeze(starts - timedelta(hours=4))  # off since: the week's, the evening's and the morning's time has come
    await store.run(partial(remind, choices=DEFAULTS))
    assert {key.split(":")[3] for key, _ in await store.read(_reminders)} == {"morning"}
    clock.freeze(starts + timedelta(days=2))
    await store.run(partial(remind, choices=DEFAULTS))
    assert len(await store.read(_reminders)) == 3


async def test_a_clock_that_jumps_back_and_forth_doubles_no_reminder(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    starts = DAYS[1]
    clock.freeze(starts - timedelta(days=8))
    await _seated(store, host, household, starts)
    for hours in (30, 173, 10, 190, 30, 191, 189, 173, 300, 190):
        clock.freeze(starts - timedelta(days=8) + hours * HOUR)
        await store.run(partial(remind, choices=DEFAULTS))
    keys = [key for key, _ in await store.read(_reminders)]
    assert len(keys) == len(set(keys))
    assert Counter(key.split(":")[3] for key in keys) == {"week": 3, "evening": 3, "morning": 3}
