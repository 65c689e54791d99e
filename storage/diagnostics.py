"""Diagnostic files: what a household asks to be looked at, and how far the file is. Appointments stand apart."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import audit
from storage.absences import ACTS_FOR
from storage.ids import DiagnosticId, FileId, HouseholdId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class DiagnosticState(StrEnum):
    """Where a file stands."""

    DRAFT = "draft"
    COMPLETE = "complete"
    TRIAGE = "triage"
    SLOTS_PROPOSED = "slots_proposed"
    APPROVED = "approved"
    VISITED = "visited"
    OPINION_DRAFTED = "opinion_drafted"
    DELIVERED = "delivered"
    DISCUSSED = "discussed"
    CLOSED = "closed"
    REFUSED = "refused"
    REORIENTED = "reoriented"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


_S = DiagnosticState
_OPEN = {_S.COMPLETE, _S.TRIAGE, _S.SLOTS_PROPOSED}
UNDER_WAY = (
    _S.DRAFT, _S.COMPLETE, _S.TRIAGE, _S.SLOTS_PROPOSED, _S.APPROVED, _S.NO_SHOW, _S.VISITED, _S.OPINION_DRAFTED,
    _S.DELIVERED, _S.DISCUSSED,
)  # fmt: skip
"""The states from which a file still goes somewhere."""
_ENDS = {_S.REFUSED, _S.REORIENTED, _S.CANCELLED}
TRANSITIONS: dict[DiagnosticState, set[DiagnosticState]] = {
    _S.DRAFT: {_S.COMPLETE, _S.CANCELLED},
    _S.COMPLETE: {_S.TRIAGE, _S.SLOTS_PROPOSED, _S.APPROVED, *_ENDS},
    _S.TRIAGE: {_S.SLOTS_PROPOSED, _S.APPROVED, *_ENDS},
    _S.SLOTS_PROPOSED: {_S.SLOTS_PROPOSED, _S.TRIAGE, _S.APPROVED, *_ENDS},
    _S.APPROVED: {_S.SLOTS_PROPOSED, _S.TRIAGE, _S.VISITED, _S.NO_SHOW, _S.CANCELLED, _S.REORIENTED},
    _S.NO_SHOW: {_S.SLOTS_PROPOSED, _S.TRIAGE, _S.CANCELLED, _S.CLOSED},
    _S.VISITED: {_S.OPINION_DRAFTED, _S.DELIVERED, _S.CLOSED},
    _S.OPINION_DRAFTED: {_S.DELIVERED, _S.CLOSED},
    _S.DELIVERED: {_S.DISCUSSED, _S.CLOSED},
    _S.DISCUSSED: {_S.CLOSED},
    _S.REFUSED: set(),
    _S.REORIENTED: set(),
    _S.CANCELLED: set(),
    _S.CLOSED: set(),
}
"""From each state, where a file may go. Nothing else sets a state."""


class Diagnostic(Frozen):
    """A file. `intake`: the household's answers; `wishes`: see `appointments`."""

    id: DiagnosticId
    household_id: HouseholdId
    household_name: str
    commune: str | None
    asked_by: PersonId | None
    state: DiagnosticState
    need: str
    intake: dict[str, Any]
    coach_id: PersonId | None
    why: str | None
    created_at: datetime

    @property
    def waits(self) -> bool:
        """Whether the file still waits for an appointment."""
        return self.state in _OPEN


_SELECT = (
    "SELECT diagnostics.*, households.name AS household_name, houses.commune AS commune FROM diagnostics"
    " JOIN households ON households.id = diagnostics.household_id"
    " LEFT JOIN houses ON houses.household_id = diagnostics.household_id"
)


def _read(row: Any) -> Diagnostic:
    fields = dict(row)
    fields["intake"] = json.loads(fields["intake"])
    return Diagnostic(**fields)


async def ask(
    unit: Unit, household: HouseholdId, by: PersonId, need: str, intake: dict[str, Any], files: list[FileId]
) -> Diagnostic:
    """Open a file with what the household answered; it waits for a coach."""
    row_id = await unit.insert(
        "INSERT INTO diagnostics (household_id, asked_by, state, need, intake, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (household, by, _S.COMPLETE, need, json.dumps(intake, ensure_ascii=False), unit.now, unit.now),
    )
    await unit.many(
        "INSERT INTO diagnostic_files (diagnostic_id, file_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(row_id, file) for file in files],
    )
    await audit.record(unit, by, "diagnostic_asked", Subject("diagnostic", row_id), {"state": (None, _S.COMPLETE)})
    return await get(unit, row_id)


async def get(unit: Unit, diagnostic: int) -> Diagnostic:
    """Return a file; raise LookupError when there is none."""
    row = await unit.one(f"{_SELECT} WHERE diagnostics.id = ?", (diagnostic,))
    if row is None:
        raise LookupError(f"no diagnostic {diagnostic}")
    return _read(row)


async def move_to(
    unit: Unit, diagnostic: int, state: DiagnosticState, by: PersonId | None, *, why: str | None = None
) -> bool:
    """Bring a file to a state; False, and nothing changed, where the table does not allow it."""
    before = await get(unit, diagnostic)
    if state not in TRANSITIONS[before.state]:
        return False
    await unit.run(
        "UPDATE diagnostics SET state = ?, why = COALESCE(?, why), updated_at = ? WHERE id = ?",
        (state, why, unit.now, diagnostic),
    )
    await audit.record(
        unit, by, "diagnostic_moved", Subject("diagnostic", diagnostic), {"state": (before.state, state)}
    )
    return True


async def follow(unit: Unit, diagnostic: int, coach: PersonId) -> None:
    """A coach takes care of a file."""
    await unit.run("UPDATE diagnostics SET coach_id = ? WHERE id = ?", (coach, diagnostic))


async def queue(unit: Unit, offset: int = 0, limit: int = 6) -> list[Diagnostic]:
    """Return files that wait for an appointment, oldest first."""
    rows = await unit.all(
        f"{_SELECT} WHERE diagnostics.state IN ('complete', 'triage', 'slots_proposed')"
        " ORDER BY diagnostics.created_at, diagnostics.id LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return [_read(row) for row in rows]


async def to_decide(unit: Unit, coach: PersonId, limit: int) -> list[Diagnostic]:
    """Return files that wait for this coach, or for whoever comes first where nobody follows, oldest first."""
    waits = "diagnostics.state IN ('complete', 'triage')"
    followed = f"SELECT id FROM households WHERE coach_id IN ({ACTS_FOR})"
    own = f"SELECT diagnostics.id FROM diagnostics WHERE household_id IN ({followed}) AND {waits}"
    nobodys = (
        "SELECT diagnostics.id FROM diagnostics INDEXED BY diagnostics_queue CROSS JOIN households"
        " ON households.id = household_id WHERE diagnostics.state IN ('complete', 'triage', 'slots_proposed')"
        f" AND {waits} AND households.coach_id IS NULL"
    )
    rows = await unit.all(
        f"{_SELECT} WHERE diagnostics.id IN (SELECT * FROM (SELECT * FROM ({own}) UNION SELECT * FROM"
        f" ({nobodys} ORDER BY diagnostics.created_at, diagnostics.id LIMIT :limit)))"
        " ORDER BY diagnostics.created_at, diagnostics.id LIMIT :limit",
        {"person": coach, "now": unit.now, "limit": limit},
    )
    return [_read(row) for row in rows]


async def queue_length(unit: Unit) -> int:
    """Return how many files wait for a coach's decision (not for the household's)."""
    queued = "state IN ('complete', 'triage', 'slots_proposed')"  # as the index says it
    sql = f"FROM diagnostics INDEXED BY diagnostics_queue WHERE {queued} AND state <> 'slots_proposed'"
    return int(await unit.value(f"SELECT COUNT(*) {sql}"))


async def of_household(unit: Unit, household: int) -> list[Diagnostic]:
    """Return the files of a household, newest first."""
    rows = await unit.all(
        f"{_SELECT} WHERE diagnostics.household_id = ? ORDER BY diagnostics.id DESC LIMIT 8", (household,)
    )
    return [_read(row) for row in rows]


async def files(unit: Unit, diagnostic: int) -> list[FileId]:
    """Return the photos and documents of a file."""
    rows = await unit.all(
        "SELECT file_id FROM diagnostic_files WHERE diagnostic_id = ? ORDER BY file_id", (diagnostic,)
    )
    return [FileId(row["file_id"]) for row in rows]


async def people_of(unit: Unit, diagnostic: int) -> list[PersonId]:
    """Return the members of the household of a file."""
    rows = await unit.all(
        "SELECT person_id FROM household_members JOIN diagnostics USING (household_id) WHERE diagnostics.id = ?",
        (diagnostic,),
    )
    return [PersonId(row["person_id"]) for row in rows]
