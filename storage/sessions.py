"""Supervised sessions: their hours, seats and states, who leads them, and how many helpers that allows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import audit, people, short_lived
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import HouseholdId, PersonId, SessionId, Subject, WorkDayId
from storage.people import Person
from storage.recalling import recalled
from storage.records import Frozen
from storage.seat_kinds import OTHERWISE, SeatKind
from storage.store import Unit


class SessionState(StrEnum):
    """Where a session stands."""

    PREPARING = "preparing"  # something the gate asks is missing
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    HELD = "held"  # it took place; attendance may still be corrected
    CLOSED = "closed"


_S = SessionState
TRANSITIONS: dict[SessionState, set[SessionState]] = {
    _S.PREPARING: {_S.CONFIRMED, _S.CANCELLED, _S.HELD},
    _S.CONFIRMED: {_S.PREPARING, _S.CANCELLED, _S.HELD},
    _S.HELD: {_S.CLOSED},
    _S.CANCELLED: set(),
    _S.CLOSED: set(),
}
"""From each state, where a session may go. Nothing else sets a state."""
OPEN = frozenset({_S.PREPARING, _S.CONFIRMED})
"""The states in which people sign up and withdraw."""


class Session(Frozen):
    """A session, with what its work day says that everyone may read. `version` grows with every change of its hours."""

    id: SessionId
    work_day_id: WorkDayId
    household_id: HouseholdId
    starts_at: datetime
    ends_at: datetime
    seats: int
    state: SessionState
    cancelled_why: str | None
    version: int
    works: tuple[str, ...]
    commune: str
    risky: bool
    minors: bool
    min_helpers: int | None = None
    cooking: int = 0
    welcoming: int = 0
    child_minding: int = 0

    def seats_of(self, kind: SeatKind) -> int:
        """Return how many seats of a kind the household wishes."""
        wished: int = self.seats if kind is SeatKind.BUILDING else getattr(self, kind.value)
        return wished

    @property
    def otherwise(self) -> dict[SeatKind, int]:
        """The seats for helping otherwise, of each kind there are any of."""
        return {kind: self.seats_of(kind) for kind in OTHERWISE if self.seats_of(kind)}

    @property
    def is_open(self) -> bool:
        """Whether it still is to take place."""
        return self.state in OPEN


SELECT = (
    "SELECT sessions.*, work_days.household_id, work_days.works, work_days.commune, work_days.risky, work_days.minors,"
    " work_days.min_helpers"
    " FROM sessions JOIN work_days ON work_days.id = sessions.work_day_id"
)
"""The statement whose rows `read` turns into records; other modules of storage add their conditions."""


def read(row: Any) -> Session:
    """Turn a row of `SELECT` into a record."""
    fields = dict(row)
    fields["works"] = json.loads(fields["works"])
    return Session(**fields)


@recalled
async def get_session(unit: Unit, session: int) -> Session:
    """Return a session; raise LookupError when there is none."""
    row = await unit.one(f"{SELECT} WHERE sessions.id = ?", (session,))
    if row is None:
        raise LookupError(f"no session {session}")
    return read(row)


async def sessions_of(unit: Unit, work_day: int) -> list[Session]:
    """Return the sessions of a work day, in order of time."""
    rows = await unit.all(f"{SELECT} WHERE work_day_id = ? ORDER BY starts_at, sessions.id", (work_day,))
    return [read(row) for row in rows]


async def same_day(unit: Unit, session: int) -> list[Session]:
    """Return the open sessions still to come of one posting on the day of a session, in order of time."""
    here = await get_session(unit, session)
    day = here.starts_at.astimezone(PARIS).date()
    return [
        one
        for one in await sessions_of(unit, here.work_day_id)
        if one.is_open and one.starts_at > unit.now and one.starts_at.astimezone(PARIS).date() == day
    ]


async def supervisors(unit: Unit, session: int) -> list[Person]:
    """Return who accepted to lead a session, the first to accept first."""
    rows = await unit.all(
        "SELECT person_id FROM session_supervisors WHERE session_id = ? AND state = 'accepted'"
        " ORDER BY changed_at, person_id",
        (session,),
    )
    return [await people.get(unit, row[0]) for row in rows]


async def short_of(unit: Unit, session: Session) -> int:
    """Return how many helpers a session lacks to the least its household wants; 0: none, or none was said."""
    if not session.min_helpers:
        return 0
    seated: int = await unit.value(
        "SELECT COUNT(*) FROM sign_ups WHERE session_id = ? AND state = 'seated' AND kind = 'building'", (session.id,)
    )
    return max(0, min(session.min_helpers, session.seats) - seated)


async def ceiling(unit: Unit, session: Session, choices: Choices) -> int:
    """Return how many helpers the supervisors of a session allow; until one accepts, as many as one would."""
    accepted: int = await unit.value(
        "SELECT COUNT(*) FROM session_supervisors WHERE session_id = ? AND state = 'accepted'", (session.id,)
    )
    return allowed(session, accepted, choices)


def allowed(session: Session, leading: int, choices: Choices) -> int:
    """Return how many helpers so many supervisors allow in a session; none yet: as many as one would."""
    return per_supervisor(choices, risky=session.risky) * max(1, leading)


def per_supervisor(choices: Choices, *, risky: bool) -> int:
    """Return how many helpers one supervisor may lead."""
    return choices.helpers_per_supervisor_risky if risky else choices.helpers_per_supervisor


async def move_to(
    unit: Unit, session: int, state: SessionState, by: PersonId | None, *, why: str | None = None
) -> bool:
    """Bring a session to a state; False, and nothing changed, where the table does not allow it."""
    before = await get_session(unit, session)
    if state not in TRANSITIONS[before.state]:
        return False
    await unit.run(
        "UPDATE sessions SET state = ?, cancelled_why = COALESCE(?, cancelled_why) WHERE id = ?", (state, why, session)
    )
    await audit.record(unit, by, "session_state", Subject("session", session), {"state": (before.state, state)})
    return True


async def set_hours(unit: Unit, session: int, starts_at: datetime, ends_at: datetime, by: PersonId) -> bool:
    """Move an open session; False when it is not open, or these are its hours already."""
    before = await get_session(unit, session)
    if not before.is_open or (before.starts_at, before.ends_at) == (starts_at, ends_at):
        return False
    await unit.run(
        "UPDATE sessions SET starts_at = ?, ends_at = ?, version = version + 1, next_step_at = '', steps_until = NULL"
        " WHERE id = ?",
        (starts_at, ends_at, session),
    )
    await unit.run(
        "UPDATE sign_ups SET confirmed_at = NULL, still_asked_at = NULL, still_again_at = NULL WHERE session_id = ?",
        (session,),
    )
    await short_lived.moved(unit, session, ends_at)
    await audit.record(
        unit, by, "session_moved", Subject("session", session),
        {"starts_at": (before.starts_at, starts_at), "ends_at": (before.ends_at, ends_at)},
    )  # fmt: skip
    return True


async def set_seats(unit: Unit, session: int, seats: int, by: PersonId) -> bool:
    """Change the seats of an open session; False when it is not open, or has as many. Nobody loses a seat by it."""
    before = await get_session(unit, session)
    if not before.is_open or before.seats == seats:
        return False
    await unit.run("UPDATE sessions SET seats = ? WHERE id = ?", (seats, session))
    await audit.record(unit, by, "session_seats", Subject("session", session), {"seats": (before.seats, seats)})
    return True


async def set_otherwise(unit: Unit, session: int, wished: Mapping[SeatKind, int], by: PersonId) -> bool:
    """Set the seats for helping otherwise of an open session; False when nothing changes. Nobody loses a seat by it."""
    before = await get_session(unit, session)
    after = {kind: wished.get(kind, 0) for kind in OTHERWISE}
    changes = {kind.value: (before.seats_of(kind), after[kind]) for kind in OTHERWISE}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not before.is_open or not changes:
        return False
    await unit.run(  # naming `seats` wakes the clock's jobs, as another number of them does
        "UPDATE sessions SET cooking = ?, welcoming = ?, child_minding = ?, seats = seats WHERE id = ?",
        (*(after[kind] for kind in OTHERWISE), session),
    )
    await audit.record(unit, by, "session_seats", Subject("session", session), changes)
    return True
