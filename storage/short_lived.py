"""What is kept for a session only, and forty-eight hours more: what people eat, and how they come.

Who leaves a session takes their part away at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.ids import SessionId
from storage.store import Unit

KEPT = timedelta(hours=48)


async def note(unit: Unit, session: int, ends_at: datetime) -> None:
    """Something of this session is kept for a short while."""
    await unit.run(
        "INSERT INTO short_lived (session_id, until) VALUES (?, ?) ON CONFLICT DO NOTHING", (session, ends_at + KEPT)
    )


async def moved(unit: Unit, session: int, ends_at: datetime) -> None:
    """The session ends at another moment."""
    await unit.run("UPDATE short_lived SET until = ? WHERE session_id = ?", (ends_at + KEPT, session))


async def over(unit: Unit, limit: int) -> list[SessionId]:
    """Return sessions of which nothing is to be kept any longer."""
    rows = await unit.all(
        "SELECT session_id FROM short_lived WHERE until <= ? ORDER BY until LIMIT ?", (unit.now, limit)
    )
    return [SessionId(row[0]) for row in rows]


async def forget(unit: Unit, session: int) -> None:
    """Remove what was kept of a session."""
    await unit.run("DELETE FROM meals WHERE sign_up_id IN (SELECT id FROM sign_ups WHERE session_id = ?)", (session,))
    await unit.run("DELETE FROM lifts WHERE session_id = ?", (session,))
    await unit.run("DELETE FROM short_lived WHERE session_id = ?", (session,))


async def left(unit: Unit, sign_up: int) -> None:
    """Somebody gave a seat back, or lost it: what was kept with it goes."""
    await unit.run("DELETE FROM meals WHERE sign_up_id = ?", (sign_up,))


async def next_end(unit: Unit) -> datetime | None:
    """Return when something is to be forgotten next."""
    text = await unit.value("SELECT MIN(until) FROM short_lived WHERE until > ?", (unit.now,))
    return datetime.fromisoformat(text) if text else None
