"""Who is to be told, once, what is kept of them: people without Telegram, and those named as emergency contacts.

The notice is handed over, or sent, by somebody they know: who registered them, or named them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import audit
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

TELLERS_AT_ONCE = 20
NAMED = 12
"""So many names stand in one asking; more are counted."""


class About(StrEnum):
    """Whom the notice is for."""

    PERSON = "person"
    CONTACT = "contact"  # whom a person named to be called


class Telling(Frozen):
    """A notice to hand over; `name`: to whom (the person, or their contact), `of`: whose contact that is."""

    id: int
    person_id: PersonId
    about: About
    name: str
    of: str | None
    told_at: datetime | None


_SELECT = (
    "SELECT tellings.id, person_id, about, told_at, CASE about WHEN 'person' THEN people.name ELSE"
    " (SELECT name FROM emergency_contacts WHERE emergency_contacts.person_id = people.id) END AS name,"
    " CASE about WHEN 'contact' THEN people.name END AS of"
    " FROM tellings JOIN people ON people.id = tellings.person_id"
)


def _read(rows: list[Any]) -> list[Telling]:
    return [Telling(**dict(row)) for row in rows if row["name"] is not None]


async def owe(unit: Unit, person: PersonId, about: About, teller: PersonId | None) -> None:
    """Somebody is to be told; named anew (another contact), they are told anew."""
    await unit.run(
        "INSERT INTO tellings (person_id, about, teller_id, created_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id, about) DO UPDATE SET teller_id = excluded.teller_id,"
        " created_at = excluded.created_at, asked_at = NULL, told_at = NULL, told_by = NULL",
        (person, about, teller, unit.now),
    )


async def tellers(unit: Unit) -> list[PersonId]:
    """Return a portion of those who did not get their notices yet."""
    rows = await unit.all(
        "SELECT DISTINCT teller_id FROM tellings WHERE asked_at IS NULL AND told_at IS NULL AND teller_id IS NOT NULL"
        " ORDER BY teller_id LIMIT ?",
        (TELLERS_AT_ONCE,),
    )
    return [PersonId(row[0]) for row in rows]


async def asked(unit: Unit, teller: PersonId) -> int:
    """Note that somebody got all their notices to hand over; return the number of the last one."""
    last = int(await unit.value("SELECT MAX(id) FROM tellings WHERE teller_id = ? AND told_at IS NULL", (teller,)))
    await unit.run(
        "UPDATE tellings SET asked_at = ? WHERE teller_id = ? AND asked_at IS NULL AND told_at IS NULL",
        (unit.now, teller),
    )
    return last


async def open_of(
    unit: Unit, teller: PersonId, *, up_to: int | None = None, limit: int, offset: int = 0
) -> list[Telling]:
    """Return what somebody still has to hand over, oldest first, no further than one number."""
    rows = await unit.all(
        f"{_SELECT} WHERE teller_id = ? AND told_at IS NULL AND tellings.id <= COALESCE(?, tellings.id)"
        " ORDER BY tellings.id LIMIT ? OFFSET ?",
        (teller, up_to, limit, offset),
    )
    return _read(rows)


async def count_open(unit: Unit, teller: PersonId, up_to: int | None = None) -> int:
    """Count what somebody still has to hand over."""
    return int(
        await unit.value(
            "SELECT COUNT(*) FROM tellings WHERE teller_id = ? AND told_at IS NULL AND id <= COALESCE(?, id)",
            (teller, up_to),
        )
    )


async def of_person(unit: Unit, person: PersonId) -> Telling | None:
    """Return whether somebody was told what is kept of them; None where nobody had to tell them."""
    found = _read(await unit.all(f"{_SELECT} WHERE tellings.person_id = ? AND about = 'person'", (person,)))
    return found[0] if found else None


async def teller_of(unit: Unit, telling: int) -> PersonId | None:
    """Return who hands a notice over."""
    found: PersonId | None = await unit.value("SELECT teller_id FROM tellings WHERE id = ?", (telling,))
    return found


async def kinds_unasked(unit: Unit, teller: PersonId) -> list[About]:
    """Return which texts somebody did not get yet."""
    rows = await unit.all(
        "SELECT DISTINCT about FROM tellings WHERE teller_id = ? AND asked_at IS NULL AND told_at IS NULL"
        " ORDER BY about DESC",
        (teller,),
    )
    return [About(row[0]) for row in rows]


async def told(unit: Unit, telling: int, by: PersonId) -> PersonId | None:
    """Note that one notice was handed over; return about whom, None: it was noted before, or there is none."""
    person = await unit.value("SELECT person_id FROM tellings WHERE id = ? AND told_at IS NULL", (telling,))
    if person is None:
        return None
    await unit.run("UPDATE tellings SET told_at = ?, told_by = ? WHERE id = ?", (unit.now, by, telling))
    await audit.record(unit, by, "notice_handed_over", Subject("person", person))
    return PersonId(person)


async def all_told(unit: Unit, teller: PersonId, up_to: int) -> list[PersonId]:
    """Note that somebody handed over all of theirs up to a number; return about whom."""
    rows = await unit.all(
        "SELECT id FROM tellings WHERE teller_id = ? AND told_at IS NULL AND id <= ?", (teller, up_to)
    )
    done = [await told(unit, row["id"], teller) for row in rows]
    return [person for person in done if person is not None]
