"""The page in a real browser: a session from posting to thanks, as newcomers plays it. Screenshots are kept."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.demo import demonstration

CHROMIUM = shutil.which("chromium")
SCREENS = Path(__file__).parents[2] / "test-output" / "screens"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
)  # fmt: skip
expect.set_options(timeout=20_000)  # several browsers may share two cores
SENTENCE = "Samedi en huit de 9h à 17h, 2 personnes pour isoler les combles à Limours, repas offert"

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no chromium on this machine: install Debian's package chromium", allow_module_level=True)


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """A fresh demo, running."""
    async with demonstration(port=0, data=tmp_path, fresh=True) as (telegram, app):
        serving = asyncio.create_task(app.run())
        yield telegram.url
        serving.cancel()
        await asyncio.wait({serving})


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    """The page, open at 1280 pixels."""
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        opened = await browser.new_page(viewport={"width": 1280, "height": 800})
        await opened.goto(address)
        await expect(opened.get_by_test_id("pane").first).to_be_visible()
        yield opened
        await browser.close()


def _pane(page: Page, name: str) -> Locator:
    return page.get_by_test_id("pane").filter(has=page.get_by_role("heading", name=name))


async def _presses(pane: Locator, label: str) -> None:
    await pane.get_by_test_id("inline-button").filter(has_text=label).last.click()


async def _keep(page: Page, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENS / f"{name}.png")


async def _keep_pane(pane: Locator, name: str) -> None:
    """The pane alone, as the French pages of docs show it."""
    await pane.screenshot(path=SCREENS / f"pane-{name}.png", animations="disabled")


async def _writes(pane: Locator, text: str) -> None:
    await pane.get_by_role("textbox").fill(text)
    await pane.get_by_role("textbox").press("Enter")


async def _opens(pane: Locator, chat: str) -> None:
    await pane.get_by_test_id("chat-tab").filter(has_text=chat).click()


async def _until(page: Page, pane: Locator, text: str) -> None:
    """Move the clock from one thing that is due to the next, until someone reads `text`."""
    wanted = pane.get_by_test_id("message").filter(has_text=text)
    clock = page.get_by_test_id("clock")
    for _ in range(30):
        before = await clock.inner_text()
        await page.get_by_test_id("clock-next").click()
        await expect(clock).not_to_have_text(before, use_inner_text=True)
        with contextlib.suppress(AssertionError):  # not due yet: on to the next
            await expect(wanted.last).to_be_visible(timeout=1_500)
            return
    raise AssertionError(f"nobody read {text!r}")


async def test_a_work_day_is_posted_led_joined_held_and_thanked_for(page: Page) -> None:
    claire, samir, lea, paul = (
        _pane(page, name) for name in ("Claire Moreau", "Samir Benali", "Léa Martin", "Paul Nguyen")
    )
    await _writes(claire, SENTENCE)
    await expect(claire.get_by_text("Qu’est-ce qui est déjà vrai")).to_be_visible()
    for true in ("Quelqu’un de chez nous", "Les matériaux", "Protections", "Toilettes"):
        await _presses(claire, true)
        await expect(claire.get_by_test_id("inline-button").filter(has_text=true).last).to_contain_text("✓")
    await _presses(claire, "C’est tout")
    await expect(claire.get_by_text("Faut-il aussi de l’aide")).to_be_visible()
    await _presses(claire, "Passer")
    await expect(claire.get_by_text("On publie")).to_be_visible()
    await _keep(page, "story-1-card")
    await _keep_pane(claire, "card")
    await _presses(claire, "Publier")
    await expect(claire.get_by_text("C’est publié")).to_be_visible()
    await _presses(samir, "J’encadre")
    await expect(claire.get_by_text("Samir Benali encadrera")).to_be_visible()
    for helper in (lea, paul):
        await _opens(helper, "Entraide Essonne")
        await expect(helper.get_by_test_id("message").filter(has_text="confirmée").last).to_contain_text("combles")
        await _presses(helper, "Je participe")
        await expect(helper.get_by_test_id("toast").filter(has_text="Une place est à vous")).to_be_visible()
        await expect(helper.get_by_role("heading", name="1 non lu")).to_be_visible()  # the seat message is there
        await _opens(helper, "Coop’Ter")
        await expect(helper.get_by_text("Une place est à vous.", exact=True)).to_be_visible()
    await _keep(page, "story-2-seats")
    await _keep_pane(lea, "seat")
    group = _pane(page, "Entraide Essonne")
    await _presses(group, "Liste d’attente")
    await group.get_by_test_id("alert-ok").click()
    await _until(page, lea, "Rappel : demain")
    await _keep(page, "story-3-evening")
    await _writes(paul, "finalement je ne peux pas venir")
    await _presses(paul, "Je me désiste")
    await expect(paul.get_by_text("Rétablir")).to_be_visible()
    await _keep(page, "story-4-withdrawn")
    await page.get_by_role("button", name="Personnes").click()
    await page.get_by_test_id("people-panel").get_by_text("Hakim Diallo").click()
    await page.keyboard.press("Escape")
    hakim = _pane(page, "Hakim Diallo")
    await _until(page, hakim, "Une place s’est libérée")  # kept for Paul until then, should he think again
    await _presses(hakim, "Je prends la place")
    await expect(hakim.get_by_text("Une place est à vous.", exact=True)).to_be_visible()
    await _until(page, samir, "Tous présents")
    await _keep(page, "story-5-attendance")
    await _keep_pane(samir, "attendance")
    await _presses(samir, "Tous présents")
    await _presses(samir, "Clôturer")
    await expect(lea.get_by_text("Votre temps donné")).to_be_visible()
    await _keep(page, "story-6-thanks")


async def test_the_page_is_readable_on_a_phone(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.get_by_test_id("pane").first).to_be_in_viewport()
    wide = await page.evaluate("document.documentElement.scrollWidth")
    await _keep(page, "phone")
    assert wide <= 390
