"""What a message says of the matter it is about: whose household, which day."""

from __future__ import annotations

from typing import Any

from storage import households, scopes, sessions, threads
from storage.clock import PARIS
from storage.ids import Subject
from storage.store import Unit


async def matter(unit: Unit, subject: Subject) -> dict[str, Any]:
    """Return what a template says of a matter: `matter`, `household`, and of a session `start`.

    `end` is given, too, where the work day has another session that day: then the hours tell which.
    """
    if subject.kind == "thread":
        return await matter(unit, (await threads.get(unit, subject.id)).subject)
    household = await scopes.household_of(unit, subject)
    name = (await households.get(unit, household)).name if household is not None else None
    return {"matter": subject.kind, "household": name, **(await _moment(unit, subject))}


async def _moment(unit: Unit, subject: Subject) -> dict[str, str | None]:
    if subject.kind != "session":
        return {"start": None, "end": None}
    found = await sessions.get_session(unit, subject.id)
    day = found.starts_at.astimezone(PARIS).date()
    that_day = [
        one
        for one in await sessions.sessions_of(unit, found.work_day_id)
        if one.starts_at.astimezone(PARIS).date() == day
    ]
    return {"start": found.starts_at.isoformat(), "end": found.ends_at.isoformat() if len(that_day) > 1 else None}
