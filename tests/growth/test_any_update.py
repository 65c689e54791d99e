"""No input breaks the bot: generated updates of every kind are handled, and answered where an answer is due."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from bench.fuzz import due, fuzz
from storage import inbox
from storage.store import Store, Unit

UPDATES = 1500


async def test_any_update_is_handled_and_answered_where_an_answer_is_due(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    figures, troubles, silent = await fuzz(UPDATES, seed, tmp_path)
    assert not troubles, f"seed {seed}: {troubles[0]}"
    assert not silent, f"seed {seed}: {silent[0]}"
    assert figures["unhandled"] == 0
    assert figures["integrity"] == "ok"
    assert figures["sent"] > UPDATES / 2


def test_an_answer_is_due_to_people_in_private_and_to_every_press() -> None:
    lea = {"id": 5, "is_bot": False, "first_name": "Léa"}
    private, group = {"id": 5, "type": "private"}, {"id": -5, "type": "group"}
    bot = {**lea, "is_bot": True}
    assert due({"update_id": 1, "message": {"from": lea, "chat": private, "text": "x"}}) == "message"
    assert due({"update_id": 1, "message": {"from": lea, "chat": private, "pinned_message": {}}}) is None
    assert due({"update_id": 1, "message": {"from": lea, "chat": group, "text": "x"}}) is None
    assert due({"update_id": 1, "message": {"from": bot, "chat": private, "text": "x"}}) is None
    assert due({"update_id": 1, "callback_query": {"from": lea}}) == "toast"
    assert due({"update_id": 1, "inline_query": {"from": lea}}) == "inline"
    assert due({"update_id": 1, "poll": {"question": "?"}}) is None


async def test_what_the_database_cannot_hold_does_not_keep_other_updates_out(store: Store) -> None:
    text = "a\ud83d\x00b \\u0000 👍"
    updates: list[dict[str, Any]] = [
        {"update_id": 1, "message": {"text": text, "message_id": 10**30}},
        {"update_id": 2, "message": {"text": "bonjour", "message_id": -(10**30)}},
    ]

    async def keep(unit: Unit) -> list[inbox.Arrived]:
        await inbox.keep(unit, 7, updates)
        return await inbox.waiting(unit)

    first, second = [one.payload["message"] for one in await store.run(keep)]
    assert first == {"text": "a?b \\u0000 👍", "message_id": 2**63 - 1}
    assert second == {"text": "bonjour", "message_id": -(2**63 - 1)}
