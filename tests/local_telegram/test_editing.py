"""Messages change in place, within Telegram's rules."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.acts.writing import made_up
from tests.local_telegram.conftest import Wire

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="oui")]])
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


async def test_an_edit_that_changes_nothing_is_refused(wire: Wire, bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "<b>x</b>", parse_mode="HTML", reply_markup=KEYS)
    same: dict[str, Any] = {"chat_id": lea.id, "message_id": sent.message_id, "text": "<b>x</b>", "parse_mode": "HTML"}
    refused = await wire.call("editMessageText", **same, reply_markup=KEYS.to_dict())
    assert (refused.status, refused.reason) == (400, NOT_MODIFIED)
    assert (await wire.call("editMessageText", **{**same, "text": "x"}, reply_markup=KEYS.to_dict())).status == 200


async def test_an_edit_without_keyboard_takes_it_away(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "x", reply_markup=KEYS)
    await bot.edit_message_text("x", lea.id, sent.message_id)
    assert lea.chat.last.labels == []
    await bot.edit_message_reply_markup(lea.id, sent.message_id, reply_markup=KEYS)
    assert lea.chat.last.labels == ["Oui"]
    assert lea.chat.last.edited


async def test_only_ones_own_shown_messages_are_edited(bot: Bot, lea: Person) -> None:
    theirs = await lea.says("à moi")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", lea.id, theirs.id)
    sent = await bot.send_message(lea.id, "x")
    await lea.deletes(lea.chat.last)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", lea.id, sent.message_id)


async def test_captions_and_texts_are_not_each_other(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    picture = made_up(telegram.state, "photo")
    photo = await bot.send_photo(lea.id, picture, caption="avant")
    await bot.edit_message_caption(lea.id, photo.message_id, caption="après")
    assert lea.chat.last.text == "après"
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", lea.id, photo.message_id)
    text = await bot.send_message(lea.id, "x")
    with pytest.raises(BadRequest, match="no caption in the message to edit"):
        await bot.edit_message_caption(lea.id, text.message_id, caption="y")


async def test_a_medium_is_replaced(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    sent = await bot.send_photo(lea.id, made_up(telegram.state, "photo"), caption="un")
    other = made_up(telegram.state, "photo")
    await bot.edit_message_media(InputMediaPhoto(other, caption="deux"), lea.id, sent.message_id)
    assert (lea.chat.last.text, lea.chat.last.file) == ("deux", other)


async def test_deleting_works_for_48_hours(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    old = await bot.send_message(lea.id, "vieux")
    telegram.clock.advance(hours=47)
    young = await bot.send_message(lea.id, "neuf")
    telegram.clock.advance(hours=2)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(lea.id, old.message_id)
    assert await bot.delete_message(lea.id, young.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(lea.id, young.message_id)
    assert [message.text for message in lea.chat.from_bot] == ["vieux"]


async def test_several_are_deleted_at_once_and_missing_ones_forgiven(bot: Bot, lea: Person) -> None:
    numbers = [(await bot.send_message(lea.id, text)).message_id for text in "abc"]
    assert await bot.delete_messages(lea.id, [*numbers[:2], 999])
    assert [message.text for message in lea.chat.from_bot] == ["c"]


async def test_a_person_edits_and_the_bot_hears(wire: Wire, lea: Person) -> None:
    said = await lea.says("ok pour samdi")
    await lea.edits(said, "ok pour samedi")
    kinds = [next(key for key in update if key != "update_id") for update in (await wire.call("getUpdates")).result]
    assert kinds == ["message", "edited_message"]
    assert said.now.text == "ok pour samedi"


async def test_a_snapshot_stays_what_was_seen(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "avant")
    seen = await lea.sees("avant")
    await bot.edit_message_text("après", lea.id, sent.message_id)
    assert (seen.text, seen.now.text) == ("avant", "après")
    assert (await lea.sees("après")) == seen
