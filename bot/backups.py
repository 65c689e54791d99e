"""The daily backup: every night at three, or as soon as the bot runs again; old ones go."""

from __future__ import annotations

import asyncio
import errno
import shutil
import sqlite3
from datetime import datetime, timedelta
from functools import partial

import structlog

from handlers.home.health import tell_backup_failed
from storage import backups
from storage.backups import UnsoundFileError
from storage.choices import note
from storage.clock import PARIS
from storage.health import BACKUP_FAILED
from storage.store import Store

log = structlog.get_logger()

EVERY = 600.0  # seconds between looks
AFTER_START = 60.0  # seconds: first those who waited for the bot are served
SPARE = 50_000_000  # bytes
HOUR = 3  # in Paris: nobody waits then


class Backups:
    """Keeps a backup of each of the last `days` days beside the database; 0: none are made."""

    def __init__(self, store: Store, days: int) -> None:
        self._store = store
        self._days = days
        self._folder = store.path.parent / backups.FOLDER

    async def run(self) -> None:
        """Make them until cancelled; no trouble with them stops the bot."""
        await asyncio.sleep(AFTER_START)
        while self._days:
            try:
                await self.if_due()
            except (OSError, sqlite3.Error):
                log.exception("nobody could be told of the backup")
            await asyncio.sleep(EVERY)

    async def if_due(self) -> bool:
        """Make the backup of the last night unless it is there; return whether one was made.

        One that cannot be made is told to the coordinators and tried again at the next look.
        """
        now = self._store.clock.now()
        daily = [one.made_at for one in backups.kept(self._folder) if one.daily]
        if daily and daily[-1] >= _last_night(now):
            return False
        try:
            self._room()
            await self._store.copy_to(self._folder / backups.name_for(self._store.path, now))
            await asyncio.to_thread(backups.rotate, self._store.path, now, self._days)
        except (OSError, sqlite3.Error, UnsoundFileError) as error:
            log.exception("the daily backup could not be made")
            await self._store.run(partial(tell_backup_failed, full=_is_full(error)))
            return False
        await self._store.run(partial(note, name=BACKUP_FAILED, value=""))
        log.info("backup made", days=self._days)
        return True

    def _room(self) -> None:
        """Raise OSError where a copy would take the room that the bot itself needs."""
        needed = 2 * self._store.path.stat().st_size + SPARE
        if shutil.disk_usage(self._store.path.parent).free < needed:
            raise OSError(errno.ENOSPC, f"less than {needed / 1e6:.0f} MB are free")


def _last_night(now: datetime) -> datetime:
    """The last time it was three o'clock in Paris."""
    here = now.astimezone(PARIS)
    tonight = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight <= here else tonight - timedelta(days=1)


def _is_full(error: Exception) -> bool:
    return getattr(error, "errno", None) == errno.ENOSPC or "full" in str(error)
