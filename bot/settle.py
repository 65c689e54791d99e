"""What became of messages, written down: one unit of work for all that came back together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.lines import Item
from bot.prepare import BehindCard, Dropped, Outgoing
from bot.send import PATIENCE, Outcome
from storage import files, messages, outbox, people
from storage.store import Unit


@dataclass(frozen=True)
class Settled:
    """An item that came back. `outcome` None: it no longer waited."""

    item: Item
    what: Outgoing | Dropped | BehindCard | None
    outcome: Outcome | None


async def settle_all(unit: Unit, results: list[Settled], bot_id: int) -> None:
    """Write down what became of each, in one unit."""
    for result in results:
        if result.outcome is None:
            continue
        if result.item.card:
            await _card(unit, result, result.outcome)
        elif isinstance(result.what, Outgoing):
            await _row(unit, result.what, result.outcome, bot_id)
        else:
            await outbox.settle(unit, result.item.row, "dropped", error=result.outcome.error)


async def _row(unit: Unit, out: Outgoing, outcome: Outcome, bot_id: int) -> None:
    row = out.row
    if outcome.state == "delivered":
        await outbox.settle(unit, row.id, "delivered", message_id=outcome.message_id)
        if outcome.message_id is not None:
            await _remember(unit, out, outcome.message_id)
        if outcome.file_id and out.file:
            await files.cache_telegram_id(unit, out.file.id, bot_id, outcome.file_id)
    elif outcome.state in ("again", "halt"):
        await _again(unit, out, outcome)
    elif outcome.state == "migrated" and outcome.chat is not None:
        await messages.chat_migrated(unit, row.chat_id, outcome.chat)
    elif outcome.state != "wait":
        await outbox.settle(unit, row.id, outcome.state, error=outcome.error)
        if outcome.state == "unreachable":
            await people.unreachable(unit, row.chat_id, outcome.error or "refused")


async def _again(unit: Unit, out: Outgoing, outcome: Outcome) -> None:
    """Unknown whether it was sent: tried again a bounded number of times, a toast never."""
    if out.row.kind in ("toast", "inline") or out.row.attempts + outcome.cost >= PATIENCE:
        await outbox.settle(unit, out.row.id, "failed", error=outcome.error)
    else:
        await outbox.count_attempt(unit, out.row.id, outcome.error or "", outcome.cost)


async def _remember(unit: Unit, out: Outgoing, message_id: int) -> None:
    row = out.row
    await messages.remember(
        unit, row.chat_id, message_id, row.message.name, person=row.person_id, subject=row.subject, asks=row.asks
    )
    if row.is_card and row.subject is not None:
        await messages.post_card(
            unit, row.message.name, row.message.context, row.subject, person=row.person_id, chat=row.chat_id,
            message=message_id,
        )  # fmt: skip
    elif row.kind == "edit":
        await messages.forget_place(unit, row.chat_id, message_id)


async def _card(unit: Unit, result: Settled, outcome: Outcome) -> None:
    assert isinstance(result.what, BehindCard)
    card = result.what.card
    if outcome.state == "delivered":
        await messages.card_shown(unit, card.id, card.version)
    elif outcome.state == "migrated" and outcome.chat is not None and card.chat_id is not None:
        await messages.chat_migrated(unit, card.chat_id, outcome.chat)
    elif outcome.state in ("failed", "unreachable", "dropped"):
        await messages.forget_card(unit, card.id)
