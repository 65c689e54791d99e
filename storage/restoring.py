"""Putting a backup in the place of the database: verified first, and what was there is kept beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from storage.backups import REPLACED, copy, name_for, open_existing, verify


class Restored(NamedTuple):
    """What a restore did: the schema of what it put there, what waits in it, where the old database lies now."""

    version: int
    updates_waiting: int
    messages_waiting: int
    old: Path | None


def restore(backup: Path, database: Path, now: datetime) -> Restored:
    """Put a backup in the place of `database`, which nobody has open (the caller holds the lock).

    Raises UnsoundFileError or FileNotFoundError before anything is touched. Killed anywhere, either the old or the
    restored database is there, whole.
    """
    found = verify(backup)
    ready = database.with_name(f".{database.name}.restoring")
    try:
        with closing(open_existing(backup)) as db:
            updates = _count(db, "SELECT COUNT(*) FROM inbox WHERE state = 'waiting'")
            messages = _count(db, "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")
            copy(db, ready)
        old = _set_aside(database, now) if database.exists() else None
        ready.replace(database)
        return Restored(found, updates, messages, old)
    finally:
        ready.unlink(missing_ok=True)


def _count(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def _set_aside(database: Path, now: datetime) -> Path:
    """Give the old database a second name; its journal, when it cannot be written back, goes with it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = database.with_name(name_for(database, now, REPLACED))
    while aside.exists() and not aside.samefile(database):  # two restores within a second
        now += timedelta(seconds=1)
        aside = database.with_name(name_for(database, now, REPLACED))
    if not aside.exists():
        try:
            os.link(database, aside)
        except OSError:  # a file system without links
            shutil.copy2(database, aside)
    for companion in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            database.with_name(database.name + companion).replace(aside.with_name(aside.name + companion))
    return aside
