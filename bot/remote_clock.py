"""Follows the clock of a local Telegram server from another process: tests and demonstrations only."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime, timedelta

import aiohttp
import structlog

from storage.clock import SteeredClock

log = structlog.get_logger()

EVERY = 0.25  # seconds


class RemoteClock:
    """`clock` stands as far from the machine's clock as the server at `url` says, or stands still with it.

    Two readings of a clock that stands still never differ: what was due stays due.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self.clock = SteeredClock()

    async def read(self) -> None:
        """Ask the server once; where it does not answer, the clock stays as it was."""
        try:
            async with aiohttp.ClientSession() as session:
                await self._read(session)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("the clock cannot be read", why=type(error).__name__)

    async def run(self) -> None:
        """Follow until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError, OSError):
                    await self._read(session)
                await asyncio.sleep(EVERY)

    async def _read(self, session: aiohttp.ClientSession) -> None:
        async with session.get(self._url) as answer:
            told = (await answer.json())["clock"]
        if not told["frozen"]:
            self.clock.steer(timedelta(seconds=round(told["offset_seconds"], 2)))
        elif self.clock.now() != (moment := datetime.fromisoformat(told["now"])):
            self.clock.freeze(moment)
