"""Notes on a household between those who follow it. The household reads them in the copy of its data."""

from __future__ import annotations

from datetime import datetime

from storage import audit
from storage.ids import HouseholdId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

LENGTH = 1500


class Note(Frozen):
    """A note, who wrote it and when."""

    id: int
    author_id: PersonId | None
    author: str | None
    text: str
    written_at: datetime


async def add(unit: Unit, household: HouseholdId, author: PersonId, text: str) -> None:
    """Add a note."""
    await unit.insert(
        "INSERT INTO household_notes (household_id, author_id, text, written_at) VALUES (?, ?, ?, ?)",
        (household, author, text, unit.now),
    )
    await audit.record(unit, author, "note_added", Subject("household", household), {"text": (None, None)})


async def remove(unit: Unit, household: HouseholdId, note: int, author: PersonId) -> bool:
    """Remove a note its author wrote; False when there is none such."""
    removed = await unit.run(
        "DELETE FROM household_notes WHERE id = ? AND household_id = ? AND author_id = ?", (note, household, author)
    )
    if removed:
        await audit.record(unit, author, "note_removed", Subject("household", household), {"text": (None, None)})
    return bool(removed)


async def of_household(unit: Unit, household: int, *, limit: int, before: int | None = None) -> list[Note]:
    """Return notes, the newest first; `before`: those older than this one."""
    rows = await unit.all(
        "SELECT household_notes.id, author_id, name AS author, text, written_at FROM household_notes"
        " LEFT JOIN people ON people.id = author_id WHERE household_id = ? AND household_notes.id < ?"
        " ORDER BY household_notes.id DESC LIMIT ?",
        (household, 2**62 if before is None else before, limit),
    )
    return [Note(**dict(row)) for row in rows]


async def count(unit: Unit, household: int) -> int:
    """Return how many notes a household has."""
    return int(await unit.value("SELECT COUNT(*) FROM household_notes WHERE household_id = ?", (household,)))
