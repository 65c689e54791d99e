"""Emergency contacts: one person to call, told by whoever they are for."""

from __future__ import annotations

from datetime import datetime

from storage import audit, tellings
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class EmergencyContact(Frozen):
    """Who is called when something happens. The number is private: shown to the person and on the session's sheet."""

    person_id: PersonId
    name: str
    phone: str
    told_at: datetime


async def emergency_contact(unit: Unit, person: int) -> EmergencyContact | None:
    """Return a person's emergency contact."""
    row = await unit.one("SELECT * FROM emergency_contacts WHERE person_id = ?", (person,))
    return EmergencyContact(**dict(row)) if row else None


async def set_emergency_contact(
    unit: Unit, person: PersonId, name: str, phone: str, by: PersonId | None = None
) -> EmergencyContact:
    """Keep a person's emergency contact in place of the one before; who is named is to be told (see `tellings`)."""
    before = await emergency_contact(unit, person)
    await unit.run(
        "INSERT INTO emergency_contacts (person_id, name, phone, told_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id)"
        " DO UPDATE SET name = excluded.name, phone = excluded.phone, told_at = excluded.told_at",
        (person, name, phone, unit.now),
    )
    await audit.record(unit, by or person, "emergency_contact_set", Subject("person", person))
    teller = by or person
    if (before is None or before.phone != phone) and name != await unit.value(
        "SELECT name FROM people WHERE id = ?", (teller,)
    ):
        await tellings.owe(unit, person, tellings.About.CONTACT, teller)
    found = await emergency_contact(unit, person)
    assert found is not None
    return found


class Reached(Frozen):
    """Someone who comes to a session, and whom to call for them (None: not told)."""

    name: str
    minor: bool
    contact: str | None
    phone: str | None


async def of_session(unit: Unit, session: int) -> list[Reached]:
    """Return those who have a seat in a session, by name, with whom to call."""
    rows = await unit.all(
        "SELECT people.name, guardian_id IS NOT NULL AS minor, emergency_contacts.name AS contact,"
        " emergency_contacts.phone FROM sign_ups JOIN people ON people.id = sign_ups.person_id"
        " LEFT JOIN emergency_contacts ON emergency_contacts.person_id = people.id"
        " WHERE session_id = ? AND state = 'seated' ORDER BY people.name, people.id",
        (session,),
    )
    return [Reached(**dict(row)) for row in rows]
