"""Incidents: a minimal record, who was told, and the register of a session as it stood then. Nothing medical."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta
from enum import StrEnum

from storage import audit, households, messages, people, sessions
from storage.ids import IncidentId, PersonId, SessionId, Subject
from storage.people import Role
from storage.records import Frozen
from storage.sessions import SELECT, Session, SessionState, read
from storage.store import Unit

BEFORE, AFTER = timedelta(hours=2), timedelta(hours=12)
SAME = timedelta(minutes=10)
"""The same nature, told again by the same person so soon, is the same incident."""


class Nature(StrEnum):
    """What happened, in a word."""

    FALL = "fall"
    CUT = "cut"
    FAINTNESS = "faintness"
    EQUIPMENT = "equipment"
    OTHER = "other"


class Part(StrEnum):
    """Who is told."""

    SUPERVISOR = "supervisor"
    HOUSEHOLD = "household"
    COACH = "coach"
    COORDINATOR = "coordinator"


class Incident(Frozen):
    """An incident. `followed_at`: when a coach or coordinator did what comes after it."""

    id: IncidentId
    session_id: SessionId
    nature: Nature
    declared_by: PersonId | None
    declared_at: datetime
    followed_by: PersonId | None
    followed_at: datetime | None


class Line(Frozen):
    """A seat as the register had it then (`heard`: the briefing), and as attendance has it now."""

    name: str
    heard: bool
    came: str | None
    minutes: int | None
    came_now: str | None
    minutes_now: int | None

    @property
    def corrected(self) -> bool:
        """Whether attendance was noted or changed after the incident."""
        return (self.came, self.minutes) != (self.came_now, self.minutes_now)


def is_time(session: Session, now: datetime) -> bool:
    """Whether an incident of a session may be declared now: from two hours before until twelve hours after."""
    over = session.state is SessionState.CANCELLED
    return not over and session.starts_at - BEFORE <= now <= session.ends_at + AFTER


async def declare(unit: Unit, session: Session, nature: Nature, by: PersonId, tell: Set[Part]) -> IncidentId | None:
    """Keep an incident, whom it is told to and the register as it stands; None: it was declared just before."""
    again = await unit.value(
        "SELECT 1 FROM incidents WHERE session_id = ? AND declared_by = ? AND nature = ? AND declared_at > ?",
        (session.id, by, nature, unit.now - SAME),
    )
    if again:
        return None
    incident = IncidentId(
        await unit.insert(
            "INSERT INTO incidents (session_id, nature, declared_by, declared_at) VALUES (?, ?, ?, ?)",
            (session.id, nature, by, unit.now),
        )
    )
    await _freeze(unit, incident, session.id)
    for person, part in (await to_tell(unit, session, tell)).items():
        if person != by:
            await unit.run(
                "INSERT INTO incident_told (incident_id, person_id, part) VALUES (?, ?, ?)", (incident, person, part)
            )
    await audit.record(unit, by, "incident_declared", Subject("incident", incident), {"nature": (None, nature)})
    await messages.touch(unit, Subject("session", session.id))
    return incident


async def to_tell(unit: Unit, session: Session, tell: Set[Part]) -> dict[PersonId, Part]:
    """Return who would be told, each with their first part."""
    coach = await households.coach(unit, session.household_id)
    by_part = {
        Part.SUPERVISOR: [person.id for person in await sessions.supervisors(unit, session.id)],
        Part.HOUSEHOLD: [person.id for person in await households.members(unit, session.household_id)],
        Part.COACH: [coach] if coach else [],
        Part.COORDINATOR: [person.id for person in await people.with_role(unit, Role.COORDINATOR)],
    }
    found: dict[PersonId, Part] = {}
    for part in Part:
        for person in by_part[part] if part in tell else []:
            found.setdefault(person, part)
    return found


async def _freeze(unit: Unit, incident: IncidentId, session: SessionId) -> None:
    await unit.run(
        "INSERT INTO incident_register (incident_id, sign_up_id, heard, came, minutes)"
        " SELECT ?, sign_ups.id, briefing_heard.sign_up_id IS NOT NULL, came, minutes FROM sign_ups"
        " LEFT JOIN briefing_heard ON briefing_heard.sign_up_id = sign_ups.id"
        " LEFT JOIN attendance ON attendance.sign_up_id = sign_ups.id WHERE session_id = ? AND state = 'seated'",
        (incident, session),
    )


async def get(unit: Unit, incident: int) -> Incident:
    """Return an incident; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM incidents WHERE id = ?", (incident,))
    if row is None:
        raise LookupError(f"no incident {incident}")
    return Incident(**dict(row))


async def of_session(unit: Unit, session: int) -> list[IncidentId]:
    """Return the incidents of a session, the newest first."""
    rows = await unit.all("SELECT id FROM incidents WHERE session_id = ? ORDER BY id DESC", (session,))
    return [IncidentId(row[0]) for row in rows]


async def told(unit: Unit, incident: int) -> dict[PersonId, Part]:
    """Return who was told."""
    rows = await unit.all(
        "SELECT person_id, part FROM incident_told WHERE incident_id = ? ORDER BY person_id", (incident,)
    )
    return {PersonId(row[0]): Part(row[1]) for row in rows}


async def register(unit: Unit, incident: int) -> list[Line]:
    """Return the register as it was frozen, beside what attendance says now."""
    rows = await unit.all(
        "SELECT name, heard, incident_register.came, incident_register.minutes, attendance.came AS came_now,"
        " attendance.minutes AS minutes_now FROM incident_register"
        " JOIN sign_ups ON sign_ups.id = incident_register.sign_up_id JOIN people ON people.id = person_id"
        " LEFT JOIN attendance ON attendance.sign_up_id = sign_ups.id"
        " WHERE incident_id = ? ORDER BY name, sign_ups.id",
        (incident,),
    )
    return [Line(**dict(row)) for row in rows]


async def follow(unit: Unit, incident: int, by: PersonId) -> bool:
    """What comes after was done; False: it was said before."""
    done = await unit.run(
        "UPDATE incidents SET followed_by = ?, followed_at = ? WHERE id = ? AND followed_at IS NULL",
        (by, unit.now, incident),
    )
    if done:
        await audit.record(unit, by, "incident_followed", Subject("incident", incident))
        await messages.touch(unit, Subject("incident", incident))
    return bool(done)


async def to_follow(unit: Unit, coach: PersonId | None, limit: int = 20) -> list[Incident]:
    """Return the incidents of which nobody said that what comes after is done, the oldest first; `coach`: of whom they
    follow, None: all."""
    rows = await unit.all(
        "SELECT incidents.* FROM incidents WHERE followed_at IS NULL AND (:coach IS NULL OR session_id IN ("
        "SELECT sessions.id FROM households JOIN work_days ON household_id = households.id"
        " JOIN sessions ON work_day_id = work_days.id WHERE coach_id = :coach)) ORDER BY id LIMIT :limit",
        {"coach": coach, "limit": limit},
    )
    return [Incident(**dict(row)) for row in rows]


async def under_way(unit: Unit, person: PersonId) -> list[Session]:
    """Return the sessions of now that a person hosts, leads or has a seat in: from two hours before until the end."""
    rows = await unit.all(
        f"{SELECT} WHERE starts_at <= :soon AND ends_at > :now AND sessions.state IN ('preparing', 'confirmed')"
        " AND sessions.id IN (SELECT session_id FROM sign_ups WHERE person_id = :person AND state = 'seated'"
        " UNION SELECT session_id FROM session_supervisors WHERE person_id = :person AND state = 'accepted'"
        " UNION SELECT sessions.id FROM household_members JOIN work_days USING (household_id)"
        " JOIN sessions ON work_day_id = work_days.id WHERE household_members.person_id = :person) ORDER BY starts_at",
        {"person": person, "now": unit.now, "soon": unit.now + BEFORE},
    )
    return [read(row) for row in rows]
