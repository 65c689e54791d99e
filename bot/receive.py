"""Long polling: raw updates are stored before the next call acknowledges them.

python-telegram-bot's own `Updater` acknowledges updates that exist only in memory: it is not used.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from storage import inbox
from storage.store import Store

log = structlog.get_logger()

ALLOWED = [
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
    "chat_member", "poll_answer", "message_reaction",
]  # fmt: skip
CONFLICT_PAUSE = 60.0  # seconds before another try when someone else polls with our token


class StoppedByTelegramError(Exception):
    """Telegram will not serve this process; the text says why, in one line for the operator."""


class Poller:
    """Polls for one token over a connection of its own, without an offset kept between starts."""

    def __init__(
        self, store: Store, bot: Bot, request: BaseRequest, on_stored: Callable[[], None], timeout: int = 50
    ) -> None:
        self._store = store
        self._bot = bot
        self._bot_id = int(bot.token.partition(":")[0])  # known before Telegram has told who we are
        self._request = request
        self._on_stored = on_stored
        self._timeout = timeout
        self._offset: int | None = None
        self._conflicts = 0
        self.received = 0
        self.reached_at = monotonic()

    async def run(self) -> None:
        """Poll until cancelled; raise StoppedByTelegramError where trying again is of no use."""
        pause = 1.0
        while True:
            try:
                updates = await self._poll()
                pause, self._conflicts = 1.0, 0
                self.reached_at = monotonic()
            except (NetworkError, RetryAfter, Conflict, InvalidToken) as error:
                pause = await self._trouble(error, pause)
                continue
            if updates:
                await self._store.run(partial(inbox.keep, bot_id=self._bot_id, updates=updates))
                self._offset = updates[-1]["update_id"] + 1
                self.received += len(updates)
                self._on_stored()

    async def _poll(self) -> list[dict[str, Any]]:
        values: dict[str, Any] = {"timeout": self._timeout, "allowed_updates": json.dumps(ALLOWED)}
        if self._offset is not None:
            values["offset"] = self._offset
        url = f"{self._bot.base_url}/getUpdates?{urlencode(values)}"
        answer = await self._request.post(url, read_timeout=self._timeout + 10)
        return answer if isinstance(answer, list) else []

    async def _trouble(self, error: TelegramError, pause: float) -> float:
        if isinstance(error, InvalidToken):
            raise StoppedByTelegramError("Telegram refuses the token: check COOPTER_TOKEN") from error
        if isinstance(error, RetryAfter):
            seconds = error.retry_after
            await asyncio.sleep(seconds if isinstance(seconds, int) else seconds.total_seconds())
            return pause
        if isinstance(error, Conflict):
            await self._conflict(error)
            return pause
        if isinstance(error, BadRequest):
            log.error("telegram does not understand getUpdates", why=str(error))
        log.warning("telegram cannot be reached", why=type(error).__name__, pause=pause)
        await asyncio.sleep(pause)
        return min(pause * 2, 30.0)

    async def _conflict(self, error: Conflict) -> None:
        if "webhook" in str(error).lower():
            log.warning("a webhook was left set: it is removed, what is pending is kept")
            await self._bot.delete_webhook(drop_pending_updates=False)
            return
        self._conflicts += 1
        if self._conflicts > 1:
            raise StoppedByTelegramError("another process polls with this token: stop it, or give this one its own")
        log.warning("another process polls with this token", pause=CONFLICT_PAUSE)
        await asyncio.sleep(CONFLICT_PAUSE)
