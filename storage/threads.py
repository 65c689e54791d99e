"""Threads: what two people write to each other through the bot, about a matter; no number is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from storage import scopes
from storage.absences import reader
from storage.ids import FileId, PersonId, Subject, ThreadId
from storage.records import Frozen
from storage.store import Unit

ANSWERED_WITHIN = timedelta(days=30)
"""What was written before waits no more: whoever wrote it has written again, or found another way."""


class Thread(Frozen):
    """A thread between two people."""

    id: ThreadId
    opener_id: PersonId
    other_id: PersonId
    subject: Subject
    household_name: str | None

    def partner_of(self, person: PersonId) -> PersonId:
        """Return the one who reads what `person` writes."""
        return self.other_id if person == self.opener_id else self.opener_id


_SELECT = (
    "SELECT threads.*, households.name AS household_name FROM threads"
    " LEFT JOIN households ON households.id = threads.household_id"
)


def _read(row: Any) -> Thread:
    return Thread(
        id=row["id"],
        opener_id=row["opener_id"],
        other_id=row["other_id"],
        subject=Subject(row["subject_kind"], row["subject_id"]),
        household_name=row["household_name"],
    )


async def between(unit: Unit, one: PersonId, other: PersonId, subject: Subject) -> Thread:
    """Return the thread of two people about a matter, opened where there was none."""
    row = await unit.one(
        f"{_SELECT} WHERE subject_kind = ? AND subject_id = ?"
        " AND ((opener_id = ? AND other_id = ?) OR (opener_id = ? AND other_id = ?))",
        (subject.kind, subject.id, one, other, other, one),
    )
    if row is not None:
        return _read(row)
    household = await scopes.household_of(unit, subject)
    row_id = await unit.insert(
        "INSERT INTO threads (opener_id, other_id, subject_kind, subject_id, household_id, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (one, other, subject.kind, subject.id, household, unit.now),
    )
    return await get(unit, row_id)


async def get(unit: Unit, thread: int) -> Thread:
    """Return a thread; raise LookupError when there is none."""
    row = await unit.one(f"{_SELECT} WHERE threads.id = ?", (thread,))
    if row is None:
        raise LookupError(f"no thread {thread}")
    return _read(row)


async def write(unit: Unit, thread: ThreadId, author: PersonId, text: str, file: FileId | None = None) -> int:
    """Add what someone wrote; return the id of the message."""
    row_id = await unit.insert(
        "INSERT INTO thread_messages (thread_id, author_id, text, file_id, at) VALUES (?, ?, ?, ?, ?)",
        (thread, author, text, file, unit.now),
    )
    await unit.run("UPDATE threads SET updated_at = ?, state = 'open' WHERE id = ?", (unit.now, thread))
    return row_id


async def text_of(unit: Unit, message: int) -> tuple[str, FileId | None, PersonId | None]:
    """Return a message's text, file and author."""
    row = await unit.one("SELECT text, file_id, author_id FROM thread_messages WHERE id = ?", (message,))
    if row is None:
        raise LookupError(f"no thread message {message}")
    return row["text"], row["file_id"], row["author_id"]


class Unanswered(Frozen):
    """A thread in which the other one wrote last, and when."""

    thread_id: ThreadId
    author: str
    household: str | None
    at: datetime


async def unanswered(unit: Unit, person: PersonId, limit: int) -> list[Unanswered]:
    """Return the threads of the last weeks that wait for a person's answer, the oldest first."""
    mine = "SELECT id, household_id, updated_at, opener_id FROM threads WHERE {0} = :person AND state = 'open'"
    recent = " AND updated_at > :since"
    last = "(SELECT author_id FROM thread_messages WHERE thread_id = found.id ORDER BY id DESC LIMIT 1)"
    rows = await unit.all(
        "SELECT found.id AS thread_id, people.name AS author, households.name AS household, updated_at AS at"
        f" FROM ({mine.format('opener_id')}{recent} UNION ALL {mine.format('other_id')}{recent}) AS found"
        f" JOIN people ON people.id = {last} LEFT JOIN households ON households.id = found.household_id"
        " WHERE people.id <> :person AND people.excluded_at IS NULL ORDER BY updated_at, found.id LIMIT :limit",
        {"person": person, "since": unit.now - ANSWERED_WITHIN, "limit": limit},
    )
    return [Unanswered(**dict(row)) for row in rows]


class Written(Frozen):
    """A message of a thread, as its two see it."""

    author: str | None
    text: str
    with_file: bool
    at: datetime


async def latest(unit: Unit, thread: int, limit: int = 5) -> list[Written]:
    """Return the last messages of a thread, in the order in which they were written."""
    rows = await unit.all(
        "SELECT name AS author, text, file_id IS NOT NULL AS with_file, at FROM thread_messages"
        " LEFT JOIN people ON people.id = author_id WHERE thread_id = ? ORDER BY thread_messages.id DESC LIMIT ?",
        (thread, limit),
    )
    return [Written(**dict(row)) for row in reversed(rows)]


async def close(unit: Unit, thread: int) -> bool:
    """Nothing is to be answered any more; the next message opens it again. False when it was closed."""
    return bool(await unit.run("UPDATE threads SET state = 'closed' WHERE id = ? AND state = 'open'", (thread,)))


async def answers_to(unit: Unit, subject: Subject) -> list[PersonId]:
    """Return who can answer about a matter, the nearest first: author, host, coach."""
    rows = (
        await unit.all(_ANSWERS[subject.kind], {"id": subject.id, "now": unit.now}) if subject.kind in _ANSWERS else []
    )
    return [PersonId(row[0]) for row in rows if row[0] is not None]


_HOST = (  # who posted, the rest of the household, their coach
    "SELECT person_id FROM (SELECT person_id, person_id <> work_days.posted_by AS place"
    " FROM household_members JOIN work_days USING (household_id) WHERE work_days.id = {0}"
    f" UNION ALL SELECT {reader()}, 2 FROM households JOIN work_days ON household_id = households.id"
    " WHERE work_days.id = {0}) ORDER BY place"
)
_ANSWERS = {
    "broadcast": "SELECT author_id FROM broadcasts WHERE id = :id",
    "session": _HOST.format("(SELECT work_day_id FROM sessions WHERE id = :id)"),
    "work_day": _HOST.format(":id"),
    "diagnostic": (
        f"SELECT COALESCE({reader('diagnostics')}, {reader()}) FROM diagnostics"
        " JOIN households ON households.id = household_id WHERE diagnostics.id = :id"
        " UNION ALL SELECT asked_by FROM diagnostics WHERE id = :id"
    ),
    "appointment": (
        f"SELECT {reader('appointments')} FROM appointments WHERE id = :id"
        " UNION ALL SELECT asked_by FROM diagnostics JOIN appointments ON diagnostic_id = diagnostics.id"
        " WHERE appointments.id = :id"
    ),
    "household": (
        f"SELECT {reader()} FROM households WHERE id = :id UNION ALL"
        " SELECT person_id FROM household_members WHERE household_id = :id"
    ),
}
