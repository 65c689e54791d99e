"""Handles what the inbox holds: a savepoint for each update, a commit for each batch, delivery after the commit."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter

import structlog

from bot.patience import store_in_the_end
from bot.report import report
from bot.stopwatch import Stopwatch
from handlers.context import Bot, language_of, message
from handlers.dispatch import handle, speaker
from handlers.routes import Table
from locales.fr import warm
from storage import inbox, outbox, people
from storage.disk import is_disk_trouble
from storage.durations import Durations
from storage.inbox import Arrived
from storage.store import Store, T, Unit, Work

log = structlog.get_logger()


class Worker:
    """Turns waiting updates into changes and answers. `wake` is called when updates have been stored."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        table: Table,
        on_commit: Callable[[], None],
        stopwatch: Stopwatch | None = None,
    ) -> None:
        self._store = store
        self._bot = bot
        self._table = table
        self._stopwatch = stopwatch or Stopwatch()
        self._woken = asyncio.Event()
        self._on_commit = on_commit
        self.outcomes: Counter[str] = Counter()
        self.durations = Durations()

    def wake(self) -> None:
        """Updates are waiting."""
        self._woken.set()

    async def run(self) -> None:
        """Handle until cancelled."""
        while True:
            while await self._store_in_the_end(self._batch):
                self._on_commit()
            await self._woken.wait()
            self._woken.clear()

    async def replay(self) -> None:
        """Handle one by one the batch that was in hand when the process died, each attempt committed first.

        Nothing else may run meanwhile, and nothing slow happen: what ended the process would be blamed on the update.
        """
        left = await self._store.read(inbox.waiting)
        if left:
            await asyncio.to_thread(lambda: list(warm.steps(datetime(2027, 3, 1, 10))))  # noqa: DTZ001 - any day
        for arrived in left:
            attempt = await self._store_in_the_end(partial(inbox.attempt, row_id=arrived.id))
            aside = attempt > inbox.MAX_ATTEMPTS
            await self._store_in_the_end(partial(self._set_aside if aside else self._one, arrived=arrived))
            self._on_commit()

    async def _store_in_the_end(self, work: Work[T]) -> T:
        return await store_in_the_end(self._store, work, self._stopwatch)

    async def _set_aside(self, unit: Unit, arrived: Arrived) -> None:
        self.outcomes["set_aside"] += 1
        log.error("an update ended the process too often and is set aside", update=arrived.update_id)
        await inbox.set_aside(unit, arrived.id)
        await report(unit, "set_aside", arrived.update_id)

    async def _batch(self, unit: Unit) -> bool:
        arrived = await inbox.waiting(unit)
        for update in arrived:
            await self._one(unit, update)
        return bool(arrived)

    async def _one(self, unit: Unit, arrived: Arrived) -> None:
        began = perf_counter()
        try:
            async with unit.savepoint():
                await handle(unit, self._bot, self._table, arrived.payload)
            await inbox.handled(unit, arrived.id)
            self.outcomes["handled"] += 1
        except Exception as error:
            if is_disk_trouble(error):
                raise  # nothing can be written now: the update waits in the inbox
            log.exception("a handler failed", update=arrived.update_id)
            self.outcomes["failed"] += 1
            await inbox.failed(unit, arrived.id, type(error).__name__)
            await _apologise(unit, arrived)
            await report(unit, "handler_failed", arrived.update_id)
        finally:
            self.durations.add(perf_counter() - began)


async def _apologise(unit: Unit, arrived: Arrived) -> None:
    """Tell whoever waits for an answer that it did not work, and that nothing was changed."""
    try:
        account = speaker(arrived.payload)
    except Exception:  # an update that cannot even be read: nobody to answer
        return
    query = arrived.payload.get("callback_query")
    language = language_of(await people.by_telegram(unit, account.id) if account else None, account)
    if query is not None:
        toast = message("failure/toast", _alert=True).model_copy(update={"language": language})
        await outbox.put(
            unit, toast, kind="toast", chat=account.id if account else 0, target=query["id"],
            expires_at=unit.now + timedelta(minutes=1),
        )  # fmt: skip
    elif account is not None and arrived.payload.get("message", {}).get("chat", {}).get("type") == "private":
        sorry = message("failure/message").model_copy(update={"language": language})
        await outbox.put(unit, sorry, chat=account.id)
