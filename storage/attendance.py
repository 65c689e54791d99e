"""Who came to a session: one list, kept by who leads it. Hours are informative, nobody owes any."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import audit, incidents, messages, sessions, work_days
from storage.absences import ACTS_FOR, reader
from storage.ids import PersonId, SessionId, SignUpId, Subject
from storage.records import Frozen
from storage.sessions import SELECT, Session, SessionState, read
from storage.store import Unit
from storage.work_days import WorkDayState

DAY_MINUTES = 24 * 60


class Came(StrEnum):
    """What became of a seat."""

    CAME = "came"
    EXCUSED = "excused"  # could not come, and said so
    ABSENT = "absent"


class Line(Frozen):
    """One seat on the list; `came` None: not told yet. `told`: who hears about it."""

    sign_up_id: SignUpId
    person_id: PersonId
    name: str
    came: Came | None
    minutes: int
    told: PersonId


def length(session: Session) -> int:
    """Return the minutes of a session."""
    return int((session.ends_at - session.starts_at).total_seconds() // 60)


async def sheet(unit: Unit, session: int) -> list[Line]:
    """Return the list of a session: everyone who had a seat when it began."""
    rows = await unit.all(
        "SELECT sign_ups.id AS sign_up_id, person_id, people.name, came, COALESCE(minutes, 0) AS minutes,"
        " CASE WHEN people.telegram_id IS NULL THEN COALESCE(brought_by, person_id) ELSE person_id END AS told"
        " FROM sign_ups JOIN people ON people.id = person_id LEFT JOIN attendance ON sign_up_id = sign_ups.id"
        " WHERE session_id = ? AND state = 'seated' ORDER BY people.name, sign_ups.id",
        (session,),
    )
    return [Line(**dict(row)) for row in rows]


async def mark(unit: Unit, sign_up: int, came: Came, minutes: int | None, by: PersonId) -> bool:
    """Note what became of a seat, with its minutes (by default the session's); False when it cannot be noted now."""
    session_id = await unit.value("SELECT session_id FROM sign_ups WHERE id = ? AND state = 'seated'", (sign_up,))
    if session_id is None:
        return False
    session = await sessions.get_session(unit, session_id)
    if session.state is not SessionState.HELD:
        return False
    hours = length(session) if minutes is None else max(0, min(minutes, DAY_MINUTES))
    kept = min(hours, DAY_MINUTES) if came is Came.CAME else 0
    before = await unit.one("SELECT came, minutes FROM attendance WHERE sign_up_id = ?", (sign_up,))
    await unit.run(
        "INSERT INTO attendance (sign_up_id, came, minutes, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (sign_up_id) DO UPDATE SET came = excluded.came, minutes = excluded.minutes,"
        " recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at",
        (sign_up, came, kept, by, unit.now),
    )
    changes = {
        "came": (before["came"] if before else None, came.value),
        "minutes": (before["minutes"] if before else None, kept),
    }
    after = "attendance_after_incident" if await incidents.of_session(unit, session_id) else "attendance"
    await audit.record(unit, by, after, Subject("sign_up", sign_up), changes)
    await messages.touch(unit, Subject("session", session.id))
    return True


async def all_present(unit: Unit, session: int, by: PersonId) -> int:
    """Note everyone of whom nothing is told yet as present; return how many."""
    open_lines = [line for line in await sheet(unit, session) if line.came is None]
    marked = [await mark(unit, line.sign_up_id, Came.CAME, None, by) for line in open_lines]
    return sum(marked)


async def begin(unit: Unit, session: int) -> bool:
    """A session is over: it was held, and its list opens. False where it is not to be opened."""
    found = await sessions.get_session(unit, session)
    if not found.is_open or found.ends_at > unit.now:
        return False
    await sessions.move_to(unit, session, SessionState.HELD, None)
    await messages.touch(unit, Subject("session", session))
    await messages.touch(unit, Subject("work_day", found.work_day_id))
    return True


async def close(unit: Unit, session: int, by: PersonId | None) -> list[Line] | None:
    """Close the list; return it, or None where a line is open or the session is not held. Nothing changes after."""
    lines = await sheet(unit, session)
    found = await sessions.get_session(unit, session)
    if found.state is not SessionState.HELD or any(line.came is None for line in lines):
        return None
    await sessions.move_to(unit, session, SessionState.CLOSED, by)
    left = [s for s in await sessions.sessions_of(unit, found.work_day_id) if s.state in _UNDONE]
    if not left:
        await work_days.move_to(unit, found.work_day_id, WorkDayState.CLOSED, by)
    await messages.touch(unit, Subject("session", session))
    await messages.touch(unit, Subject("work_day", found.work_day_id))
    return lines


_UNDONE = frozenset({SessionState.PREPARING, SessionState.CONFIRMED, SessionState.HELD})


async def over(unit: Unit, limit: int = 100) -> list[SessionId]:
    """Return sessions that ended and whose list is not open yet."""
    rows = await unit.all(
        "SELECT id FROM sessions WHERE ends_at <= ? AND state IN ('preparing', 'confirmed') ORDER BY ends_at LIMIT ?",
        (unit.now, limit),
    )
    return [SessionId(row[0]) for row in rows]


async def kept_by(unit: Unit, person: PersonId, limit: int = 10) -> list[Session]:
    """Return the held sessions that are over and whose open list this person keeps (see `responsible`)."""
    rows = await unit.all(
        f"{SELECT} WHERE sessions.state = 'held' AND ends_at < :now AND +sessions.id IN ({_KEPT})"
        " ORDER BY +ends_at LIMIT :limit",
        {"now": unit.now, "person": person, "limit": limit},
    )
    return [read(row) for row in rows]


_KEPT = (
    "SELECT session_id FROM session_supervisors WHERE person_id = :person AND state = 'accepted'"
    " UNION SELECT led.id FROM households CROSS JOIN work_days AS days ON household_id = households.id"
    " CROSS JOIN sessions AS led ON work_day_id = days.id WHERE led.state = 'held'"
    f" AND households.coach_id IN ({ACTS_FOR})"
    " AND NOT EXISTS (SELECT 1 FROM session_supervisors WHERE session_id = led.id AND state = 'accepted')"
)


async def next_end(unit: Unit) -> datetime | None:
    """Return when the next session ends."""
    text: Any = await unit.value(
        "SELECT MIN(ends_at) FROM sessions WHERE ends_at > ? AND state IN ('preparing', 'confirmed')", (unit.now,)
    )
    return datetime.fromisoformat(text) if text else None


async def responsible(unit: Unit, session: int) -> list[PersonId]:
    """Return who keeps the list: the supervisors, or else the household's coach."""
    leads = [person.id for person in await sessions.supervisors(unit, session)]
    if leads:
        return leads
    rows = await unit.all(
        f"SELECT {reader()} FROM households JOIN work_days ON household_id = households.id"
        " JOIN sessions ON work_day_id = work_days.id WHERE sessions.id = :session AND coach_id IS NOT NULL",
        {"session": session, "now": unit.now},
    )
    return [PersonId(row[0]) for row in rows]
