"""A row in every table that holds something of one person, with a mark of its own in each personal column."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.personal_data import Erasure, register

PERSON, HOUSEHOLD, OTHER = 1, 1, 2
TELEGRAM_ID = 7_770_001_112_223
EARLIER, LATER = "2027-01-04T09:00:00.000Z", "2027-01-04T12:00:00.000Z"
_ONE_OF = re.compile(r"CHECK\s*\(\s*(\w+) IN \(\s*'([^']*)'")
_GOES = {Erasure.DELETE, Erasure.EMPTY}
_CHOSEN: dict[tuple[str, str], Any] = {
    ("people", "telegram_id"): TELEGRAM_ID,
    ("people", "guardian_id"): None,
    ("people", "registered_by"): None,
    ("people", "charter_version"): 1,
    ("people", "language"): "fr",
    ("people", "left_at"): None,
    ("people", "excluded_at"): None,
    ("people", "erased_at"): None,
    ("attendance", "came"): "absent",
    ("audit", "subject_kind"): "person",
    ("inbox", "state"): "failed",
    ("outbox", "state"): "delivered",
    ("files", "state"): "kept",
}


def plant(path: Path) -> dict[tuple[str, str], str]:
    """Fill a migrated database with one person and all that may be held of them; return the mark of each column that
    erasure deletes or empties."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    marks: dict[tuple[str, str], str] = {}
    for table in register():
        if table not in ("choices", "memory", "erasures", "removals", "kept_records"):
            _insert(db, table, marks)
    db.execute(
        "INSERT INTO people (id, telegram_id, name, charter_version, created_at) VALUES (?, 2, 'Paul', 1, ?)",
        (OTHER, EARLIER),
    )
    told = f'{{"person": "{marks["people", "name"]}"}}'
    for state, settled in (("delivered", LATER), ("waiting", None)):
        db.execute(
            "INSERT INTO outbox (kind, chat_id, person_id, priority, name, context, state, not_before, created_at,"
            " settled_at) VALUES ('say', 2, ?, 1, 'x/y', ?, ?, ?, ?, ?)",
            (OTHER, told, state, "2028", EARLIER, settled),
        )
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    return marks


def _insert(db: sqlite3.Connection, table: str, marks: dict[tuple[str, str], str]) -> None:
    columns = [row for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "id" or row[5]]
    keys = {row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})")}
    allowed = dict(_ONE_OF.findall(db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]))
    values = {row[1]: _value(table, row[1], row[2], row[4], keys=keys, allowed=allowed, marks=marks) for row in columns}
    names = ", ".join(values)
    db.execute(
        f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", list(values.values())
    )


def _value(
    table: str, column: str, kind: str, default: str | None, *, keys: set[str], allowed: dict[str, str],
    marks: dict[tuple[str, str], str],
) -> Any:  # fmt: skip
    if (table, column) in _CHOSEN:
        return _CHOSEN[table, column]
    if column in keys:
        return PERSON  # the number of every first row
    if column in allowed:
        return allowed[column]
    if column == "chat_id":
        return TELEGRAM_ID
    if kind == "INTEGER":
        return 1
    if column.endswith(("_at", "_on", "_from", "_until", "_before", "until")) or column == "at":
        return LATER if column.startswith(("ends", "expires", "until")) else EARLIER
    held = register()[table].columns.get(column)
    if held is None or held.erasure not in _GOES:
        return (default or "'x'").strip("'")
    marks[table, column] = mark = f"zq{secrets.token_hex(9)}"
    if (table, column) == ("inbox", "payload"):
        return f'{{"from": {{"id": {TELEGRAM_ID}}}, "text": "{mark}"}}'
    if column == "path":
        return f"files/{mark}"
    return f'"{mark}"' if default and default[1:2] in "{[" else mark


def readable(paths: list[Path], marks: dict[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    """Name (file, table, column) wherever a mark is still readable, as a whole or but for its beginning."""
    for path in paths:
        content = path.read_bytes().lower() if path.exists() else b""
        for (table, column), mark in marks.items():
            if mark[6:].encode() in content:
                yield path.name, table, column


def shows_number(path: Path) -> bool:
    """Whether the Telegram number is readable, written or as SQLite keeps whole numbers."""
    content = path.read_bytes() if path.exists() else b""
    return str(TELEGRAM_ID).encode() in content or TELEGRAM_ID.to_bytes(6, "big") in content
