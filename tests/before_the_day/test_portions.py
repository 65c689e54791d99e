"""The clock takes the steps that are due, a portion of sessions or of people at a time, and nothing twice."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from handlers.before_the_day import helper_call, steps
from handlers.papers import ending
from handlers.routing import Job
from storage import choices, people
from storage.choices import DEFAULTS
from storage.clock import SteeredClock
from storage.helper_calls import LOOKED_THROUGH
from storage.ids import PersonId
from storage.sign_ups import sign_up
from storage.store import Store, Unit
from tests.sign_ups import people as cast
from tests.sign_ups.people import SATURDAY

SESSIONS = 2 * steps.PORTION + 5
STEPS, CALLS, PAPERS = steps.JOBS[0], helper_call.JOBS[0], ending.JOBS[0]


async def _tick(store: Store, job: Job) -> list[int]:
    """Run a job to its end; return how many messages each of its portions queued."""
    queued, more = [], True
    while more:

        async def one(unit: Unit) -> tuple[bool, int]:
            before = await unit.value("SELECT COUNT(*) FROM outbox")
            again = await job.run(unit, await choices.load(unit))
            return bool(again), await unit.value("SELECT COUNT(*) FROM outbox") - before

        more, new = await store.run(one)
        queued.append(new)
    return queued


async def _statements(store: Store, job: Job) -> int:
    """Run a job that has nothing to do; return how many statements it took."""
    caught: list[str] = []
    await store._writer.hop(lambda db: db.set_trace_callback(caught.append))
    assert await _tick(store, job) == [0]
    await store._writer.hop(lambda db: db.set_trace_callback(None))
    return len(caught)


async def test_steps_are_taken_in_portions_and_a_tick_with_nothing_due_reads_nothing(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    for number in range(SESSIONS):
        await cast.session(store, host, household, starts=SATURDAY + timedelta(days=7, minutes=number))
    assert set(await _tick(store, STEPS)) == {0}
    due = await store.read(lambda unit: STEPS.next_due(unit, DEFAULTS))  # type: ignore[arg-type, misc]
    assert due == SATURDAY.replace(hour=12)
    for job in (STEPS, CALLS, PAPERS):
        assert await _statements(store, job) < 8, job.name
    clock.freeze(SATURDAY.replace(hour=12))
    queued = await _tick(store, STEPS)
    assert sum(queued) == SESSIONS  # each is a posting of its own
    assert max(queued) <= steps.PORTION
    assert await _statements(store, STEPS) < 8


async def test_the_sessions_of_one_posting_in_one_week_are_asked_about_once(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    place = await cast.session(store, host, household, starts=SATURDAY + timedelta(days=7))

    async def sunday(unit: Unit) -> None:
        await unit.run(
            "INSERT INTO sessions (work_day_id, starts_at, ends_at, seats) SELECT work_day_id, ?, ?, 3 FROM sessions"
            " WHERE id = ?",
            (SATURDAY + timedelta(days=8), SATURDAY + timedelta(days=8, hours=3), place),
        )

    await store.run(sunday)
    await _tick(store, STEPS)
    for hours in (3, 27, 28):
        clock.freeze(SATURDAY + timedelta(hours=hours))
        await _tick(store, STEPS)
    assert await store.read(lambda unit: unit.value("SELECT COUNT(*) FROM outbox WHERE name = 'owed/question'")) == 1


async def test_a_call_looks_through_a_crowd_in_portions_and_takes_no_more_than_was_decided(
    store: Store, clock: SteeredClock, host: PersonId, household: int
) -> None:
    place = await cast.session(store, host, household, min_helpers=3)
    crowd = LOOKED_THROUGH + 20

    async def settle(unit: Unit) -> None:
        await unit.many(
            "INSERT INTO people (telegram_id, name, commune, likes, charter_version, created_at)"
            " VALUES (?, 'P', '91338', ?, 1, ?)",
            [(1000 + n, '["insulation"]' if n >= crowd - 5 else '["cooking"]', unit.now) for n in range(crowd)],
        )
        await people.accept_charter(unit, host, 1, 1)

    await store.run(settle)
    await _tick(store, STEPS)
    clock.freeze(SATURDAY.replace(hour=12) - timedelta(days=3))
    await _tick(store, STEPS)
    portions = await _tick(store, CALLS)
    assert sum(portions) == 5  # those who like such work, at the end of the crowd
    assert portions[0] == 0
    assert await _tick(store, CALLS) == [0]
    for number in (1, 2, 3):
        known = await cast.volunteer(store, f"V{number}", 200 + number)
        await store.run(partial(sign_up, person=known, session=place, choices=DEFAULTS))
    clock.freeze(SATURDAY.replace(hour=12) - timedelta(days=2))
    await _tick(store, STEPS)
    assert sum(await _tick(store, CALLS)) == 0
