"""Cohorts: the households that go through the programme together."""

from __future__ import annotations

from datetime import date

from storage.ids import CohortId
from storage.records import Frozen
from storage.store import Unit


class Cohort(Frozen):
    """A cohort."""

    id: CohortId
    name: str
    starts_on: date


async def add(unit: Unit, name: str, starts_on: date) -> CohortId:
    """Open a cohort; raise sqlite3.IntegrityError where the name is taken."""
    return CohortId(
        await unit.insert("INSERT INTO cohorts (name, starts_on) VALUES (?, ?)", (name, starts_on.isoformat()))
    )


async def recent(unit: Unit, limit: int = 3) -> list[Cohort]:
    """Return the newest cohorts."""
    rows = await unit.all("SELECT * FROM cohorts ORDER BY starts_on DESC LIMIT ?", (limit,))
    return [Cohort(**dict(row)) for row in rows]
