"""Presses reach the bot, are answered once, and age."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.errors import ActError
from tests.local_telegram.conftest import Wire

TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


def keys(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


async def test_a_press_is_answered_once(bot: Bot, lea: Person) -> None:
    await bot.send_message(lea.id, "?", reply_markup=keys("Je participe"))
    pressed = await lea.presses("Je participe")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert (query.id, query.data, query.message.text) == (pressed.query_id, "Je participe", "?")
    await query.answer("C’est noté.", show_alert=True)
    toast = await lea.toast()
    assert (toast.text, toast.alert) == ("C’est noté.", True)
    with pytest.raises(BadRequest, match=TOO_OLD):
        await query.answer()


async def test_old_presses_and_invented_ones_are_not_answered(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    await bot.send_message(lea.id, "?", reply_markup=keys("Oui"))
    pressed = await lea.presses("Oui")
    telegram.clock.advance(seconds=31)
    for query_id in (pressed.query_id, "12345"):
        with pytest.raises(BadRequest, match=TOO_OLD):
            await bot.answer_callback_query(query_id)


async def test_an_answer_has_at_most_200_characters(wire: Wire, bot: Bot, lea: Person) -> None:
    await bot.send_message(lea.id, "?", reply_markup=keys("Oui"))
    query_id = (await lea.presses("Oui")).query_id
    assert (await wire.call("answerCallbackQuery", callback_query_id=query_id, text="é" * 201)).status == 400
    assert (await wire.call("answerCallbackQuery", callback_query_id=query_id, text="é" * 200)).status == 200


async def test_a_label_is_found_on_the_newest_message_exact_ones_first(bot: Bot, lea: Person) -> None:
    await bot.send_message(lea.id, "un", reply_markup=keys("Oui", "Non\u00a0merci"))
    await bot.send_message(lea.id, "deux", reply_markup=keys("Oui, avec joie"))
    await lea.presses("Oui")
    await lea.presses("Non merci")
    await lea.presses("avec joie")
    assert [update.callback_query.message.text for update in await bot.get_updates()] == ["un", "un", "deux"]
    with pytest.raises(ActError, match="no button 'Peut-être' is shown"):
        await lea.presses("Peut-être")


async def test_forged_data_and_buttons_that_are_gone_reach_the_bot(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "?", reply_markup=keys("Oui"))
    seen = await lea.sees(r"\?")
    await bot.edit_message_reply_markup(lea.id, sent.message_id)
    await lea.presses(data="Oui", on=seen)
    await bot.delete_message(lea.id, sent.message_id)
    await lea.presses(data="Oui", on=seen)
    shown, gone = await bot.get_updates()
    assert shown.callback_query.message.text == "?"
    assert not gone.callback_query.message.is_accessible
    assert gone.callback_query.message.message_id == sent.message_id


async def test_url_and_inline_buttons_stay_in_the_app(bot: Bot, lea: Person) -> None:
    rows = [
        [InlineKeyboardButton("Site", url="https://a.fr")],
        [InlineKeyboardButton("Partager", switch_inline_query="samedi")],
    ]
    await bot.send_message(lea.id, "?", reply_markup=InlineKeyboardMarkup(rows))
    assert (await lea.presses("Site")).url == "https://a.fr"
    assert (await lea.presses("Partager")).query == "samedi"
    assert await bot.get_updates() == ()


async def test_anyone_in_a_group_may_press(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    stranger = await telegram.person("Inès")
    group = await telegram.group("Entraide", owner=lea, members=[stranger])
    await bot.send_message(group.id, "Carte", reply_markup=keys("Je participe"))
    await stranger.presses("Je participe", chat=group)
    query = (await bot.get_updates())[-1].callback_query
    assert (query.from_user.id, query.message.chat.id) == (stranger.id, group.id)
    await query.answer("Ouvrez la conversation privée.", url="https://t.me/coopter_bot?start=x")
    assert (await stranger.toast()).url == "https://t.me/coopter_bot?start=x"


async def test_sees_waits_for_what_is_not_there_yet(bot: Bot, lea: Person) -> None:
    waiting = asyncio.create_task(lea.sees("enfin"))
    await bot.send_message(lea.id, "pas encore")
    assert not waiting.done()
    await bot.send_message(lea.id, "9\u202fh, enfin")
    assert (await waiting).text == "9\u202fh, enfin"
    await bot.send_message(lea.id, "9\u202fh")
    assert await lea.sees("9 h$")


async def test_a_failed_wait_tells_what_was_seen(bot: Bot, lea: Person) -> None:
    await bot.send_message(lea.id, "autre chose", reply_markup=keys("Oui"))
    with pytest.raises(AssertionError, match=r"does not see 'rien'(?s:.*)autre chose \[Oui\]"):
        await lea.sees("rien", timeout=0.01)
    with pytest.raises(AssertionError, match="no answer to the press"):
        await lea.toast(timeout=0.01)
