"""Databases as older programs left them: every table of that schema has rows, whatever its columns."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from storage.migrations import APPLICATION_ID, available, statements

ROWS = 3
_ONE_OF = re.compile(r"(\w+)\s+IN\s*\(([^)]*)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"(\w+)\s+BETWEEN\s+(\d+)\s+AND\s+(\d+)", re.IGNORECASE)
_MOMENTS = ("_at", "_on", "_until", "_from", "before")


def make(path: Path, schema: int) -> None:
    """Write a database of an older schema, with rows in every table that this schema can fill."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for number, script in available():
            if number <= schema:
                for statement in statements(script):
                    db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {schema}")
        for table in tables(db):
            _fill(db, table)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def tables(db: sqlite3.Connection) -> list[str]:
    """The tables that hold rows of ours; those inside a full-text index are kept by it."""
    rows = db.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main' ORDER BY name").fetchall()
    return [name for name, kind in rows if kind == "table" and not name.startswith("sqlite_")]


def contents(db: sqlite3.Connection, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    """The rows of a table, in those columns."""
    return sorted(db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), key=repr)


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that a program writes."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _fill(db: sqlite3.Connection, table: str) -> None:
    sql = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    if (nowhere := _nowhere(db, table)) is None:
        return
    names = columns(db, table)
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    for number in range(1, ROWS + 1):
        values = [None if name in nowhere else value for name, value in _row(db, table, sql, number)]
        try:
            db.execute(insert, values)
        except sqlite3.IntegrityError:  # a condition between columns, which nothing here understands
            db.execute("PRAGMA ignore_check_constraints = ON")
            db.execute(insert, values)
            db.execute("PRAGMA ignore_check_constraints = OFF")


def _nowhere(db: sqlite3.Connection, table: str) -> set[str] | None:
    """The columns that refer to a table which only a later schema has; None where one of them must be filled."""
    there = set(tables(db))
    required = {row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[3]}
    found = {row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})") if row[2] not in there}
    return None if found & required else found


def _row(db: sqlite3.Connection, table: str, sql: str, number: int) -> Iterator[tuple[str, object]]:
    """A name and a value for each column: one its CHECK allows; the same ids everywhere, so that references hold."""
    allowed = {name: re.findall(r"'([^']*)'", words) for name, words in _ONE_OF.findall(sql)}
    bounds = {name: (int(low), int(high)) for name, low, high in _BETWEEN.findall(sql)}
    for _, name, kind, _, default, _ in db.execute(f"PRAGMA table_info({table})").fetchall():
        if allowed.get(name):
            yield name, allowed[name][(number - 1) % len(allowed[name])]
        elif name in bounds:
            low, high = bounds[name]
            yield name, low + (number - 1) % (high - low + 1)
        elif kind == "TEXT" and name.endswith(_MOMENTS):
            yield name, f"2027-0{number}-0{2 if name.startswith('ends') else 1}T09:00:00.000Z"
        elif kind == "TEXT":
            yield name, str(default).strip("'") if default else f"{name} {number}"
        else:
            yield name, number if default is None else int(default)
