"""Companions: people without Telegram whom somebody brings; minors of 16 or 17 whom their guardian registers."""

from __future__ import annotations

from datetime import date

from storage import consents, memberships, people, tellings
from storage.choices import Choices
from storage.ids import PersonId
from storage.people import Person
from storage.store import Unit


async def known(unit: Unit, by: PersonId, *, minors: bool) -> list[Person]:
    """Return whom a person registered before, by name."""
    rows = await unit.all(
        "SELECT id FROM people WHERE registered_by = ? AND telegram_id IS NULL AND excluded_at IS NULL"
        " AND (guardian_id IS NOT NULL) = ? ORDER BY name LIMIT 6",
        (by, minors),
    )
    return [await people.get(unit, row[0]) for row in rows]


async def add_adult(unit: Unit, name: str, by: PersonId, choices: Choices) -> Person:
    """Register an adult who accepted the charter beside who brings them, or find them again by name."""
    for one in await known(unit, by, minors=False):
        if one.name.casefold() == name.casefold():
            return one
    return await _add(unit, name, by, choices)


async def add_minor(unit: Unit, name: str, born_on: date, guardian: PersonId, choices: Choices) -> Person:
    """Register a minor with their guardian's consent, or find them again by name and day of birth."""
    row = await unit.one(
        "SELECT id FROM people WHERE guardian_id = ? AND name = ? AND born_on = ?",
        (guardian, name, born_on.isoformat()),
    )
    if row is not None:
        await consents.give(unit, PersonId(row[0]), guardian)
        return await people.get(unit, row[0])
    added = await _add(unit, name, guardian, choices)
    await unit.run(
        "UPDATE people SET guardian_id = ?, born_on = ? WHERE id = ?", (guardian, born_on.isoformat(), added.id)
    )
    await consents.give(unit, added.id, guardian)
    return await people.get(unit, added.id)


async def _add(unit: Unit, name: str, by: PersonId, choices: Choices) -> Person:
    added = await people.add(unit, name, registered_by=by)
    await people.accept_charter(unit, added.id, choices.charter_version, choices.notice_version)
    await memberships.ask(unit, added.id)
    await tellings.owe(unit, added.id, tellings.About.PERSON, by)
    return await people.get(unit, added.id)
