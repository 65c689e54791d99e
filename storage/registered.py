"""People without Telegram: registered by somebody who acts for them, with the charter they signed on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from storage import audit, memberships, messages, people, tellings
from storage.absences import ACTS_FOR
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.people import Person, Role
from storage.records import Frozen
from storage.store import Unit


class PaperCharter(Frozen):
    """The charter somebody signed on paper; `held_by`: who holds it, in words."""

    person_id: PersonId
    signed_on: date
    held_by: str | None


async def register(
    unit: Unit, name: str, by: PersonId, choices: Choices, *, phone: str | None, signed_on: date, held_by: str | None
) -> Person:
    """Register somebody who signed the charter on paper, or find again whom the same person registered so."""
    again = await _again(unit, name, by)
    if again is not None:
        return again
    added = await people.add(unit, name, registered_by=by)
    if phone is not None:
        await people.change(unit, added.id, by, phone=phone)
    await sign(unit, added.id, signed_on, held_by, by, choices)
    await memberships.ask(unit, added.id)
    await tellings.owe(unit, added.id, tellings.About.PERSON, by)
    return await people.get(unit, added.id)


async def _again(unit: Unit, name: str, by: PersonId) -> Person | None:
    rows = await unit.all(
        "SELECT id, name FROM people WHERE registered_by = ? AND telegram_id IS NULL AND excluded_at IS NULL"
        " AND guardian_id IS NULL",
        (by,),
    )
    known = next((row["id"] for row in rows if row["name"].casefold() == name.casefold()), None)
    return await people.get(unit, known) if known is not None else None


async def sign(
    unit: Unit, person: PersonId, signed_on: date, held_by: str | None, by: PersonId, choices: Choices
) -> None:
    """Note the charter signed on paper: from now on they take seats like anybody."""
    await unit.run(
        "INSERT INTO paper_charters (person_id, signed_on, held_by, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET signed_on = excluded.signed_on, held_by = excluded.held_by,"
        " recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at",
        (person, signed_on.isoformat(), held_by, by, unit.now),
    )
    await people.accept_charter(unit, person, choices.charter_version, choices.notice_version)
    await audit.record(unit, by, "paper_charter", Subject("person", person), {"signed_on": (None, signed_on)})


async def paper_charter(unit: Unit, person: PersonId) -> PaperCharter | None:
    """Return the charter somebody signed on paper."""
    row = await unit.one("SELECT person_id, signed_on, held_by FROM paper_charters WHERE person_id = ?", (person,))
    return PaperCharter(**dict(row)) if row else None


async def listed(unit: Unit, reader: Person, *, limit: int, offset: int = 0) -> list[Person]:
    """Return people without Telegram for whom somebody may act, by name: coordinators see all of them."""
    page = " ORDER BY name, id LIMIT :limit OFFSET :offset"
    everyone = "SELECT id FROM people WHERE telegram_id IS NULL AND excluded_at IS NULL"
    sql = everyone + page if reader.has(Role.COORDINATOR) else f"{_OWN} AND excluded_at IS NULL{page}"
    rows = await unit.all(sql, {"person": reader.id, "now": unit.now, "limit": limit, "offset": offset})
    return [await people.get(unit, row["id"]) for row in rows]


_COACHED = (
    "SELECT person_id FROM households CROSS JOIN household_members ON household_id = households.id"
    f" WHERE coach_id IN ({ACTS_FOR}) AND state = 'active'"
)
_OWN = (
    "SELECT id, name FROM people WHERE telegram_id IS NULL AND id IN"
    f" (SELECT id FROM people WHERE registered_by IN ({ACTS_FOR})"
    " UNION SELECT id FROM people WHERE guardian_id = :person"
    f" UNION {_COACHED}"
    f" UNION SELECT theirs.id FROM ({_COACHED}) AS coached CROSS JOIN people AS theirs"
    " ON theirs.registered_by = coached.person_id)"
)


async def ask_erasure(unit: Unit, person: PersonId, by: PersonId) -> bool:
    """Note that somebody would like to be forgotten, said through who acts for them; False: noted before."""
    asked: Any = await unit.run(
        "UPDATE people SET erasure_asked_at = ? WHERE id = ? AND erasure_asked_at IS NULL", (unit.now, person)
    )
    if asked:
        await audit.record(unit, by, "erasure_asked", Subject("person", person))
        await messages.touch(unit, Subject("person", person))
    return bool(asked)


async def erasure_asked(unit: Unit, person: PersonId) -> bool:
    """Tell whether they asked to be forgotten."""
    return await unit.value("SELECT erasure_asked_at FROM people WHERE id = ?", (person,)) is not None
