"""What everybody really reads: all that an act or a job sends to anyone, drawn for its reader, searched for secrets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from bot.prepare import BehindCard, Outgoing, card, row
from handlers.dispatch import handle
from handlers.routes import Table
from handlers.routing import Sheet
from locales import texts
from storage import messages
from storage.outbox import Message, Priority, due
from storage.store import Unit
from tests.permissions.walking import BOT, Attempt
from tests.permissions.world import World


class _Over(Exception):  # noqa: N818 - no error: what was done is undone
    """Undo what was done."""


async def act(unit: Unit, table: Table, attempt: Attempt) -> list[tuple[int, str]]:
    """Do something, undo it, and return (chat, text) of all that would be sent; an inline answer is for chat 0."""
    return await undone(unit, table, lambda: handle(unit, BOT, table, {"update_id": 1, **attempt.update}))


async def undone(unit: Unit, table: Table, work: Callable[[], Awaitable[Any]]) -> list[tuple[int, str]]:
    """Run work, return what it sends, and undo it."""
    read: list[tuple[int, str]] = []
    try:
        async with unit.savepoint():
            newest = await unit.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
            await work()
            await _sent(unit, table, newest, read)
            await _redrawn(unit, table, read)
            raise _Over
    except _Over:
        return read


async def _sent(unit: Unit, table: Table, newest: int, read: list[tuple[int, str]]) -> None:
    """What is to leave now or later: a view is asked as the matter is now."""
    await unit.run("UPDATE outbox SET not_before = ? WHERE id > ?", (unit.now, newest))
    for priority in Priority:
        for waiting in await due(unit, priority, newest, 200):
            prepared = await row(unit, table, waiting.id)
            if isinstance(prepared, Outgoing):
                chat = 0 if prepared.row.kind == "inline" else prepared.row.chat_id
                read.append((chat, "\n".join(_words(prepared))))


def _words(prepared: Outgoing) -> Iterator[str]:
    yield from _of(prepared.message, prepared.language)
    if prepared.made is not None:
        yield prepared.made.filename
        made = prepared.made
        yield str(made.data) if isinstance(made, Sheet) else made.content.decode(errors="replace").replace("\r\n ", "")
    if prepared.file is not None:
        yield prepared.file.name
    for item in prepared.message.context.get("results", ()):
        for part in ("title", "line", "card"):
            yield from _of(Message.model_validate(item[part]), prepared.language)


def _of(message: Message, language: str) -> Iterator[str]:
    if message.name:
        yield texts.render(language, message.name, message.context)
    for line in message.keyboard:
        for button in line:
            yield texts.label(language, button.label, button.context)
            yield f"{button.url} {button.link} {button.share}"


async def _redrawn(unit: Unit, table: Table, read: list[tuple[int, str]]) -> None:
    for behind in await messages.behind(unit):
        fresh = await messages.card(unit, behind.id)
        drawn = await card(unit, table, fresh) if fresh else None
        if isinstance(drawn, BehindCard) and drawn.message is not None:
            read.append((behind.chat_id or 0, "\n".join(_of(drawn.message, drawn.language))))


def leaks(world: World, what: str, read: list[tuple[int, str]]) -> list[str]:
    """Which secrets stand in what was sent to somebody who may not read them."""
    names = {telegram: name for name, telegram in world.telegram.items()}
    return [
        f"{what}: {names.get(chat, 'a group')} reads {secret}"
        for chat, text in read
        for secret, readers in world.secrets.items()
        if secret in text and names.get(chat) not in readers
    ]
