"""Writes that come in pairs: a copy in which one lacks the other was not taken at one moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.store import Store, Unit


async def write(store: Store, number: int) -> int:
    """Commit a pair; once this returns it is acknowledged."""

    async def work(unit: Unit) -> None:
        await unit.run("INSERT INTO memory (name, value) VALUES (?, 'x')", (f"a{number:05}",))
        await unit.run("INSERT INTO memory (name, value) VALUES (?, 'x')", (f"b{number:05}",))

    await store.run(work)
    return number


def read(path: Path) -> set[int]:
    """The pairs in a database file; fails for a half."""
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM memory WHERE name GLOB '[ab][0-9]*'")]
    firsts = {int(name[1:]) for name in names if name[0] == "a"}
    assert firsts == {int(name[1:]) for name in names if name[0] == "b"}
    return firsts
