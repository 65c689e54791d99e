"""Updates come until they are confirmed, to one poller, of the kinds asked for."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.local_telegram import LocalTelegram, Person
from tests.local_telegram.conftest import Wire


async def test_updates_come_again_until_a_later_offset(bot: Bot, lea: Person) -> None:
    await lea.says("un")
    await lea.says("deux")
    first = await bot.get_updates()
    assert [update.message.text for update in first] == ["un", "deux"]
    assert await bot.get_updates() == first
    assert [one.message.text for one in await bot.get_updates(offset=first[1].update_id)] == ["deux"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()


async def test_limit_and_negative_offset(bot: Bot, lea: Person) -> None:
    for text in ("a", "b", "c"):
        await lea.says(text)
    assert [update.message.text for update in await bot.get_updates(limit=2)] == ["a", "b"]
    assert [update.message.text for update in await bot.get_updates(offset=-1)] == ["c"]
    assert [update.message.text for update in await bot.get_updates()] == ["c"]


async def test_an_offset_far_ahead_confirms_nothing(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    await lea.says("un")
    ahead = telegram.state.queues[telegram.bot.id].next_id + 1000
    assert len((await wire.call("getUpdates", offset=ahead)).result) == 1


async def test_a_long_poll_ends_when_something_comes(wire: Wire, lea: Person) -> None:
    poll = asyncio.create_task(wire.call("getUpdates", timeout=30))
    await _held(wire.telegram)
    await lea.says("bonjour")
    assert (await asyncio.wait_for(poll, 2)).result[0]["message"]["text"] == "bonjour"


async def test_the_older_of_two_pollers_ends_with_409(wire: Wire, lea: Person) -> None:
    older = asyncio.create_task(wire.call("getUpdates", timeout=30))
    await _held(wire.telegram)
    newer = asyncio.create_task(wire.call("getUpdates", timeout=30))
    ended = await asyncio.wait_for(older, 2)
    assert ended.status == 409
    assert ended.reason.startswith("Conflict: terminated by other getUpdates request")
    await lea.says("x")
    assert len((await asyncio.wait_for(newer, 2)).result) == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_reactions_and_members_come_only_when_asked_for(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "x")
    await lea.sees("x")
    await lea.reacts(lea.chat.last)
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=["message", "message_reaction"])
    await lea.reacts(lea.chat.last, None)
    (update,) = await bot.get_updates()
    assert update.message_reaction.message_id == sent.message_id
    await lea.presses(data="not asked for", on=lea.chat.last)
    assert len(await bot.get_updates()) == 1


async def test_the_last_wish_about_kinds_is_remembered(wire: Wire, lea: Person) -> None:
    await wire.call("getUpdates", allowed_updates=["callback_query"])
    await lea.says("not wanted")
    assert (await wire.call("getUpdates")).result == []
    await wire.call("getUpdates", allowed_updates=[])
    await lea.says("wanted again")
    assert len((await wire.call("getUpdates")).result) == 1


async def test_updates_are_kept_a_day(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    await lea.says("vieux")
    telegram.clock.advance(hours=23)
    await lea.says("neuf")
    telegram.clock.advance(hours=2)
    assert [update["message"]["text"] for update in (await wire.call("getUpdates")).result] == ["neuf"]


async def test_confirmed_updates_can_come_again(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    telegram.options.redeliver = 1.0
    await lea.says("un")
    (update,) = (await wire.call("getUpdates")).result
    again = (await wire.call("getUpdates", offset=update["update_id"] + 1)).result
    assert again == [update]


async def test_shuffled_updates_stay_in_order_within_a_chat(
    wire: Wire, telegram: LocalTelegram, lea: Person, paul: Person
) -> None:
    telegram.options.shuffle = True
    for number in range(10):
        await lea.says(str(number))
        await paul.says(str(number))
    found = [(one["message"]["chat"]["id"], one["message"]["text"]) for one in (await wire.call("getUpdates")).result]
    for person in (lea, paul):
        assert [text for who, text in found if who == person.id] == [str(number) for number in range(10)]
    assert [who for who, _ in found] != [lea.id, paul.id] * 10


async def test_ids_can_go_on_from_anywhere(wire: Wire, lea: Person) -> None:
    assert (await wire.post("updates/restart_ids", {"at": 17})).body["at"] == 17
    await lea.says("x")
    assert (await wire.call("getUpdates")).result[0]["update_id"] == 17


async def test_two_calls_do_not_confuse_two_bots(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    other = telegram.register("7000000002:Another-Token-For-Tests-Only", "Autre", "autre_bot")
    await lea.start(bot="@autre_bot")
    await lea.says("pour le premier")
    assert [u["message"]["text"] for u in (await wire.call("getUpdates", token=other.token)).result] == ["/start"]
    assert [u["message"]["text"] for u in (await wire.call("getUpdates")).result] == ["pour le premier"]


async def _held(telegram: LocalTelegram) -> None:
    """Wait until a long poll is held."""
    await asyncio.wait_for(telegram.state.queues[telegram.bot.id].held.wait(), 2)
