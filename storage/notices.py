"""A notice finds its reader: the person's own chat, or, without Telegram, whoever passes things on to them."""

from __future__ import annotations

from datetime import datetime

from storage import choices, outbox, people, relays
from storage.ids import PersonId, Subject
from storage.outbox import Message, Priority
from storage.store import Unit

RELAYED = "relays/pass_on"
"""The view of a notice that is passed on; its context is the `relay`."""


async def put(
    unit: Unit,
    person: PersonId,
    what: Message,
    *,
    subject: Subject | None = None,
    asks: bool = False,
    key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    priority: Priority = Priority.NOTICE,
    is_card: bool = False,
) -> int | None:
    """Queue a notice; None when it can reach nobody, or was queued before under its key."""
    chat = await people.private_chat(unit, person)
    if chat is not None:
        return await outbox.put(
            unit, what, chat=chat, person=person, priority=priority, subject=subject, asks=asks, key=key,
            not_before=not_before, expires_at=expires_at, is_card=is_card,
        )  # fmt: skip
    asked = await relays.messenger(unit, person)
    if asked is None or (key is not None and await outbox.is_queued(unit, key)):
        return None
    relay = await relays.add(
        unit, what, await choices.load(unit), person=person, asked=asked, subject=subject,
        from_=max(not_before or unit.now, unit.now), expires_at=expires_at,
    )  # fmt: skip
    return await ask(unit, asked, relay.id, key=key, not_before=not_before, expires_at=expires_at)


async def ask(
    unit: Unit,
    asked: PersonId,
    relay: int,
    *,
    key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> int | None:
    """Ask somebody to pass a notice on, by a card that follows what becomes of it."""
    chat = await people.private_chat(unit, asked)
    if chat is None:
        return None
    return await outbox.put(
        unit, Message(name=RELAYED, context={"relay": relay}), chat=chat, person=asked, priority=Priority.NOTICE,
        subject=Subject("relay", relay), key=key, not_before=not_before, expires_at=expires_at, is_card=True,
    )  # fmt: skip
