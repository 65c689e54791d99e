"""Queues broadcasts a portion at a time, just ahead of the sender: nobody waits behind ten thousand rows."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import structlog

from storage import broadcasts
from storage.store import Store

log = structlog.get_logger()

EVERY = 0.5  # seconds between looks while a broadcast is under way


class Feeder:
    """One for each bot token. `wake` is called after every commit that may have begun a broadcast."""

    def __init__(self, store: Store, on_commit: Callable[[], None]) -> None:
        self._store = store
        self._on_commit = on_commit
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """A broadcast may have begun."""
        self._woken.set()

    async def run(self) -> None:
        """Feed until cancelled."""
        while True:
            under_way = False
            try:
                while await self._store.read(broadcasts.wants_feeding):
                    under_way = await self._store.run(broadcasts.feed)
                    self._on_commit()
            except Exception:
                log.exception("a broadcast could not be queued")
                await asyncio.sleep(EVERY)
            self._woken.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY if under_way else None):  # wait_for may lose a cancellation
                    await self._woken.wait()
