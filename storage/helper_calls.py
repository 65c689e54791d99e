"""Calls for helpers: people near by who like such work and did not sign up, a portion at a time, each rarely.

The communes near by come in an order (the session's own first); in each, people are looked through in the order of
their ids. Of a portion, those who were never called, or longest ago, come first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from storage.clock import PARIS, to_text
from storage.ids import PersonId, SessionId
from storage.records import Frozen
from storage.sessions import Session
from storage.store import Unit

LOOKED_THROUGH = 500
"""So many people of a commune are looked through in one unit of work."""


class Call(Frozen):
    """A call under way: in which commune near by, by number, and up to whom its people were looked through."""

    session_id: SessionId
    place: int
    after_id: int


async def begin(unit: Unit, session: int) -> None:
    """Begin a call, or begin it again from the first commune: whoever was called is not called twice."""
    await unit.run(
        "INSERT INTO helper_calls (session_id, opened_at) VALUES (?, ?) ON CONFLICT (session_id) DO UPDATE SET"
        " place = 0, after_id = 0, opened_at = excluded.opened_at, done_at = NULL",
        (session, unit.now),
    )


async def under_way(unit: Unit) -> Call | None:
    """Return the call that was begun first, among those not yet done."""
    row = await unit.one(
        "SELECT session_id, place, after_id FROM helper_calls WHERE done_at IS NULL ORDER BY opened_at LIMIT 1"
    )
    return Call(**dict(row)) if row else None


async def moved_on(unit: Unit, call: Call, place: int, after_id: int) -> None:
    """Note how far a call has come."""
    await unit.run(
        "UPDATE helper_calls SET place = ?, after_id = ? WHERE session_id = ?", (place, after_id, call.session_id)
    )


async def done(unit: Unit, call: Call) -> None:
    """Note that a call is done."""
    await unit.run("UPDATE helper_calls SET done_at = ? WHERE session_id = ?", (unit.now, call.session_id))


# Like a broadcast it reaches only who wishes all messages; the conditions are those of its index.
_REACHED = (
    "telegram_id IS NOT NULL AND charter_version IS NOT NULL AND excluded_at IS NULL AND unreachable IS NULL"
    " AND notifications = 'all'"
)


async def looked_through(unit: Unit, commune: str, after_id: int) -> list[PersonId]:
    """Return the next people of a commune whom a message may reach, in the order of their ids."""
    rows = await unit.all(
        f"SELECT id FROM people WHERE {_REACHED} AND commune = ? AND id > ? ORDER BY id LIMIT ?",
        (commune, after_id, LOOKED_THROUGH),
    )
    return [PersonId(row[0]) for row in rows]


async def suited(unit: Unit, session: Session, among: Sequence[PersonId], most: int) -> list[PersonId]:
    """Return who of these may be called: they like such work and have nothing to do with the session yet.

    Nobody who was called today, or for this session; nobody who is in another one at that time, or withdrew here.
    """
    midnight = datetime.combine(unit.now.astimezone(PARIS).date(), datetime.min.time(), PARIS)
    rows = await unit.all(
        "SELECT people.id FROM json_each(:among) AS one CROSS JOIN people ON people.id = one.value"
        " WHERE EXISTS (SELECT 1 FROM json_each(likes) AS liked JOIN json_each(:works) AS work"
        " ON liked.value = work.value)"
        " AND NOT EXISTS (SELECT 1 FROM sign_ups WHERE session_id = :session AND person_id = people.id)"
        " AND NOT EXISTS (SELECT 1 FROM session_supervisors WHERE session_id = :session AND person_id = people.id"
        " AND state = 'accepted')"
        " AND NOT EXISTS (SELECT 1 FROM household_members WHERE household_id = :household AND person_id = people.id)"
        " AND NOT EXISTS (SELECT 1 FROM helpers_called WHERE person_id = people.id"
        " AND (called_at >= :midnight OR session_id = :session))"
        " AND NOT EXISTS (SELECT 1 FROM sign_ups JOIN sessions AS there ON there.id = sign_ups.session_id"
        " WHERE sign_ups.person_id = people.id AND sign_ups.state IN ('held', 'seated', 'offered')"
        " AND there.state IN ('preparing', 'confirmed') AND there.starts_at < :end AND there.ends_at > :start)"
        " ORDER BY (SELECT MAX(called_at) FROM helpers_called WHERE person_id = people.id), people.id LIMIT :most",
        {
            "among": json.dumps(list(among)), "works": json.dumps(session.works), "session": session.id,
            "household": session.household_id, "midnight": to_text(midnight), "start": session.starts_at,
            "end": session.ends_at, "most": most,
        },
    )  # fmt: skip
    return [PersonId(row[0]) for row in rows]


async def called(unit: Unit, session: int, people: Sequence[PersonId]) -> None:
    """Note who is called now."""
    await unit.many(
        "INSERT INTO helpers_called (session_id, person_id, called_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(session, person, unit.now) for person in people],
    )


async def count(unit: Unit, session: int) -> int:
    """Return how many people were called for a session."""
    return int(await unit.value("SELECT COUNT(*) FROM helpers_called WHERE session_id = ?", (session,)))
