"""Households: several people, a coach, a house with its building and permit dates, and the papers that go with it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import absences, audit, people
from storage.houses import (
    House,
    Paper,
    add_paper,
    change_house,
    house,
    insurance_valid_on,
    paper_valid_on,
    papers,
    permit_valid_on,
)
from storage.ids import CohortId, HouseholdId, PersonId, Subject
from storage.people import Person, Role
from storage.records import Frozen
from storage.store import Unit

__all__ = [
    "House",
    "Household",
    "HouseholdState",
    "Paper",
    "accept",
    "active",
    "add_paper",
    "ask",
    "asked_by",
    "change_house",
    "coach",
    "count_waiting",
    "follow",
    "followed_by",
    "get",
    "house",
    "insurance_valid_on",
    "join",
    "leave",
    "members",
    "move_to",
    "of_person",
    "paper_valid_on",
    "papers",
    "permit_valid_on",
    "reader",
    "waiting",
]


COUNTED = 200


class HouseholdState(StrEnum):
    """Where a household stands in the programme."""

    ASKED = "asked"
    ACTIVE = "active"
    REFUSED = "refused"
    FINISHED = "finished"
    LEFT = "left"


TRANSITIONS: dict[HouseholdState, frozenset[HouseholdState]] = {
    HouseholdState.ASKED: frozenset({HouseholdState.ACTIVE, HouseholdState.REFUSED}),
    HouseholdState.ACTIVE: frozenset({HouseholdState.FINISHED, HouseholdState.LEFT}),
    HouseholdState.REFUSED: frozenset({HouseholdState.ACTIVE}),
    HouseholdState.FINISHED: frozenset({HouseholdState.ACTIVE}),
    HouseholdState.LEFT: frozenset({HouseholdState.ACTIVE}),
}
"""From each state, where a household may go. Nothing else sets a state."""


class Household(Frozen):
    """A household. `project` is in their words; `asked_by` wrote the request."""

    id: HouseholdId
    name: str
    coach_id: PersonId | None
    cohort_id: CohortId | None
    state: HouseholdState
    project: str | None
    asked_by: PersonId | None
    created_at: datetime


def _household(row: Any) -> Household:
    return Household(**dict(row))


async def get(unit: Unit, household: int) -> Household:
    """Return a household; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM households WHERE id = ?", (household,))
    if row is None:
        raise LookupError(f"no household {household}")
    return _household(row)


async def of_person(unit: Unit, person: int) -> list[Household]:
    """Return the active households a person belongs to, newest first."""
    rows = await unit.all(
        "SELECT households.* FROM households JOIN household_members ON household_id = households.id"
        " WHERE person_id = ? AND state = 'active' ORDER BY households.id DESC",
        (person,),
    )
    return [_household(row) for row in rows]


async def asked_by(unit: Unit, person: int) -> Household | None:
    """Return a person's request that still waits for an answer."""
    row = await unit.one("SELECT * FROM households WHERE asked_by = ? AND state = 'asked'", (person,))
    return _household(row) if row else None


async def followed_by(unit: Unit, coach: int) -> list[Household]:
    """Return the active households a coach follows, with those of whom they stand in for."""
    rows = await unit.all(
        f"SELECT * FROM households WHERE coach_id IN ({absences.ACTS_FOR}) AND state = 'active' ORDER BY name, id",
        {"person": coach, "now": unit.now},
    )
    return [_household(row) for row in rows]


async def active(unit: Unit, *, limit: int, offset: int = 0) -> list[Household]:
    """Return active households by name."""
    rows = await unit.all(
        "SELECT * FROM households WHERE state = 'active' ORDER BY name, id LIMIT ? OFFSET ?", (limit, offset)
    )
    return [_household(row) for row in rows]


async def waiting(unit: Unit, *, limit: int, offset: int = 0) -> list[Household]:
    """Return the requests that wait, oldest first."""
    rows = await unit.all(
        "SELECT * FROM households WHERE state = 'asked' ORDER BY created_at, id LIMIT ? OFFSET ?", (limit, offset)
    )
    return [_household(row) for row in rows]


async def count_waiting(unit: Unit) -> int:
    """Return how many requests wait, COUNTED at most."""
    counted = "SELECT 1 FROM households WHERE state = 'asked' LIMIT ?"
    return int(await unit.value(f"SELECT COUNT(*) FROM ({counted})", (COUNTED,)))


async def members(unit: Unit, household: int) -> list[Person]:
    """Return the people of a household, without those excluded."""
    rows = await unit.all("SELECT person_id FROM household_members WHERE household_id = ? ORDER BY 1", (household,))
    found = [await people.get(unit, row["person_id"]) for row in rows]
    return [person for person in found if person.excluded_at is None]


async def coach(unit: Unit, household: int) -> PersonId | None:
    """Return who follows a household."""
    found: PersonId | None = await unit.value("SELECT coach_id FROM households WHERE id = ?", (household,))
    return found


async def reader(unit: Unit, household: int) -> PersonId | None:
    """Return who reads now what is for the coach of a household: the coach, or who stands in for them."""
    found = await coach(unit, household)
    return None if found is None else await absences.reader_for(unit, found)


async def ask(
    unit: Unit, by: PersonId, name: str, *, commune: str, project: str | None = None, built_year: int | None = None
) -> Household:
    """Ask to join as a household: it waits for a coach or coordinator; nobody belongs to it until then."""
    row_id = await unit.insert(
        "INSERT INTO households (name, project, asked_by, created_at) VALUES (?, ?, ?, ?)",
        (name, project, by, unit.now),
    )
    await unit.run(
        "INSERT INTO houses (household_id, commune, built_year) VALUES (?, ?, ?)", (row_id, commune, built_year)
    )
    await audit.record(
        unit, by, "household_asked", Subject("household", row_id), {"state": (None, HouseholdState.ASKED)}
    )
    return await get(unit, row_id)


async def move_to(unit: Unit, household: int, state: HouseholdState, by: PersonId | None) -> bool:
    """Bring a household to a state; False, and nothing changed, where the table does not allow it."""
    before = (await get(unit, household)).state
    if state not in TRANSITIONS[before]:
        return False
    await unit.run("UPDATE households SET state = ? WHERE id = ?", (state, household))
    await audit.record(unit, by, "household_moved", Subject("household", household), {"state": (before, state)})
    return True


async def accept(unit: Unit, household: int, by: PersonId, coach_id: PersonId | None) -> bool:
    """Accept a request: who asked belongs to the household, and `coach_id` follows it. False: decided before."""
    if not await move_to(unit, household, HouseholdState.ACTIVE, by):
        return False
    found = await get(unit, household)
    if coach_id is not None:
        await follow(unit, household, coach_id, by)
    if found.asked_by is not None:
        await join(unit, household, found.asked_by, by)
    return True


async def follow(unit: Unit, household: int, coach_id: PersonId | None, by: PersonId) -> None:
    """Say who follows a household."""
    before = await coach(unit, household)
    if before != coach_id:
        await unit.run("UPDATE households SET coach_id = ? WHERE id = ?", (coach_id, household))
        await audit.record(unit, by, "coach_set", Subject("household", household), {"coach": (before, coach_id)})


async def join(unit: Unit, household: int, person: PersonId, by: PersonId | None) -> bool:
    """Make a person a member of a household; False when they were."""
    joined = await unit.run(
        "INSERT INTO household_members (household_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (household, person),
    )
    await people.grant(unit, person, Role.HOUSEHOLD, by)
    if joined:
        await audit.record(unit, by, "household_joined", Subject("household", household), {"person": (None, person)})
    return bool(joined)


async def leave(unit: Unit, household: int, person: PersonId, by: PersonId | None) -> None:
    """A person no longer belongs to a household; with their last one the role goes too."""
    if await unit.run("DELETE FROM household_members WHERE household_id = ? AND person_id = ?", (household, person)):
        await audit.record(unit, by, "household_left", Subject("household", household), {"person": (person, None)})
    if not await unit.value("SELECT 1 FROM household_members WHERE person_id = ?", (person,)):
        await people.revoke(unit, person, Role.HOUSEHOLD, by)
