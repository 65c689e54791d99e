"""Whether a database is whole: the file itself, its references, and what refers to a matter by kind and id."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from storage.backups import broken_references, damages, open_existing
from storage.health import Queues, queues
from storage.migrations import ForeignFileError, available, version
from storage.scopes import SUBJECT_TABLES
from storage.store import Unit, drive

_REFERRING = {
    "cards": "1",
    "threads": "state = 'open'",
    "outbox": "state = 'waiting'",
}
"""What refers to a matter by kind and id, and where it counts: history may speak of what is gone."""


class Orphans(NamedTuple):
    """Rows of a table whose matter is not there: the kind of matter, how many rows, the first few ids."""

    table: str
    kind: str
    rows: int
    ids: list[int]


class KeptFile(NamedTuple):
    """A file that should lie in the data folder: its path below it, and its size in bytes."""

    path: str
    size: int


class Report(NamedTuple):
    """What an inspection found. `current` False: an older schema, of which only the file itself was looked at."""

    schema: int
    current: bool
    damages: list[str]
    broken_references: list[str]
    orphans: list[Orphans]
    forms: dict[str, int]
    names: dict[str, int]
    files: list[KeptFile]
    queues: Queues | None


def inspect(path: Path, now: datetime) -> Report:
    """Look through a database, which may be in use; raise FileNotFoundError, ForeignFileError or sqlite3.Error."""
    with closing(open_existing(path)) as db:
        schema = version(db)
        if schema == 0:
            raise ForeignFileError(f"{path} is empty")
        current = schema == available()[-1][0]
        db.execute("BEGIN")
        damaged, broken = damages(db), broken_references(db)
        if damaged or not current:
            return Report(schema, current, damaged, broken, [], {}, {}, [], None)
        return drive(_inspect(db, schema, broken, now))


async def _inspect(db: sqlite3.Connection, schema: int, broken: list[str], now: datetime) -> Report:
    unit = Unit(db, now)
    found = [
        orphans
        for table, where in _REFERRING.items()
        for kind in await _kinds(unit, table, where)
        if (orphans := await _orphans(unit, table, where, kind))
    ]
    return Report(
        schema, True, [], broken, [*found, *await _talks(unit)],
        forms=await _counted(unit, "SELECT form, COUNT(*) FROM conversations GROUP BY form"),
        names=await _counted(unit, "SELECT name, COUNT(*) FROM outbox WHERE state = 'waiting' GROUP BY name"),
        files=[KeptFile(*row) for row in await unit.all("SELECT path, size FROM files WHERE state = 'kept'")],
        queues=await queues(unit),
    )  # fmt: skip


async def _counted(unit: Unit, sql: str) -> dict[str, int]:
    return {row[0]: row[1] for row in await unit.all(sql)}


async def _kinds(unit: Unit, table: str, where: str) -> list[str]:
    rows = await unit.all(f"SELECT DISTINCT subject_kind FROM {table} WHERE {where} AND subject_kind IS NOT NULL")
    return [row[0] for row in rows]


async def _orphans(unit: Unit, table: str, where: str, kind: str) -> Orphans | None:
    """The rows whose matter is gone; of a kind without a table nothing can be said."""
    matters = SUBJECT_TABLES.get(kind)
    if matters is None:
        return None
    rows = await unit.all(
        f"SELECT id FROM {table} WHERE {where} AND subject_kind = ?"
        f" AND NOT EXISTS (SELECT 1 FROM {matters} WHERE {matters}.id = {table}.subject_id) ORDER BY id",
        (kind,),
    )
    return Orphans(table, kind, len(rows), [row[0] for row in rows[:5]]) if rows else None


async def _talks(unit: Unit) -> list[Orphans]:
    """Open forms about a matter that is gone."""
    gone: dict[str, list[int]] = {}
    for row in await unit.all("SELECT id, about FROM conversations WHERE expires_at > ? ORDER BY id", (unit.now,)):
        for kind, number in json.loads(row["about"]).items():
            matters = SUBJECT_TABLES.get(kind)
            known = matters is None or not isinstance(number, int)
            if not known and await unit.value(f"SELECT 1 FROM {matters} WHERE id = ?", (number,)) is None:
                gone.setdefault(kind, []).append(row["id"])
    return [Orphans("conversations", kind, len(ids), ids[:5]) for kind, ids in gone.items()]
