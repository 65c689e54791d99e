"""Fetches the files people sent into the data folder: their type and size checked once more, under a name of ours."""

from __future__ import annotations

import asyncio
import contextlib
import os
from functools import partial
from pathlib import Path

import structlog
from telegram import Bot
from telegram.error import TelegramError

from storage import files
from storage.disk import DiskError
from storage.files import File
from storage.store import Store

log = structlog.get_logger()

MAX_ATTEMPTS = 5
EVERY = 30.0
_MAGIC = {
    "image/jpeg": (b"\xff\xd8\xff",), "image/png": (b"\x89PNG",), "application/pdf": (b"%PDF",),
    "image/webp": (b"RIFF",),
}  # fmt: skip


class Fetcher:
    """One for each bot token."""

    def __init__(self, store: Store, bot: Bot, data: Path) -> None:
        self._store = store
        self._bot = bot
        self._data = data
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Files may be wanted."""
        self._woken.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            try:
                for file in await self._store.read(files.wanted):
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
            await self._store.run(partial(files.not_fetched, file=file.id, final=final))
            return
        if files.refused(file.media_type, len(content)) or not _is_what_it_says(file.media_type, content):
            log.warning("a file is not what it says", file=file.id)
            await self._store.run(partial(files.not_fetched, file=file.id, final=True))
            return
        path = f"files/{file.id}{files.ALLOWED[file.media_type]}"
        await asyncio.to_thread(_write, self._data / path, content)
        await self._store.run(partial(files.kept, file=file.id, path=path, size=len(content)))

    async def _download(self, file: File) -> bytes:
        found = await self._bot.get_file(file.telegram_file_id or "")
        return bytes(await found.download_as_bytearray())


def _is_what_it_says(media_type: str, content: bytes) -> bool:
    marks = _MAGIC.get(media_type)
    return marks is None or content.startswith(marks)


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
