"""The public web pages: read by anybody, robots too; nothing personal without a private link, nothing changed by a GET.

No cookies, nothing from elsewhere, no index, and no word to other sites of where a reader came from.
"""

from __future__ import annotations

import html
import re
import sqlite3
from base64 import b64encode
from functools import partial
from hashlib import sha256
from importlib import resources
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.app import App
from bot.crowd import Crowd
from handlers.context import message
from handlers.routing import Made, Page, Shown
from locales import texts
from storage import choices
from storage.choices import Choices
from storage.store import Unit

log = structlog.get_logger()

STYLE = resources.files("bot").joinpath("page.css").read_text(encoding="utf-8")
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Server": "coopter",
}
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})[^,;]*(?:;\s*q=([0-9.]+))?\s*")


class Pages:
    """Answers GET for every page of the table, below the path of the public address."""

    def __init__(self, app: App, public_url: str) -> None:
        self._app = app
        self._base = urlsplit(public_url).path
        self._readers = Crowd(burst=60, each=2.0)
        self._guessers = Crowd(burst=10, each=30.0)

    def serve(self, server: web.Application) -> None:
        """Add them to a server; every answer of it gets our headers."""
        server.router.add_get(f"{self._base}/{{name}}/{{rest}}", self._page)
        server.on_response_prepare.append(_with_headers)

    async def _page(self, request: web.Request) -> web.Response:
        page = self._app.table.pages.get(request.match_info["name"])
        who = _who(request)
        crowd = self._guessers if page is not None and page.private else self._readers
        if not self._readers.lets_in(who) or not crowd.has_room(who):
            return await self._shown(request, _nothing("pages/too_many", 429))
        found = await self._found(page, request.match_info["rest"]) if page is not None else None
        if isinstance(found, Made):
            return web.Response(body=found.content, content_type="text/calendar", charset="utf-8")
        if found is None:
            crowd.lets_in(who)  # a guess counts, a calendar that is asked for every hour does not
        return await self._shown(request, found or _nothing("pages/nothing", 404))

    async def _found(self, page: Page, rest: str) -> Shown | Made | None:
        """Ask a page; what fails, or cannot be read now, shows nothing."""

        async def ask(unit: Unit) -> Shown | Made | None:
            return await page.handler(unit, await choices.load(unit), rest)

        try:
            return await self._app.store.read(ask)
        except (sqlite3.Error, LookupError) as error:
            log.error("a web page cannot be shown", page=page.name, why=type(error).__name__)  # noqa: TRY400
            return None

    async def _shown(self, request: web.Request, shown: Shown) -> web.Response:
        chosen: Choices = await self._app.store.read(choices.load)
        language = spoken(request.headers.get("Accept-Language", ""), chosen.group_language)
        text = document(language, shown, partial(_address, self._app.bot.username))
        return web.Response(text=text, status=shown.status, content_type="text/html", charset="utf-8")


def _nothing(name: str, status: int) -> Shown:
    return Shown(message("pages/nothing_title"), message(name), status=status)


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def _who(request: web.Request) -> str:
    """Who asks: the peer, or whom the relay on this machine names last."""
    peer = request.remote or ""
    if peer in ("127.0.0.1", "::1"):
        return request.headers.get("X-Forwarded-For", peer).rpartition(",")[2].strip()[:64]
    return peer


def _address(bot: str, payload: str | None) -> str:
    return f"https://t.me/{bot}?start={payload}"


def spoken(accepted: str, otherwise: str) -> str:
    """Return the first of our languages that a browser asks for, or another one."""
    asked = [(float(q or 1), at, code) for at, (code, q) in enumerate(_read(accepted[:200]))]
    ours = [code.lower() for q, _, code in sorted(asked, key=lambda one: (-one[0], one[1])) if q > 0]
    return next((code for code in ours if code in texts.languages()), otherwise)


def _read(accepted: str) -> list[tuple[str, str]]:
    found = [_LANGUAGE.fullmatch(part) for part in accepted.split(",")]
    return [(one[1], one[2] if one[2] and re.fullmatch(r"[01](\.\d{0,3})?", one[2]) else "1") for one in found if one]


def document(language: str, shown: Shown, address: partial[str]) -> str:
    """Return the whole page. Every text of it is escaped by its template, or here."""
    title = html.escape(texts.plain(language, shown.title.name, shown.title.context))
    body = texts.render(language, shown.body.name, shown.body.context)
    first = html.escape(texts.plain(language, shown.body.name, shown.body.context).partition("\n")[0])
    paragraphs = "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in body.split("\n\n"))
    links = "".join(
        f'<a class="join" rel="noreferrer" href="{html.escape(address(one.link))}">'
        f"{html.escape(texts.label(language, one.label, one.context))}</a>"
        for one in shown.links
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="{first}">'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>{paragraphs}{links}</main></body></html>"
    )
