"""`coopter check`: what is wrong with the data folder, in lines a person reads and an exit code a script reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from handlers.routes import Table
from locales import texts
from storage.health import Queue, Queues
from storage.migrations import available
from storage.soundness import KeptFile, Report, inspect

FILES = "files"  # below the data folder
SHOWN = 5


class Line(NamedTuple):
    """A finding. `ok`: as it should be; `note`: to be known; `wrong`: somebody has to do something."""

    level: Literal["ok", "note", "wrong"]
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.level:<5}  {self.about}: {self.text}"


def check(database: Path, table: Table, now: datetime) -> list[Line]:
    """Look through the database and the files beside it, which may be in use.

    Raises FileNotFoundError, ForeignFileError or sqlite3.OperationalError where there is nothing to look through.
    """
    try:
        report = inspect(database, now)
    except sqlite3.OperationalError:  # locked, no right, no disk: says nothing of the file
        raise
    except sqlite3.DatabaseError as error:
        return [Line("wrong", "integrity", f"the file cannot be read: {error}")]
    lines = [*_file(report)]
    if report.queues is not None:
        lines += [*_orphans(report), *_names(report, table), *_files(database.parent, report.files)]
        lines += _queues(report.queues)
    return lines


def _file(report: Report) -> Iterator[Line]:
    newest = available()[-1][0]
    if report.current:
        yield Line("ok", "schema", f"version {report.schema}")
    else:
        yield Line("note", "schema", f"version {report.schema}; the next start brings it to {newest}")
    yield from _all_or_ok("integrity", report.damages, "SQLite finds the file whole")
    yield from _all_or_ok("references", report.broken_references, "every reference leads to a row")


def _all_or_ok(about: str, found: list[str], good: str) -> Iterator[Line]:
    yield from (Line("wrong", about, text) for text in found)
    if not found:
        yield Line("ok", about, good)


def _orphans(report: Report) -> Iterator[Line]:
    gone = [
        f"{one.rows} of {one.table} about a {one.kind} that is gone (ids {_some(one.ids, one.rows)})"
        for one in report.orphans
    ]
    yield from _all_or_ok("orphans", gone, "cards, messages, forms and threads are about matters that exist")


def _names(report: Report, table: Table) -> Iterator[Line]:
    """Forms and messages that this program does not know, so nobody can go on with them."""
    messages = {"", *table.views, *texts.template_names(texts.FALLBACK)}
    unknown = [f"{count} open forms {name}" for name, count in report.forms.items() if name not in table.form_names]
    unknown += [f"{count} waiting messages {name}" for name, count in report.names.items() if name not in messages]
    yield from _all_or_ok("names", unknown, "this program knows every form and message that waits")


def _files(data: Path, expected: list[KeptFile]) -> Iterator[Line]:
    """Rows without their file, files of another size, files without a row."""
    known = {one.path: one.size for one in expected}
    there = {f"{FILES}/{path.name}": path for path in (data / FILES).glob("*") if path.is_file()}
    missing = sorted(set(known) - set(there))
    strange = sorted(set(there) - set(known))
    changed = sorted(path for path in set(known) & set(there) if there[path].stat().st_size != known[path])
    wrong = [
        f"{len(paths)} {what} ({_some(paths, len(paths))})"
        for paths, what in (
            (missing, "files are missing"),
            (changed, "files have another size than noted"),
        )
        if paths
    ]
    yield from _all_or_ok("files", wrong, f"{len(known)} kept, all in their place")
    if strange:
        yield Line("note", "files", f"{len(strange)} files belong to no row ({_some(strange, len(strange))})")


def _queues(queues: Queues) -> Iterator[Line]:
    yield Line("note", "inbox", _waits(queues.inbox, "updates"))
    for priority, queue in queues.outbox.items():
        yield Line("note", "outbox", f"{priority.name.lower()}s: {_waits(queue, 'messages')}")
    yield Line("note", "outbox", f"{queues.later} messages wait for their time; {queues.cards_behind} cards to redraw")


def _waits(queue: Queue, what: str) -> str:
    return f"{queue.count} {what} wait, the oldest for {queue.oldest_seconds:.0f} s" if queue.count else "nothing waits"


def _some(names: list[str] | list[int], count: int) -> str:
    return ", ".join(str(name) for name in names[:SHOWN]) + (", …" if count > SHOWN else "")
