"""The stage: a local Telegram, the bot's data with people and a work day in it, the actors, and the bot's process."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.local_telegram import LocalTelegram
from storage.clock import to_text
from storage.people import Role
from tests.conftest import MONDAY
from tests.crash.actors import Actor, Coach, Host, Volunteer
from tests.crash.claims import Claims
from tests.crash.process import BotProcess
from tests.play import Play
from tests.sign_ups import people as cast

NETWORK_MS = (2.0, 30.0)  # a network that takes its time: kills find messages under way
READERS = 10  # who only receive broadcasts


class Stage:
    """Where the play takes place. `bot` is killed and started again; everything else goes on."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.database = self.data / "coopter.sqlite3"
        self.dice = dice
        self.claims = Claims()
        self.actors: list[Actor] = []
        self.telegram: LocalTelegram
        self.bot: BotProcess
        self._lives: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Prepare the data with a bot in this process, stop it, and bring the actors on."""
        play = Play(self.data, MONDAY)
        await play.open()
        self.telegram = play.telegram
        claire = await play.member("Claire", Role.HOUSEHOLD)
        brigitte = await play.member("Brigitte", Role.COACH)
        volunteers = [await play.member(name) for name in ("Léa", "Ali", "Zoé")]
        for number in range(READERS):
            await play.member(f"Lecteur {number}")
        await play.household("Moreau", claire, coach=brigitte)
        sessions = [await self._hosted(play, name) for name in ("Hélène", "Inès", "Marc")]
        await play.telegram.idle()
        await play.stop_bot()
        play.telegram.clock.freeze(False)
        play.telegram.calls.options.latency_ms = NETWORK_MS
        self.bot = BotProcess(self.telegram, self.data)
        self.actors = [
            Host(claire, self.claims, self.dice),
            Coach(brigitte, self.claims, self.dice, readers=len(volunteers) + len(sessions) + READERS + 2),
            *(Volunteer(one, self.claims, self.dice, at) for one, at in zip(volunteers, sessions, strict=True)),
        ]

    async def _hosted(self, play: Play, name: str) -> int:
        """A session at a household of its own: nobody gets more messages than Telegram lets through in time."""
        host = await play.member(name, Role.HOUSEHOLD)
        house = await play.household(f"Chez {name}", host)
        return await cast.session(play.app.store, await play.id_of(host), house, seats=4)

    def begin(self) -> None:
        """The actors live from now on."""
        self._lives = [asyncio.create_task(actor.live()) for actor in self.actors]

    def raise_failures(self) -> None:
        """Raise what an actor met: an answer that never came."""
        for life in self._lives:
            if life.done():
                self._result_of(life)

    def _result_of(self, life: asyncio.Task[None]) -> None:
        try:
            life.result()
        except AssertionError as error:
            with closing(sqlite3.connect(self.database)) as db:
                inbox = db.execute("SELECT state, attempts, COUNT(*) FROM inbox GROUP BY 1, 2").fetchall()
                outbox = db.execute("SELECT state, COUNT(*) FROM outbox GROUP BY 1").fetchall()
            said = "\n".join(self.bot.said)
            raise AssertionError(f"{error}\n\ninbox {inbox}, outbox {outbox}, alive {self.bot.alive}\n{said}") from None

    async def end(self) -> None:
        """Let everybody finish what they are doing, everything be delivered, and stop the bot."""
        for actor in self.actors:
            actor.over = True
        await asyncio.wait(self._lives)
        self.raise_failures()
        left = self._waiting()
        while left:
            try:
                async with asyncio.timeout(60):
                    while self._waiting() >= left:
                        await self.telegram.idle(quiet_seconds=0.3)
            except TimeoutError:
                raise AssertionError(self._what_waits()) from None
            left = self._waiting()
        await self.bot.stop()

    def _what_waits(self) -> str:
        """Which messages have not left for a minute, and what the bot said last."""
        with closing(sqlite3.connect(self.database)) as db:
            rows = db.execute(
                "SELECT id, kind, name, chat_id, priority, attempts, error, not_before, expires_at FROM outbox"
                " WHERE state = 'waiting' ORDER BY id LIMIT 20"
            ).fetchall()
        waiting = "\n".join(map(str, rows))
        said = "\n".join(self.bot.said[-20:])
        now = to_text(self.telegram.clock.now())
        return f"nothing left for a minute; it is {now}, the bot alive: {self.bot.alive}\n{waiting}\n\n{said}"

    def _waiting(self) -> int:
        """How many messages are due; others wait for their day."""
        due = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND not_before <= ?"
        with closing(sqlite3.connect(self.database)) as db:
            return int(db.execute(due, (to_text(self.telegram.clock.now()),)).fetchone()[0])

    async def close(self) -> None:
        """End everything, however the play went."""
        for life in self._lives:
            life.cancel()
        await asyncio.gather(*self._lives, return_exceptions=True)
        if self.bot.alive:
            await self.bot.kill()
        await self.telegram.stop()
