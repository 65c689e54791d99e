"""People block, leave Telegram, follow links, and send everything the app can send."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import Forbidden

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.errors import ActError


async def test_blocking_stops_the_bot_and_start_lets_it_in_again(bot: Bot, lea: Person) -> None:
    await lea.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(lea.id, "x")
    with pytest.raises(ActError, match="blocked"):
        await lea.says("x")
    await lea.start()
    assert await bot.send_message(lea.id, "x")
    states = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert states == ["kicked", "member"]


async def test_a_closed_account_is_deactivated(bot: Bot, lea: Person) -> None:
    await lea.closes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(lea.id, "x")


async def test_a_link_starts_with_its_payload(bot: Bot, telegram: LocalTelegram) -> None:
    ines = await telegram.person("Inès")
    await ines.opens("https://t.me/coopter_bot?start=seance_42-x")
    (update,) = await bot.get_updates()
    assert update.message.text == "/start seance_42-x"


@pytest.mark.parametrize("payload", ["é", "a b", "x" * 65, "a=b"])
async def test_payloads_that_no_link_can_carry_are_refused(lea: Person, payload: str) -> None:
    with pytest.raises(ActError, match="start parameter"):
        await lea.start(payload)


async def test_nothing_is_written_before_start(telegram: LocalTelegram) -> None:
    ines = await telegram.person("Inès")
    with pytest.raises(ActError, match="press Start first"):
        await ines.says("bonjour")


async def test_contacts_locations_and_forwards_arrive(bot: Bot, lea: Person, paul: Person) -> None:
    await lea.sends_contact()
    await lea.sends_location(48.5, 2.2)
    said = await paul.says("annonce")
    await lea.forwards(said)
    messages = [update.message for update in await bot.get_updates()]
    assert messages[0].contact.user_id == lea.id
    assert messages[1].location.latitude == 48.5
    assert messages[3].forward_origin.sender_user.id == paul.id


async def test_a_person_sees_messages_come_and_go(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "éphémère")
    assert lea.chat.view["unread"] == 1
    await bot.delete_message(lea.id, sent.message_id)
    assert [message.text for message in lea.chat.messages] == ["/start"]


async def test_reactions_are_set_by_both_sides(bot: Bot, lea: Person) -> None:
    said = await lea.says("merci")
    await bot.set_message_reaction(lea.id, said.id, "👍")
    assert said.message.reactions == {7000000001: "👍"}
    await bot.set_message_reaction(lea.id, said.id)
    assert said.message.reactions == {}


async def test_pins_are_shown(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "important")
    await bot.pin_chat_message(lea.id, sent.message_id)
    assert lea.chat.view["pinned"] == [sent.message_id]
    assert (await bot.get_chat(lea.id)).pinned_message.text == "important"
    await bot.unpin_chat_message(lea.id)
    assert lea.chat.view["pinned"] == []


async def test_what_the_bot_may_know_of_a_private_chat(bot: Bot, lea: Person) -> None:
    chat = await bot.get_chat(lea.id)
    assert (chat.type, chat.username) == ("private", "lea_martin")
    assert await bot.get_chat_member_count(lea.id) == 2
    assert (await bot.get_chat_member(lea.id, lea.id)).user.first_name == "Léa"


async def test_names_may_be_right_to_left_or_lack_parts(bot: Bot, telegram: LocalTelegram) -> None:
    omar = await telegram.person("عمر")
    await omar.start()
    (update,) = await bot.get_updates()
    assert update.message.from_user.last_name is None
    assert update.message.from_user.username is None
    await bot.send_message(omar.id, f'<a href="tg://user?id={omar.id}">عمر</a>', parse_mode="HTML")
    assert omar.chat.last.entities[0]["user"]["id"] == omar.id
