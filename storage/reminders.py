"""Reminders of sessions, computed from the data: which is due, for whom, and when the next one is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId
from storage.quiet import after_quiet
from storage.records import Frozen
from storage.sessions import Session
from storage.store import Unit

WEEK, EVENING, MORNING = timedelta(days=7), time(18), time(7)
MORNING_FROM = time(10)
"""A session that begins earlier has no reminder in the morning: the evening's says it all."""
WEEK_UNTIL = timedelta(days=2)
"""Later than this before a session, a week's reminder that was missed is left to the evening's."""


class Kind(StrEnum):
    """A reminder."""

    WEEK = "week"
    EVENING = "evening"
    MORNING = "morning"


class Due(Frozen):
    """A reminder to queue under its key, which is used once."""

    kind: Kind
    session: Session
    person_id: PersonId
    key: str


def moments(session: Session, choices: Choices) -> dict[Kind, datetime]:
    """Return when each reminder of a session leaves, in order; quiet hours moved to their end."""
    start = session.starts_at.astimezone(PARIS)
    found = {
        Kind.WEEK: _at((start - WEEK).date(), EVENING),
        Kind.EVENING: _at((start - timedelta(days=1)).date(), EVENING),
    }
    if start.time() >= MORNING_FROM:
        found[Kind.MORNING] = _at(start.date(), MORNING)
    return {kind: after_quiet(choices, moment) for kind, moment in found.items()}


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, PARIS)


def due_kind(session: Session, choices: Choices, now: datetime) -> tuple[Kind, datetime] | None:
    """Return the newest reminder whose time has come; None for a session that has begun."""
    if not now < session.starts_at or after_quiet(choices, now) != now:
        return None
    past = [(kind, moment) for kind, moment in moments(session, choices).items() if moment <= now]
    if not past or (past[-1][0] is Kind.WEEK and session.starts_at - now < WEEK_UNTIL):
        return None
    return past[-1]


async def due(unit: Unit, session: Session, choices: Choices) -> list[Due]:
    """Return reminders of a session to queue now: none twice, none for what is past, none to who signed up after."""
    found = due_kind(session, choices, unit.now)
    if found is None:
        return []
    kind, moment = found
    key = f"reminder:{session.id}:{session.version}:{kind}:"
    rows = await unit.all(
        "SELECT id FROM (SELECT people.id AS id FROM sign_ups JOIN people ON people.id ="
        " CASE WHEN (SELECT telegram_id FROM people WHERE id = sign_ups.person_id) IS NULL AND brought_by IS NOT NULL"
        " THEN brought_by ELSE sign_ups.person_id END"
        " WHERE session_id = :session AND state = 'seated' AND rank_at <= :moment"
        " UNION SELECT person_id FROM session_supervisors WHERE session_id = :session AND state = 'accepted'"
        " UNION SELECT person_id FROM household_members WHERE household_id = :household) AS told"
        " WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE dedup_key = :key || told.id)",
        {"session": session.id, "moment": moment, "household": session.household_id, "key": key},
    )
    return [Due(kind=kind, session=session, person_id=row[0], key=f"{key}{row[0]}") for row in rows]


def next_moment(session: Session, choices: Choices, now: datetime) -> datetime | None:
    """Return when the next reminder of a session leaves; None after the last."""
    return min((moment for moment in moments(session, choices).values() if moment > now), default=None)
