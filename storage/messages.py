"""What we have in each chat, and the live cards among it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class Sent(Frozen):
    """A message of ours in a chat, and its matter."""

    chat_id: int
    message_id: int
    person_id: PersonId | None
    name: str
    subject: Subject | None


class Card(Frozen):
    """A place where a matter is shown and kept up to date: a chat's message, or an inline one."""

    id: int
    name: str
    context: dict[str, Any]
    subject: Subject
    person_id: PersonId | None
    chat_id: int | None
    message_id: int | None
    inline_message_id: str | None
    version: int


async def remember(
    unit: Unit, chat: int, message: int, name: str, *, person: PersonId | None, subject: Subject | None, asks: bool
) -> None:
    """Keep what a message of ours is about; a later edit replaces it, and one that asks makes it a new question.

    The person may have gone while it was sent.
    """
    await unit.run(
        "INSERT INTO messages (chat_id, message_id, person_id, name, subject_kind, subject_id, asks, sent_at)"
        " VALUES (?, ?, (SELECT id FROM people WHERE id = ?), ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat_id, message_id) DO UPDATE SET name = excluded.name,"
        " subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, asks = excluded.asks,"
        " sent_at = CASE WHEN excluded.asks THEN excluded.sent_at ELSE sent_at END",
        (
            chat,
            message,
            person,
            name,
            subject.kind if subject else None,
            subject.id if subject else None,
            asks,
            unit.now,
        ),
    )


async def find(unit: Unit, chat: int, message: int) -> Sent | None:
    """Return what a message of ours is about."""
    row = await unit.one("SELECT * FROM messages WHERE chat_id = ? AND message_id = ?", (chat, message))
    return _sent(row) if row else None


async def standing(unit: Unit, person: PersonId, names: Iterable[str], subject: Subject | None = None) -> list[Sent]:
    """Return messages of these names that stand in a person's chat, of one matter or of all."""
    rows = await unit.all(
        "SELECT * FROM messages WHERE person_id = ? AND name IN (SELECT value FROM json_each(?))"
        " AND (? IS NULL OR (subject_kind = ? AND subject_id = ?))",
        (person, json.dumps(list(names)), *((subject.kind, subject.kind, subject.id) if subject else (None,) * 3)),
    )
    return [_sent(row) for row in rows]


async def newest_question(unit: Unit, chat: int, within: timedelta = timedelta(hours=48)) -> Sent | None:
    """Return the newest question about a matter put in a chat; a form keeps its own, which is over with it."""
    row = await unit.one(
        "SELECT * FROM messages WHERE chat_id = ? AND asks = 1 AND sent_at > ? AND subject_kind <> 'conversation'"
        " ORDER BY sent_at DESC, message_id DESC LIMIT 1",
        (chat, unit.now - within),
    )
    return _sent(row) if row else None


async def answered(unit: Unit, chat: int, message: int) -> None:
    """A question has its answer: a later text is no answer to it."""
    await unit.run("UPDATE messages SET asks = 0 WHERE chat_id = ? AND message_id = ?", (chat, message))


def _sent(row: Any) -> Sent:
    subject = Subject(row["subject_kind"], row["subject_id"]) if row["subject_kind"] else None
    return Sent(
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        person_id=row["person_id"],
        name=row["name"],
        subject=subject,
    )


async def post_card(
    unit: Unit,
    name: str,
    context: dict[str, Any],
    subject: Subject,
    *,
    person: PersonId | None,
    chat: int | None = None,
    message: int | None = None,
    inline: str | None = None,
) -> None:
    """Note that a matter is now shown at a place; the place may have shown another one before."""
    if inline is None:
        await unit.run("DELETE FROM cards WHERE chat_id = ? AND message_id = ?", (chat, message))
    await unit.run(
        "INSERT INTO cards (name, context, subject_kind, subject_id, person_id, chat_id, message_id, inline_message_id)"
        " VALUES (?, ?, ?, ?, (SELECT id FROM people WHERE id = ?), ?, ?, ?)"
        " ON CONFLICT (inline_message_id) DO NOTHING",
        (name, json.dumps(context), subject.kind, subject.id, person, chat, message, inline),
    )


async def touch(unit: Unit, subject: Subject) -> None:
    """A matter changed: every card that shows it is behind, and is redrawn once, however many changes come together.

    The card of a work day shows its sessions: it follows each of them.
    """
    await unit.run(
        "UPDATE cards SET version = version + 1 WHERE subject_kind = ? AND subject_id = ?", (subject.kind, subject.id)
    )
    if subject.kind == "session":
        await unit.run(
            "UPDATE cards SET version = version + 1 WHERE subject_kind = 'work_day'"
            " AND subject_id = (SELECT work_day_id FROM sessions WHERE id = ?)",
            (subject.id,),
        )


async def touch_reader(unit: Unit, person: PersonId) -> None:
    """A person now reads another language: every card they have is behind."""
    await unit.run("UPDATE cards SET version = version + 1 WHERE person_id = ?", (person,))


class Behind(NamedTuple):
    """A card to redraw, before it is read whole: its id and its chat (None: an inline one)."""

    id: int
    chat_id: int | None


async def behind(unit: Unit, limit: int = 200) -> list[Behind]:
    """Return cards that show an older state than the database has."""
    rows = await unit.all("SELECT id, chat_id FROM cards WHERE shown < version ORDER BY id LIMIT ?", (limit,))
    return [Behind(row[0], row[1]) for row in rows]


async def card(unit: Unit, card_id: int) -> Card | None:
    """Return a card as it is now; None when it is up to date or gone."""
    row = await unit.one("SELECT * FROM cards WHERE id = ? AND shown < version", (card_id,))
    return _card(row) if row else None


def _card(row: Any) -> Card:
    fields = dict(row)
    fields["context"] = json.loads(fields["context"])
    return Card(subject=Subject(row["subject_kind"], row["subject_id"]), **fields)


async def card_shown(unit: Unit, card: int, version: int) -> None:
    """Telegram shows this version of a card."""
    await unit.run("UPDATE cards SET shown = MAX(shown, ?) WHERE id = ?", (version, card))


async def forget_place(unit: Unit, chat: int, message: int) -> None:
    """A place no longer shows a live card (it shows something else, or is gone)."""
    await unit.run("DELETE FROM cards WHERE chat_id = ? AND message_id = ?", (chat, message))


async def forget_card(unit: Unit, card: int) -> None:
    """A card cannot be shown any more."""
    await unit.run("DELETE FROM cards WHERE id = ?", (card,))


async def is_posted(unit: Unit, subject: Subject, chat: int) -> bool:
    """Tell whether a matter has a card in a chat."""
    found = await unit.value(
        "SELECT 1 FROM cards WHERE subject_kind = ? AND subject_id = ? AND chat_id = ?",
        (subject.kind, subject.id, chat),
    )
    return bool(found)


async def chat_migrated(unit: Unit, old: int, new: int) -> None:
    """A group became a supergroup: follow it wherever it is stored, with what was decided about it."""
    if await unit.value("SELECT 1 FROM group_chats WHERE chat_id = ?", (old,)):
        await unit.run("DELETE FROM group_chats WHERE chat_id = ?", (new,))
        await unit.run("UPDATE group_chats SET chat_id = ? WHERE chat_id = ?", (new, old))
    await unit.run("DELETE FROM cards WHERE chat_id = ?", (old,))
    await unit.run("DELETE FROM messages WHERE chat_id = ?", (old,))
    await unit.run("UPDATE outbox SET chat_id = ? WHERE chat_id = ? AND state = 'waiting'", (new, old))
