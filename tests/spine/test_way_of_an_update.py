"""The way of one update with toy conversations: what is kept, rolled back, replayed, delivered, redrawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routes import Table
from handlers.routing import Command, Press, Viewer
from storage import inbox, messages, outbox
from storage.ids import Subject
from storage.outbox import Message
from storage.store import Unit
from tests.conftest import MONDAY
from tests.play import Play

ECHO = "broadcasts/body"  # a template that says what it is given


async def _hello(ctx: Context) -> None:
    await ctx.say(ECHO, body="Bonjour !")


async def _fail(ctx: Context) -> None:
    await ctx.say(ECHO, body="jamais dit")
    await ctx.unit.run("INSERT INTO memory (name, value) VALUES ('fail', 'x')")
    raise ZeroDivisionError


async def _three(ctx: Context) -> None:
    for number in range(3):
        await ctx.say(ECHO, body=f"message {number}")


async def _card(ctx: Context) -> None:
    await ctx.send(message("toy/card"), subject=Subject("toy", 1), is_card=True)


async def _draw(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message:
    count = await unit.value("SELECT value FROM memory WHERE name = 'presses'") or "0"
    return message(ECHO, [[button("broadcasts.coming", "count")]], body=f"pressé {count} fois")


async def _count(ctx: Context) -> None:
    await ctx.unit.run("INSERT INTO memory VALUES ('presses', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1")
    await messages.touch(ctx.unit, Subject("toy", 1))
    await ctx.toast(ECHO, body="compté")


async def _gone(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    return None


SAYS = {"start": _hello, "hello": _hello, "fail": _fail, "three": _three, "card": _card}
TABLE = Table(
    [*(Command(name, handler, anyone=True) for name, handler in SAYS.items()), Press("count", _count, anyone=True)],
    [],
    {"toy/card": _draw, "toy/gone": _gone},
    {},
    [],
)


@pytest.fixture
async def toys(tmp_path: Path) -> AsyncIterator[Play]:
    """A bot with the toy conversations."""
    stage = Play(tmp_path, MONDAY, routes=TABLE)
    await stage.open()
    yield stage
    await stage.close()


async def _inbox(unit: Unit) -> list[tuple[str, int, str | None]]:
    rows = await unit.all("SELECT state, attempts, payload FROM inbox ORDER BY id")
    return [(row["state"], row["attempts"], row["payload"]) for row in rows]


async def test_an_update_is_answered_and_its_payload_emptied(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    assert await toys.run(_inbox) == [("handled", 0, None)]


async def test_a_handler_that_raises_is_rolled_back_answered_and_not_tried_again(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.says("/fail")
    await lea.sees("une erreur est survenue")
    await lea.says("/hello")
    await lea.sees("Bonjour")
    assert not any("jamais dit" in m.text for m in lea.chat.messages)
    states = [row[0] for row in await toys.run(_inbox)]
    assert states == ["handled", "failed", "handled"]
    assert await toys.run(lambda unit: unit.value("SELECT 1 FROM memory WHERE name = 'fail'")) is None


async def test_an_update_that_comes_twice_is_handled_once(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    entities = [{"type": "bot_command", "offset": 0, "length": 6}]
    who = {"from": {"id": lea.id, "is_bot": False, "first_name": "Léa"}, "chat": {"id": lea.id, "type": "private"}}
    update = {"update_id": 77, "message": {"message_id": 9, "date": 0, "text": "/hello", "entities": entities, **who}}
    for _ in range(3):
        await toys.run(lambda unit: inbox.keep(unit, toys.app.bot.id, [update]))
        toys.app.worker.wake()
    await toys.telegram.idle()
    assert sum("Bonjour" in m.text for m in lea.chat.messages) == 2


async def test_after_a_crash_what_waited_is_replayed_and_a_deadly_update_is_set_aside(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    await toys.stop_bot()
    await toys.app.start()

    async def crashed(unit: Unit) -> None:
        await inbox.keep(unit, toys.app.bot.id, [{"update_id": 990}, {"update_id": 991}])
        await unit.run("UPDATE inbox SET attempts = 3 WHERE update_id = 990")

    await toys.app.store.run(crashed)
    await toys.app.worker.replay()
    states = {row["update_id"]: (row["state"], row["attempts"]) for row in await toys.app.store.run(_states)}
    assert states[990] == ("set_aside", 4)
    assert states[991][0] == "handled"
    await toys.app.stop()
    await toys.start_bot()


async def _states(unit: Unit) -> list[Any]:
    return await unit.all("SELECT update_id, state, attempts FROM inbox")


async def test_a_chat_gets_its_messages_in_order(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.says("/three")
    await lea.sees("message 2")
    assert [m.text for m in lea.chat.messages if m.text.startswith("message")] == [
        "message 0",
        "message 1",
        "message 2",
    ]


async def test_many_presses_together_redraw_a_card_less_often_than_once_each(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.says("/card")
    card = await lea.sees("pressé 0 fois")
    for _ in range(20):
        await lea.presses("Je viens", on=card)
    await lea.sees("pressé 20 fois")
    await toys.telegram.idle()
    edits = [call for call in toys.telegram.calls.log if call.method == "editMessageText"]
    assert 1 <= len(edits) < 20


async def test_a_message_whose_matter_no_longer_holds_is_dropped(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")

    async def queue(unit: Unit) -> int | None:
        return await outbox.put(unit, message("toy/gone"), chat=lea.id)

    row = await toys.run(queue)
    await toys.telegram.idle()
    assert await toys.run(lambda unit: unit.value("SELECT state FROM outbox WHERE id = ?", (row,))) == "dropped"


async def test_bad_gateways_and_floods_delay_a_message_and_lose_none(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    toys.telegram.faults.add("bad_gateway", methods=["sendMessage"], count=1)
    toys.telegram.faults.add("too_many_requests", methods=["sendMessage"], count=1, retry_after=1)
    await lea.says("/three")
    for number in range(3):
        await lea.sees(f"message {number}", timeout=15)
    order = [m.text for m in lea.chat.messages if m.text.startswith("message")]
    assert order == ["message 0", "message 1", "message 2"]


async def test_someone_who_blocks_the_bot_is_noted_and_nothing_more_is_tried(toys: Play) -> None:
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    await lea.blocks()

    async def queue(unit: Unit) -> int | None:
        return await outbox.put(unit, message(ECHO, body="trop tard"), chat=lea.id)

    row = await toys.run(queue)
    await toys.telegram.idle()
    assert await toys.run(lambda unit: unit.value("SELECT state FROM outbox WHERE id = ?", (row,))) == "unreachable"


async def test_the_bot_serves_where_commands_and_descriptions_are_refused(tmp_path: Path) -> None:
    stage = Play(tmp_path, MONDAY, routes=TABLE)
    await stage.open(refusing=["setMyCommands", "setMyDescription", "setMyShortDescription"])
    lea = await stage.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    await stage.close()
