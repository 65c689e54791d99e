"""Somebody who may do everything, and goes everywhere: each command, button, link and reply of the one table."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from bot.local_telegram.accounts import Json
from handlers.routes import Table
from handlers.routing import Press

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
