"""Fetches the files people sent into the data folder: their type and size checked once more, under a name of ours."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

import structlog
from telegram import Bot
from telegram.error import TelegramError

from handlers.imports.imports import came
from handlers.imports.reading import read
from handlers.received import lost
from storage import choices, files
from storage.clock import PARIS
from storage.disk import DiskError
from storage.files import File
from storage.store import Store

log = structlog.get_logger()

MAX_ATTEMPTS = 10
EVERY = 30.0  # seconds, doubled after each failed attempt


class Fetcher:
    """One for each bot token."""

    def __init__(self, store: Store, bot: Bot, data: Path, on_list: Callable[[], None] = lambda: None) -> None:
        """`on_list` is called when a list of people was read."""
        self._on_list = on_list
        self._store = store
        self._bot = bot
        self._data = data
        self._woken = asyncio.Event()
        self._not_before: dict[int, float] = {}  # file → when a failed fetch may be tried again

    def wake(self) -> None:
        """Files may be wanted."""
        self._woken.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            try:
                for file in await self._store.read(files.wanted):
                    if self._not_before.get(file.id, 0.0) <= monotonic():
                        await self._fetch(file)
            except (DiskError, OSError) as error:
                log.error("files cannot be stored now", why=str(error))  # noqa: TRY400 - no traceback
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY):  # wait_for may lose a cancellation before 3.12
                    await self._woken.wait()
            self._woken.clear()

    async def _fetch(self, file: File) -> None:
        try:
            content = await self._download(file)
        except (TelegramError, OSError) as error:
            log.warning("a file could not be fetched", file=file.id, why=type(error).__name__)
            final = file.attempts + 1 >= MAX_ATTEMPTS
            self._not_before[file.id] = monotonic() + EVERY * 2**file.attempts
            await self._store.run(partial(lost if final else files.not_fetched, file=file.id))
            return
        if file.media_type == files.LIST:
            await self._read_list(file, content)
            return
        media_type = files.recognised(content)
        if media_type is None or files.refused(media_type, len(content)):
            log.warning("a file is none of those that are taken", file=file.id)
            await self._store.run(partial(lost, file=file.id))
            return
        path = f"files/{file.id}{files.ALLOWED[media_type]}"
        await asyncio.to_thread(_write, self._data / path, content)
        await self._store.run(partial(files.kept, file=file.id, path=path, size=len(content), media_type=media_type))

    async def _read_list(self, file: File, content: bytes) -> None:
        """Read a list of people in a thread of its own; nothing of the file is kept."""
        chosen = await self._store.read(choices.load)
        today = self._store.clock.now().astimezone(PARIS).date()
        found = await asyncio.to_thread(read, content, today, chosen.import_lines)
        await self._store.run(partial(came, file=file, read=found))
        self._on_list()

    async def _download(self, file: File) -> bytes:
        found = await self._bot.get_file(file.telegram_file_id or "")
        return bytes(await found.download_as_bytearray())


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
