"""A database of an older schema, and a bot killed while it brings it up to date."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.local_telegram import LocalTelegram
from storage.migrations import APPLICATION_ID, available, statements
from tests.crash.claims import unsound
from tests.crash.process import BotProcess

TOKEN = "7000000009:LocalTelegram-Token-Of-The-Older-Bot"
ROWS = 2000


def write(database: Path, number: int) -> None:
    """Write a database of schema `number`, with rows to be kept."""
    database.parent.mkdir(parents=True)
    with closing(sqlite3.connect(database)) as db:
        for _, script in available()[:number]:
            for statement in statements(script):
                db.execute(statement)
        db.executemany("INSERT INTO memory VALUES (?, 'kept')", [(f"row {n}",) for n in range(ROWS)])
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {number}")
        db.commit()
        db.execute("PRAGMA journal_mode = WAL")


async def kill_a_migration(folder: Path, telegram: LocalTelegram, dice: random.Random) -> list[tuple[str, str]]:
    """Kill the bot while it migrates, let the next one finish; return what is wrong afterwards."""
    if TOKEN not in telegram.state.by_token:
        telegram.register(TOKEN, "Ancien", "older_bot")
    data = folder / "older"
    shutil.rmtree(data, ignore_errors=True)
    database = data / "coopter.sqlite3"
    newest = available()[-1][0]
    number = dice.randint(1, newest - 1)
    write(database, number)
    bot = BotProcess(telegram, data, TOKEN)
    await bot.start()
    async with asyncio.timeout(30):
        while not list(data.rglob("*before-*")):  # noqa: ASYNC110
            await asyncio.sleep(0.001)  # another process's folder has no event
    await asyncio.sleep(dice.uniform(0.0, 0.06))
    await bot.kill()
    await bot.start()
    await bot.serves()
    await bot.stop()
    return _wrong(database, newest) + _wrong_copy(data, number)


def _wrong(database: Path, newest: int) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as db:
        wrong = [("damaged", text) for text in unsound(db)]
        kept = db.execute("SELECT COUNT(*) FROM memory WHERE value = 'kept'").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
    if kept != ROWS:
        wrong.append(("lost", f"{ROWS - kept} rows of an older schema"))
    if version != newest:
        wrong.append(("damaged", f"schema {version} after the migration to {newest}"))
    return wrong


def _wrong_copy(data: Path, number: int) -> list[tuple[str, str]]:
    """The copy made before the last attempt is whole."""
    copies = sorted(data.rglob("*before-*.sqlite3"))
    with closing(sqlite3.connect(copies[-1])) as db:
        wrong = [("damaged", text) for text in unsound(db)]
        kept = db.execute("SELECT COUNT(*) FROM memory WHERE value = 'kept'").fetchone()[0]
    return wrong if kept == ROWS else [*wrong, ("lost", f"the copy before {number + 1} holds {kept} rows")]
