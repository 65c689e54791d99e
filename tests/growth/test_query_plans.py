"""Screens stay fast as data grows: no statement on their way reads a big table from end to end."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from pathlib import Path

from bench.fuzz import Fuzz
from handlers.context import Bot
from handlers.routes import table
from storage.store import Store
from tests.growth.statements import Caught
from tests.growth.visits import everywhere, visit
from tests.play import Play

SMALL = ("choices", "memory", "cohorts", "group_chats")
"""Tables that stay small whatever the number of people: a few rows for the whole cooperative."""
ALLOWED = {
    "FROM people  ORDER BY people.id DESC LIMIT": "the newest people: a page of rows, read in the order of the key",
}
"""Statements that look like a scan and are none, with the reason."""

UNINDEXED = {
    "choices": "small",
}


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
