"""Telephone numbers shared for a day among those of a session: who agreed, and who may be shown which."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage import audit, messages
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.sessions import SELECT, Session, read
from storage.store import Unit

ASKED_BEFORE = timedelta(hours=48)


class Shares(StrEnum):
    """What someone decided about their number: for one session, or for good."""

    ONCE = "once"
    ALWAYS = "always"
    NOT_NOW = "not_now"  # for one session
    NEVER = "never"


class Shared(Frozen):
    """A number that may be shown to the others of a session. `part`: household, supervisor or helper."""

    person_id: PersonId
    name: str
    part: str
    phone: str


_OF_SESSION = (
    "SELECT person_id, 0 AS rank FROM household_members WHERE household_id ="
    " (SELECT household_id FROM work_days JOIN sessions ON work_day_id = work_days.id WHERE sessions.id = :session)"
    " UNION ALL SELECT person_id, 1 FROM session_supervisors WHERE session_id = :session AND state = 'accepted'"
    " UNION ALL SELECT person_id, 2 FROM sign_ups WHERE session_id = :session AND state {seat}"
)
"""Who is of a session; of a cancelled one, those who had a seat too."""
_AGREED = (
    "COALESCE((SELECT shares FROM session_numbers WHERE session_id = :session AND person_id = people.id),"
    " (SELECT shares = 'always' FROM number_consents WHERE person_id = people.id))"
)
_PARTS = ("household", "supervisor", "helper")


# What each decided.


async def decide(unit: Unit, person: PersonId, shares: Shares, session: int | None = None) -> None:
    """Keep a decision: `ONCE` and `NOT_NOW` for a session, the others for good; what others see follows."""
    if shares in (Shares.ONCE, Shares.NOT_NOW):
        await unit.run(
            "INSERT INTO session_numbers (session_id, person_id, shares, decided_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (session_id, person_id)"
            " DO UPDATE SET shares = excluded.shares, decided_at = excluded.decided_at",
            (session, person, shares is Shares.ONCE, unit.now),
        )
    else:
        await unit.run("DELETE FROM session_numbers WHERE person_id = ?", (person,))
        await unit.run(
            "INSERT INTO number_consents (person_id, shares, decided_at) VALUES (?, ?, ?)"
            " ON CONFLICT (person_id) DO UPDATE SET shares = excluded.shares, decided_at = excluded.decided_at",
            (person, shares, unit.now),
        )
    await _decided(unit, person, shares)


async def ask_each_time(unit: Unit, person: PersonId) -> None:
    """Forget a decision for good: each session asks again."""
    await unit.run("DELETE FROM number_consents WHERE person_id = ?", (person,))
    await _decided(unit, person, "each_time")


async def _decided(unit: Unit, person: PersonId, shares: str) -> None:
    await audit.record(unit, person, "number_shared", Subject("person", person), {"shares": (None, str(shares))})
    await changed(unit, person)


async def changed(unit: Unit, person: PersonId) -> None:
    """What others see of someone's number follows what it is now."""
    for session in await _standing_with(unit, person):
        await messages.touch(unit, Subject("session", session))


async def _standing_with(unit: Unit, person: PersonId) -> list[int]:
    """The sessions of which numbers stand in chats, and this person is."""
    rows = await unit.all(
        "SELECT session_id FROM numbers_out WHERE session_id IN ("
        "SELECT session_id FROM sign_ups WHERE person_id = :person"
        " UNION SELECT session_id FROM session_supervisors WHERE person_id = :person"
        " UNION SELECT sessions.id FROM household_members JOIN work_days USING (household_id)"
        " JOIN sessions ON work_day_id = work_days.id WHERE household_members.person_id = :person)",
        {"person": person},
    )
    return [row[0] for row in rows]


async def for_good(unit: Unit, person: PersonId) -> Shares | None:
    """Return what someone decided for good; None: they are asked each time."""
    found = await unit.value("SELECT shares FROM number_consents WHERE person_id = ?", (person,))
    return Shares(found) if found else None


async def agrees(unit: Unit, person: PersonId, session: int) -> bool | None:
    """Return whether someone's number is shared in a session; None: they have not said."""
    found = await unit.value(f"SELECT {_AGREED} FROM people WHERE id = :person", {"person": person, "session": session})
    return None if found is None else bool(found)


# What is shown, from the evening before until the end.


def shared_from(session: Session, choices: Choices) -> datetime:
    """Return from when the numbers of a session are shown: the evening before, in Paris."""
    day = session.starts_at.astimezone(PARIS).date() - timedelta(days=1)
    return datetime.combine(day, choices.numbers_from, PARIS)


def is_time(session: Session, choices: Choices, now: datetime) -> bool:
    """Whether numbers of a session may be shown now."""
    return shared_from(session, choices) <= now < session.ends_at


async def shared(unit: Unit, session: Session, choices: Choices) -> list[Shared]:
    """Return the numbers that may be shown now: of those who agreed, and only while it is time."""
    if not is_time(session, choices, unit.now):
        return []
    rows = await unit.all(
        f"SELECT people.id, name, phone, MIN(rank) AS rank FROM ({_with_seat(session)}) AS of_session"
        " JOIN people ON people.id = of_session.person_id"
        f" WHERE phone IS NOT NULL AND excluded_at IS NULL AND {_AGREED} GROUP BY people.id ORDER BY rank, name",
        {"session": session.id},
    )
    return [Shared(person_id=row[0], name=row[1], phone=row[2], part=_PARTS[row[3]]) for row in rows]


def _with_seat(session: Session) -> str:
    return _OF_SESSION.format(seat="= 'seated'" if session.is_open else "IN ('seated', 'cancelled')")


async def of_session(unit: Unit, session: Session) -> list[PersonId]:
    """Return who is of a session and has Telegram: household, supervisors and helpers with a seat, each once."""
    rows: list[Any] = await unit.all(
        f"SELECT DISTINCT person_id FROM ({_with_seat(session)}) JOIN people ON people.id = person_id"
        " WHERE telegram_id IS NOT NULL AND excluded_at IS NULL ORDER BY person_id",
        {"session": session.id},
    )
    return [PersonId(row[0]) for row in rows]


# What the clock has to do.


async def to_do(unit: Unit, kind: str, until: datetime, limit: int) -> list[Session]:
    """Return confirmed sessions to begin until then for which a round (`asked`, `numbers`) was not done."""
    rows = await unit.all(
        f"{SELECT} WHERE starts_at > ? AND starts_at <= ? AND sessions.state = 'confirmed' AND NOT EXISTS"
        " (SELECT 1 FROM day_rounds WHERE session_id = sessions.id AND version = sessions.version AND kind = ?)"
        " ORDER BY starts_at, sessions.id LIMIT ?",
        (unit.now, until, kind, limit),
    )
    return [read(row) for row in rows]


async def done(unit: Unit, session: Session, kind: str) -> None:
    """A round was done, once for these hours."""
    await unit.run(
        "INSERT INTO day_rounds (session_id, version, kind, done_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (session.id, session.version, kind, unit.now),
    )


async def stand(unit: Unit, session: Session) -> None:
    """Numbers of a session stand in chats from now on: at its end they are taken away."""
    await unit.run(
        "INSERT INTO numbers_out (session_id, until) VALUES (?, ?)"
        " ON CONFLICT (session_id) DO UPDATE SET until = excluded.until",
        (session.id, session.ends_at),
    )


async def take_away(unit: Unit, limit: int) -> int:
    """Redraw the messages with numbers of sessions that are over: they are emptied. Return of how many."""
    rows = await unit.all(
        "SELECT session_id FROM numbers_out WHERE until <= ? ORDER BY until LIMIT ?", (unit.now, limit)
    )
    for row in rows:
        await messages.touch(unit, Subject("session", row[0]))
        await unit.run("DELETE FROM numbers_out WHERE session_id = ?", (row[0],))
    return len(rows)


async def next_end(unit: Unit) -> datetime | None:
    """Return when the next numbers are to be taken away."""
    text = await unit.value("SELECT MIN(until) FROM numbers_out")
    return datetime.fromisoformat(text) if text else None
