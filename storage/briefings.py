"""The safety briefing of a session: given at its start by who leads it, acknowledged by each helper."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import audit, messages
from storage.ids import PersonId, SessionId, SignUpId, Subject
from storage.records import Frozen
from storage.sessions import SELECT, Session, read
from storage.store import Unit

BEFORE = timedelta(hours=1)


class Listener(Frozen):
    """A seat, and whether its helper acknowledged the briefing. `alone`: they have Telegram and do it themselves."""

    sign_up_id: SignUpId
    person_id: PersonId
    name: str
    alone: bool
    heard_at: datetime | None


def is_time(session: Session, now: datetime) -> bool:
    """Whether the briefing of a session may be given now: from an hour before until its end."""
    return session.is_open and session.starts_at - BEFORE <= now < session.ends_at


async def give(unit: Unit, session: int, by: PersonId) -> bool:
    """The briefing is given; False: it was before."""
    first = await unit.run(
        "INSERT INTO briefings (session_id, given_by, given_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (session, by, unit.now),
    )
    if first:
        await audit.record(unit, by, "briefing_given", Subject("session", session))
        await messages.touch(unit, Subject("session", session))
    return bool(first)


async def is_given(unit: Unit, session: int) -> bool:
    """Whether the briefing of a session was given."""
    return await unit.value("SELECT 1 FROM briefings WHERE session_id = ?", (session,)) is not None


async def listeners(unit: Unit, session: int) -> list[Listener]:
    """Return who has a seat, those who have not acknowledged first."""
    rows = await unit.all(
        "SELECT sign_ups.id AS sign_up_id, person_id, name, telegram_id IS NOT NULL AND unreachable IS NULL AS alone,"
        " heard_at FROM sign_ups JOIN people ON people.id = person_id"
        " LEFT JOIN briefing_heard ON sign_up_id = sign_ups.id"
        " WHERE session_id = ? AND state = 'seated' ORDER BY heard_at IS NOT NULL, name, sign_ups.id",
        (session,),
    )
    return [Listener(**dict(row)) for row in rows]


async def hear(unit: Unit, session: int, listener: Listener, by: PersonId) -> bool:
    """Someone acknowledged the briefing, or (`by` another) it is noted for them; False: it was before."""
    first = await unit.run(
        "INSERT INTO briefing_heard (sign_up_id, noted_by, heard_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (listener.sign_up_id, by, unit.now),
    )
    if first:
        await audit.record(unit, by, "briefing_heard", Subject("sign_up", listener.sign_up_id))
        await messages.touch(unit, Subject("session", session))
    return bool(first)


async def unheard(unit: Unit, person: PersonId) -> list[Session]:
    """Return the sessions under way whose briefing was given and this helper has not acknowledged."""
    rows = await unit.all(
        f"{SELECT} WHERE ends_at > :now AND sessions.id IN (SELECT session_id FROM sign_ups"
        " JOIN briefings USING (session_id) WHERE person_id = :person AND state = 'seated'"
        " AND NOT EXISTS (SELECT 1 FROM briefing_heard WHERE sign_up_id = sign_ups.id)) ORDER BY starts_at",
        {"person": person, "now": unit.now},
    )
    return [read(row) for row in rows]


async def to_give(unit: Unit, person: PersonId) -> list[SessionId]:
    """Return the sessions this person leads whose briefing is to be given now."""
    rows = await unit.all(
        "SELECT sessions.id FROM session_supervisors JOIN sessions ON sessions.id = session_id"
        " WHERE person_id = ? AND session_supervisors.state = 'accepted'"
        " AND sessions.state IN ('preparing', 'confirmed') AND starts_at <= ? AND ends_at > ? AND NOT EXISTS"
        " (SELECT 1 FROM briefings WHERE briefings.session_id = sessions.id) ORDER BY starts_at",
        (person, unit.now + BEFORE, unit.now),
    )
    return [SessionId(row[0]) for row in rows]
