"""Long polling: raw updates are stored before the next call acknowledges them.

python-telegram-bot's own `Updater` acknowledges updates that exist only in memory: it is not used.
"""

from __future__ import annotations

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

from bot.patience import store_in_the_end
from bot.stopwatch import Stopwatch
from storage import inbox
from storage.store import Store

log = structlog.get_logger()

ALLOWED = [
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
    "chat_member", "poll_answer", "message_reaction",
]  # fmt: skip
CONFLICT_PAUSE = 60.0  # seconds before another try when someone else polls with our token
CONFLICT_OVER = 600.0  # seconds after which a conflict is forgotten: two pollers take turns, so one poll proves nothing


class StoppedByTelegramError(Exception):
    """Telegram will not serve this process; the text says why, in one line for the operator."""

    def __init__(self, why: str, *, token_refused: bool = False) -> None:
        super().__init__(why)
        self.token_refused = token_refused


class Poller:
    """Polls for one token over a connection of its own, without an offset kept between starts."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        request: BaseRequest,
        on_stored: Callable[[], None],
        timeout: int = 50,
        stopwatch: Stopwatch | None = None,
    ) -> None:
        self._store = store
        self._bot = bot
        self._bot_id = int(bot.token.partition(":")[0])  # known before Telegram has told who we are
        self._request = request
        self._on_stored = on_stored
        self._timeout = timeout
        self._stopwatch = stopwatch or Stopwatch()
        self._offset: int | None = None
        self._conflict_at: float | None = None
        self.received = 0
        self.reached_at = monotonic()

    async def run(self) -> None:
        """Poll until cancelled; raise StoppedByTelegramError where trying again is of no use."""
        pause = 1.0
        while True:
            try:
                updates = await self._poll()
                pause = 1.0
                self.reached_at = monotonic()
            except (NetworkError, RetryAfter, Conflict, InvalidToken) as error:
                pause = await self._trouble(error, pause)
                continue
            if updates:
                keep = partial(inbox.keep, bot_id=self._bot_id, updates=updates)
                await store_in_the_end(self._store, keep, self._stopwatch)
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
            why = "Telegram refuses the token: check COOPTER_TOKEN"
            raise StoppedByTelegramError(why, token_refused=True) from error
        if isinstance(error, RetryAfter):
            seconds = error.retry_after
            await self._stopwatch.sleep(seconds if isinstance(seconds, int) else seconds.total_seconds())
            return pause
        if isinstance(error, Conflict):
            await self._conflict(error)
            return pause
        if isinstance(error, BadRequest):
            log.error("telegram does not understand getUpdates", why=str(error))
        log.warning("telegram cannot be reached", why=type(error).__name__, pause=pause)
        await self._stopwatch.sleep(pause)
        return min(pause * 2, 30.0)

    async def _conflict(self, error: Conflict) -> None:
        if "webhook" in str(error).lower():
            log.warning("a webhook was left set: it is removed, what is pending is kept")
            await self._remove_webhook()
            return
        now = self._stopwatch.now()
        if self._conflict_at is not None and now - self._conflict_at < CONFLICT_OVER:
            raise StoppedByTelegramError("another process polls with this token: stop it, or give this one its own")
        log.warning("another process polls with this token", pause=CONFLICT_PAUSE)
        self._conflict_at = now
        await self._stopwatch.sleep(CONFLICT_PAUSE)

    async def _remove_webhook(self) -> None:
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except NetworkError as problem:
            log.warning("the webhook could not be removed yet", why=str(problem))
            await self._stopwatch.sleep(1.0)
