"""The store: one SQLite file, one writer, and the unit of work in which everything is read and changed.

A unit of work is a coroutine that awaits nothing but its unit. It is driven from start to end in the
writer's thread, in one hop: aiosqlite costs about 0.1 ms a call for the change of thread, whatever the
statement, so a handler of twenty statements costs one hop and not twenty. It also holds a promise of the
house by construction: a handler that tried to wait for the network would fail at once, having no loop.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import aiosqlite

from storage.backups import FOLDER, copy, copy_file, name_for
from storage.clock import Clock, to_text
from storage.disk import DiskError, disk_error
from storage.durations import Durations
from storage.migrations import available, migrate, version
from storage.recalling import changes_records

T = TypeVar("T")
Work = Callable[["Unit"], Coroutine[Any, Any, T]]
Values = Sequence[object] | dict[str, object]

sqlite3.register_adapter(datetime, to_text)
PAGES = "PRAGMA cache_size = -32768"  # 32 MB at most, taken as the file grows: SQLite's own 2 thrash in a large one

CHECKED_AT_START = 32 * 1024 * 1024  # bytes up to which a whole file is looked through before it is used


class Unit:
    """One unit of work: the statements of one transaction, and the moment it happens.

    `recalled`: records read in it, until something that they hold is changed (see `storage/recalling.py`).
    """

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self.now = now
        self.recalled: dict[tuple[object, object], Any] = {}

    def _execute(self, sql: str, values: Values) -> sqlite3.Cursor:
        if self.recalled and changes_records(sql):
            self.recalled.clear()
        return self._db.execute(sql, values)

    async def one(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """Return the first row, or None."""
        row: sqlite3.Row | None = self._execute(sql, values).fetchone()
        return row

    async def all(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Return every row."""
        return self._execute(sql, values).fetchall()

    async def value(self, sql: str, values: Values = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self._execute(sql, values).fetchone()
        return None if row is None else row[0]

    async def run(self, sql: str, values: Values = ()) -> int:
        """Execute a statement; return how many rows it changed."""
        return self._execute(sql, values).rowcount

    async def insert(self, sql: str, values: Values = ()) -> int:
        """Execute an INSERT; return the id of the new row."""
        return int(self._execute(sql, values).lastrowid or 0)

    async def many(self, sql: str, rows: Sequence[Values]) -> None:
        """Execute one statement for every row of values."""
        self.recalled.clear()
        self._db.executemany(sql, rows)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo only what happens inside when it raises; the rest of the unit stays."""
        self._db.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            self.recalled.clear()
            if self._db.in_transaction:  # a full disk makes SQLite itself undo the whole transaction
                self._db.execute("ROLLBACK TO step")
                self._db.execute("RELEASE step")
            raise
        self._db.execute("RELEASE step")


def drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that awaits nothing outside itself to its end; raise RuntimeError if it does."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise RuntimeError("a unit of work may await nothing but its unit: no network, no sleep")


class _Connection(aiosqlite.Connection):
    """An aiosqlite connection that can also run a whole function in its thread, in one hop."""

    async def hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        execute: Callable[..., Awaitable[T]] = self._execute
        return await execute(work, self._conn)


async def _to_the_end(task: Awaitable[T]) -> T:
    """Wait for a hop even when cancelled meanwhile: it comes after the commit or rollback, never between."""
    running = asyncio.ensure_future(task)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


class Store:
    """The open database. `run` is the only way to change it, `read` the way to look without waiting for writers."""

    def __init__(self, path: Path, clock: Clock, writer: _Connection, reader: _Connection) -> None:
        self.path = path
        self.clock = clock
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self.commits = Durations()

    @classmethod
    async def open(cls, path: Path, clock: Clock, *, synchronous: str = "FULL") -> Store:
        """Open `path`, bring its schema up to date (after a backup, see `backups`), and return the store.

        Raises ForeignFileError for a file that is not ours, DiskError for one that cannot be used.
        """
        with _named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = await _connection(path)
            try:
                await writer.hop(lambda db: _prepare(db, path, synchronous, clock.now()))
                reader = await _connection(path)
                await reader.hop(_look_only)
            except BaseException:
                await writer.close()
                raise
            return cls(path, clock, writer, reader)

    async def run(self, work: Work[T]) -> T:
        """Run `work` as one transaction: all of it is committed, or none.

        Raises DiskError where the file or the disk does not take it.
        """
        now = self.clock.now()
        async with self._writing:
            with _named(self.path):
                return await _to_the_end(self._writer.hop(lambda db: _transaction(db, work, now, commits=self.commits)))

    async def read(self, work: Work[T]) -> T:
        """Run `work` on the reading connection, in one snapshot; a change raises DiskError."""
        now = self.clock.now()
        async with self._reading:
            with _named(self.path):
                return await _to_the_end(self._reader.hop(lambda db: _transaction(db, work, now, "BEGIN")))

    async def copy_to(self, target: Path) -> None:
        """Write a verified copy of the database to `target` while it is used, holding up neither writers nor readers.

        Raises UnsoundFileError when the copy is not whole, sqlite3.Error or OSError when it cannot be written.
        """
        await _to_the_end(asyncio.to_thread(copy_file, self.path, target))

    async def empty_log(self) -> bool:
        """Bring the write-ahead log into the file and cut it to nothing: it shows older states until then.

        False where somebody else reads meanwhile; nobody is kept waiting.
        """
        async with self._writing, self._reading:
            with _named(self.path):
                return await _to_the_end(self._writer.hop(_empty_log))

    async def close(self) -> None:
        """Wait for what is under way, then close both connections."""
        async with self._writing, self._reading:
            await self._reader.close()
            await self._writer.close()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what the disk did into an error that names the file and the cause."""
    try:
        yield
    except sqlite3.Error as error:
        told = disk_error(error, path)
        if told is error:
            raise
        raise told from error


async def _connection(path: Path) -> _Connection:
    """Open a connection and nothing more, so that what fails later can still be closed in order."""
    return await _Connection(lambda: _connect(path), iter_chunk_size=64)  # type: ignore[return-value]  # is itself


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    db.row_factory = sqlite3.Row
    return db


def _prepare(db: sqlite3.Connection, path: Path, synchronous: str, now: datetime) -> None:
    db.execute("PRAGMA busy_timeout = 5000")
    found = version(db)  # refuses a foreign file before anything is written to it
    _look_through(db, path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA synchronous = {'NORMAL' if synchronous == 'NORMAL' else 'FULL'}")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(PAGES)
    if 0 < found < available()[-1][0]:
        copy(db, path.parent / FOLDER / name_for(path, now, f"before-{found + 1:04}"))
    migrate(db)


def _look_through(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a damaged file before it is used; a big one, which takes long, is left to `coopter check`."""
    if path.stat().st_size <= CHECKED_AT_START:
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise DiskError(path, "the file is damaged: restore a backup", found.replace("\n", " "), for_good=True)


def _empty_log(db: sqlite3.Connection) -> bool:
    db.execute("PRAGMA busy_timeout = 0")
    try:
        return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        db.execute("PRAGMA busy_timeout = 5000")


def _look_only(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA busy_timeout = 5000")
    db.execute(PAGES)
    db.execute("PRAGMA query_only = ON")


def _transaction(
    db: sqlite3.Connection,
    work: Work[T],
    now: datetime,
    begin: str = "BEGIN IMMEDIATE",
    commits: Durations | None = None,
) -> T:
    db.execute(begin)
    try:
        result = drive(work(Unit(db, now)))
        began = perf_counter()
        db.execute("COMMIT")
        if commits is not None:
            commits.add(perf_counter() - began)
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return result
