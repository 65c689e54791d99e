"""The public page of a work day, where a poster leads: what, when, which commune, seats left, how to join."""

from __future__ import annotations

from handlers.buttons import link
from handlers.context import message
from handlers.routing import Page, Shown
from handlers.work_days.poster import facts
from storage import sessions, web_links, work_days
from storage.choices import Choices
from storage.outbox import Button
from storage.store import Unit

OFFERED = 8


async def page(unit: Unit, choices: Choices, public_id: str) -> Shown | None:
    """Show a work day to anybody; one that is over, or was cancelled, says so."""
    number = await web_links.published(unit, public_id)
    if number is None:
        return None
    day = await work_days.get_work_day(unit, number)
    told = await facts(unit, day, choices)
    title = message("pages/title", works=list(day.works), commune=day.commune, cooperative=choices.cooperative_name)
    if not told["sessions"]:
        return Shown(title, message("pages/over", cooperative=choices.cooperative_name), status=410)
    body = message("pages/work_day", **told, cooperative=choices.cooperative_name)
    return Shown(title, body, await _links(unit, day.id))


async def _links(unit: Unit, work_day: int) -> tuple[Button, ...]:
    """One session is joined by its own link, which holds a seat for a newcomer; of several one is chosen first."""
    coming = [one for one in await sessions.sessions_of(unit, work_day) if one.is_open and one.starts_at > unit.now]
    if len(coming) == 1:
        return (link("pages.join", f"s-{coming[0].id}"),)
    return (link("pages.choose", f"d-{work_day}"),)


PAGES = (Page("j", page),)
