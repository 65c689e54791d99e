"""Papers kept with a house and used again: insurance certificates and permits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from storage import audit
from storage.ids import FileId, HouseholdId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

Kind = Literal["insurance", "permit"]


class Paper(Frozen):
    """A paper. `valid_until` None: without end."""

    id: int
    household_id: HouseholdId
    kind: Kind
    file_id: FileId | None
    valid_from: date | None
    valid_until: date | None
    given_by: PersonId | None
    given_at: datetime


async def give(
    unit: Unit,
    household: HouseholdId,
    kind: Kind,
    by: PersonId,
    *,
    file: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> None:
    """Keep a paper of a household."""
    row_id = await unit.insert(
        "INSERT INTO papers (household_id, kind, file_id, valid_from, valid_until, given_by, given_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (household, kind, file, _text(valid_from), _text(valid_until), by, unit.now),
    )
    changes = {"paper": (None, row_id), "valid_until": (None, valid_until)}
    await audit.record(unit, by, f"{kind}_given", Subject("household", household), changes)


async def valid_on(unit: Unit, household: HouseholdId, kind: Kind, day: date) -> Paper | None:
    """Return a paper of a household that is valid on a day (Paris), the one valid longest."""
    row = await unit.one(
        "SELECT * FROM papers WHERE household_id = ? AND kind = ? AND COALESCE(valid_from, '') <= ?"
        " AND COALESCE(valid_until, '9999-12-31') >= ? ORDER BY COALESCE(valid_until, '9999-12-31') DESC LIMIT 1",
        (household, kind, day.isoformat(), day.isoformat()),
    )
    return Paper(**dict(row)) if row else None


async def newest(unit: Unit, household: HouseholdId, kind: Kind) -> Paper | None:
    """Return the paper that was given last, valid or not."""
    row = await unit.one(
        "SELECT * FROM papers WHERE household_id = ? AND kind = ? ORDER BY id DESC LIMIT 1", (household, kind)
    )
    return Paper(**dict(row)) if row else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
