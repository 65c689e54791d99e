"""The demo opens at an hour when the bot speaks, and a kill changes nothing for anyone."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.demo import begin_by_day
from bot.local_telegram import LocalTelegram
from storage.clock import PARIS


@pytest.mark.parametrize(
    ("begun", "opens"),
    [
        ("2027-03-02T03:10", "2027-03-02T09:00"),
        ("2027-03-02T14:20", "2027-03-02T14:20"),
        ("2027-03-02T22:40", "2027-03-03T09:00"),
        ("2027-12-31T19:00", "2028-01-01T09:00"),
    ],
)
def test_a_demo_begun_in_the_evening_or_at_night_opens_on_the_next_morning(begun: str, opens: str) -> None:
    telegram = LocalTelegram()
    telegram.clock.freeze()
    telegram.clock.set_to(datetime.fromisoformat(begun).replace(tzinfo=PARIS))
    begin_by_day(telegram)
    assert telegram.clock.now() == datetime.fromisoformat(opens).replace(tzinfo=PARIS)


class Demo:
    """`coopter demo` as a process, played through its control interface as the page does."""

    def __init__(self, data: Path, client: aiohttp.ClientSession) -> None:
        self._data = data
        self._client = client

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser", "--data", str(self._data),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None
        said = (await self._process.stdout.readline()).decode()
        self._url = said.split()[-1]

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()

    async def get(self, path: str) -> Any:
        async with self._client.get(f"{self._url}/control/{path}") as answer:
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self._client.post(f"{self._url}/control/{path}", json=body) as answer:
            found = await answer.json()
            assert found["ok"], found
            return found

    async def sees(self, person: int, pattern: str, after: int = 0) -> None:
        """Wait until this person has a message or an edit that has `pattern` in it."""
        while pattern not in json.dumps(
            heard := await self.get(f"wait?as={person}&after={after}&timeout=60"), ensure_ascii=False
        ):
            assert heard["ok"], heard
            after = heard["seq"]

    async def newest(self, person: int) -> str:
        return str((await self.get(f"people/{person}/chat?peek=1"))["chat"]["messages"][-1]["text"])


async def test_a_demo_that_is_killed_goes_on_where_everyone_was(tmp_path: Path) -> None:
    async with aiohttp.ClientSession() as client:
        demo = Demo(tmp_path, client)
        await demo.start()
        claire = next(one["id"] for one in (await demo.get("state"))["people"] if one["first_name"] == "Claire")
        await demo.sees(claire, "que souhaitez-vous faire")
        await demo.post("clock", advance_seconds=3600)
        said = await demo.post(
            f"people/{claire}/text",
            text="Samedi en huit de 9h à 17h, 4 personnes pour isoler les combles, repas offert",
        )
        await demo.sees(claire, "déjà vrai", said["seq"])
        question, hour = await demo.newest(claire), (await demo.get("state"))["clock"]["now"]
        await demo.kill()
        await demo.start()
        state = await demo.get("state")
        assert await demo.newest(claire) == question
        assert state["clock"]["now"][:13] == hour[:13]
        pressed = await demo.post(f"people/{claire}/press", label="C’est tout")
        await demo.sees(claire, "Faut-il aussi", pressed["seq"])
        pressed = await demo.post(f"people/{claire}/press", label="Passer")
        await demo.sees(claire, "On publie", pressed["seq"])
        await demo.kill()
