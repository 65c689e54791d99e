"""Numbered SQL files, applied in order, each in one commit with its version number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources

APPLICATION_ID = 0x436F6F70  # "Coop": tells our files from anybody else's


class ForeignFileError(Exception):
    """The file is no database of ours, or was written by a newer version."""


def statements(script: str) -> Iterator[str]:
    """Cut a script into statements; `executescript` is not used because it commits what is open."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise ValueError(f"unfinished statement: {pending.strip()[:80]}")


def available() -> list[tuple[int, str]]:
    """Return every (version, script) shipped, in order."""
    files = resources.files("storage").joinpath("schema").iterdir()
    named = sorted((file.name, file) for file in files if file.name.endswith(".sql"))
    return [(int(name.split("_", 1)[0]), file.read_text(encoding="utf-8")) for name, file in named]


def version(db: sqlite3.Connection) -> int:
    """Return the schema version of an open database; raise ForeignFileError for a file that is not ours."""
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    mark = int(db.execute("PRAGMA application_id").fetchone()[0])
    empty = db.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0] == 0
    if mark != APPLICATION_ID and not empty:
        raise ForeignFileError("this file is not a database of Coop'Ter")
    newest = available()[-1][0]
    if found > newest:
        raise ForeignFileError(f"this file has schema {found}, this program knows {newest}: install a newer program")
    return found


def migrate(db: sqlite3.Connection) -> None:
    """Bring an open database to the newest schema. Foreign keys are off meanwhile and checked before each commit."""
    current = version(db)
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        for number, script in available():
            if number > current:
                _apply(db, number, script)
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _apply(db: sqlite3.Connection, number: int, script: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(script):
            db.execute(statement)
        broken = db.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise sqlite3.IntegrityError(f"migration {number} leaves a broken reference in {broken[0]}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {int(number)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk makes SQLite itself undo it
            db.execute("ROLLBACK")
        raise
