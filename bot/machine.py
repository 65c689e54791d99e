"""What only the process sees of its machine, written down for those who ask: disk, database, backups, replication."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from storage import backups
from storage.health import Machine, note_machine
from storage.store import Store

log = structlog.get_logger()

EVERY = 300.0  # seconds; also the longest time in which Litestream, when it runs, has something to copy


class MachineWatch:
    """Looks at the machine every five minutes."""

    def __init__(self, store: Store, backup_days: int) -> None:
        self._store = store
        self._backup_days = backup_days
        self._started_at = store.clock.now()

    async def run(self) -> None:
        """Look until cancelled; what cannot be seen does not stop the bot."""
        while True:
            try:
                await self.look()
            except (OSError, sqlite3.Error):
                log.exception("the machine could not be looked at")
            await asyncio.sleep(EVERY)

    async def look(self) -> Machine:
        """Look once, and write it down."""
        seen = await asyncio.to_thread(self._see)
        await self._store.run(partial(note_machine, machine=seen))
        return seen

    def _see(self) -> Machine:
        database = self._store.path
        daily = [one.made_at for one in backups.kept(database.parent / backups.FOLDER) if one.daily]
        return Machine(
            seen_at=self._store.clock.now(),
            started_at=self._started_at,
            database_bytes=sum(_size(database.with_name(database.name + part)) for part in ("", "-wal")),
            disk_free_bytes=shutil.disk_usage(database.parent).free,
            backup_days=self._backup_days,
            backup_at=daily[-1] if daily else None,
            replicated_at=_replicated_at(database),
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _replicated_at(database: Path) -> datetime | None:
    """When Litestream last noted a change, by the newest of its files beside the database."""
    folder = database.with_name(f".{database.name}-litestream")
    newest = 0.0
    for place, _, names in os.walk(folder):
        newest = max([newest, *(_changed(Path(place, name)) for name in names)])
    return datetime.fromtimestamp(newest, UTC) if newest else None


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # Litestream clears up while we look
        return 0.0
