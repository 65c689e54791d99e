"""`/sante`: how the program fares, in plain words for coordinators; and what they are told of its backups."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.routing import Command, Press, Route
from storage import health, people
from storage.choices import note
from storage.clock import PARIS, to_text
from storage.health import Queue
from storage.outbox import Priority
from storage.people import Role
from storage.permissions import Action
from storage.store import Unit


async def show(ctx: Context) -> None:
    """What waits, what failed, what the machine last said."""
    waiting, failed, machine, concerns = await health.state(ctx.unit, apart_from=ctx.update.update_id)
    await ctx.show(
        "health/state",
        [[button("health.refresh", "hlshow"), button("menu.menu", "menu")]],
        concerns=[str(concern) for concern in concerns],
        inbox=_line(waiting.inbox),
        answers=_line(waiting.outbox[Priority.ANSWER]),
        notices=_line(waiting.outbox[Priority.NOTICE]),
        broadcasts=_line(waiting.outbox[Priority.BROADCAST]),
        failures=failed.model_dump(),
        machine=machine.model_dump(mode="json") if machine else None,
    )


def _line(queue: Queue) -> dict[str, Any]:
    return {"count": queue.count, "minutes": int(queue.oldest_seconds // 60)}


async def tell_backup_failed(unit: Unit, *, full: bool) -> None:
    """The daily backup could not be made (`full`: no room on the disk): coordinators hear of it once a day."""
    await note(unit, health.BACKUP_FAILED, to_text(unit.now))
    for person in await people.with_role(unit, Role.COORDINATOR):
        key = f"backup_failed:{unit.now.astimezone(PARIS):%Y%m%d}:{person.id}"
        await notify(unit, person, message("failure/backup", full=full), key=key)


ROUTES: tuple[Route, ...] = (
    Command("sante", show, Action.SEE_HEALTH),
    Press("hlshow", show, Action.SEE_HEALTH),
)
