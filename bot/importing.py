"""`coopter import FILE --dry-run`: what importing a list would do, line by line; nothing is changed."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import date
from pathlib import Path

import click

from bot.keeping import RefusedError
from handlers.imports.reading import ReadList, read
from locales import texts
from storage import backups, choices, import_matches, people
from storage.clock import PARIS, SystemClock
from storage.import_matches import Line, Outcome, Plan
from storage.store import Store, Unit

LANGUAGE = texts.FALLBACK


def show(database: Path, file: Path) -> None:
    """Print what would happen to each line, on a copy of the database: the bot may run.

    Raises RefusedError for a file that is no list, FileNotFoundError, UnsoundFileError or OSError.
    """
    content = file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite3"
        backups.copy_file(database, copy)
        for line in asyncio.run(_lines(copy, content)):
            click.echo(line)


async def _lines(copy: Path, content: bytes) -> list[str]:
    store = await Store.open(copy, SystemClock())
    try:
        today = store.clock.now().astimezone(PARIS).date()
        return await store.read(lambda unit: _planned(unit, content, today))
    finally:
        await store.close()


async def _planned(unit: Unit, content: bytes, today: date) -> list[str]:
    found: ReadList = read(content, today, (await choices.load(unit)).import_lines)
    if found.trouble is not None:
        raise RefusedError(texts.plain(LANGUAGE, "imports/unreadable", {"why": found.trouble}).splitlines()[0])
    return [
        f"{number}. {fields.get('name') or ''}: {await _said(unit, fields, why)}" for number, fields, why in found.lines
    ]


async def _said(unit: Unit, fields: dict[str, object], why: tuple[str, ...]) -> str:
    if why:
        plan = Plan(Outcome.ASK if why == ("twice",) else Outcome.UNREADABLE, why)
    else:
        plan = await import_matches.plan(unit, Line.model_validate(fields))
    known = (await people.get(unit, plan.person)).name if plan.person is not None else None
    line = {"outcome": plan.outcome, "why": list(plan.why), "known": known, "decision": None, "became": None}
    return texts.plain(LANGUAGE, "imports/line", {"line": line})
