"""All that handles and delivers. Importing it takes a while: updates are received, and stored, meanwhile."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from telegram import Bot

from bot import present
from bot.deliver import Deliverer
from bot.feed import Feeder
from bot.fetch import Fetcher
from bot.leave import Leaver
from bot.pace import Pace
from bot.removals import Remover
from bot.stopwatch import Stopwatch
from bot.ticks import Ticker
from bot.work import Worker
from handlers import context
from handlers.rights.erasing import erase_again
from handlers.routes import Table, table
from locales import texts
from locales.fr import warm
from storage import choices, erasure_journal
from storage.choices import Choices
from storage.clock import PARIS
from storage.store import Store

log = structlog.get_logger()

PAID_PER_SECOND = 1000
# Read here, in the thread that imports this, so that the loop is not held later.
table()
for _language in texts.languages():
    texts.label_keys(_language)


class Parts:
    """What runs beside receiving, and who wakes whom. `in_flight`: how many messages at once, free and paid ones."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        data: Path,
        routes: Table,
        chosen: Choices,
        *,
        coordinators: frozenset[int],
        public_url: str | None,
        in_flight: tuple[int, int],
        paced: bool,
        stopwatch: Stopwatch,
    ) -> None:
        self._store = store
        self.table = routes
        self._bot = bot
        paid = chosen.paid_broadcasts
        pace = Pace(stopwatch.now, paid_per_second=PAID_PER_SECOND if paid else None, enabled=paced)
        self.deliverer = Deliverer(
            store, bot, routes, pace, data, in_flight=in_flight[paid], paid=paid, stopwatch=stopwatch
        )
        self.feeder = Feeder(store, self._committed)
        self.fetcher = Fetcher(store, bot, data, self._listed)
        self.leaver = Leaver(store, bot)
        self.remover = Remover(store, data)
        who = context.Bot(bot.id, bot.username, coordinators, public_url)
        self.worker = Worker(store, who, routes, self._committed, stopwatch)
        self.ticker = Ticker(store, routes, self._ticked)

    def _listed(self) -> None:
        """A list of people was read: the clock's work on it begins, its card follows."""
        self.deliverer.wake()
        self.ticker.wake()

    def _committed(self) -> None:
        self.deliverer.wake()
        self.fetcher.wake()
        self.feeder.wake()
        self.remover.wake()

    def _ticked(self) -> None:
        self._committed()
        self.leaver.wake()

    @property
    def runs(self) -> list[Callable[[], Awaitable[None]]]:
        """What is to be run, each until cancelled."""
        lasting = (self.worker, self.deliverer, self.ticker, self.fetcher, self.feeder, self.leaver, self.remover)
        return [*(part.run for part in lasting), self._present, self._warm]

    async def _present(self) -> None:
        """Nothing here is needed to serve, so nothing here may stop the bot."""
        try:
            await present.introduce(self._bot, self._store)
            await present.keep_commands(self._bot, self._store)
        except Exception:
            log.exception("the bot could not present itself")

    async def _warm(self) -> None:
        """What the first text would wait for is made ready in a thread: the loop goes on meanwhile."""
        await asyncio.to_thread(_read_something)
        gc.freeze()  # what is loaded stays: going through it again and again would hold the loop for 40 ms


def _read_something() -> None:
    for _ in warm.steps(datetime.now(PARIS)):
        pass  # in a thread: the loop gets its turn between two steps, and within them


async def make(
    store: Store,
    bot: Bot,
    data: Path,
    routes: Table | None,
    *,
    coordinators: frozenset[int],
    public_url: str | None,
    in_flight: tuple[int, int],
    paced: bool,
    stopwatch: Stopwatch,
) -> Parts:
    """Make the parts of a bot that knows who it is, as the cooperative chose."""
    for entry in erasure_journal.read(data):
        await store.run(partial(erase_again, entry=entry))
    chosen = await store.read(choices.load)
    return Parts(
        store,
        bot,
        data,
        routes or table(),
        chosen,
        coordinators=coordinators,
        public_url=public_url,
        in_flight=in_flight,
        paced=paced,
        stopwatch=stopwatch,
    )
