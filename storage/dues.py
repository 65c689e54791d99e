"""What the clock has to do for sessions: when each of its jobs looks at each of them next.

The database itself keeps the rows: a new session is due at once for every job, and whatever changes what a job might
do (hours, seats, sign-ups, who leads) wakes it. So a job visits a session when its time has come or something moved.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, NamedTuple

from storage.sessions import SELECT, Session, read
from storage.store import Unit

Job = Literal["reminders", "eve", "addresses", "supervisors", "offers", "attendance"]
PORTION = 50
"""So many sessions are visited, or messages queued, in one unit: more would keep others waiting."""


class Visited(NamedTuple):
    """What a visit did: how many were told; when to come again (None: not before something changes)."""

    told: int
    again_at: datetime | None


async def due(unit: Unit, job: Job, limit: int = PORTION) -> list[Session]:
    """Return the sessions a job has to look at now, the longest due first."""
    rows = await unit.all(
        f"{SELECT} JOIN session_dues ON session_dues.session_id = sessions.id AND job = :job WHERE sessions.id IN"
        " (SELECT session_id FROM session_dues WHERE job = :job AND due_at <= :now ORDER BY due_at, session_id"
        " LIMIT :limit) ORDER BY due_at, sessions.id",
        {"job": job, "now": unit.now, "limit": limit},
    )
    return [read(row) for row in rows]


async def next_time(unit: Unit, job: Job) -> datetime | None:
    """Return when a job has to look at a session next, later than now."""
    text = await unit.value("SELECT MIN(due_at) FROM session_dues WHERE job = ? AND due_at > ?", (job, unit.now))
    return datetime.fromisoformat(text) if text else None


async def again_at(unit: Unit, job: Job, session: int, moment: datetime | None) -> None:
    """Look at it again at a moment; None: not before something of it changes."""
    await unit.run("UPDATE session_dues SET due_at = ? WHERE session_id = ? AND job = ?", (moment, session, job))


async def done(unit: Unit, job: Job, session: int) -> None:
    """Nothing is left to do for it."""
    await unit.run("DELETE FROM session_dues WHERE session_id = ? AND job = ?", (session, job))


async def visit(unit: Unit, job: Job, one: Callable[[Session], Awaitable[Visited]]) -> bool:
    """Visit a portion of the sessions to come that are due; return whether there may be more."""
    found = await due(unit, job)
    told = 0
    for session in found:
        if not session.is_open or session.starts_at <= unit.now:
            await done(unit, job, session.id)
            continue
        visited = await one(session)
        await again_at(unit, job, session.id, visited.again_at)
        told += visited.told
        if told >= PORTION:
            return True
    return len(found) == PORTION
