"""`coopter demo`: local Telegram, bot and page in one; `coopter local-telegram`: the server alone."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import socket
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot.app import App
from bot.backups import Backups
from bot.demo_world import CAST, GROUP, build
from bot.local_telegram import FloodLimits, LocalTelegram
from bot.lock import hold
from bot.logs import configure
from bot.machine import MachineWatch
from bot.settings import Settings
from bot.web import Web
from storage.choices import note, remembered
from storage.clock import PARIS

BUILT = "demo_world"
DAYS = 30  # for which backups are kept
OPENS, CLOSES = time(9), time(18)  # Paris; a demo begun outside of them begins at the next opening


async def serve(*, port: int, browser: bool, data: Path, fresh: bool) -> None:
    """Play until stopped. Everything is kept in `data`; a kill loses nothing that was shown."""
    async with demonstration(port=port, data=data, fresh=fresh) as (telegram, app):
        click.echo(f"Coop'Ter, démonstration : {telegram.url}\nTout est gardé dans {data} — Ctrl+C pour arrêter.")
        if browser:
            webbrowser.open(telegram.url)
        await _until_told(app)


@asynccontextmanager
async def demonstration(*, port: int, data: Path, fresh: bool) -> AsyncIterator[tuple[LocalTelegram, App]]:
    """The local Telegram with its page, and the bot, started and peopled; the bot is to be run."""
    with contextlib.closing(hold(data)):
        if fresh:
            shutil.rmtree(data / "bot", ignore_errors=True)
        telegram = LocalTelegram(
            strict=False, flood=FloodLimits(), data=data / "telegram", fresh=fresh, page=True, durability="each"
        )
        await telegram.start(port)
        configure(telegram.token)
        if not telegram.state.people:
            begin_by_day(telegram)
        pages = f"http://127.0.0.1:{_free_port((urlsplit(telegram.url).port or 0) + 1)}"
        app = App(
            telegram.token,
            data / "bot",
            telegram.clock,
            public_url=pages,
            base_url=telegram.base_url,
            base_file_url=telegram.base_file_url,
        )
        try:
            await app.start()
            await _people(telegram, app)
            telegram.clock.listeners.append(app.clock_moved)
            telegram.clock.next_due = app.next_due
            async with _serving_pages(app, pages):
                yield telegram, app
        finally:
            await app.stop()
            await telegram.stop()


def _free_port(wanted: int) -> int:
    """The port of the public pages: beside that of the local Telegram, else any; links lead there while it runs."""
    for port in (wanted, 0):
        with contextlib.suppress(OSError, OverflowError), socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
            found: int = tried.getsockname()[1]
            return found
    raise OSError("no port is free on this machine")


@asynccontextmanager
async def _serving_pages(app: App, address: str) -> AsyncIterator[None]:
    """Serve the public pages on this machine."""
    port = urlsplit(address).port or 0
    web = Web(app, Settings.model_construct(webhook_url=None, public_url=address, web_host="127.0.0.1", web_port=port))
    serving = asyncio.create_task(web.run())
    listening = asyncio.create_task(web.listening.wait())
    try:
        await asyncio.wait({serving, listening}, return_when=asyncio.FIRST_COMPLETED)
        yield
    finally:
        serving.cancel()
        listening.cancel()
        await asyncio.wait({serving, listening})


def begin_by_day(telegram: LocalTelegram) -> None:
    """A first evening would begin in the quiet hours, when the bot holds its notices: begin the next morning."""
    local = telegram.clock.now().astimezone(PARIS)
    if not OPENS <= local.time() < CLOSES:
        day = local.date() + timedelta(days=local.time() >= CLOSES)
        telegram.clock.set_to(datetime.combine(day, OPENS, PARIS))


async def _people(telegram: LocalTelegram, app: App) -> None:
    """Bring the cast on stage, once; a start that was cut short is taken up where it stood."""
    if await app.store.read(partial(remembered, name=BUILT)):
        return
    there = {person.first_name: person.id for person in telegram.state.people.values()}
    for part in CAST:
        if part.first not in there:
            there[part.first] = (await telegram.person(part.first, part.last, about=part.about)).account.id
    people = [telegram.known_person(there[part.first]) for part in CAST]
    group = next(iter(telegram.state.groups), None)
    if group is None:
        group = (await telegram.group(GROUP, owner=people[-1], members=people[:-1])).id
    accounts = {part.first: there[part.first] for part in CAST}
    await app.store.run(partial(build, accounts=accounts, group=group))
    for person in people:
        await person.start()
    await app.store.run(partial(note, name=BUILT, value="1"))


async def serve_telegram(*, port: int, strict: bool, data: Path | None, fresh: bool, flood: bool) -> None:
    """Run only the local Bot API server."""
    limits = FloodLimits() if flood else None
    telegram = LocalTelegram(strict=strict, flood=limits, data=data, fresh=fresh, any_token=True, page=True)
    await telegram.start(port)
    try:
        click.echo(
            f"Bot API : {telegram.base_url}<token>/<method>\nControl: {telegram.url}/control (docs/local-telegram.md)"
        )
        await _stopped()
    finally:
        await telegram.stop()


async def _until_told(app: App) -> None:
    serving = asyncio.create_task(app.run(Backups(app.store, DAYS).run, MachineWatch(app.store, DAYS).run))
    stopped = asyncio.create_task(_stopped())
    done, _ = await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    serving.cancel()
    await asyncio.wait({serving})
    stopped.cancel()
    if serving in done:
        serving.result()


async def _stopped() -> None:
    """Wait for Ctrl+C or the system's request to stop."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    await told.wait()
