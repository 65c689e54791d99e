"""What is to be sent: written in the transaction that decides it, rendered and sent afterwards.

A message names a *view* or a *template* and carries a small JSON context. A view is asked again when the message
leaves: it reads the matter as it is then, checks the right to see it, and may answer that nothing should be sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Literal

from storage import relays
from storage.ids import ChatId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

Kind = Literal["say", "edit", "toast", "inline", "erase"]
FORGOTTEN_AT_ONCE = 500  # rows in one unit: more would keep others waiting
IN_PLACE = "_in_place"
"""In the context of an edit that nothing replaces where the message is gone or can no longer be edited."""
ANSWER_EXPIRES = timedelta(seconds=60)  # Telegram refuses an answer to an older press anyway


_dumps = json.JSONEncoder(ensure_ascii=False).encode


class Priority(IntEnum):
    """Who goes first."""

    ANSWER = 0
    NOTICE = 1
    BROADCAST = 2


class Button(Frozen):
    """A button: the key of its label in `locales`, and what it does (exactly one of the fields below the context)."""

    label: str
    context: dict[str, Any] = {}
    press: str | None = None
    url: str | None = None
    link: str | None = None  # payload of a t.me link to ourselves
    share: str | None = None  # inline query offered in any chat
    contact: bool = False  # reply keyboard: one's own number
    location: bool = False


class Attachment(Frozen):
    """A file that goes with the text: kept by us (`file_id`) or made when it leaves (`make` and its context)."""

    kind: Literal["photo", "document"] = "document"
    file_id: int | None = None
    make: str | None = None
    context: dict[str, Any] = {}


class Message(Frozen):
    """What someone is to read: a view or template name, its context, its buttons."""

    name: str
    context: dict[str, Any] = {}
    keyboard: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None
    protect: bool = False  # cannot be forwarded: numbers, addresses, documents
    language: str | None = None  # of a reader we hold nothing of


class Row(Frozen):
    """A message on its way."""

    id: int
    kind: Kind
    chat_id: ChatId
    person_id: PersonId | None
    priority: Priority
    message: Message
    target: str | None
    reply_to: int | None
    is_card: bool
    asks: bool
    subject: Subject | None
    attempts: int


async def put(
    unit: Unit,
    message: Message,
    *,
    kind: Kind = "say",
    chat: int,
    person: PersonId | None = None,
    priority: Priority = Priority.ANSWER,
    target: str | int | None = None,
    reply_to: int | None = None,
    is_card: bool = False,
    asks: bool = False,
    subject: Subject | None = None,
    key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> int | None:
    """Queue a message in the open unit; return its row, or None where `key` was used before."""
    values = (
        kind, chat, person, int(priority), message.name,
        _dumps(message.context) if message.context else "{}",
        _dumps([[b.model_dump(exclude_defaults=True) for b in line] for line in message.keyboard])
        if message.keyboard else "[]",
        _rest(message), None if target is None else str(target), reply_to, is_card, asks,
        subject.kind if subject else None, subject.id if subject else None,
        key, not_before or unit.now, expires_at, unit.now,
    )  # fmt: skip
    return await unit.value(  # type: ignore[no-any-return]  # RETURNING id: an integer or no row
        "INSERT INTO outbox (kind, chat_id, person_id, priority, name, context, keyboard, attachment, target, reply_to,"
        " is_card, asks, subject_kind, subject_id, dedup_key, not_before, expires_at, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (dedup_key) DO NOTHING RETURNING id",
        values,
    )


async def is_queued(unit: Unit, key: str) -> bool:
    """Tell whether something was queued under this key."""
    return await unit.value("SELECT 1 FROM outbox WHERE dedup_key = ?", (key,)) is not None


def _rest(message: Message) -> str | None:
    if message.attachment is None and not message.protect and message.language is None:
        return None
    attachment = message.attachment.model_dump(exclude_defaults=True) if message.attachment else None
    rest = {"attachment": attachment, "protect": message.protect, "language": message.language}
    return _dumps(rest)


class Due(Frozen):
    """A row to send, before it is read whole: enough to put it in its chat's line."""

    id: int
    chat_id: int
    priority: int
    kind: Kind


async def due(unit: Unit, priority: Priority, after: int, limit: int) -> list[Due]:
    """Return waiting rows of one priority whose time has come, in order, after the row `after`."""
    rows = await unit.all(
        "SELECT id, chat_id, priority, kind FROM outbox WHERE state = 'waiting' AND priority = ? AND id > ?"
        " AND not_before <= ? ORDER BY id LIMIT ?",
        (int(priority), after, unit.now, limit),
    )
    return [Due(**dict(row)) for row in rows]


async def next_time(unit: Unit) -> datetime | None:
    """Return when the next row that still has to wait may leave."""
    text = await unit.value(
        "SELECT MIN(not_before) FROM outbox WHERE state = 'waiting' AND not_before > ?", (unit.now,)
    )
    return datetime.fromisoformat(text) if text else None


async def take(unit: Unit, row_id: int) -> Row | Literal["expired"] | None:
    """Read a row about to be sent; None when it no longer waits."""
    row = await unit.one("SELECT * FROM outbox WHERE id = ? AND state = 'waiting'", (row_id,))
    if row is None:
        return None
    if row["expires_at"] and datetime.fromisoformat(row["expires_at"]) <= unit.now:
        return "expired"
    return _read(dict(row))


def _read(row: dict[str, Any]) -> Row:
    rest = json.loads(row["attachment"]) if row["attachment"] else {}
    subject = Subject(row["subject_kind"], row["subject_id"]) if row["subject_kind"] else None
    return Row(
        message=Message(
            name=row["name"], context=json.loads(row["context"]), keyboard=json.loads(row["keyboard"]),
            attachment=rest.get("attachment"), protect=rest.get("protect", False),
            language=rest.get("language"),
        ),
        subject=subject,
        **{name: row[name] for name in _PLAIN},
    )  # fmt: skip


_PLAIN = ("id", "kind", "chat_id", "person_id", "priority", "target", "reply_to", "is_card", "asks", "attempts")


async def settle(
    unit: Unit, row_id: int, state: str, *, error: str | None = None, message_id: int | None = None
) -> None:
    """End a row: delivered, dropped, failed or unreachable."""
    await unit.run(
        "UPDATE outbox SET state = ?, error = ?, message_id = ?, settled_at = ? WHERE id = ?",
        (state, error, message_id, unit.now, row_id),
    )


async def count_attempt(unit: Unit, row_id: int, error: str, cost: int = 1) -> None:
    """Count an attempt of which nobody knows whether it was sent, at its cost; the row keeps its place in the line."""
    await unit.run("UPDATE outbox SET attempts = attempts + ?, error = ? WHERE id = ?", (cost, error, row_id))


async def drop_subject(
    unit: Unit, subject: Subject, *, person: PersonId | None = None, names: Sequence[str] = ()
) -> int:
    """Drop what still waits about a matter (for one person, or of some names only): cancelled, withdrawn, changed."""
    await relays.drop(unit, person=person, subject=subject, names=names)
    names_json = json.dumps(list(names))
    return await unit.run(
        "UPDATE outbox SET state = 'dropped', error = 'no longer holds', settled_at = ?"
        " WHERE state = 'waiting' AND subject_kind = ? AND subject_id = ? AND person_id = COALESCE(?, person_id)"
        " AND (? = '[]' OR name IN (SELECT value FROM json_each(?)))",
        (unit.now, subject.kind, subject.id, person, names_json, names_json),
    )


async def drop_person(unit: Unit, person: PersonId) -> int:
    """Drop everything that still waits for a person: excluded, gone."""
    await relays.drop(unit, person=person)
    return await unit.run(
        "UPDATE outbox SET state = 'dropped', error = 'person gone', settled_at = ?"
        " WHERE state = 'waiting' AND person_id = ?",
        (unit.now, person),
    )


async def forget_old(unit: Unit) -> bool:
    """Empty the contexts of what was settled thirty days ago; rows stay a year for the record of keys.

    Returns whether there is more to do.
    """
    emptied = await unit.run(
        "UPDATE outbox SET context = '{}', keyboard = '[]', attachment = NULL WHERE id IN"
        " (SELECT id FROM outbox WHERE settled_at < ? AND settled_at IS NOT NULL AND context <> '{}' LIMIT ?)",
        (unit.now - timedelta(days=30), FORGOTTEN_AT_ONCE),
    )
    removed = await unit.run(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE settled_at < ? LIMIT ?)",
        (unit.now - timedelta(days=365), FORGOTTEN_AT_ONCE),
    )
    return FORGOTTEN_AT_ONCE in (emptied, removed)
