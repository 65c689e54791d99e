"""Leaves the groups that nobody approved: refused ones, and those left without an answer for too long."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from storage import groups
from storage.disk import DiskError
from storage.store import Store

log = structlog.get_logger()

EVERY = 30.0  # seconds between looks; the clock's ticks wake it more often


class Leaver:
    """One for each bot token."""

    def __init__(self, store: Store, bot: Bot) -> None:
        self._store = store
        self._bot = bot
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Groups may have been refused."""
        self._woken.set()

    async def run(self) -> None:
        """Leave until cancelled; what Telegram does not answer is tried again."""
        while True:
            try:
                for chat in await self._store.read(groups.to_leave):
                    if await self._leave(chat):
                        await self._store.run(partial(groups.left, chat=chat))
            except DiskError as error:
                log.error("groups that were left cannot be noted now", why=str(error))  # noqa: TRY400 - no traceback
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY):  # wait_for may lose a cancellation before 3.12
                    await self._woken.wait()
            self._woken.clear()

    async def _leave(self, chat: int) -> bool:
        """Leave a group; True when the bot is no longer in it."""
        try:
            await self._bot.leave_chat(chat)
        except (BadRequest, Forbidden) as error:  # removed already, or the group is gone
            log.info("a group was left before", why=str(error))
        except TelegramError as error:
            log.warning("a group could not be left", why=str(error))
            return False
        return True
