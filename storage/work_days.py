"""Work days: what a household posts. The hours, seats and states are those of its sessions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from storage import audit
from storage.ids import HouseholdId, PersonId, Subject, WorkDayId
from storage.recalling import recalled
from storage.records import Frozen
from storage.store import Unit

Meal = Literal["offered", "shared", "bring"]


class WorkDayState(StrEnum):
    """Where a posting stands."""

    OPEN = "open"
    CANCELLED = "cancelled"
    CLOSED = "closed"


TRANSITIONS: dict[WorkDayState, set[WorkDayState]] = {
    WorkDayState.OPEN: {WorkDayState.CANCELLED, WorkDayState.CLOSED},
    WorkDayState.CANCELLED: set(),
    WorkDayState.CLOSED: set(),
}
"""From each state, where a posting may go."""


class Plan(Frozen):
    """What a posting says. None: nothing was said; an empty `equipment` or `toilets`: there are, without details.

    `commune` is an INSEE code; `address` and `access` reach only those who may see them; `tools`: what helpers bring;
    `minors`: 16 and 17 welcome; `risky`: height or power tools; `min_helpers`: fewer in a session are too few.
    """

    works: tuple[str, ...]
    commune: str
    description: str = ""
    address: str | None = None
    access: str | None = None
    meal: Meal | None = None
    skills: str = ""
    tools: str = ""
    equipment: str | None = None
    materials_ready: bool = False
    minors: bool = False
    risky: bool = False
    permit_needed: bool = False
    host_present: bool = False
    toilets: str | None = None
    min_helpers: int | None = None
    lot_id: int | None = None  # the lot of the plan of works it is for
    lodging: bool = False


class WorkDay(Plan):
    """A posting: one card, one or several sessions. `coach_id`: who follows the household now."""

    id: WorkDayId
    household_id: HouseholdId
    household_name: str
    coach_id: PersonId | None
    posted_by: PersonId | None
    state: WorkDayState
    version: int
    created_at: datetime


class Hours(Frozen):
    """One session to be: its hours (aware), its seats for building, and those for helping otherwise."""

    starts_at: datetime
    ends_at: datetime
    seats: int
    cooking: int = 0
    welcoming: int = 0
    child_minding: int = 0


_SELECT = (
    "SELECT work_days.*, households.name AS household_name, households.coach_id AS coach_id FROM work_days"
    " JOIN households ON households.id = work_days.household_id"
)


def _read(row: Any) -> WorkDay:
    fields = dict(row)
    fields["works"] = json.loads(fields["works"])
    return WorkDay(**fields)


async def post(unit: Unit, household: HouseholdId, by: PersonId, plan: Plan, sessions: Sequence[Hours]) -> WorkDay:
    """Post a work day and open its sessions, in preparation."""
    columns = [*Plan.model_fields]
    values = [_stored(name, getattr(plan, name)) for name in columns]
    row_id = await unit.insert(
        f"INSERT INTO work_days (household_id, posted_by, created_at, {', '.join(columns)})"
        f" VALUES (?, ?, ?{', ?' * len(columns)})",
        (household, by, unit.now, *values),
    )
    await unit.many(
        "INSERT INTO sessions (work_day_id, starts_at, ends_at, seats, cooking, welcoming, child_minding)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(row_id, *hours.model_dump().values()) for hours in sessions],
    )
    await audit.record(unit, by, "work_day_posted", Subject("work_day", row_id), {"sessions": (None, len(sessions))})
    return await get_work_day(unit, row_id)


@recalled
async def get_work_day(unit: Unit, work_day: int) -> WorkDay:
    """Return a posting; raise LookupError when there is none."""
    row = await unit.one(f"{_SELECT} WHERE work_days.id = ?", (work_day,))
    if row is None:
        raise LookupError(f"no work day {work_day}")
    return _read(row)


async def exists(unit: Unit, work_day: int) -> bool:
    """Tell whether there is such a posting."""
    return await unit.value("SELECT 1 FROM work_days WHERE id = ?", (work_day,)) is not None


async def of_households(unit: Unit, households: Sequence[int], limit: int = 20) -> list[WorkDay]:
    """Return open postings of some households that still have a session to come, the nearest first."""
    first = (
        "(SELECT MIN(starts_at) FROM sessions"
        " WHERE work_day_id = work_days.id AND ends_at > ? AND state <> 'cancelled')"
    )
    rows = await unit.all(
        f"SELECT * FROM ({_SELECT} WHERE household_id IN (SELECT value FROM json_each(?)) AND work_days.state = 'open')"
        f" AS work_days WHERE {first} IS NOT NULL ORDER BY {first} LIMIT ?",
        (json.dumps(list(households)), unit.now, unit.now, limit),
    )
    return [_read(row) for row in rows]


async def coming(unit: Unit, *, commune: str | None = None, limit: int = 20) -> list[WorkDay]:
    """Return open postings with a session that people may still join, the nearest first; `commune`: an INSEE code."""
    rows = await unit.all(
        f"{_SELECT} JOIN ({_SOON if commune is None else _IN_COMMUNE}) ON work_day_id = work_days.id"
        " ORDER BY first LIMIT :limit",
        {"now": unit.now, "commune": commune, "limit": limit, "sessions": limit * MOST_SESSIONS},
    )
    return [_read(row) for row in rows]


MOST_SESSIONS = 20
"""Of one work day, more than any has: that many times as many sessions hold as many work days as are wanted."""
_OPEN = "starts_at > :now AND sessions.state IN ('preparing', 'confirmed') AND work_days.state = 'open'"
_SOON = (
    "SELECT work_day_id, MIN(starts_at) AS first FROM (SELECT work_day_id, starts_at FROM sessions CROSS JOIN work_days"
    f" ON work_days.id = work_day_id WHERE {_OPEN} ORDER BY starts_at LIMIT :sessions) GROUP BY work_day_id"
)
_IN_COMMUNE = (
    "SELECT work_day_id, MIN(starts_at) AS first FROM work_days CROSS JOIN sessions ON work_days.id = work_day_id"
    f" WHERE commune = :commune AND {_OPEN} GROUP BY work_day_id"
)


async def change(
    unit: Unit, work_day: int, by: PersonId | None, fields: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Change what a posting says (fields of `Plan`); return each field that differs, before and after."""
    before = await get_work_day(unit, work_day)
    changes = {name: (getattr(before, name), value) for name, value in fields.items() if getattr(before, name) != value}
    for name, (_, value) in changes.items():
        if name not in Plan.model_fields:
            raise ValueError(f"{name} is not changed this way")
        await unit.run(f"UPDATE work_days SET {name} = ? WHERE id = ?", (_stored(name, value), work_day))
    if changes:
        await unit.run("UPDATE work_days SET version = version + 1 WHERE id = ?", (work_day,))
        await audit.record(unit, by, "work_day_changed", Subject("work_day", work_day), changes)
    return changes


async def move_to(unit: Unit, work_day: int, state: WorkDayState, by: PersonId | None) -> bool:
    """Bring a posting to a state; False, and nothing changed, where the table does not allow it."""
    before = await get_work_day(unit, work_day)
    if state not in TRANSITIONS[before.state]:
        return False
    await unit.run("UPDATE work_days SET state = ? WHERE id = ?", (state, work_day))
    await audit.record(unit, by, "work_day_state", Subject("work_day", work_day), {"state": (before.state, state)})
    return True


def _stored(name: str, value: Any) -> Any:
    return json.dumps(list(value)) if name == "works" else value
