"""Prints sheets, each in a process of its own: whatever becomes of it, the bot goes on and somebody is told."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import replace
from functools import partial

import structlog

from bot.prepare import Outgoing
from bot.report import report
from handlers.context import message
from handlers.routing import Made, Sheet
from locales import sheets
from storage.disk import DiskError
from storage.store import Store

log = structlog.get_logger()

SECONDS = 20.0
_KEPT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG")
"""What a worker gets of our environment: no token, no address of anything."""


class SheetError(Exception):
    """A sheet could not be printed; the text says why in a few words, and nothing of what stands in it."""


class Printer:
    """Prints one sheet at a time; `seconds`: how long one may take."""

    def __init__(self, store: Store, *, seconds: float = SECONDS, worker: str = "bot.sheet_worker") -> None:
        self._store = store
        self._seconds = seconds
        self._worker = worker
        self._free = asyncio.Semaphore(1)

    async def printed(self, out: Outgoing) -> Outgoing:
        """Return what leaves with its sheet printed; where that fails, a message that says so takes its place."""
        if not isinstance(out.made, Sheet):
            return out
        try:
            content = await self.print(out.made)
        except SheetError as error:
            log.error("a sheet could not be printed", sheet=out.made.name, row=out.row.id, why=str(error))  # noqa: TRY400
            with contextlib.suppress(DiskError):
                await self._store.run(partial(report, what="sheet_failed", update_id=out.row.id))
            return replace(out, made=None, message=message("failure/sheet"))
        return replace(out, made=Made(out.made.filename, content))

    async def print(self, sheet: Sheet) -> bytes:
        """Return the file; raise SheetError when its process crashed or took too long."""
        request = {
            "template": str(sheets.template(sheet.language, sheet.name)),
            "root": str(sheets.root()),
            "format": sheet.format,
            "data": sheet.data,
        }
        async with self._free:
            return await self._ask(json.dumps(request, ensure_ascii=False).encode())

    async def _ask(self, request: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._worker, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env={name: os.environ[name] for name in _KEPT if name in os.environ},
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._seconds):
                made, _ = await process.communicate(request)
        except TimeoutError:
            raise SheetError(f"took more than {self._seconds:g} s") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0 or not made:
            raise SheetError(f"its process ended with {process.returncode}")
        return made
