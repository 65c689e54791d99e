"""Assembles the bot: store, receiving, handling, delivering, clock jobs.

Receiving needs little, and begins at once; all that handles and delivers is imported meanwhile, beside the loop.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from telegram import Bot

from bot.lock import hold
from bot.receive import Poller
from bot.request import AiohttpRequest
from bot.stopwatch import Stopwatch
from storage import inbox
from storage.clock import Clock
from storage.store import Store

if TYPE_CHECKING:
    from bot.parts import Parts
    from handlers.routes import Table

log = structlog.get_logger()

PAID_IN_FLIGHT = 240  # a thousand a second, each on its way for up to a quarter of one


class App:
    """One bot: one token, one data folder, one process."""

    def __init__(
        self,
        token: str,
        data: Path,
        clock: Clock,
        *,
        base_url: str,
        base_file_url: str,
        coordinators: frozenset[int] = frozenset(),
        public_url: str | None = None,
        in_flight: int = 32,
        paced: bool = True,
        poll_seconds: int = 50,
        routes: Table | None = None,
        stopwatch: Stopwatch | None = None,
    ) -> None:
        """`paced` False leaves out Telegram's limits; `routes` serves other conversations than ours, `stopwatch` moves
        the seconds of pacing and pauses (tests)."""
        self.data = data
        self.clock = clock
        self._coordinators = coordinators
        self.public_url = public_url
        self._in_flight = in_flight
        self._paced = paced
        self._poll_seconds = poll_seconds
        self._routes = routes
        self._stopwatch = stopwatch or Stopwatch()
        self._polling = AiohttpRequest(connections=1)
        self._calling = AiohttpRequest(connections=max(in_flight, PAID_IN_FLIGHT) + 8)
        self.bot = Bot(
            token,
            base_url=base_url,
            base_file_url=base_file_url,
            request=self._calling,
            get_updates_request=self._polling,
        )
        self._receiving: asyncio.Task[None] | None = None
        self._parts: Parts | None = None
        self._stack = AsyncExitStack()

    async def receive(self) -> None:
        """Open the data and begin to poll: updates are stored from now on, and handled once all the rest is there."""
        await self._open()
        for request in (self._polling, self._calling):
            await request.initialize()
            self._stack.push_async_callback(request.shutdown)
        self._receiving = asyncio.create_task(self.poller.run())
        self._stack.push_async_callback(_end, self._receiving)

    async def _open(self) -> None:
        self._stack.callback(hold(self.data).close)
        self.store = await Store.open(self.data / "coopter.sqlite3", self.clock)
        self._stack.push_async_callback(self.store.close)
        await self.store.run(inbox.forget_old)  # ids may have started anew while the bot was off
        self.poller = Poller(self.store, self.bot, self._polling, self._stored, self._poll_seconds, self._stopwatch)

    async def start(self) -> None:
        """Know who we are and have every part ready; the data is opened where nothing is received yet."""
        if self._receiving is None:
            await self._open()
        await asyncio.to_thread(import_module, "bot.parts")
        from bot import parts

        if self._receiving is None:
            for request in (self._polling, self._calling):  # where Telegram refuses the token, the bot closes neither
                self._stack.push_async_callback(request.shutdown)
        await self.bot.initialize()
        self._stack.push_async_callback(self.bot.shutdown)
        self._parts = made = await parts.make(
            self.store, self.bot, self.data, self._routes, coordinators=self._coordinators, public_url=self.public_url,
            in_flight=(self._in_flight, max(self._in_flight, PAID_IN_FLIGHT)), paced=self._paced,
            stopwatch=self._stopwatch,
        )  # fmt: skip
        self.table, self.worker, self.ticker = made.table, made.worker, made.ticker
        self.deliverer, self.feeder, self.leaver = made.deliverer, made.feeder, made.leaver

    def clock_moved(self) -> None:
        """Someone moved the clock: what became due is done at once."""
        self.ticker.wake()
        self.deliverer.rescan()

    def _stored(self) -> None:
        if self._parts is not None:
            self._parts.worker.wake()

    async def run(self, *more: Callable[[], Awaitable[None]], poll: bool = True) -> None:
        """Serve until cancelled, or until a part fails: then its error is raised."""
        assert self._parts is not None, "start first"
        await self._parts.worker.replay()
        runs = [*self._parts.runs, *more]
        if poll:
            runs.append(self._receive)
        async with asyncio.TaskGroup() as group:
            for run in runs:
                group.create_task(_forever(run))

    async def _receive(self) -> None:
        await (self._receiving or self.poller.run())

    @property
    def answers(self) -> Counter[int]:
        """How many answers of Telegram there were, by their HTTP status."""
        return self._calling.answers + self._polling.answers

    async def next_due(self) -> datetime | None:
        """Return when something will happen next."""
        return await self.ticker.next_due()

    async def stop(self) -> None:
        """Close everything."""
        await self._stack.aclose()
        self._receiving = self._parts = None


async def _forever(part: Callable[[], Awaitable[None]]) -> None:
    await part()


async def _end(task: asyncio.Task[None]) -> None:
    """End a task, whatever became of it; `run` has told of its failure."""
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.exception()
