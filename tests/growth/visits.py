"""Somebody who may do everything, and goes everywhere: each command, button, link and reply of the one table."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.local_telegram.accounts import Json
from bot.prepare import card, row
from handlers.context import Bot
from handlers.dispatch import handle
from handlers.routes import Table
from handlers.routing import Press
from storage import messages
from storage.outbox import Priority, due
from storage.store import Store, Unit

DEEPEST = 4  # more arguments than any button has


def everywhere(table: Table, user: Json) -> Iterator[Json]:
    """Yield the updates: every command, every button with small numbers, every link, plain words, an inline query."""
    chat = {"id": user["id"], "type": "private"}

    def said(**fields: Any) -> Json:
        return {"message": {"message_id": 1, "date": 1, "from": user, "chat": chat, **fields}}

    for name in table.commands:
        yield said(text=f"/{name}")
        yield said(text=f"/{name} Martin")
        yield said(text="/annuler")
    for press in table.presses.values():
        for first in (1, 2):
            data = ".".join(["1", press.name, *[str(first), "1", "0", "0"][: _arity(press)]])
            query = {"id": data, "from": user, "chat_instance": "0", "data": data}
            yield {"callback_query": {**query, "message": {"message_id": 1, "date": 1, "chat": chat}}}
            yield said(text="/annuler")
    for prefix in table.links:
        yield said(text=f"/start {prefix}-1")
    for text in ("ok pour samedi", "je ne peux plus venir", "chantier enduit samedi 9h-17h à Limours", "?"):
        yield said(text=text)
    yield {"inline_query": {"id": "i", "from": user, "query": "", "offset": ""}}
    yield {"inline_query": {"id": "i", "from": user, "query": "d-1", "offset": ""}}
    yield {"inline_query": {"id": "i", "from": user, "query": "Limours", "offset": ""}}


def _arity(press: Press) -> int:
    return min(len(inspect.signature(press.handler).parameters) - 1, DEEPEST)


async def visit(store: Store, bot: Bot, table: Table, update: Json) -> None:
    """Handle one update and prepare what is to be sent and redrawn; nothing of it stays: every visit is alike."""
    await store.run(partial(_visit, bot=bot, table=table, update=update))


async def _visit(unit: Unit, bot: Bot, table: Table, update: Json) -> None:
    try:
        async with unit.savepoint():
            await handle(unit, bot, table, {"update_id": 1, **update})
            for priority in Priority:
                for waiting in await due(unit, priority, 0, 50):
                    await row(unit, table, waiting.id)
            for behind in await messages.behind(unit):
                await card(unit, table, behind)
            raise _Over
    except _Over:
        pass


class _Over(Exception):  # noqa: N818 — no error: the visit is over
    """Undo the visit."""
