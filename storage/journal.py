"""The trail as coordinators read it: who changed what and when, newest first, of one person, household or matter."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class Entry(Frozen):
    """A line of the trail. `changes`: a field with its value before and after; of a personal one, nothing."""

    id: int
    at: datetime
    actor_id: PersonId | None
    actor: str | None
    action: str
    subject: Subject
    changes: dict[str, list[Any]]


class Filter(Frozen):
    """Which lines: of one person (by them, or about them), of one household and all that is its, of one kind."""

    person: int | None = None
    household: int | None = None
    kind: str | None = None


KINDS = (
    "person", "household", "work_day", "session", "sign_up", "diagnostic", "appointment", "broadcast", "invitation",
    "group", "choice",
)  # fmt: skip
"""The kinds of matter the trail knows, in the order in which they are offered."""

_OF_HOUSEHOLD = (
    "SELECT 'household' AS kind, :household AS id"
    " UNION ALL SELECT 'work_day', id FROM work_days WHERE household_id = :household"
    " UNION ALL SELECT 'session', sessions.id FROM work_days JOIN sessions ON work_day_id = work_days.id"
    " WHERE household_id = :household"
    " UNION ALL SELECT 'sign_up', sign_ups.id FROM work_days JOIN sessions ON work_day_id = work_days.id"
    " JOIN sign_ups ON session_id = sessions.id WHERE household_id = :household"
    " UNION ALL SELECT 'diagnostic', id FROM diagnostics WHERE household_id = :household"
    " UNION ALL SELECT 'appointment', appointments.id FROM diagnostics"
    " JOIN appointments ON diagnostic_id = diagnostics.id WHERE household_id = :household"
)
_LINES: dict[str, str] = {
    "all": "SELECT id FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit",
    "person": (
        "SELECT * FROM (SELECT id FROM audit WHERE actor_id = :person AND id < :before ORDER BY id DESC LIMIT :limit)"
        " UNION SELECT * FROM (SELECT id FROM audit WHERE subject_kind = 'person' AND subject_id = :person"
        " AND id < :before ORDER BY id DESC LIMIT :limit) ORDER BY id DESC LIMIT :limit"
    ),
    "household": (
        f"SELECT audit.id FROM ({_OF_HOUSEHOLD}) AS theirs CROSS JOIN audit ON subject_kind = theirs.kind"
        " AND subject_id = theirs.id AND audit.id < :before ORDER BY audit.id DESC LIMIT :limit"
    ),
    "kind": (
        "SELECT id FROM audit INDEXED BY audit_kind WHERE subject_kind = :kind AND id < :before"
        " ORDER BY id DESC LIMIT :limit"
    ),
}


async def page(unit: Unit, chosen: Filter, *, before: int, limit: int) -> list[Entry]:
    """Return lines older than `before` (0: the newest), the newest first."""
    which = next((name for name in ("person", "household", "kind") if getattr(chosen, name) is not None), "all")
    values = {**chosen.model_dump(), "before": before or 2**62, "limit": limit}
    rows = await unit.all(
        "SELECT audit.id, at, actor_id, people.name AS actor, action, subject_kind, subject_id, changes FROM audit"
        f" LEFT JOIN people ON people.id = actor_id WHERE audit.id IN ({_LINES[which]}) ORDER BY audit.id DESC",
        values,
    )
    return [_read(row) for row in rows]


def _read(row: Any) -> Entry:
    return Entry(
        id=row["id"], at=row["at"], actor_id=row["actor_id"], actor=row["actor"], action=row["action"],
        subject=Subject(row["subject_kind"], row["subject_id"]), changes=json.loads(row["changes"]),
    )  # fmt: skip
