"""How the program fares: what waits and since when, what went wrong lately, what the machine last said of itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from storage.choices import note, remembered
from storage.outbox import Priority
from storage.records import Frozen
from storage.store import Unit

LATELY = timedelta(hours=24)
LATE = {Priority.ANSWER: 60.0, Priority.NOTICE: 900.0}
"""After how many seconds a message is late; a broadcast takes as long as it takes."""
UPDATE_LATE = 60.0
BACKUP_OLD = timedelta(hours=36)
SILENT = timedelta(minutes=15)  # the machine is looked at, and so Litestream has work, every five minutes
LEAST_FREE = 500_000_000  # bytes; and twice the database, for a backup and the journal
BACKUP_FAILED = "backup_failed"
"""Under this name the program remembers when the last backup failed; empty since one was made."""
_MACHINE = "machine"


class Queue(Frozen):
    """What waits in a line, and since how many seconds the oldest could have left it."""

    count: int = 0
    oldest_seconds: float = 0.0


class Queues(Frozen):
    """The lines of the program. `outbox`: by priority, only what is due; `later`: messages whose time is to come."""

    inbox: Queue
    outbox: dict[Priority, Queue]
    later: int
    cards_behind: int


class Failures(Frozen):
    """What went wrong in the last 24 hours, and what an operator should look into."""

    updates_failed: int
    updates_set_aside: int
    messages_failed: int


class Machine(Frozen):
    """What only the process can see of its machine. Sizes in bytes; `backup_days` 0: no daily backups.

    `replicated_at`: when Litestream last wrote something beside the database; None where it does not run.
    """

    seen_at: datetime
    started_at: datetime
    database_bytes: int
    disk_free_bytes: int
    backup_days: int
    backup_at: datetime | None
    replicated_at: datetime | None


class Concern(StrEnum):
    """Something an operator should look into. The first three: people are not served as they should be."""

    UPDATES_LATE = "updates_late"
    ANSWERS_LATE = "answers_late"
    NOTICES_LATE = "notices_late"
    DISK_LOW = "disk_low"
    BACKUP_FAILED = "backup_failed"
    BACKUP_OLD = "backup_old"
    BACKUPS_OFF = "backups_off"
    REPLICATION_STOPPED = "replication_stopped"
    MACHINE_SILENT = "machine_silent"


SERVING = frozenset({Concern.UPDATES_LATE, Concern.ANSWERS_LATE, Concern.NOTICES_LATE})


class State(NamedTuple):
    """How the program fares at a moment."""

    queues: Queues
    failures: Failures
    machine: Machine | None
    concerns: list[Concern]


async def state(unit: Unit, apart_from: int | None = None) -> State:
    """Return how the program fares now, but for the update in hand."""
    waiting, said = await queues(unit, apart_from), await machine(unit)
    concerns = [*_late(waiting), *await _machine_concerns(unit, said)]
    return State(waiting, await failures(unit), said, concerns)


def _late(waiting: Queues) -> list[Concern]:
    late = {
        Concern.UPDATES_LATE: waiting.inbox.oldest_seconds > UPDATE_LATE,
        Concern.ANSWERS_LATE: waiting.outbox[Priority.ANSWER].oldest_seconds > LATE[Priority.ANSWER],
        Concern.NOTICES_LATE: waiting.outbox[Priority.NOTICE].oldest_seconds > LATE[Priority.NOTICE],
    }
    return [concern for concern, found in late.items() if found]


async def _machine_concerns(unit: Unit, said: Machine | None) -> list[Concern]:
    if said is None or unit.now - said.seen_at > SILENT:
        return [Concern.MACHINE_SILENT]
    failed = bool(await remembered(unit, BACKUP_FAILED))
    since = said.backup_at or said.started_at
    found = {
        Concern.DISK_LOW: said.disk_free_bytes < max(LEAST_FREE, 2 * said.database_bytes),
        Concern.BACKUP_FAILED: failed,
        Concern.BACKUP_OLD: said.backup_days > 0 and not failed and unit.now - since > BACKUP_OLD,
        Concern.BACKUPS_OFF: said.backup_days == 0,
        Concern.REPLICATION_STOPPED: said.replicated_at is not None and said.seen_at - said.replicated_at > SILENT,
    }
    return [concern for concern, is_so in found.items() if is_so]


async def queues(unit: Unit, apart_from: int | None = None) -> Queues:
    """Return what waits now, but for the update in hand."""
    updates = await unit.one(
        "SELECT COUNT(*), MIN(received_at) FROM inbox WHERE state = 'waiting' AND update_id IS NOT ?", (apart_from,)
    )
    due = await unit.all(
        "SELECT priority, COUNT(*) AS count, MIN(not_before) AS since FROM outbox"
        " WHERE state = 'waiting' AND not_before <= ? GROUP BY priority",
        (unit.now,),
    )
    waiting = {Priority(row["priority"]): _queue(unit, row["count"], row["since"]) for row in due}
    return Queues(
        inbox=_queue(unit, *updates) if updates else Queue(),
        outbox={priority: waiting.get(priority, Queue()) for priority in Priority},
        later=await unit.value("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND not_before > ?", (unit.now,)),
        cards_behind=await unit.value("SELECT COUNT(*) FROM cards WHERE shown < version"),
    )


def _queue(unit: Unit, count: int, since: str | None) -> Queue:
    age = (unit.now - datetime.fromisoformat(since)).total_seconds() if since else 0.0
    return Queue(count=count, oldest_seconds=max(age, 0.0))


async def failures(unit: Unit) -> Failures:
    """Return what failed in the last 24 hours."""
    since = unit.now - LATELY
    updates = await unit.all(
        "SELECT state, COUNT(*) AS count FROM inbox WHERE received_at > ? AND state IN ('failed', 'set_aside')"
        " GROUP BY state",
        (since,),
    )
    counts = {row["state"]: row["count"] for row in updates}
    messages = await unit.value("SELECT COUNT(*) FROM outbox WHERE settled_at > ? AND state = 'failed'", (since,))
    return Failures(
        updates_failed=counts.get("failed", 0),
        updates_set_aside=counts.get("set_aside", 0),
        messages_failed=messages,
    )


async def note_machine(unit: Unit, machine: Machine) -> None:
    """Keep what the machine says of itself, in place of what it said before."""
    await note(unit, _MACHINE, machine.model_dump_json())


async def machine(unit: Unit) -> Machine | None:
    """Return what the machine last said of itself; None when it never did."""
    text = await remembered(unit, _MACHINE)
    return Machine.model_validate_json(text) if text else None
