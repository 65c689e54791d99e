"""A household goes from one coach to another, who agrees first; what is open goes along."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import appointments, audit, households
from storage.choices import Choices
from storage.diagnostics import UNDER_WAY
from storage.ids import HouseholdId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class HandoverState(StrEnum):
    """Where a handover stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_H = HandoverState
TRANSITIONS: dict[HandoverState, frozenset[HandoverState]] = {
    _H.PROPOSED: frozenset({_H.ACCEPTED, _H.DECLINED, _H.WITHDRAWN}),
    _H.ACCEPTED: frozenset(),
    _H.DECLINED: frozenset(),
    _H.WITHDRAWN: frozenset(),
}
"""From each state, where a handover may go. Nothing else sets a state."""


class Handover(Frozen):
    """A household offered to another coach by `from_id`."""

    id: int
    household_id: HouseholdId
    from_id: PersonId | None
    to_id: PersonId
    state: HandoverState
    proposed_at: datetime


class Open(Frozen):
    """What is under way in a household: files, fixed visits to come (when), conversations with its coach."""

    diagnostics: int
    visits: tuple[datetime, ...]
    threads: int


class Passed(Frozen):
    """What became of it: the visits that go along, and those at which the new coach is expected elsewhere."""

    moved: tuple[datetime, ...]
    clashing: tuple[datetime, ...]


def _read(row: Any) -> Handover:
    return Handover(**{name: row[name] for name in Handover.model_fields})


async def get(unit: Unit, handover: int) -> Handover | None:
    """Return a handover, or None."""
    row = await unit.one("SELECT * FROM handovers WHERE id = ?", (handover,))
    return _read(row) if row else None


async def proposed(unit: Unit, household: int) -> Handover | None:
    """Return the handover of a household that waits for an answer."""
    row = await unit.one("SELECT * FROM handovers WHERE household_id = ? AND state = 'proposed'", (household,))
    return _read(row) if row else None


async def proposed_to(unit: Unit, coach: int, limit: int) -> list[Handover]:
    """Return what is proposed to a coach, the oldest first."""
    rows = await unit.all(
        "SELECT * FROM handovers WHERE to_id = ? AND state = 'proposed' ORDER BY id LIMIT ?", (coach, limit)
    )
    return [_read(row) for row in rows]


async def propose(unit: Unit, household: HouseholdId, by: PersonId, to: PersonId) -> Handover | None:
    """Offer a household to another coach; None where it is offered to somebody already."""
    row_id = await unit.value(
        "INSERT INTO handovers (household_id, from_id, to_id, proposed_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        (household, by, to, unit.now),
    )
    if row_id is None:
        return None
    await audit.record(unit, by, "handover_proposed", Subject("household", household), {"coach": (None, to)})
    return await get(unit, row_id)


async def decide(unit: Unit, handover: Handover, state: HandoverState, by: PersonId) -> bool:
    """Accept, decline or withdraw; False where it was decided before."""
    if state not in TRANSITIONS[handover.state]:
        return False
    await unit.run("UPDATE handovers SET state = ?, decided_at = ? WHERE id = ?", (state, unit.now, handover.id))
    changes = {"state": (handover.state, state), "coach": (None, handover.to_id)}
    await audit.record(unit, by, "handover_decided", Subject("household", handover.household_id), changes)
    return True


async def under_way(unit: Unit, household: int) -> Open:
    """Count what would go along."""
    values = {"household": household, "now": unit.now}
    rows = await unit.all(f"SELECT starts_at {_VISITS} ORDER BY starts_at", values)
    return Open(
        diagnostics=await unit.value(f"SELECT COUNT(*) FROM diagnostics WHERE {_FILES}", values),
        visits=tuple(row[0] for row in rows),
        threads=await unit.value(
            "SELECT COUNT(*) FROM threads JOIN households ON households.id = household_id"
            f" WHERE household_id = :household AND threads.state = 'open' AND {_WITH_COACH}",
            values,
        ),
    )


_FILES = f"household_id = :household AND state IN ({', '.join(repr(str(state)) for state in UNDER_WAY)})"
_VISITS = (
    "FROM appointments WHERE state = 'approved' AND +starts_at > :now"
    " AND diagnostic_id IN (SELECT id FROM diagnostics WHERE household_id = :household)"
)
_WITH_COACH = "(opener_id = coach_id OR other_id = coach_id)"


async def pass_on(unit: Unit, household: int, to: PersonId, by: PersonId, choices: Choices) -> Passed:
    """Make another coach follow a household: its open files, visits and conversations with the one before go along.

    A visit at which the new coach is expected elsewhere stays with whoever was to make it.
    """
    before = await households.coach(unit, household)
    await households.follow(unit, household, to, by)
    waiting = await proposed(unit, household)
    if waiting is not None:
        await decide(unit, waiting, HandoverState.WITHDRAWN, by)
    if before is None or before == to:
        return Passed(moved=(), clashing=())
    values = {"household": household, "before": before, "to": to, "now": unit.now}
    await unit.run(f"UPDATE diagnostics SET coach_id = :to WHERE coach_id = :before AND {_FILES}", values)
    for mine, other in (("opener_id", "other_id"), ("other_id", "opener_id")):
        await unit.run(
            f"UPDATE OR IGNORE threads SET {mine} = :to WHERE household_id = :household AND {mine} = :before"
            f" AND {other} <> :to AND state = 'open'",
            values,
        )
    return await _visits(unit, household, before, to, choices)


async def _visits(unit: Unit, household: int, before: PersonId, to: PersonId, choices: Choices) -> Passed:
    values = {"household": household, "before": before, "now": unit.now}
    rows = await unit.all(f"SELECT id {_VISITS} AND coach_id = :before ORDER BY starts_at", values)
    moved, clashing = [], []
    for visit in [await appointments.get(unit, row["id"]) for row in rows]:
        if await appointments.clashes(unit, to, visit.starts_at, visit.ends_at, choices, but=visit.diagnostic_id):
            clashing.append(visit.starts_at)
        else:
            await unit.run("UPDATE appointments SET coach_id = ? WHERE id = ?", (to, visit.id))
            moved.append(visit.starts_at)
    return Passed(moved=tuple(moved), clashing=tuple(clashing))
