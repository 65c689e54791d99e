"""Coaches who are away, and who stands in for them meanwhile: with their rights, and instead of them told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage import audit
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

ACTS_FOR = (
    "SELECT :person UNION SELECT coach_id FROM absences"
    " WHERE cover_id = :person AND starts_at <= :now AND ends_at > :now"
)
"""The coaches in whose place a person acts now, themselves included: part of a statement, wherever it asks for them."""


def reader(table: str = "households") -> str:
    """Return the part of a statement that says who reads now what is for the coach of a row of `table`."""
    cover = (
        f"SELECT cover_id FROM absences WHERE absences.coach_id = {table}.coach_id AND starts_at <= :now"
        " AND ends_at > :now ORDER BY absences.id DESC LIMIT 1"
    )
    return f"COALESCE(({cover}), {table}.coach_id)"


class Absence(Frozen):
    """From when to when a coach is away, and who stands in."""

    id: int
    coach_id: PersonId
    cover_id: PersonId
    starts_at: datetime
    ends_at: datetime


def _read(row: Any) -> Absence:
    return Absence(**{name: row[name] for name in Absence.model_fields})


async def get(unit: Unit, absence: int) -> Absence | None:
    """Return an absence that is not over, or None."""
    row = await unit.one("SELECT * FROM absences WHERE id = ? AND ends_at > ?", (absence, unit.now))
    return _read(row) if row else None


async def of_coach(unit: Unit, coach: int) -> list[Absence]:
    """Return what a coach said of being away that is not over, the soonest first."""
    rows = await unit.all(
        "SELECT * FROM absences WHERE coach_id = ? AND ends_at > ? ORDER BY starts_at LIMIT 8", (coach, unit.now)
    )
    return [_read(row) for row in rows]


async def of_cover(unit: Unit, cover: int) -> list[Absence]:
    """Return the absences for which somebody stands in or will, the soonest first."""
    rows = await unit.all(
        "SELECT * FROM absences WHERE cover_id = ? AND ends_at > ? ORDER BY starts_at LIMIT 8", (cover, unit.now)
    )
    return [_read(row) for row in rows]


async def overlaps(unit: Unit, coach: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether a coach has said before to be away on some of these days."""
    found = await unit.value(
        "SELECT 1 FROM absences WHERE coach_id = ? AND ends_at > ? AND starts_at < ? LIMIT 1",
        (coach, max(starts_at, unit.now), ends_at),
    )
    return found is not None


async def add(unit: Unit, coach: PersonId, cover: PersonId, starts_at: datetime, ends_at: datetime) -> Absence:
    """Note that a coach will be away and who stands in; the caller made sure that `overlaps` nothing."""
    row_id = await unit.insert(
        "INSERT INTO absences (coach_id, cover_id, starts_at, ends_at, created_at) VALUES (?, ?, ?, ?, ?)",
        (coach, cover, starts_at, ends_at, unit.now),
    )
    changes = {"cover": (None, cover), "from": (None, starts_at), "until": (None, ends_at)}
    await audit.record(unit, coach, "absence_told", Subject("person", coach), changes)
    row = await unit.one("SELECT * FROM absences WHERE id = ?", (row_id,))
    return _read(row)


async def end(unit: Unit, absence: Absence, by: PersonId) -> bool:
    """End an absence now, before its time or before it began; False when it was over."""
    ended = await unit.run("DELETE FROM absences WHERE id = ? AND ends_at > ?", (absence.id, unit.now))
    if ended:
        changes = {"cover": (absence.cover_id, None), "until": (absence.ends_at, unit.now)}
        await audit.record(unit, by, "absence_ended", Subject("person", absence.coach_id), changes)
    return bool(ended)


async def acts_for(unit: Unit, person: PersonId) -> frozenset[PersonId]:
    """Return the coaches in whose place a person acts now, themselves included."""
    rows = await unit.all(ACTS_FOR, {"person": person, "now": unit.now})
    return frozenset(PersonId(row[0]) for row in rows)


async def reader_for(unit: Unit, coach: PersonId) -> PersonId:
    """Return who reads now what is for a coach: themselves, or who stands in for them."""
    found: PersonId | None = await unit.value(
        "SELECT cover_id FROM absences JOIN people ON people.id = cover_id WHERE coach_id = ? AND starts_at <= ?"
        " AND ends_at > ? AND excluded_at IS NULL ORDER BY absences.id DESC LIMIT 1",
        (coach, unit.now, unit.now),
    )
    return coach if found is None else found
