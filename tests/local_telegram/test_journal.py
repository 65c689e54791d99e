"""Nothing that anyone was shown is lost when the server is killed."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot

from bot.local_telegram import LocalTelegram

SERVER = """
import asyncio, sys
from pathlib import Path
from bot.local_telegram import LocalTelegram

async def main():
    telegram = LocalTelegram(flood=None, data=Path(sys.argv[1]))
    await telegram.start()
    print(telegram.url, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_everything_is_there_again_after_a_stop(tmp_path: Path) -> None:
    async with LocalTelegram(flood=None, data=tmp_path) as before:
        lea = await before.person("Léa", username="lea")
        await lea.start()
        group = await before.group("Entraide", owner=lea)
        await lea.sends_photo(b"GIF89a\x80\x02\xe0\x01" + bytes(9), name="mur.gif")
        async with Bot(before.token, base_url=before.base_url) as bot:
            await bot.send_poll(lea.id, "?", ["a", "b"])
            await bot.set_my_commands([("aide", "Aide")])
            await bot.get_updates(allowed_updates=["message", "message_reaction"])
        await lea.votes(lea.chat.last, 1)
        await lea.reacts(lea.chat.last)
        before.clock.advance(days=3)
        pending = [one.update() for one in before.state.queues[before.bot.id].pending]
        shown = [str(message) for message in lea.chat.messages]
    async with LocalTelegram(flood=None, data=tmp_path) as after:
        lea = after.known_person(lea.id)
        assert [str(message) for message in lea.chat.messages] == shown
        assert lea.chat.messages[1].file == b"GIF89a\x80\x02\xe0\x01" + bytes(9)
        assert lea.chat.last.message.reactions == {lea.id: "👍"}
        assert lea.chat.commands == ["aide"]
        assert after.state.polls[lea.chat.last.payload["poll"]["id"]].votes == {lea.id: [1]}
        assert [one.update() for one in after.state.queues[after.bot.id].pending] == pending
        assert after.known_group(group.id).title == "Entraide"
        assert 3 * 86400 - 5 < after.clock.offset_seconds < 3 * 86400 + 5
        await lea.votes(lea.chat.last, 0)
    assert len(LocalTelegram(data=tmp_path, fresh=True).state.people) == 0


async def test_a_killed_server_has_lost_nothing_it_answered(tmp_path: Path) -> None:
    server, url = await _serve(tmp_path)
    sent = []
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{url}/control/people", json={"first_name": "Léa"}) as answer:
            who = (await answer.json())["person"]["id"]
        await (await session.post(f"{url}/control/people/{who}/start", json={})).read()

        async def send() -> None:
            for number in range(10_000):
                params = {"chat_id": who, "text": str(number)}
                async with session.post(f"{url}/bot{TOKEN}/sendMessage", json=params) as answer:
                    sent.append((await answer.json())["result"]["text"])
                if len(sent) == 50:
                    os.kill(server.pid, signal.SIGKILL)

        with pytest.raises(aiohttp.ClientError):
            await send()
    await server.wait()
    after = LocalTelegram(data=tmp_path)
    kept = [message.text for message in after.known_person(who).chat.from_bot]
    assert len(sent) >= 50
    assert kept[: len(sent)] == sent
    assert len(kept) <= len(sent) + 1


async def test_a_line_cut_short_is_ignored(tmp_path: Path) -> None:
    async with LocalTelegram(data=tmp_path) as before:
        lea = await before.person("Léa")
        await lea.start()
    with (tmp_path / "telegram.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('["person", "1002", {"id": 10')
    assert list(LocalTelegram(data=tmp_path).state.people) == [lea.id]


async def test_batches_are_written_at_the_latest_when_it_stops(tmp_path: Path) -> None:
    async with LocalTelegram(data=tmp_path, durability="batch") as before:
        lea = await before.person("Léa")
        await lea.start()
    assert [str(m) for m in LocalTelegram(data=tmp_path).known_person(lea.id).chat.messages] == ["Léa: /start"]


async def _serve(folder: Path) -> tuple[asyncio.subprocess.Process, str]:
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVER, str(folder), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    line = await asyncio.wait_for(server.stdout.readline(), 20)
    return server, line.decode().strip()


TOKEN = LocalTelegram().token
