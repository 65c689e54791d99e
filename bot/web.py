"""The web server: Telegram's webhook where updates come by it, and the public pages where they have an address."""

from __future__ import annotations

import asyncio
import hmac
from functools import partial
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.app import App
from bot.pages import Pages
from bot.receive import ALLOWED
from bot.settings import Settings
from storage import inbox
from storage.disk import DiskError

log = structlog.get_logger()

MAX_BODY = 1024 * 1024


class Web:
    """Receives updates by webhook: each is stored before Telegram gets its 200; serves the public pages."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self.received = 0
        self._path = urlsplit(settings.webhook_url or "").path or "/"
        self.port = settings.web_port
        self.listening = asyncio.Event()

    async def run(self) -> None:
        """Serve until cancelled."""
        server = web.Application(client_max_size=MAX_BODY)
        if self._settings.webhook_url:
            server.router.add_post(self._path, self._update)
        if self._settings.public_url:
            Pages(self._app, self._settings.public_url).serve(server)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._settings.web_host, self._settings.web_port).start()
            self.port = runner.addresses[0][1]
            self.listening.set()
            if self._settings.webhook_url:
                await self._app.bot.set_webhook(
                    self._settings.webhook_url, secret_token=self._settings.webhook_secret, allowed_updates=ALLOWED
                )
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _update(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), (self._settings.webhook_secret or "").encode()):
            return web.Response(status=403)
        try:
            update = await request.json()
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        try:
            await self._app.store.run(partial(inbox.keep, bot_id=self._app.bot.id, updates=[update]))
        except DiskError as error:
            log.error("an update cannot be stored: Telegram keeps it", why=str(error))  # noqa: TRY400 - no traceback
            return web.Response(status=503)
        self.received += 1
        self._app.worker.wake()
        return web.Response()
