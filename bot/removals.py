"""What an erasure leaves to do outside the database: bytes of files, the journal that restores read, old pages."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from pathlib import Path

import structlog

from storage import erasing, erasure_journal
from storage.disk import DiskError
from storage.erasing import Erasing
from storage.erasure_journal import Entry
from storage.store import Store, Unit

log = structlog.get_logger()

EVERY = 60.0  # seconds between looks; a commit wakes it sooner


class Remover:
    """One for each data folder. `wake` is called after commits."""

    def __init__(self, store: Store, data: Path) -> None:
        self._store = store
        self._data = data
        self._woken = asyncio.Event()
        self._traces = False  # the write-ahead log still shows what was erased

    def wake(self) -> None:
        """Somebody may have been erased."""
        self._woken.set()

    async def run(self) -> None:
        """Remove until cancelled."""
        while True:
            try:
                await self.look()
            except (DiskError, OSError) as error:
                log.error("what was erased cannot be removed now", why=type(error).__name__)  # noqa: TRY400
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY):  # wait_for may lose a cancellation before 3.12
                    await self._woken.wait()
            self._woken.clear()

    async def look(self) -> None:
        """Do what there is to do."""
        paths, found = await self._store.read(_waiting)
        if paths:
            await asyncio.to_thread(_unlink, self._data, paths)
            await self._store.run(partial(erasing.removed, paths=paths))
        if found:
            entries = [Entry(one.at, one.person_id) for one in found if not one.written]
            if entries:
                await asyncio.to_thread(erasure_journal.add, self._data, entries)
            await self._store.run(partial(erasing.noted, found=found))
            self._traces = True
        if self._traces:
            self._traces = not await self._store.empty_log()


async def _waiting(unit: Unit) -> tuple[list[str], list[Erasing]]:
    return await erasing.to_remove(unit), await erasing.under_way(unit)


def _unlink(data: Path, paths: list[str]) -> None:
    for path in paths:
        (data / path).unlink(missing_ok=True)
