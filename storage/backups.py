"""Whole copies of the database: made while it is used, verified before they count, kept for a while and no longer."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import NamedTuple

from storage.migrations import APPLICATION_ID, ForeignFileError, version

FOLDER = "backups"  # beside the database
REPLACED = "replaced"
HALF_KEPT = 3600.0  # seconds: longer than any copy takes
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r".+-(\d{8}-\d{6})(-[a-z0-9-]+)?\.sqlite3")


class UnsoundFileError(Exception):
    """A file is no whole database of ours; the text says what is wrong with it."""


class Kept(NamedTuple):
    """A backup in its folder, and when it was made."""

    path: Path
    made_at: datetime
    daily: bool


def open_existing(path: Path) -> sqlite3.Connection:
    """Open a database that is there, for looking only; raise FileNotFoundError, or sqlite3.Error when it cannot be."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA busy_timeout = 5000")
    db.execute("PRAGMA query_only = ON")
    return db


def copy(db: sqlite3.Connection, target: Path) -> None:
    """Write a copy of an open database to `target`, verified and on the disk before it gets that name.

    Whoever uses the database meanwhile is not held up. Killed anywhere, it leaves `target` as it was. Raises
    UnsoundFileError when the copy is not whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    _clear(part)
    part.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as written:
            db.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        verify(part)
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        _clear(part)


def copy_file(source: Path, target: Path) -> None:
    """As `copy`, of a database by its path."""
    with closing(open_existing(source)) as db:
        copy(db, target)


def verify(path: Path) -> int:
    """Return the schema version of a whole database of ours; raise UnsoundFileError, or FileNotFoundError.

    It is looked at as it stands: its writers may go on.
    """
    try:
        with closing(open_existing(path)) as db:
            found = version(db)
            if found == 0 or db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise UnsoundFileError(f"{path} is no database of Coop'Ter")
            if (damage := damages(db)) or (damage := broken_references(db)):
                raise UnsoundFileError(f"{path} is damaged: {damage[0]}")
            return found
    except ForeignFileError as error:
        raise UnsoundFileError(f"{path}: {error}") from None
    except sqlite3.DatabaseError as error:
        raise UnsoundFileError(f"{path} cannot be read: {error}") from None


def damages(db: sqlite3.Connection, most: int = 10) -> list[str]:
    """Return what SQLite finds damaged in the file, at most so many lines."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({int(most)})")]
    return [] if found == ["ok"] else found


def broken_references(db: sqlite3.Connection, most: int = 10) -> list[str]:
    """Return the rows that refer to a row that is not there, at most so many."""
    rows = db.execute("PRAGMA foreign_key_check").fetchmany(most)
    return [f"{row[0]} {row[1]} refers to {row[2]}, where nothing is" for row in rows]


def name_for(database: Path, moment: datetime, why: str = "") -> str:
    """Name a backup made at `moment`; `why`: one that is not the daily one."""
    return f"{database.stem}-{moment.astimezone(UTC):{_STAMP}}{f'-{why}' if why else ''}.sqlite3"


def kept(folder: Path) -> list[Kept]:
    """Return the backups in a folder, oldest first."""
    found = []
    for path in folder.glob("*.sqlite3") if folder.is_dir() else ():
        if named := _NAME.fullmatch(path.name):
            made_at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
            found.append(Kept(path, made_at, daily=named[2] is None))
    return sorted(found, key=lambda one: one.made_at)


def rotate(database: Path, now: datetime, days: int) -> list[Path]:
    """Remove what is older than `days` (and halves that a kill left); the newest daily one always stays.

    What a restore set aside lies beside the database and goes with the rest.
    """
    folder = database.parent / FOLDER
    aside = [one for one in kept(database.parent) if one.path.stem.endswith(f"-{REPLACED}")]
    newest = [one.path for one in kept(folder) if one.daily][-1:]
    gone = []
    for old in [*kept(folder), *aside]:
        if now - old.made_at > timedelta(days=days) and old.path not in newest:
            _clear(old.path)
            gone.append(old.path)
    for half in folder.glob(".*.part"):
        if time() - half.stat().st_mtime > HALF_KEPT:
            _clear(half)
    return gone


def _clear(path: Path) -> None:
    for companion in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).unlink()


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
