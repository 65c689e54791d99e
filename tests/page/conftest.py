"""The page on a local Telegram of this process, with three people, a group and a scripted bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from bot.local_telegram import Group, LocalTelegram, Person
from storage.clock import PARIS
from tests.page.browser import Demo, chromium
from tests.page.scripted_bot import ScriptedBot

TUESDAY = datetime(2026, 11, 24, 11, 32, tzinfo=PARIS)


@dataclass
class Stage:
    """What a test of the page plays on."""

    telegram: LocalTelegram
    demo: Demo
    lea: Person
    paul: Person
    claire: Person
    group: Group
    data: Path

    async def restart_server(self, while_away: Awaitable[None]) -> None:
        """End the server as a kill would be seen from outside; start it again on the same port and folder."""
        port = self.telegram.port
        await self.telegram.stop()
        await while_away
        self.telegram = LocalTelegram(flood=None, page=True, data=self.data)
        await self.telegram.start(port)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of a module."""
    async with chromium() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser, tmp_path: Path) -> AsyncIterator[Stage]:
    """The page, opened, at 1280×800 on a Tuesday at 11 h 32."""
    telegram = LocalTelegram(flood=None, page=True, data=tmp_path)
    await telegram.start()
    telegram.clock.freeze()
    telegram.clock.set_to(TUESDAY)
    lea = await telegram.person("Léa", "Martin", about="entraidante, Limours")
    paul = await telegram.person("Paul", "Nguyen", about="entraidant, Arpajon")
    claire = await telegram.person("Claire", "Moreau", about="ménage, Limours")
    group = await telegram.group("Entraide Essonne", owner=claire, members=[lea, paul])
    polling = asyncio.create_task(ScriptedBot(f"{telegram.base_url}{telegram.token}").run())
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    demo = Demo(await context.new_page(), telegram.url)
    played = Stage(telegram, demo, lea, paul, claire, group, tmp_path)
    try:
        await demo.open()
        yield played
        assert demo.problems == []
    finally:
        await context.close()
        polling.cancel()
        await asyncio.wait([polling])
        await played.telegram.stop()
