"""Who leads a session: asked, accepting, declining, withdrawing, and which works are still without anyone qualified."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from storage import audit, people
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.people import Person
from storage.sessions import SELECT, Session, SessionState, get_session, read
from storage.store import Unit


class LeadVerdict(StrEnum):
    """What became of «J'encadre»."""

    ACCEPTED = "accepted"
    ALREADY = "already"  # pressed twice, harmless
    NOT_QUALIFIED = "not_qualified"
    BUSY = "busy"  # leads another session at that time
    OVER = "over"  # past, cancelled, held
    NOT_LEADING = "not_leading"  # withdraws without having accepted


async def ask(unit: Unit, session: int, person: PersonId) -> bool:
    """Note that a person is asked to lead a session; False when they were asked before."""
    added = await unit.run(
        "INSERT INTO session_supervisors (session_id, person_id, state, changed_at) VALUES (?, ?, 'asked', ?)"
        " ON CONFLICT DO NOTHING",
        (session, person, unit.now),
    )
    return bool(added)


async def accept(unit: Unit, session_id: int, person: PersonId, choices: Choices) -> LeadVerdict:
    """A qualified supervisor takes a session; several may."""
    session = await get_session(unit, session_id)
    if not session.is_open or session.starts_at <= unit.now:
        return LeadVerdict.OVER
    if await _state(unit, session_id, person) == "accepted":
        return LeadVerdict.ALREADY
    if not await qualified(unit, person, session.works, choices):
        return LeadVerdict.NOT_QUALIFIED
    if await _leads_meanwhile(unit, session, person):
        return LeadVerdict.BUSY
    await _set(unit, session_id, person, "accepted")
    return LeadVerdict.ACCEPTED


async def withdraw(unit: Unit, session_id: int, person: PersonId) -> LeadVerdict:
    """A supervisor hands a session back; the caller refreshes the gate."""
    if await _state(unit, session_id, person) != "accepted":
        return LeadVerdict.NOT_LEADING
    if not (await get_session(unit, session_id)).is_open:
        return LeadVerdict.OVER
    await _set(unit, session_id, person, "withdrawn")
    return LeadVerdict.ACCEPTED


async def was_handed_back(unit: Unit, session: int) -> bool:
    """Whether somebody who led a session gave it up."""
    found = await unit.value(
        "SELECT 1 FROM session_supervisors WHERE session_id = ? AND state = 'withdrawn'", (session,)
    )
    return found is not None


async def decline(unit: Unit, session_id: int, person: PersonId) -> None:
    """A supervisor who was asked will not lead; one who leads withdraws instead."""
    if await _state(unit, session_id, person) != "accepted":
        await _set(unit, session_id, person, "declined")


async def _state(unit: Unit, session: int, person: PersonId) -> str | None:
    found: str | None = await unit.value(
        "SELECT state FROM session_supervisors WHERE session_id = ? AND person_id = ?", (session, person)
    )
    return found


async def _set(unit: Unit, session: int, person: PersonId, state: str) -> None:
    before = await _state(unit, session, person)
    await unit.run(
        "INSERT INTO session_supervisors (session_id, person_id, state, changed_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (session_id, person_id) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at",
        (session, person, state, unit.now),
    )
    changes = {"supervisor": (before, state)}
    await audit.record(unit, person, f"supervisor_{state}", Subject("session", session), changes)


async def qualified(unit: Unit, person: PersonId, works: Iterable[str], choices: Choices) -> bool:
    """Whether a supervisor may lead at least one of these works, or none of them asks for a qualification."""
    return suits(works, await people.qualifications(unit, person), choices)


def suits(works: Iterable[str], own: Iterable[str], choices: Choices) -> bool:
    """Whether these qualifications allow to lead at least one of these works."""
    needed = set(works) - set(choices.open_works)
    return not needed or bool(needed & set(own))


async def nearest(
    unit: Unit, works: Iterable[str], needed: Sequence[int], choices: Choices, circles: Iterable[Sequence[str]]
) -> list[Person]:
    """Return the next wave of supervisors to ask about sessions: who may lead one of these works and was not asked yet.

    Those of the first circle of communes (INSEE codes) come first, then those of the next, then everybody else.
    """
    found: list[PersonId] = []
    values: dict[str, object] = {
        "works": json.dumps(sorted(set(works) - set(choices.open_works))), "sessions": json.dumps(list(needed)),
        "count": len(needed), "communes": "[]", "wave": choices.supervisor_wave,
    }  # fmt: skip
    for circle in (*circles, None):
        if len(found) < choices.supervisor_wave:
            where = "1" if circle is None else "commune IN (SELECT value FROM json_each(:communes))"
            rows = await unit.all(f"{_ABLE} AND {where} LIMIT :wave", {**values, "communes": json.dumps(circle or ())})
            found += [row[0] for row in rows if row[0] not in found]
    return [await people.get(unit, person) for person in found[: choices.supervisor_wave]]


_ABLE = (
    "SELECT id FROM people WHERE leads = 1 AND telegram_id IS NOT NULL AND unreachable IS NULL AND excluded_at IS NULL"
    " AND (:works = '[]' OR EXISTS (SELECT 1 FROM qualifications WHERE person_id = people.id"
    " AND work IN (SELECT value FROM json_each(:works))))"
    " AND (SELECT COUNT(*) FROM session_supervisors WHERE person_id = people.id"
    " AND session_id IN (SELECT value FROM json_each(:sessions))) < :count"
)


async def silent(unit: Unit, needed: Iterable[int], limit: int) -> list[Person]:
    """Return those who were asked about one of these sessions and said nothing yet, the last asked first."""
    rows = await unit.all(
        "SELECT person_id FROM session_supervisors WHERE session_id IN (SELECT value FROM json_each(?))"
        " AND state = 'asked' GROUP BY person_id ORDER BY MAX(changed_at) DESC, person_id LIMIT ?",
        (json.dumps(list(needed)), limit),
    )
    return [await people.get(unit, row[0]) for row in rows]


async def last_asked(unit: Unit, needed: Iterable[int]) -> datetime | None:
    """Return when somebody who said nothing yet was asked last about one of these sessions."""
    text = await unit.value(
        "SELECT MAX(changed_at) FROM session_supervisors WHERE session_id IN (SELECT value FROM json_each(?))"
        " AND state = 'asked'",
        (json.dumps(list(needed)),),
    )
    return datetime.fromisoformat(text) if text else None


async def count_asked(unit: Unit, needed: Iterable[int]) -> int:
    """Count who was asked to lead one of these sessions, whatever they said."""
    found: int = await unit.value(
        "SELECT COUNT(DISTINCT person_id) FROM session_supervisors"
        " WHERE session_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(needed)),),
    )
    return found


async def uncovered(unit: Unit, session: Session, choices: Choices) -> list[str]:
    """Return the works nobody qualified leads yet; all of them while nobody leads at all."""
    leading = await unit.value(
        "SELECT COUNT(*) FROM session_supervisors WHERE session_id = ? AND state = 'accepted'", (session.id,)
    )
    if not leading:
        return list(session.works)
    rows = await unit.all(
        "SELECT DISTINCT work FROM qualifications JOIN session_supervisors USING (person_id)"
        " WHERE session_id = ? AND session_supervisors.state = 'accepted'",
        (session.id,),
    )
    covered = {row[0] for row in rows} | set(choices.open_works)
    return [work for work in session.works if work not in covered]


async def _leads_meanwhile(unit: Unit, session: Session, person: PersonId) -> bool:
    found = await unit.value(
        "SELECT 1 FROM session_supervisors JOIN sessions ON sessions.id = session_id"
        " WHERE person_id = ? AND session_supervisors.state = 'accepted' AND session_id <> ?"
        " AND sessions.state IN ('preparing', 'confirmed') AND starts_at < ? AND ends_at > ?",
        (person, session.id, session.ends_at, session.starts_at),
    )
    return found is not None


async def led_by(unit: Unit, person: PersonId, limit: int = 20) -> list[Session]:
    """Return the sessions to come that a person leads, in order of time."""
    rows = await unit.all(
        f"{SELECT} JOIN session_supervisors ON session_id = sessions.id WHERE person_id = ?"
        " AND session_supervisors.state = 'accepted' AND ends_at > ?"
        " AND sessions.state IN ('preparing', 'confirmed') ORDER BY starts_at LIMIT ?",
        (person, unit.now, limit),
    )
    return [read(row) for row in rows]


_ALONE = (
    f"starts_at > :now AND sessions.state = '{SessionState.PREPARING}' AND NOT EXISTS ("
    "SELECT 1 FROM session_supervisors WHERE session_id = sessions.id AND state = 'accepted')"
    " ORDER BY starts_at, sessions.id"
)


async def alone(unit: Unit, work_day: int) -> list[Session]:
    """Return the sessions to come of a work day that nobody leads, in order of time."""
    rows = await unit.all(f"{SELECT} WHERE work_day_id = :day AND +{_ALONE}", {"now": unit.now, "day": work_day})
    return [read(row) for row in rows]


async def wanting(unit: Unit, person: PersonId, choices: Choices, limit: int) -> list[Session]:
    """Return the first session of each work day that nobody leads and this person may, `limit` work days at most.

    Looked for among the next sessions only: who has not found one by then is asked when their turn comes.
    """
    own = await people.qualifications(unit, person)
    rows = await unit.all(
        "SELECT sessions.id, work_day_id, works FROM sessions JOIN work_days ON work_days.id = work_day_id"
        f" WHERE {_ALONE} LIMIT :next",
        {"now": unit.now, "next": LOOKED_THROUGH},
    )
    firsts: dict[int, int] = {}
    for row in rows:
        if row["work_day_id"] not in firsts and suits(json.loads(row["works"]), own, choices):
            firsts[row["work_day_id"]] = row["id"]
    return [await get_session(unit, session) for session in list(firsts.values())[:limit]]


LOOKED_THROUGH = 60


async def alone_since(unit: Unit, session: Session) -> datetime:
    """Return since when nobody leads a session: since it was posted, or since the last one withdrew."""
    text = await unit.value(
        "SELECT MAX(created_at, COALESCE((SELECT MAX(changed_at) FROM session_supervisors"
        " WHERE session_id = ? AND state = 'withdrawn'), '')) FROM work_days WHERE id = ?",
        (session.id, session.work_day_id),
    )
    return datetime.fromisoformat(text)


async def asked(unit: Unit, sessions: Iterable[int], person: PersonId) -> dict[int, str]:
    """Return, for those of the sessions about which a person was asked, what they said (`asked`: nothing yet)."""
    rows = await unit.all(
        "SELECT session_id, state FROM session_supervisors WHERE person_id = ?"
        " AND session_id IN (SELECT value FROM json_each(?))",
        (person, json.dumps(list(sessions))),
    )
    return {row[0]: row[1] for row in rows}


async def unanswered(unit: Unit, session: int) -> list[PersonId]:
    """Return who was asked to lead a session and said nothing."""
    sql = "SELECT person_id FROM session_supervisors WHERE session_id = ? AND state = 'asked'"
    return [PersonId(row[0]) for row in await unit.all(sql, (session,))]
