"""What is decided of a session: by the first press, for five waking minutes not for good, and of one date only."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from storage import decisions, sessions
from storage.choices import DEFAULTS
from storage.clock import SteeredClock
from storage.decisions import Decision
from storage.ids import PersonId, SessionId
from storage.sessions import Session
from storage.store import Store
from tests.sign_ups import people as cast
from tests.sign_ups.people import SATURDAY

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def asked(store: Store, clock: SteeredClock, host: PersonId, household: int) -> SessionId:
    """A session put to decision two days before, at 12 h."""
    place = await cast.session(store, host, household)
    clock.freeze(SATURDAY.replace(hour=12) - timedelta(days=2))
    await store.run(partial(decisions.put, session=await _session(store, place)))
    return place


async def _session(store: Store, place: SessionId) -> Session:
    return await store.read(partial(sessions.get_session, session=place))


async def _decides(store: Store, place: SessionId, decision: Decision, by: PersonId) -> bool:
    session = await _session(store, place)
    return await store.run(partial(decisions.decide, session=session, decision=decision, by=by, choices=DEFAULTS))


async def _undoes(store: Store, place: SessionId, by: PersonId) -> bool:
    return await store.run(partial(decisions.undo, session=await _session(store, place), by=by))


async def _cancelling(store: Store) -> int:
    return len(await store.read(partial(decisions.cancelling, limit=9)))


async def test_the_first_press_decides_and_anyone_takes_it_back_within_five_minutes(
    store: Store, clock: SteeredClock, asked: SessionId, host: PersonId
) -> None:
    karim = await cast.volunteer(store, "Karim", 200)
    assert await _decides(store, asked, Decision.CANCEL, host)
    assert not await _decides(store, asked, Decision.HOLD, karim)
    clock.advance(5 * MINUTE - timedelta(seconds=1))
    assert await _cancelling(store) == 0
    assert await _undoes(store, asked, karim)
    clock.advance(10 * MINUTE)
    assert await _cancelling(store) == 0
    assert await _decides(store, asked, Decision.CANCEL, karim)
    clock.advance(5 * MINUTE)
    assert not await _undoes(store, asked, host)
    assert await _cancelling(store) == 1


async def test_what_is_decided_at_night_may_be_taken_back_in_the_morning(
    store: Store, clock: SteeredClock, asked: SessionId, host: PersonId
) -> None:
    clock.freeze(SATURDAY.replace(hour=22) - timedelta(days=2))
    assert await _decides(store, asked, Decision.CANCEL, host)
    morning = SATURDAY.replace(hour=8) - timedelta(days=1)
    assert await store.read(decisions.next_effect) == morning + 5 * MINUTE
    clock.freeze(morning + 4 * MINUTE)
    assert await _cancelling(store) == 0
    assert await _undoes(store, asked, host)


async def test_another_date_is_another_question(
    store: Store, clock: SteeredClock, asked: SessionId, host: PersonId
) -> None:
    assert await _decides(store, asked, Decision.CANCEL, host)
    moved = SATURDAY + timedelta(days=7)
    await store.run(
        partial(sessions.set_hours, session=asked, starts_at=moved, ends_at=moved + timedelta(hours=3), by=host)
    )
    assert await store.read(partial(decisions.of, session=await _session(store, asked))) is None
    assert not await _decides(store, asked, Decision.HOLD, host)
    again = await store.run(partial(decisions.put, session=await _session(store, asked)))
    assert (again.decision, again.turn) == (None, 2)
    clock.advance(timedelta(hours=1))
    assert await _cancelling(store) == 0
