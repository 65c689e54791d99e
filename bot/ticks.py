"""The clock's work: every job of the conversations, on every tick, each in a unit of its own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from handlers.dispatch import forget_forms
from handlers.routes import Table
from handlers.routing import Job
from storage import choices, inbox, outbox
from storage.disk import DiskError
from storage.store import Store, Unit

log = structlog.get_logger()

EVERY = 20.0  # seconds between ticks
CLEANING = timedelta(hours=1)


class Ticker:
    """Runs the jobs. `wake` makes the next tick come at once (the clock was moved)."""

    def __init__(self, store: Store, table: Table, on_commit: Callable[[], None]) -> None:
        self._store = store
        self._table = table
        self._on_commit = on_commit
        self._woken = asyncio.Event()
        self._ticking = asyncio.Lock()
        self._cleaned: datetime | None = None
        self.ticked_at = monotonic()

    def wake(self) -> None:
        """The clock was moved."""
        self._woken.set()

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            await self.tick()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY):  # wait_for may lose a cancellation before 3.12
                    await self._woken.wait()
            self._woken.clear()

    async def tick(self) -> None:
        """Run every job to its end, portion by portion; one that fails is logged and does not stop the others.

        Ticks never overlap: one asked for meanwhile comes after the one under way.
        """
        async with self._ticking:
            await self._tick()

    async def _tick(self) -> None:
        for job in self._table.jobs:
            try:
                while await self._store.run(partial(_run, job=job)):
                    self._on_commit()
            except Exception:
                log.exception("a job failed", job=job.name)
        try:
            await self._clean()
        except DiskError as error:
            log.error("nothing can be cleaned up", why=str(error))  # noqa: TRY400 - no traceback
        self.ticked_at = monotonic()
        self._on_commit()

    async def _clean(self) -> None:
        now = self._store.clock.now()
        if self._cleaned is None or now - self._cleaned >= CLEANING:
            self._cleaned = now
            await self._store.run(forget_forms)
            for forget in (inbox.forget_old, outbox.forget_old):
                while await self._store.run(forget):
                    pass

    async def next_due(self) -> datetime | None:
        """Return when something will happen next: a job, or a message that waits for its time."""
        return await self._store.read(self._soonest)

    async def _soonest(self, unit: Unit) -> datetime | None:
        chosen = await choices.load(unit)
        times = [await job.next_due(unit, chosen) for job in self._table.jobs if job.next_due]
        times.append(await outbox.next_time(unit))
        coming = [moment for moment in times if moment is not None and moment > unit.now]
        return min(coming) if coming else None


async def _run(unit: Unit, job: Job) -> bool:
    return bool(await job.run(unit, await choices.load(unit)))
