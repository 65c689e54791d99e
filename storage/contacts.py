"""Emergency contacts: one person to call, told by whoever they are for."""

from __future__ import annotations

from datetime import datetime

from storage import audit
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
    """Keep a person's emergency contact in place of the one before."""
    await unit.run(
        "INSERT INTO emergency_contacts (person_id, name, phone, told_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id)"
        " DO UPDATE SET name = excluded.name, phone = excluded.phone, told_at = excluded.told_at",
        (person, name, phone, unit.now),
    )
    await audit.record(unit, by or person, "emergency_contact_set", Subject("person", person))
    found = await emergency_contact(unit, person)
    assert found is not None
    return found
