"""Litestream beside the bot: when the machine is lost, all but the last moments is there."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import yaml

from bot.local_telegram import LocalTelegram, Person
from tests.bot_process import BotProcess
from tests.operations.cli import coopter

CONFIGURATION = Path("docs/exploitation/litestream.yml")
UNDER_LOAD = 10.0  # seconds
SLACK = 3.0  # seconds: for a machine that has much else to do
PEOPLE_AT_ONCE = 4


@pytest.fixture
def binary() -> str:
    """The program, beside Python or on the path; only a developer's machine may lack it."""
    beside = Path(sys.executable).with_name("litestream")
    found = str(beside) if beside.exists() else shutil.which("litestream")
    if found is None:
        assert not os.environ.get("CI"), "continuous integration must have Litestream: pip install '.[litestream]'"
        pytest.skip("Litestream is not installed: pip install '.[litestream]'")
    return found


def _configuration() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(CONFIGURATION.read_text(encoding="utf-8"))
    return content


def _seconds(text: str) -> float:
    found = re.fullmatch(r"(\d+)(ms|s|m|h)", text)
    assert found is not None, text
    return int(found[1]) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[found[2]]


def _interval() -> float:
    """After how many seconds a change has left the machine, by the configuration we recommend."""
    database = _configuration()["dbs"][0]
    return _seconds(database["monitor-interval"]) + _seconds(database["replica"]["sync-interval"])


def test_the_configuration_we_recommend_is_one_litestream_reads(binary: str) -> None:
    done = subprocess.run(
        [binary, "databases", "-config", str(CONFIGURATION)], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert "/var/lib/coopter/essonne/coopter.sqlite3" in done.stdout


def _for_a_folder(data: Path, replica: Path, target: Path) -> Path:
    """The configuration we recommend, on this database and a folder in the place of the remote storage."""
    content = _configuration()
    database = content["dbs"][0]
    database["path"] = str(data / "coopter.sqlite3")
    del database["replica"]["url"]
    database["replica"]["path"] = str(replica)
    target.write_text(yaml.safe_dump(content), encoding="utf-8")
    return target


async def test_after_a_loss_of_the_machine_all_older_than_the_interval_is_restored(binary: str, tmp_path: Path) -> None:
    data, replica = tmp_path / "data", tmp_path / "elsewhere"
    configuration = _for_a_folder(data, replica, tmp_path / "litestream.yml")
    acknowledged: dict[int, float] = {}
    data.mkdir()
    async with LocalTelegram(flood=None) as telegram:
        bot = BotProcess(telegram, data)
        await bot.start()
        await _arrive(telegram, acknowledged)  # the database is there from now on
        litestream = await asyncio.create_subprocess_exec(binary, "replicate", "-config", str(configuration))
        coming = [asyncio.create_task(_arrivals(telegram, acknowledged)) for _ in range(PEOPLE_AT_ONCE)]
        ended, _ = await asyncio.wait(coming, timeout=UNDER_LOAD, return_when=asyncio.FIRST_COMPLETED)
        assert not ended, "nobody stops coming by themselves"
        assert litestream.returncode is None, "Litestream ended by itself"
        litestream.kill()
        killed = monotonic()
        await asyncio.gather(litestream.wait(), bot.kill())
        for one in coming:
            one.cancel()
        await asyncio.wait(coming)

        found = _restored(binary, configuration, data, tmp_path / "again" / "coopter.sqlite3")
        old = {person for person, at in acknowledged.items() if killed - at > _interval() + SLACK}
        young = set(acknowledged) - old
        lost = set(acknowledged) - found
        print(f"{len(old)} older than the interval, {len(young)} younger, of which {len(lost)} were lost")
        assert len(old) > 20
        assert old <= found
        checked = await coopter("check", data=tmp_path / "again")
        assert checked.code == 0, checked.out

        again = BotProcess(telegram, tmp_path / "again")
        await again.start()
        await _arrive(telegram, acknowledged)
        await again.kill()


async def _arrivals(telegram: LocalTelegram, acknowledged: dict[int, float]) -> None:
    while True:
        await _arrive(telegram, acknowledged)


async def _arrive(telegram: LocalTelegram, acknowledged: dict[int, float]) -> Person:
    """Someone presses Start and reads the charter: the bot has noted them."""
    person = await telegram.person("Léa")
    await person.start()
    await person.sees("charte", timeout=60)
    acknowledged[person.id] = monotonic()
    return person


def _restored(binary: str, configuration: Path, data: Path, target: Path) -> set[int]:
    """Who is known in what comes back from the replica."""
    shutil.rmtree(data)
    target.parent.mkdir()
    done = subprocess.run(
        [binary, "restore", "-config", str(configuration), "-o", str(target), str(data / "coopter.sqlite3")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(target)) as db:
        return {row[0] for row in db.execute("SELECT telegram_id FROM people")}
