"""The morning message: what waits for a coach or coordinator, once a day, instead of a notice for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.home import waiting
from handlers.routing import Job, Press, Route, Viewer
from storage import messages, people
from storage.choices import Choices, note, remembered
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Message
from storage.people import Person
from storage.store import Unit

SHOWN = 6
PORTION = 10  # of each, all that waits is looked up
LATEST = timedelta(hours=8)
"""A bot that was off in the morning still tells it; later, the next morning is soon enough."""
DIGEST = "menu/morning"
_MEMORY = "digest"


def told_now(those: Iterable[Person]) -> list[Person]:
    """Of those to whom something that can wait is to be told: who hears of it now; the others in the morning."""
    return [person for person in those if not person.reads_digest]


async def send(unit: Unit, choices: Choices) -> bool:
    """Once a day, at the hour chosen: to whom something waits, a portion of people at a time."""
    due = _on_day(unit, choices)
    if not due <= unit.now < due + LATEST:
        return False
    today = due.astimezone(PARIS).date().isoformat()
    day, _, last = (await remembered(unit, _MEMORY) or "").partition(":")
    if (day, last) == (today, "done"):
        return False
    found = await people.reading_digest(unit, after=int(last) if day == today else 0, limit=PORTION)
    for person in found:
        if await waiting.what_waits(unit, person):
            key = f"digest:{today}:{person.id}"
            await notify(unit, person, message(DIGEST), key=key, expires_at=due + LATEST)
    more = len(found) == PORTION
    await note(unit, _MEMORY, f"{today}:{found[-1].id if more else 'done'}")
    return more


def _on_day(unit: Unit, choices: Choices, days: int = 0) -> datetime:
    day = unit.now.astimezone(PARIS).date() + timedelta(days=days)
    return datetime.combine(day, choices.digest_at, PARIS)


async def next_morning(unit: Unit, choices: Choices) -> datetime | None:
    """When it is sent next, while anybody reads it."""
    if not await people.reading_digest(unit, after=0, limit=1):
        return None
    today = _on_day(unit, choices)
    return today if today > unit.now else _on_day(unit, choices, 1)


async def digest(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What waits when it leaves; nothing where all is done by then."""
    if viewer.person is None or not viewer.private or not viewer.person.accepted:
        return None
    found = await waiting.what_waits(unit, viewer.person)
    if not found:
        return None
    keyboard = [[one.button] for one in found[:SHOWN]]
    if len(found) > SHOWN:
        keyboard.append([button("menu.all_waiting", "wtall", 0, count=waiting.total(found))])
    return message("menu/digest", keyboard, count=waiting.total(found))


async def choose(ctx: Context, in_the_morning: int) -> None:
    """The button of the profile: in the morning, or each thing at once."""
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, digest=bool(in_the_morning))
    await messages.touch(ctx.unit, Subject("person", ctx.me.id))
    await ctx.toast("menu/digest_chosen", at=ctx.choices.digest_at.isoformat("minutes"), digest=bool(in_the_morning))


VIEWS = {DIGEST: digest}
JOBS = (Job("digest", send, next_morning),)
ROUTES: tuple[Route, ...] = (Press("dgchoose", choose),)
