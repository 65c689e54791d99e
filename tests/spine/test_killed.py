"""The bot as a process of its own: killed while people act, ended by an update, started twice."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.local_telegram import LocalTelegram
from bot.statuses import Status
from storage.people import Role
from tests.conftest import MONDAY
from tests.crash.campaign import campaign
from tests.crash.claims import unsound
from tests.crash.process import BotProcess
from tests.play import Play
from tests.spine.toys import TABLE

KILLS = 7


async def test_whatever_is_killed_when_nothing_acknowledged_is_lost_and_nothing_happens_twice(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    figures = await campaign(tmp_path, KILLS, seed)
    print(json.dumps(figures.view(), ensure_ascii=False))
    assert figures.kept, f"seed {seed}: {figures}"
    assert figures.acknowledged > KILLS


async def test_an_update_that_ends_the_process_is_set_aside_and_reported_and_the_next_is_answered(
    tmp_path: Path,
) -> None:
    stage = Play(tmp_path / "data", MONDAY, routes=TABLE)
    await stage.open()
    chloe = await stage.member("Chloé", Role.COORDINATOR)
    lea = await stage.member("Léa")
    await stage.stop_bot()
    await lea.says("/die")
    await lea.says("/hello encore ")
    bot = BotProcess(stage.telegram, stage.data, module="tests.spine.toys")
    answer = asyncio.ensure_future(lea.sees("Bonjour encore", timeout=60))
    deaths = 0
    while not answer.done():
        await bot.start()
        end = asyncio.ensure_future(bot.ends(60))
        await asyncio.wait([answer, end], return_when=asyncio.FIRST_COMPLETED)
        if end.done():
            assert end.result()[0] == 9
            deaths += 1
        else:
            end.cancel()
    await chloe.sees("mis de côté")
    await bot.kill()
    assert deaths == 4  # once in a batch with others, then three attempts counted one by one
    with closing(sqlite3.connect(stage.data / "coopter.sqlite3")) as db:
        states = db.execute("SELECT state, attempts FROM inbox ORDER BY id").fetchall()
        assert unsound(db) == []
    assert states[-2:] == [("set_aside", 4), ("handled", 1)]
    await stage.telegram.stop()


async def test_a_second_process_on_the_same_data_is_refused_in_one_line_and_the_first_goes_on(tmp_path: Path) -> None:
    async with LocalTelegram(flood=None) as telegram:
        lea = await telegram.person("Léa")
        first, second = (BotProcess(telegram, tmp_path / "data") for _ in range(2))
        await first.start()
        await first.serves()
        await second.start()
        status, line = await second.ends()
        assert status == Status.BUSY
        assert list(second.said) == [line]
        assert line.startswith("coopter: another process works on ")
        assert "COOPTER_DATA" in line
        await lea.start()
        await lea.sees("Coop")
        assert await first.stop() == 0
