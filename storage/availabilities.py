"""When coaches receive: the windows they publish, and the slots a household can still pick in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from storage import appointments, audit
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class Availability(Frozen):
    """A window in which a coach makes visits."""

    id: int
    coach_id: PersonId
    starts_at: datetime
    ends_at: datetime


class Slot(Frozen):
    """A visit that could be booked."""

    coach_id: PersonId
    starts_at: datetime
    ends_at: datetime


def _read(row: Any) -> Availability:
    return Availability(**{name: row[name] for name in Availability.model_fields})


async def publish(unit: Unit, coach: PersonId, starts_at: datetime, ends_at: datetime) -> None:
    """Open a window; one that touches it is joined with it."""
    touching = await unit.all(
        "SELECT * FROM availabilities WHERE coach_id = ? AND state = 'open' AND starts_at <= ? AND ends_at >= ?",
        (coach, ends_at, starts_at),
    )
    windows = [_read(row) for row in touching]
    starts_at = min([starts_at, *(window.starts_at for window in windows)])
    ends_at = max([ends_at, *(window.ends_at for window in windows)])
    for window in windows:
        await close(unit, window.id, coach)
    row_id = await unit.insert(
        "INSERT INTO availabilities (coach_id, starts_at, ends_at) VALUES (?, ?, ?)", (coach, starts_at, ends_at)
    )
    await audit.record(unit, coach, "availability_published", Subject("availability", row_id))


async def close(unit: Unit, window: int, coach: PersonId) -> bool:
    """Close one's own window; appointments made in it stay."""
    closed = await unit.run(
        "UPDATE availabilities SET state = 'closed' WHERE id = ? AND coach_id = ? AND state = 'open'", (window, coach)
    )
    return closed > 0


async def coming(unit: Unit, coach: PersonId, limit: int = 8) -> list[Availability]:
    """Return a coach's open windows."""
    rows = await unit.all(
        "SELECT * FROM availabilities WHERE coach_id = ? AND state = 'open' AND ends_at > ? ORDER BY starts_at LIMIT ?",
        (coach, unit.now, limit),
    )
    return [_read(row) for row in rows]


async def free_slots(unit: Unit, choices: Choices, limit: int = 8, coach: PersonId | None = None) -> list[Slot]:
    """Return the next visits that can be booked: whole ones inside the windows, travel kept between them.

    `coach`: only theirs.
    """
    rows = await unit.all(
        "SELECT * FROM availabilities WHERE state = 'open' AND ends_at > ? AND coach_id = COALESCE(?, coach_id)"
        " ORDER BY starts_at LIMIT 200",
        (unit.now, coach),
    )
    visit = timedelta(minutes=choices.visit_minutes)
    step = visit + timedelta(minutes=choices.travel_margin_minutes)
    found: list[Slot] = []
    for window in map(_read, rows):
        starts_at = window.starts_at
        while starts_at + visit <= window.ends_at and len(found) < limit:
            slot = Slot(coach_id=window.coach_id, starts_at=starts_at, ends_at=starts_at + visit)
            clash = await appointments.clashes(unit, slot.coach_id, slot.starts_at, slot.ends_at, choices)
            if starts_at > unit.now and not clash:
                found.append(slot)
            starts_at += step
    return sorted(found, key=lambda slot: slot.starts_at)[:limit]
