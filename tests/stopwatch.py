"""Seconds that pass when a test says so."""

from __future__ import annotations

import asyncio

from bot.stopwatch import Stopwatch
from tests.play import Play


class SteeredStopwatch(Stopwatch):
    """Stands still until moved; knows who sleeps."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._lain_down = asyncio.Event()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        awake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, awake))
        self._lain_down.set()
        await awake

    def advance(self, seconds: float) -> None:
        """Let seconds pass, and wake whom they wake."""
        self._now += seconds
        for until, awake in list(self._sleepers):
            if until <= self._now:
                self._sleepers.remove((until, awake))
                if not awake.done():
                    awake.set_result(None)

    async def sleeper(self) -> float:
        """Wait until somebody sleeps; return for how many seconds the first of them will."""
        async with asyncio.timeout(10):
            while not self._sleepers:
                self._lain_down.clear()
                await self._lain_down.wait()
        return min(until for until, _ in self._sleepers) - self._now


async def pass_time(stage: Play, stopwatch: SteeredStopwatch, seconds: float, step: float = 1.0) -> None:
    """Let seconds pass bit by bit; the bot does in each what it has to do."""
    for _ in range(round(seconds / step)):
        stopwatch.advance(step)
        stage.app.deliverer.wake()
        await stage.telegram.idle(quiet_seconds=0.01)
