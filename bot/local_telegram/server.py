"""The one port: Bot API, control interface and page; loopback only, and no other site's pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage

from bot.local_telegram.control import Control
from bot.local_telegram.network import BotApi

LARGEST_REQUEST = 64 * 1024 * 1024
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
OWN_PAGES = frozenset(("same-origin", "none"))
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'"


def serve(api: BotApi, control: Control, *, page: bool) -> Handler:
    """The handler of every request."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        refused = refuse_strangers(request)
        if refused is not None:
            return refused
        path = request.raw_path.partition("?")[0]
        if path.startswith("/bot"):
            return await api.answer(request, path)
        if path.startswith("/control/"):
            return await control.answer(request, unquote(path))
        if path.startswith("/file/"):
            return await api.file(path)
        return page_file(unquote(path)) if page else web.json_response({"ok": False, "error": "not found"}, status=404)

    return handle


def refuse_strangers(request: web.BaseRequest) -> web.Response | None:
    """403 unless the request names this machine, and comes from no other site."""
    host = request.headers.get("Host", "")
    if hostname(host) not in LOOPBACK:
        return web.json_response({"ok": False, "error": "only a loopback Host is served"}, status=403)
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return web.json_response({"ok": False, "error": "only this server's own pages may call it"}, status=403)
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
        return web.json_response({"ok": False, "error": "only this server's own pages may call it"}, status=403)
    return None


def hostname(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def page_file(path: str) -> web.Response:
    """A file of the page."""
    parts = [part for part in path.split("/") if part] or ["index.html"]
    if any(part.startswith(".") or "\\" in part for part in parts):
        return web.Response(status=404, text="not found")
    found = files("bot.local_telegram").joinpath("page", *parts)
    if not found.is_file():
        return web.Response(status=404, text="not found")
    kind = TYPES.get("." + parts[-1].rpartition(".")[2], "application/octet-stream")
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=found.read_bytes(), content_type=kind, charset=charset, headers=headers)


async def open_port(handler: Handler, host: str, port: int) -> web.ServerRunner:
    """Listen. ValueError for an address that is not loopback; OSError when the port is taken."""
    if hostname(f"[{host}]" if ":" in host else host) not in LOOPBACK:
        raise ValueError(f"the local Telegram listens on loopback only, not on {host}")

    loop = asyncio.get_running_loop()

    def roomy(
        message: RawRequestMessage,
        payload: StreamReader,
        protocol: web.RequestHandler,
        writer: AbstractStreamWriter,
        task: asyncio.Task[None],
    ) -> web.BaseRequest:
        """A request that may be as large as the largest upload."""
        return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST_REQUEST)

    server = web.Server(handler, request_factory=roomy, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, host, port, backlog=1024).start()
    return runner
