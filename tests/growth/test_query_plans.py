"""Screens stay fast as data grows: no statement on their way reads a big table from end to end."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from pathlib import Path

from bench.fuzz import Fuzz
from bench.visits import visit
from handlers.context import Bot
from handlers.routes import table
from storage.migrations import migrate
from tests.growth.statements import Caught
from tests.growth.visits import everywhere
from tests.play import Play

SMALL = ("choices", "memory", "cohorts", "group_chats", "removals")
"""Tables that stay small whatever the number of people: a few rows for the whole cooperative."""
ALLOWED = {
    "WHERE erased_at IS NULL ORDER BY people.id DESC LIMIT": "the newest people: a page, read in the order of the key",
}
"""Statements that look like a scan and are none, with the reason."""


async def test_no_statement_reads_a_big_table_from_end_to_end(play: Play) -> None:
    caught = Caught()
    run = Fuzz(play, seed=random.randrange(10**6))
    await run.cast()
    await caught.listen(play.app.store)
    everyone = next(one for one in run.crowd.accounts if one.first_name == "Tout")
    who = Bot(play.app.bot.id, play.app.bot.username)
    for update in everywhere(table(), dict(everyone.user)):
        await visit(play.app.store, who, table(), update)
    await run.send(300)
    for _ in range(8):
        play.telegram.clock.advance(seconds=timedelta(days=1, hours=5).total_seconds())
        await play.tick()
    await play.telegram.idle()
    assert len(caught) > 200
    scans = caught.scans(play.data / "coopter.sqlite3")
    bad = {sql: steps for sql, steps in scans.items() if not _excused(sql, steps)}
    assert not bad, "\n\n".join(f"{sql}\n   {steps}" for sql, steps in bad.items())


def _excused(sql: str, steps: list[str]) -> bool:
    small = all(step.split()[1] in SMALL for step in steps)
    return small or any(words in sql for words in ALLOWED)


UNINDEXED: dict[tuple[str, str], str] = {
    ("group_chats", "added_by"): "as many rows as the cooperative has groups",
    ("group_chats", "decided_by"): "as many rows as the cooperative has groups",
}
"""Foreign keys without an index, each with the reason."""


def test_every_foreign_key_has_an_index(tmp_path: Path) -> None:
    """Who deletes a row has the database look for what refers to it: without an index it reads the whole table."""
    db = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    migrate(db)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    bare = {(table, key[3]) for table in tables for key in db.execute(f"PRAGMA foreign_key_list({table})")} - {
        (table, column) for table in tables for column in _indexed(db, table)
    }
    db.close()
    assert bare == set(UNINDEXED)


def _indexed(db: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns that lead an index: any, or one of the rows where they are set."""
    key = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5] == 1]
    found = set(key)
    for _, name, *_ in db.execute(f"PRAGMA index_list({table})").fetchall():
        column = db.execute(f"PRAGMA index_info({name})").fetchone()[2]
        written = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        condition = (written[0] if written and written[0] else "").partition(" WHERE ")[2]
        if condition in ("", f"{column} IS NOT NULL"):
            found.add(column)
    return found
