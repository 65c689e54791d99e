"""Tells the coordinators what went wrong, at most once an hour for each kind; the details are in the log."""

from __future__ import annotations

from handlers.context import message, notify
from storage import people
from storage.people import Role
from storage.store import Unit


async def report(unit: Unit, what: str, update_id: int) -> None:
    """Queue a report about an update that could not be handled."""
    for person in await people.with_role(unit, Role.COORDINATOR):
        key = f"report:{what}:{unit.now:%Y%m%d%H}:{person.id}"
        await notify(unit, person, message(f"failure/{what}", update=update_id), key=key)
