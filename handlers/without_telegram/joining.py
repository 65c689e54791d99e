"""Somebody registered without Telegram opened their link, and was confirmed: their record follows them."""

from __future__ import annotations

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.sign_ups.offers import move_list
from storage import joining
from storage.ids import PersonId
from storage.outbox import Message


async def join(ctx: Context, record: PersonId, account: PersonId) -> None:
    """Join a record to an account; what was still to be passed on is told to them directly."""
    joined = await joining.join(ctx.unit, record, account, ctx.me.id)
    for session in joined.sessions:
        await move_list(ctx.unit, ctx.choices, session)
    for relay in joined.to_tell:
        what = Message(name=relay.name, context=relay.context)
        await notify(ctx.unit, account, what, subject=relay.subject, expires_at=relay.expires_at)
    keyboard = [[button("menu.mesinscriptions", "mine", 0)], [button("menu.menu", "menu")]]
    told = message("without_telegram/joined", keyboard, overlapping=joined.overlapping)
    await notify(ctx.unit, account, told)
