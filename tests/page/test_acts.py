"""What a person can do on a phone of the page besides writing and pressing."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.page.conftest import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_person_edits_reacts_forwards_and_deletes(stage: Stage) -> None:
    lea = stage.demo.phone(stage.lea.id)
    await lea.start()
    await lea.write("Bonjuor")
    await expect(lea.last).to_contain_text("Reçu : Bonjuor")
    own = lea.messages.nth(-2)

    await own.get_by_test_id("message-menu").click()
    await lea.pane.get_by_test_id("edit").click()
    await expect(lea.line).to_have_value("Bonjuor")
    await lea.write("Bonjour")
    await expect(own.locator(".text")).to_have_text("Bonjour")
    await expect(own).to_have_attribute("data-edited", "true")

    await lea.last.get_by_test_id("message-menu").click()
    await lea.pane.get_by_test_id("react").click()
    await expect(lea.last.locator(".reaction")).to_have_text("👍 1")

    await own.get_by_test_id("message-menu").click()
    await lea.pane.get_by_test_id("forward").click()
    await lea.pane.get_by_test_id("forward-to").filter(has_text="Entraide").click()
    group = stage.demo.group(stage.group.id)
    await expect(group.last).to_contain_text("Transféré de Léa Martin")

    count = await lea.messages.count()
    await own.get_by_test_id("message-menu").click()
    await lea.pane.get_by_test_id("delete").click()
    await expect(lea.messages).to_have_count(count - 1)


async def test_a_person_blocks_the_bot_and_comes_back(stage: Stage) -> None:
    lea = stage.demo.phone(stage.lea.id)
    await lea.start()
    await expect(lea.last).to_contain_text("Bonjour")
    await lea.pane.get_by_test_id("person-menu").click()
    await lea.pane.get_by_test_id("block").click()
    await expect(lea.line).to_be_hidden()
    await lea.pane.get_by_test_id("unblock").click()
    await lea.write("De retour")
    await expect(lea.last).to_contain_text("Reçu : De retour")


async def test_a_person_joins_a_photo_a_file_a_place_a_contact_and_a_voice(stage: Stage) -> None:
    lea = stage.demo.phone(stage.lea.id)
    await lea.start()
    await expect(lea.last).to_contain_text("Bonjour")
    for what, kind in (("sample", "photo"), ("contact", "contact"), ("voice", "voice")):
        await lea.pane.get_by_test_id("attach").click()
        await lea.pane.get_by_test_id(f"attach-{what}").click()
        await expect(lea.last).to_have_attribute("data-kind", kind)
    await lea.pane.get_by_test_id("attach").click()
    await lea.pane.get_by_test_id("attach-location").click()
    await lea.pane.get_by_test_id("place").first.click()
    await expect(lea.last).to_have_attribute("data-kind", "location")

    await lea.pane.get_by_test_id("attach").click()
    async with stage.demo.page.expect_file_chooser() as waiting:
        await lea.pane.get_by_test_id("attach-document").click()
    chooser = await waiting.value
    await chooser.set_files({"name": "devis.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    await expect(lea.last).to_contain_text("devis.pdf")
    await stage.demo.screen("page-attached")


async def test_a_failing_network_is_switched_on_and_off(stage: Stage) -> None:
    page = stage.demo.page
    await page.get_by_test_id("drawer-button").click()
    network = page.get_by_test_id("network")
    await network.locator("summary").click()
    await network.get_by_test_id("latency").select_option(label="normale, 80 à 150 ms")
    for fault in await network.get_by_test_id("fault").all():
        await fault.click()
    await expect(page.get_by_test_id("faults-on")).to_have_text("4 pannes en cours")
    await network.get_by_test_id("calm").click()
    await expect(page.get_by_test_id("faults-on")).to_be_empty()
    await expect(network.get_by_test_id("latency").locator("option:checked")).to_have_text("aucune")


async def test_someone_votes_and_everyone_sees_it(stage: Stage) -> None:
    paul = stage.demo.phone(stage.paul.id)
    await paul.open_chat("Entraide Essonne")
    await paul.write("/sondage@coopter_bot")
    option = paul.last.get_by_role("button", name="samedi")
    await option.click()
    await expect(option).to_have_attribute("aria-pressed", "true")
    seen = stage.demo.group(stage.group.id).last.get_by_role("button", name="samedi")
    await expect(seen).to_contain_text("1 voix")
    await expect(seen).to_have_attribute("aria-pressed", "false")
