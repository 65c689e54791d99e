"""«Toujours des nôtres ?»: whom to ask about the seats of a session, once, and once more when they say nothing."""

from __future__ import annotations

from datetime import timedelta

from storage.ids import PersonId
from storage.sessions import Session
from storage.store import Unit

ANSWERED_BY = timedelta(hours=12)
"""So long after the second asking, who said nothing is shown as silent."""
RECENT = timedelta(hours=24)
"""Who took their place in line, or their seat, so shortly before has just said that they come."""
_UNASKED = "still_asked_at IS NULL AND rank_at <= :settled"
_SILENT = "still_asked_at IS NOT NULL AND still_again_at IS NULL AND :settled IS NOT NULL"


async def to_ask(unit: Unit, session: Session, *, again: bool) -> list[PersonId]:
    """Return who is to be asked now: those with a seat who did not say again that they come, or who brings them.

    `again`: those of them who were asked once. Who signed up just before the first asking, or after, is not asked.
    """
    rows = await unit.all(
        "SELECT DISTINCT CASE WHEN people.telegram_id IS NULL AND brought_by IS NOT NULL THEN brought_by"
        " ELSE person_id END FROM sign_ups JOIN people ON people.id = person_id WHERE session_id = :session"
        f" AND sign_ups.state = 'seated' AND confirmed_at IS NULL AND {_SILENT if again else _UNASKED}",
        {"session": session.id, "settled": unit.now - RECENT},
    )
    return [PersonId(row[0]) for row in rows]


async def asked(unit: Unit, session: Session, *, again: bool) -> None:
    """Note that those of `to_ask` were asked."""
    column, which = ("still_again_at", _SILENT) if again else ("still_asked_at", _UNASKED)
    await unit.run(
        f"UPDATE sign_ups SET {column} = :now WHERE session_id = :session AND state = 'seated'"
        f" AND confirmed_at IS NULL AND {which}",
        {"now": unit.now, "session": session.id, "settled": unit.now - RECENT},
    )
