"""Everything held of a person, read from the register: what they are given when they ask for it."""

from __future__ import annotations

import json
from typing import Any

from storage.clock import to_text
from storage.ids import PersonId
from storage.personal_data import Table, register
from storage.store import Unit

Rows = list[dict[str, Any]]
_JSON = "{["


async def export(unit: Unit, person: PersonId) -> dict[str, Any]:
    """Return all that is held of a person, table by table, with what is held of their households.

    Of each table the columns of the register that are exported; JSON is read, moments stay as they are kept (UTC).
    """
    found: dict[str, Rows] = {}
    for name, table in register().items():
        if table.exported():
            rows = await _of_person(unit, name, table, person)
            if rows:
                found[name] = rows
    return {"format": "coopter-export-1", "made_at": to_text(unit.now), "person": person, "data": found}


async def counts(unit: Unit, person: PersonId) -> dict[str, int]:
    """Return of how much something is held: seats, sessions attended, words written, files, households."""
    return {name: int(await unit.value(sql, (person,))) for name, sql in _COUNTED.items()}


_COUNTED = {
    "seats": "SELECT COUNT(*) FROM sign_ups WHERE person_id = ?",
    "attended": "SELECT COUNT(*) FROM attendance JOIN sign_ups ON sign_ups.id = sign_up_id WHERE person_id = ?",
    "words": "SELECT COUNT(*) FROM thread_messages WHERE author_id = ?",
    "files": "SELECT COUNT(*) FROM files WHERE owner_id = ?",
    "households": "SELECT COUNT(*) FROM household_members WHERE person_id = ?",
    "contact": "SELECT COUNT(*) FROM emergency_contacts WHERE person_id = ?",
}


async def _of_person(unit: Unit, name: str, table: Table, person: PersonId) -> Rows:
    conditions = [(condition, person) for condition in [table.seen or table.person] if condition]
    if table.household:
        rows = await unit.all("SELECT household_id FROM household_members WHERE person_id = ?", (person,))
        conditions += [(table.household, row["household_id"]) for row in rows]
    found: Rows = []
    columns = ", ".join(table.exported())
    for condition, key in conditions:
        rows = await unit.all(f"SELECT {columns} FROM {name} WHERE {condition}", {"id": key})
        found += [{column: _read(value) for column, value in dict(row).items()} for row in rows]
    return found


def _read(value: Any) -> Any:
    """Read a column that holds JSON; a text that only looks so stays as it is."""
    if isinstance(value, str) and value[:1] in _JSON and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
