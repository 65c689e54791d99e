"""Assembles the bot: store, receiving, handling, delivering, clock jobs."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from time import monotonic

import structlog
from telegram import Bot

from bot import present
from bot.deliver import Deliverer
from bot.feed import Feeder
from bot.fetch import Fetcher
from bot.leave import Leaver
from bot.lock import hold
from bot.pace import Pace
from bot.receive import Poller
from bot.request import AiohttpRequest
from bot.ticks import Ticker
from bot.work import Worker
from handlers import context
from handlers.routes import Table, table
from storage import choices
from storage.clock import Clock
from storage.store import Store

log = structlog.get_logger()

PAID_PER_SECOND = 1000
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
        in_flight: int = 32,
        paced: bool = True,
        poll_seconds: int = 50,
        routes: Table | None = None,
    ) -> None:
        """`paced` False leaves out Telegram's limits; `routes` serves other conversations than ours (tests)."""
        self.data = data
        self.clock = clock
        self._coordinators = coordinators
        self._in_flight = in_flight
        self._paced = paced
        self._poll_seconds = poll_seconds
        self._routes = routes
        self._polling = AiohttpRequest(connections=1)
        self._calling = AiohttpRequest(connections=max(in_flight, PAID_IN_FLIGHT) + 8)
        self.bot = Bot(
            token,
            base_url=base_url,
            base_file_url=base_file_url,
            request=self._calling,
            get_updates_request=self._polling,
        )
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """Open the data and know who we are; nothing is received or sent yet."""
        self._stack.callback(hold(self.data).close)
        self.store = await Store.open(self.data / "coopter.sqlite3", self.clock)
        self._stack.push_async_callback(self.store.close)
        await self.bot.initialize()
        self._stack.push_async_callback(self.bot.shutdown)
        routes = self._routes or table()
        chosen = await self.store.read(choices.load)
        paid = chosen.paid_broadcasts
        pace = Pace(monotonic, paid_per_second=PAID_PER_SECOND if paid else None, enabled=self._paced)
        in_flight = max(self._in_flight, PAID_IN_FLIGHT) if paid else self._in_flight
        self.deliverer = Deliverer(self.store, self.bot, routes, pace, self.data, in_flight=in_flight, paid=paid)
        self.feeder = Feeder(self.store, self._committed)
        self.fetcher = Fetcher(self.store, self.bot, self.data)
        self.leaver = Leaver(self.store, self.bot)
        who = context.Bot(self.bot.id, self.bot.username, self._coordinators)
        self.worker = Worker(self.store, who, routes, self._committed)
        self.ticker = Ticker(self.store, routes, self._ticked)
        self.poller = Poller(self.store, self.bot, self._polling, self.worker.wake, self._poll_seconds)

    def clock_moved(self) -> None:
        """Someone moved the clock: what became due is done at once."""
        self.ticker.wake()
        self.deliverer.rescan()

    def _committed(self) -> None:
        self.deliverer.wake()
        self.fetcher.wake()
        self.feeder.wake()

    def _ticked(self) -> None:
        self._committed()
        self.leaver.wake()

    async def run(self, *more: Callable[[], Awaitable[None]], poll: bool = True) -> None:
        """Serve until cancelled, or until a part fails: then its error is raised."""
        own = [
            self.worker.run,
            self.deliverer.run,
            self.ticker.run,
            self.fetcher.run,
            self.feeder.run,
            self.leaver.run,
            self._present,
        ]
        parts: list[Callable[[], Awaitable[None]]] = [*own, *more]
        if poll:
            parts.append(self.poller.run)
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(_forever(part))

    async def _present(self) -> None:
        """Nothing here is needed to serve, so nothing here may stop the bot."""
        try:
            await present.introduce(self.bot, self.store)
            await present.keep_commands(self.bot, self.store)
        except Exception:
            log.exception("the bot could not present itself")

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


async def _forever(part: Callable[[], Awaitable[None]]) -> None:
    await part()
