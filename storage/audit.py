"""The trail: who changed what, when, before and after. Of a personal field it keeps the name, never the value."""

from __future__ import annotations

import json
from typing import Any

from storage.ids import PersonId, Subject
from storage.store import Unit

_dumps = json.JSONEncoder(ensure_ascii=False, default=str).encode

PERSONAL = frozenset(
    {"name", "phone", "address", "access", "born_on", "telegram_id", "email", "word", "text", "project"}
)


async def record(
    unit: Unit, actor: PersonId | None, action: str, subject: Subject, changes: dict[str, tuple[Any, Any]] | None = None
) -> None:
    """Note a change in the open unit. `changes` maps a field to its value before and after."""
    plain = {field: [] if field in PERSONAL else list(pair) for field, pair in (changes or {}).items()}
    await unit.run(
        "INSERT INTO audit (at, actor_id, action, subject_kind, subject_id, changes) VALUES (?, ?, ?, ?, ?, ?)",
        (unit.now, actor, action, subject.kind, subject.id, _dumps(plain)),
    )
