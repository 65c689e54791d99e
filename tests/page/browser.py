"""Debian's chromium for the tests of the page, and what they do with it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

CHROMIUM = Path(os.environ.get("COOPTER_TEST_CHROMIUM", "/usr/bin/chromium"))
SCREENS = Path(__file__).parents[2] / "test-output" / "screens"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


def require_chromium() -> None:
    """Skip where there is no chromium; fail there when CI=true."""
    if CHROMIUM.exists():
        return
    reason = f"the page is not tested: there is no {CHROMIUM} (Debian: apt install chromium)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser without a window."""
    require_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()


class Demo:
    """The page as a newcomer uses it. ``problems`` collects errors of scripts and refused or foreign requests."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, text: str) -> None:
        lost = "Failed to load resource" in text or "ERR_" in text  # the browser's own words while a server is away
        if kind == "error" and not lost:
            self.problems.append(f"console: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.problems.append(f"request elsewhere: {url}")

    async def open(self) -> None:
        """Load the page and wait until it listens."""
        await self.page.goto(self.url)
        await self.connected()

    async def connected(self) -> None:
        """Wait until the page has read the state and listens."""
        await expect(self.page.locator("body[data-connected=true]")).to_have_count(1, timeout=10_000)

    def phone(self, person: int) -> Phone:
        """The pane of a person."""
        return Phone(self.page.locator(f"[data-testid=pane][data-person='{person}']"))

    def group(self, group: int) -> Phone:
        """The pane of a group."""
        return Phone(self.page.locator(f"[data-testid=pane][data-group='{group}']"))

    async def screen(self, name: str) -> None:
        """Keep a picture in test-output/screens/."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENS / f"{name}.png", animations="disabled")


class Phone:
    """One pane."""

    def __init__(self, pane: Locator) -> None:
        self.pane = pane
        self.line = pane.get_by_test_id("composer-text")
        self.messages = pane.get_by_test_id("message")
        self.last = self.messages.last

    async def start(self) -> None:
        """Press «Démarrer»."""
        await self.pane.get_by_test_id("start").click()

    async def write(self, text: str) -> None:
        """Write a text and press Enter."""
        await self.line.fill(text)
        await self.line.press("Enter")

    def button(self, label: str) -> Locator:
        """The newest inline button that has this label."""
        return self.pane.get_by_test_id("inline-button").filter(has_text=label).last

    async def open_chat(self, title: str) -> None:
        """Switch to another of this person's chats."""
        await self.pane.get_by_test_id("chat-tab").filter(has_text=title).click()
