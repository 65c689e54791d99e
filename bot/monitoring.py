"""The health and metrics endpoint, for this machine's monitoring: `/health` and `/metrics`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from time import monotonic

from aiohttp import web

from bot.app import App
from bot.receive import Poller
from bot.ticks import EVERY
from storage.health import SERVING, State, state

UNREACHED = 180.0  # seconds without an answer to getUpdates; one that waits takes fifty


class Monitoring:
    """Answers on a port of its own (0: any free one). `received`: how many updates came; `poller`: None by webhook."""

    def __init__(self, app: App, host: str, port: int, received: Callable[[], int], poller: Poller | None) -> None:
        self._app = app
        self._host = host
        self._received = received
        self._poller = poller
        self.port = port
        self.listening = asyncio.Event()

    async def run(self) -> None:
        """Serve until cancelled; raise OSError when the port is taken."""
        server = web.Application()
        server.router.add_get("/health", self._health)
        server.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self.port).start()
            self.port = runner.addresses[0][1]
            self.listening.set()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _health(self, request: web.Request) -> web.Response:
        """200 where people are served, 503 with the reasons where not; `look_at` says what else needs someone."""
        try:
            now = await self._app.store.read(state)
        except sqlite3.Error as error:
            return web.json_response({"ok": False, "reasons": ["database_unreadable"], "error": str(error)}, status=503)
        reasons = [*self._silences(), *(str(one) for one in now.concerns if one in SERVING)]
        look_at = [str(one) for one in now.concerns if one not in SERVING]
        body = {"ok": not reasons, "reasons": reasons, "look_at": look_at}
        return web.json_response(body, status=503 if reasons else 200)

    def _silences(self) -> list[str]:
        """What this process has not heard or done for too long."""
        now = monotonic()
        found = {
            "token_refused": self._app.deliverer.halted,
            "telegram_unreached": self._poller is not None and now - self._poller.reached_at > UNREACHED,
            "clock_jobs_stuck": now - self._app.ticker.ticked_at > 10 * EVERY,
        }
        return [reason for reason, is_so in found.items() if is_so]

    async def _metrics(self, request: web.Request) -> web.Response:
        from bot import metrics

        now: State = await self._app.store.read(state)
        body = await asyncio.to_thread(metrics.text, self._app, now, self._received())
        return web.Response(body=body, headers={"Content-Type": metrics.CONTENT_TYPE})
