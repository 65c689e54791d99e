"""The demo page, played in a real browser as a newcomer plays it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from storage.clock import PARIS
from tests.page.conftest import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_newcomer_starts_the_bot_writes_and_is_answered(stage: Stage) -> None:
    lea = stage.demo.phone(stage.lea.id)
    await expect(lea.pane.get_by_test_id("about")).to_have_text("entraidante, Limours")
    await lea.start()
    await expect(lea.last).to_contain_text("Bonjour. Commande : /start")

    await lea.line.fill("Une première ligne")
    await lea.line.press("Shift+Enter")
    await lea.line.press_sequentially("et une deuxième")
    await lea.line.press("Enter")

    await expect(lea.last.locator(".text")).to_have_text("Reçu : Une première ligne\net une deuxième")
    await expect(lea.last.get_by_test_id("quoted")).to_contain_text("Léa Martin")
    await expect(lea.messages.nth(-2)).to_have_attribute("data-mine", "true")
    await expect(lea.line).to_have_value("")


async def test_a_press_shows_its_answer_and_edits_the_card_in_place(stage: Stage) -> None:
    lea = stage.demo.phone(stage.lea.id)
    await lea.start()
    await lea.write("/agenda")
    await expect(lea.last.locator("strong")).to_have_text("Isolation des combles")
    before = await lea.messages.count()

    await lea.button("Complet").click()
    await expect(lea.pane.get_by_test_id("alert")).to_contain_text("troisième personne")
    await lea.pane.get_by_test_id("alert-ok").click()
    await lea.button("Je participe").click()

    await expect(lea.pane.get_by_test_id("toast")).to_have_text("C’est noté.")
    await expect(lea.last.locator(".text")).to_have_text("Vous participez.")
    await expect(lea.last.get_by_test_id("edited")).to_have_text("modifié ")
    await expect(lea.last).to_have_class(re.compile("changed"))
    await expect(lea.button("Me désister")).to_be_visible()
    assert await lea.messages.count() == before
    await stage.demo.screen("page-wide")


async def test_a_link_in_the_group_acts_as_the_person_who_clicks(stage: Stage) -> None:
    paul = stage.demo.phone(stage.paul.id)
    await paul.open_chat("Entraide Essonne")
    await paul.write("/agenda@coopter_bot")
    group = stage.demo.group(stage.group.id)
    await expect(group.last).to_contain_text("Isolation des combles")
    await expect(group.pane.get_by_test_id("viewer").locator("option:checked")).to_have_text("Claire Moreau")

    await paul.button("Ouvrir en privé").click()

    await expect(paul.last).to_contain_text("Bonjour. Commande : /start private")
    await expect(paul.pane.locator("[data-testid=chat-tab][aria-pressed=true]")).to_contain_text("Coop’Ter")


async def test_what_people_write_stays_text(stage: Stage) -> None:
    hostile = "<img src=x onerror=alert(1)><b>gras</b> javascript:alert(1)"
    lea = stage.demo.phone(stage.lea.id)
    await lea.start()
    await lea.write(hostile)
    await expect(lea.last.locator(".text")).to_have_text(f"Reçu : {hostile}")
    assert await lea.pane.locator(".text img, .text b").count() == 0


async def test_a_calendar_file_is_a_document_to_download(stage: Stage) -> None:
    lea = stage.demo.phone(stage.lea.id)
    await lea.start()
    await lea.write("/ics")
    await expect(lea.last).to_contain_text("combles.ics")
    async with stage.demo.page.expect_download() as waiting:
        await lea.last.get_by_test_id("file").click()
    download = await waiting.value
    assert download.suggested_filename == "combles.ics"


async def test_the_clock_is_in_french_and_moves(stage: Stage) -> None:
    page = stage.demo.page
    clock = page.get_by_test_id("clock")
    await expect(clock).to_have_text("mardi 24 novembre 2026, 11 h 32")
    await page.get_by_test_id("clock-plus-hour").click()
    await expect(clock).to_have_text("mardi 24 novembre 2026, 12 h 32")
    await page.get_by_test_id("clock-tomorrow").click()
    await expect(clock).to_have_text("mercredi 25 novembre 2026, 8 h 00")
    assert stage.telegram.clock.now() == datetime(2026, 11, 25, 8, tzinfo=PARIS)

    await page.get_by_test_id("clock-next").click()
    await expect(page.get_by_test_id("clock-problem")).not_to_be_empty()

    async def next_due() -> datetime:
        return stage.telegram.clock.now() + timedelta(days=6)

    stage.telegram.clock.next_due = next_due
    stage.telegram.clock.advance(minutes=5)  # tells the page that there is something to go to
    await expect(clock).to_have_text("mercredi 25 novembre 2026, 8 h 05")
    await page.get_by_test_id("clock-next").click()
    await expect(clock).to_have_text("mardi 1er décembre 2026, 8 h 05")


async def test_after_the_server_was_killed_everything_is_as_it_was(stage: Stage) -> None:
    page, lea = stage.demo.page, stage.demo.phone(stage.lea.id)
    await lea.start()
    await lea.write("Avant la coupure")
    await expect(lea.last).to_contain_text("Reçu : Avant la coupure")
    before = await lea.messages.all_inner_texts()

    async def seen_as_lost() -> None:
        await expect(page.get_by_test_id("connection")).to_contain_text("Reconnexion")
        await lea.write("Perdu ?")
        await expect(lea.pane.get_by_test_id("toast")).to_contain_text("ne répond pas")
        await expect(lea.line).to_have_value("Perdu ?")

    await stage.restart_server(seen_as_lost())
    await stage.demo.connected()

    await expect(page.get_by_test_id("connection")).to_be_hidden()
    assert await lea.messages.all_inner_texts() == before
    await lea.line.press("Enter")
    await expect(lea.last).to_contain_text("Reçu : Perdu ?")


async def test_everything_can_be_done_with_the_keyboard(stage: Stage) -> None:
    page, lea = stage.demo.page, stage.demo.phone(stage.lea.id)
    keys = page.keyboard
    await keys.press("Alt+1")
    await expect(lea.pane.get_by_test_id("start")).to_be_focused()
    await keys.press("Enter")
    await expect(lea.last).to_contain_text("Bonjour")

    await keys.press("Alt+1")
    await expect(lea.line).to_be_focused()
    await keys.type("/agenda")
    await keys.press("Enter")
    await expect(lea.button("Ouvrir en privé")).to_be_visible()
    for _ in range(4):  # back over «Joindre» and the card's buttons, the last first
        await keys.press("Shift+Tab")
    await expect(lea.button("Je participe")).to_be_focused()
    await keys.press("Enter")
    await expect(lea.last).to_contain_text("Vous participez.")

    await lea.pane.get_by_test_id("messages").focus()
    await keys.press("ArrowUp")
    await expect(lea.last).to_be_focused()
    await keys.press("Enter")
    await expect(lea.pane.get_by_test_id("reply")).to_be_focused()
    await keys.press("Enter")
    await expect(lea.line).to_be_focused()
    await keys.type("ok pour samedi")
    await keys.press("Enter")
    await expect(lea.last).to_contain_text("Reçu : ok pour samedi")
    await expect(lea.messages.nth(-2).get_by_test_id("quoted")).to_contain_text("Vous participez.")


async def test_the_order_of_tabs_is_the_order_of_the_eyes(stage: Stage) -> None:
    page = stage.demo.page
    reached = []
    for _ in range(7):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate("document.activeElement.dataset.testid ?? document.activeElement.className"))
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
    bar = ["skip", "clock-plus-hour", "clock-tomorrow", "clock-next", "people-button", "drawer-button"]
    assert reached == [*bar, "person-menu"]


async def test_who_is_shown_is_chosen_and_remembered_and_people_are_added(stage: Stage) -> None:
    page = stage.demo.page
    await page.get_by_test_id("people-button").click()
    await page.locator(f"[data-testid=person-toggle][data-key='{stage.paul.id}']").uncheck()
    await expect(stage.demo.phone(stage.paul.id).pane).to_have_count(0)
    await page.get_by_test_id("add-person-name").fill("Odile")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Téléphone de Odile")).to_be_visible()

    await page.reload()
    await stage.demo.connected()

    await expect(page.get_by_test_id("pane")).to_have_count(4)
    await expect(stage.demo.phone(stage.paul.id).pane).to_have_count(0)


async def test_the_drawer_shows_what_the_bot_sent_and_to_whom(stage: Stage) -> None:
    page, lea = stage.demo.page, stage.demo.phone(stage.lea.id)
    await lea.start()
    await expect(lea.last).to_contain_text("Bonjour")
    await page.get_by_test_id("drawer-button").click()
    await lea.write("Encore")
    newest = page.get_by_test_id("call").first
    await expect(newest).to_contain_text("Reçu : Encore")
    await expect(newest).to_contain_text("Léa Martin")
    await expect(newest).to_have_attribute("data-status", "200")
    await newest.locator("summary").click()
    await expect(newest.locator("pre")).to_contain_text('"chat_id"')
    await page.get_by_test_id("calls-filter").select_option("Paul Nguyen")
    await expect(page.get_by_test_id("call")).to_have_count(0)
    await stage.demo.screen("page-drawer")


async def test_on_a_narrow_screen_one_phone_at_a_time(stage: Stage) -> None:
    page, lea, paul = stage.demo.page, stage.demo.phone(stage.lea.id), stage.demo.phone(stage.paul.id)
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(lea.pane).to_be_visible()
    await expect(paul.pane).to_be_hidden()
    await lea.start()
    await expect(lea.last).to_contain_text("Bonjour")
    await stage.lea.says("Bonjour à toutes et à tous", chat=stage.group)

    tab = page.locator(f"[data-testid=tab][data-key='{stage.paul.id}']")
    await expect(tab.locator(".badge")).to_be_visible()
    await tab.click()
    await expect(paul.pane).to_be_visible()
    await expect(lea.pane).to_be_hidden()
    await paul.open_chat("Entraide Essonne")
    await expect(paul.last).to_contain_text("Bonjour à toutes et à tous")
    await expect(tab.locator(".badge")).to_have_count(0)
    line = await paul.line.bounding_box()
    assert line is not None
    assert line["height"] >= 38
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await stage.demo.screen("page-narrow")
