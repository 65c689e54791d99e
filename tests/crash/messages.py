"""What was sent, against what the bot wrote down: messages that came twice, and messages that never came."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from bot.local_telegram import LocalTelegram
from storage.clock import to_text


class Sent:
    """Follows the private chats of everyone, from kill to kill."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram
        self._marks: list[dict[int, int]] = []

    def mark(self) -> None:
        """The bot was just killed: what comes later was sent by the next one."""
        self._marks.append({chat: max(ids, default=0) for chat, ids in self._ids().items()})

    def _ids(self) -> dict[int, list[int]]:
        """The messages of the bot in each private chat."""
        bot = self._telegram.bot.id
        return {
            chat.id: [one.id for one in chat.messages.values() if one.author == bot]
            for (_, owner), chat in self._telegram.state.private.items()
            if owner == bot
        }

    def compare(self, database: Path) -> tuple[list[str], Counter[tuple[int, int]]]:
        """Return what is missing, and how often a chat got a message again that was in flight at a kill.

        A message counts as doubled when no row of the outbox names it: the row was sent again under another number.
        The counter's keys are (number of the kill, chat).
        """
        with closing(sqlite3.connect(database)) as db:
            rows = db.execute(
                "SELECT chat_id, message_id, state, name, kind FROM outbox WHERE state <> 'waiting' OR not_before <= ?",
                (to_text(self._telegram.clock.now()),),
            ).fetchall()
        named = {(chat, message) for chat, message, *_ in rows if message is not None}
        there = self._ids()
        lost = [
            f"{name} for {chat}: {state}"
            for chat, message, state, name, kind in rows
            if state in ("waiting", "failed", "unreachable")
            or (state == "delivered" and kind == "say" and message not in there.get(chat, ()))
        ]
        doubled: Counter[tuple[int, int]] = Counter()
        for chat, ids in there.items():
            for message in ids:
                if (chat, message) not in named:
                    doubled[self._kill_after(chat, message), chat] += 1
        return lost, doubled

    def _kill_after(self, chat: int, message: int) -> int:
        """The number of the first kill after a message was sent; -1 when none came after it."""
        for number, mark in enumerate(self._marks):
            if message <= mark.get(chat, 0):
                return number
        return -1
