"""The open form of each person in each chat: one row a form, changed in the transaction of every answer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from storage.ids import PersonId
from storage.records import Frozen
from storage.store import Unit


class Conversation(Frozen):
    """A form under way. `step` None: everything is answered and the summary is shown."""

    id: int
    chat_id: int
    person_id: PersonId
    form: str
    step: str | None
    correcting: bool
    turn: int
    answers: dict[str, Any]
    about: dict[str, Any]
    asked: list[str]
    message_id: int | None
    expires_at: datetime


def _read(row: Any) -> Conversation:
    fields = dict(row)
    for name in ("answers", "about", "asked"):
        fields[name] = json.loads(fields[name])
    return Conversation(**fields)


async def newest(unit: Unit, chat: int, person: PersonId) -> Conversation | None:
    """Return the form that a text of this person in this chat answers."""
    row = await unit.one(
        "SELECT * FROM conversations WHERE chat_id = ? AND person_id = ? AND expires_at > ?"
        " ORDER BY updated_at DESC, id DESC LIMIT 1",
        (chat, person, unit.now),
    )
    return _read(row) if row else None


async def get(unit: Unit, conversation: int) -> Conversation | None:
    """Return a form under way by its id."""
    row = await unit.one("SELECT * FROM conversations WHERE id = ? AND expires_at > ?", (conversation, unit.now))
    return _read(row) if row else None


async def all_open(unit: Unit, chat: int, person: PersonId) -> list[Conversation]:
    """Return every form a person left open in a chat, newest first."""
    rows = await unit.all(
        "SELECT * FROM conversations WHERE chat_id = ? AND person_id = ? AND expires_at > ? ORDER BY updated_at DESC",
        (chat, person, unit.now),
    )
    return [_read(row) for row in rows]


async def start(
    unit: Unit, chat: int, person: PersonId, form: str, answers: dict[str, Any], about: dict[str, Any], lasts: timedelta
) -> Conversation:
    """Open a form; one of the same kind left open in this chat is replaced."""
    await unit.run("DELETE FROM conversations WHERE chat_id = ? AND person_id = ? AND form = ?", (chat, person, form))
    row_id = await unit.insert(
        "INSERT INTO conversations (chat_id, person_id, form, answers, about, updated_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (chat, person, form, _json(answers), _json(about), unit.now, unit.now + lasts),
    )
    found = await get(unit, row_id)
    assert found is not None
    return found


async def save(unit: Unit, conversation: Conversation, lasts: timedelta) -> None:
    """Store where a form stands now."""
    await unit.run(
        "UPDATE conversations SET step = ?, correcting = ?, turn = ?, answers = ?, about = ?, asked = ?,"
        " message_id = ?, updated_at = ?, expires_at = ? WHERE id = ?",
        (
            conversation.step, conversation.correcting, conversation.turn, _json(conversation.answers),
            _json(conversation.about), _json(conversation.asked), conversation.message_id, unit.now, unit.now + lasts,
            conversation.id,
        ),
    )  # fmt: skip


async def end(unit: Unit, conversation: int) -> None:
    """Forget a form: finished or cancelled."""
    await unit.run("DELETE FROM conversations WHERE id = ?", (conversation,))


async def expired(unit: Unit, limit: int = 100) -> list[Conversation]:
    """Return forms whose time is over."""
    rows = await unit.all("SELECT * FROM conversations WHERE expires_at <= ? LIMIT ?", (unit.now, limit))
    return [_read(row) for row in rows]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
