"""Broadcasts: who gets one, how far it is, what was answered. Sending itself is the outbox's."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from storage import audit, outbox
from storage.audience import Audience, chosen
from storage.ids import BroadcastId, FileId, PersonId, Subject
from storage.outbox import Attachment, Message, Priority
from storage.records import Frozen
from storage.store import Unit

MESSAGE = "broadcasts/message"
PORTION = 200  # recipients queued in one unit: more would keep others waiting
AHEAD = 1000  # rows that wait to be sent; more recipients are queued when there are fewer


class BroadcastState(StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


_B = BroadcastState
TRANSITIONS: dict[BroadcastState, set[BroadcastState]] = {
    _B.DRAFT: {_B.SCHEDULED, _B.SENDING},
    _B.SCHEDULED: {_B.SENDING, _B.STOPPED},
    _B.SENDING: {_B.SENT, _B.STOPPED},
    _B.SENT: set(),
    _B.STOPPED: set(),
}


class Broadcast(Frozen):
    """A message to many; `body` is Telegram HTML."""

    id: BroadcastId
    author_id: PersonId | None
    state: BroadcastState
    audience: Audience
    body: str
    file_id: FileId | None
    is_photo: bool
    with_buttons: bool
    follows_id: BroadcastId | None
    send_at: datetime | None
    version: int
    chosen_to: int | None


class Tally(Frozen):
    """How a broadcast fared."""

    recipients: int = 0
    waiting: int = 0
    delivered: int = 0
    blocked: int = 0
    failed: int = 0
    stopped: int = 0
    coming: int = 0
    not_coming: int = 0
    question: int = 0


Answer = Literal["coming", "not_coming", "question"]


async def add(
    unit: Unit, author: PersonId, audience: Audience, body: str, *, file: FileId | None, is_photo: bool,
    with_buttons: bool, send_at: datetime | None,
) -> Broadcast:  # fmt: skip
    """Keep a broadcast: to be sent at once, or at a time."""
    state = _B.SCHEDULED if send_at else _B.SENDING
    row_id = await unit.insert(
        "INSERT INTO broadcasts (author_id, state, audience, body, file_id, is_photo, with_buttons, follows_id,"
        " send_at, started_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            author, state, audience.model_dump_json(), body, file, is_photo, with_buttons, audience.unanswered, send_at,
            None if send_at else unit.now, unit.now,
        ),
    )  # fmt: skip
    await audit.record(unit, author, "broadcast_added", Subject("broadcast", row_id), {"state": (None, state)})
    if state is _B.SENDING:
        await _begin(unit, row_id)
    return await get(unit, row_id)


async def get(unit: Unit, broadcast: int) -> Broadcast:
    """Return a broadcast; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM broadcasts WHERE id = ?", (broadcast,))
    if row is None:
        raise LookupError(f"no broadcast {broadcast}")
    return _read(row)


def _read(row: Any) -> Broadcast:
    fields = {name: row[name] for name in Broadcast.model_fields}
    fields["audience"] = json.loads(row["audience"])
    return Broadcast(**fields)


async def of_author(unit: Unit, author: PersonId, limit: int = 6) -> list[Broadcast]:
    """Return one's broadcasts, newest first."""
    rows = await unit.all("SELECT * FROM broadcasts WHERE author_id = ? ORDER BY id DESC LIMIT ?", (author, limit))
    return [_read(row) for row in rows]


async def _begin(unit: Unit, broadcast: int) -> None:
    await unit.run("UPDATE broadcasts SET started_at = ?, chosen_to = 0 WHERE id = ?", (unit.now, broadcast))
    await _choose_more(unit, await get(unit, broadcast))


async def _choose_more(unit: Unit, broadcast: Broadcast) -> None:
    """Choose the next portion of recipients; after the last one nothing is left to choose."""
    if broadcast.chosen_to is None:
        return
    joined = await unit.all(
        f"INSERT INTO recipients (broadcast_id, person_id) SELECT :broadcast, id FROM ({chosen(broadcast.audience)}"
        " AND people.id > :after ORDER BY people.id LIMIT :portion) WHERE TRUE ON CONFLICT DO NOTHING"
        " RETURNING person_id",
        {
            **broadcast.audience.model_dump(), "broadcast": broadcast.id, "after": broadcast.chosen_to,
            "portion": PORTION,
        },
    )  # fmt: skip
    last = max((row[0] for row in joined), default=None)
    await unit.run("UPDATE broadcasts SET chosen_to = ? WHERE id = ?", (last, broadcast.id))


async def begin_next(unit: Unit) -> bool:
    """A scheduled broadcast whose time has come: its recipients are chosen from now on. False where there is none."""
    row = await unit.one(
        "SELECT * FROM broadcasts WHERE state = 'scheduled' AND send_at <= ? ORDER BY send_at, id LIMIT 1", (unit.now,)
    )
    if row is None:
        return False
    found = _read(row)
    await _move(unit, found, _B.SENDING, None)
    await _begin(unit, found.id)
    return True


async def next_due(unit: Unit) -> datetime | None:
    """Return when the next scheduled broadcast begins."""
    text = await unit.value("SELECT MIN(send_at) FROM broadcasts WHERE state = 'scheduled'")
    return datetime.fromisoformat(text) if text else None


async def wants_feeding(unit: Unit) -> bool:
    """Tell whether a broadcast under way has people left to choose or to queue, and the sender few rows."""
    left = await unit.value(
        "SELECT EXISTS (SELECT 1 FROM broadcasts WHERE state = 'sending' AND (chosen_to IS NOT NULL OR EXISTS ("
        "SELECT 1 FROM recipients JOIN people ON people.id = person_id WHERE broadcast_id = broadcasts.id"
        " AND outbox_id IS NULL AND recipients.state = 'waiting' AND telegram_id IS NOT NULL)))"
    )
    if not left:
        return False
    waiting = await unit.value(
        "SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE state = 'waiting' AND priority = ? LIMIT ?)",
        (int(Priority.BROADCAST), AHEAD),
    )
    return int(waiting) < AHEAD


async def feed(unit: Unit) -> bool:
    """Choose and queue the next portion of every broadcast under way; return whether some were queued."""
    for broadcast in await under_way(unit):
        await _choose_more(unit, broadcast)
    rows = await unit.all(
        "SELECT broadcast_id, person_id, telegram_id FROM broadcasts"
        " CROSS JOIN recipients ON broadcasts.id = broadcast_id JOIN people ON people.id = person_id"
        " WHERE broadcasts.state = 'sending' AND outbox_id IS NULL AND recipients.state = 'waiting'"
        " AND telegram_id IS NOT NULL LIMIT ?",
        (PORTION,),
    )
    for row in rows:
        queued = await outbox.put(
            unit,
            Message(name=MESSAGE, context={"broadcast": row["broadcast_id"]}),
            chat=row["telegram_id"],
            person=row["person_id"],
            priority=Priority.BROADCAST,
            subject=Subject("broadcast", row["broadcast_id"]),
            key=f"broadcast:{row['broadcast_id']}:{row['person_id']}",
        )
        await unit.run(
            "UPDATE recipients SET outbox_id = ? WHERE broadcast_id = ? AND person_id = ?",
            (queued, row["broadcast_id"], row["person_id"]),
        )
    return bool(rows)


async def under_way(unit: Unit) -> list[Broadcast]:
    """Return broadcasts being sent."""
    return [_read(row) for row in await unit.all("SELECT * FROM broadcasts WHERE state = 'sending'")]


async def finish_if_done(unit: Unit, broadcast: Broadcast) -> bool:
    """End a broadcast of which nothing waits any more."""
    if broadcast.chosen_to is not None or await unit.value(_WAITS, {"broadcast": broadcast.id}):
        return False
    await unit.run("UPDATE broadcasts SET finished_at = ? WHERE id = ?", (unit.now, broadcast.id))
    return await _move(unit, broadcast, _B.SENT, None)


_WAITS = (
    "SELECT EXISTS (SELECT 1 FROM recipients JOIN people ON people.id = person_id WHERE broadcast_id = :broadcast"
    " AND outbox_id IS NULL AND recipients.state = 'waiting' AND telegram_id IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM outbox WHERE subject_kind = 'broadcast' AND subject_id = :broadcast"
    f" AND state = 'waiting' AND name = '{MESSAGE}')"
)


async def stop(unit: Unit, broadcast: int, by: PersonId) -> bool:
    """Send it to nobody else; False when it was over already."""
    found = await get(unit, broadcast)
    if not await _move(unit, found, _B.STOPPED, by):
        return False
    await unit.run("UPDATE recipients SET state = 'stopped' WHERE broadcast_id = ? AND outbox_id IS NULL", (broadcast,))
    await outbox.drop_subject(unit, Subject("broadcast", broadcast), names=[MESSAGE])
    await unit.run("UPDATE broadcasts SET finished_at = ?, chosen_to = NULL WHERE id = ?", (unit.now, broadcast))
    return True


async def _move(unit: Unit, found: Broadcast, state: BroadcastState, by: PersonId | None) -> bool:
    if state not in TRANSITIONS[found.state]:
        return False
    await unit.run("UPDATE broadcasts SET state = ? WHERE id = ?", (state, found.id))
    await audit.record(unit, by, "broadcast_moved", Subject("broadcast", found.id), {"state": (found.state, state)})
    return True


async def tally_of(unit: Unit, broadcast: int) -> Tally:
    """Count what became of it, person by person."""
    row = await unit.one(
        "SELECT COUNT(*) AS recipients,"
        " COALESCE(SUM(recipients.state = 'waiting' AND COALESCE(outbox.state, 'waiting') = 'waiting'), 0)"
        " AS waiting,"
        " COALESCE(SUM(outbox.state = 'delivered'), 0) AS delivered,"
        " COALESCE(SUM(outbox.state = 'unreachable'), 0) AS blocked,"
        " COALESCE(SUM(outbox.state = 'failed'), 0) AS failed,"
        " COALESCE(SUM(recipients.state = 'stopped' OR outbox.state = 'dropped'), 0) AS stopped,"
        " COALESCE(SUM(answer = 'coming'), 0) AS coming, COALESCE(SUM(answer = 'not_coming'), 0) AS not_coming,"
        " COALESCE(SUM(answer = 'question'), 0) AS question"
        " FROM recipients LEFT JOIN outbox ON outbox.id = outbox_id WHERE broadcast_id = ?",
        (broadcast,),
    )
    assert row is not None
    return Tally(**dict(row))


async def answer(unit: Unit, broadcast: int, person: PersonId, given: Answer) -> bool:
    """Note an answer; a later one replaces it. False for someone who is no recipient."""
    changed = await unit.run(
        "UPDATE recipients SET answer = ?, answered_at = ? WHERE broadcast_id = ? AND person_id = ?",
        (given, unit.now, broadcast, person),
    )
    return changed > 0


async def answer_of(unit: Unit, broadcast: int, person: PersonId) -> str | None:
    """Return what a recipient answered."""
    given: str | None = await unit.value(
        "SELECT answer FROM recipients WHERE broadcast_id = ? AND person_id = ?", (broadcast, person)
    )
    return given


async def correct(unit: Unit, broadcast: int, body: str, by: PersonId) -> int:
    """Replace the text: those who have it see it edited in place; return how many."""
    await unit.run("UPDATE broadcasts SET body = ?, version = version + 1 WHERE id = ?", (body, broadcast))
    await audit.record(unit, by, "broadcast_corrected", Subject("broadcast", broadcast), {"text": (None, None)})
    found = await get(unit, broadcast)
    rows = await unit.all(
        "SELECT recipients.person_id, chat_id, message_id FROM recipients JOIN outbox ON outbox.id = outbox_id"
        " WHERE broadcast_id = ? AND outbox.state = 'delivered'",
        (broadcast,),
    )
    for row in rows:
        await outbox.put(
            unit, Message(name=MESSAGE, context={"broadcast": broadcast}), kind="edit", chat=row["chat_id"],
            person=row["person_id"], priority=Priority.BROADCAST, target=row["message_id"],
            subject=Subject("broadcast", broadcast), key=f"correct:{broadcast}:{found.version}:{row['person_id']}",
        )  # fmt: skip
    return len(rows)


def attachment(broadcast: Broadcast) -> Attachment | None:
    """The photo or document that goes with it."""
    if broadcast.file_id is None:
        return None
    return Attachment(kind="photo" if broadcast.is_photo else "document", file_id=broadcast.file_id)
