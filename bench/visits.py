"""One visit to a screen: an update through the real handlers, what it answers prepared and rendered; then undone."""

from __future__ import annotations

from functools import partial
from time import perf_counter

from bench.hostile import Json
from bot.prepare import BehindCard, Outgoing, card, row
from handlers.context import Bot
from handlers.dispatch import handle
from handlers.routes import Table
from locales import texts
from storage import messages
from storage.outbox import Message, Priority, due
from storage.store import Store, Unit


class _Over(Exception):  # noqa: N818 — no error: the visit is over
    """Undo the visit."""


async def visit(store: Store, bot: Bot, table: Table, update: Json) -> float:
    """Return the seconds from the update to all that is to be sent, without commit and network; nothing of it stays."""
    return await store.run(partial(_visit, bot=bot, table=table, update=update))


async def _visit(unit: Unit, bot: Bot, table: Table, update: Json) -> float:
    began = perf_counter()
    try:
        async with unit.savepoint():
            newest = await unit.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
            await handle(unit, bot, table, {"update_id": 1, **update})
            await answer(unit, table, newest)
            await redraw(unit, table)
            seconds = perf_counter() - began
            raise _Over
    except _Over:
        return seconds


async def answer(unit: Unit, table: Table, after: int) -> None:
    """Prepare and render what was queued after a row."""
    for priority in Priority:
        for waiting in await due(unit, priority, after, 50):
            prepared = await row(unit, table, waiting.id)
            if isinstance(prepared, Outgoing):
                _render(prepared.message, prepared.language)


async def redraw(unit: Unit, table: Table) -> None:
    """Draw the cards that are behind."""
    for behind in await messages.behind(unit):
        fresh = await messages.card(unit, behind.id)
        drawn = await card(unit, table, fresh) if fresh else None
        if isinstance(drawn, BehindCard) and drawn.message is not None:
            _render(drawn.message, drawn.language)


def _render(message: Message, language: str) -> None:
    if message.name:
        texts.render(language, message.name, message.context)
    for line in message.keyboard:
        for button in line:
            texts.label(language, button.label, button.context)
