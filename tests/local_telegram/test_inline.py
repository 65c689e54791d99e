"""Inline mode: answers, choices, cards in other people's chats."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.errors import ActError
from tests.local_telegram.conftest import Wire

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Je participe", callback_data="s:1")]])


def card(number: int = 1) -> InlineQueryResultArticle:
    content = InputTextMessageContent(f"<b>Carte {number}</b>", parse_mode="HTML")
    return InlineQueryResultArticle(str(number), f"Samedi {number}", content, reply_markup=KEYS)


class Answering:
    """A bot that answers inline queries as ``how`` says, and keeps what else it hears."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.heard: list[Update] = []
        self.asked = 0
        self.how: Callable[[], dict[str, object]] = lambda: {"results": [card()], "cache_time": 0}

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=30):
                offset = update.update_id + 1
                if update.inline_query:
                    self.asked += 1
                    await self.bot.answer_inline_query(update.inline_query.id, **self.how())  # type: ignore[arg-type]
                else:
                    self.heard.append(update)


@pytest.fixture
async def answering(bot: Bot) -> AsyncIterator[Answering]:
    answers = Answering(bot)
    task = asyncio.create_task(answers.run())
    yield answers
    task.cancel()


async def test_a_card_goes_to_a_friend_and_is_edited_there(
    bot: Bot, telegram: LocalTelegram, answering: Answering, lea: Person, paul: Person
) -> None:
    asked = await lea.asks_inline("samedi")
    assert asked.results[0]["shown"]["title"] == "Samedi 1"
    sent = await lea.chooses(asked, chat=paul)
    seen = await paul.sees("Carte 1", ever=True)
    assert seen == sent
    await paul.presses("Je participe", on=seen)
    await telegram.idle()
    chosen, pressed = answering.heard
    assert chosen.chosen_inline_result.inline_message_id == sent.inline_id
    assert pressed.callback_query.message is None
    assert pressed.callback_query.inline_message_id == sent.inline_id
    assert await bot.edit_message_text("1 place", inline_message_id=sent.inline_id)
    assert (await paul.sees("1 place")).now.labels == []
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("1 place", inline_message_id=sent.inline_id)


async def test_answers_are_cached_unless_personal_or_told_otherwise(
    answering: Answering, lea: Person, paul: Person
) -> None:
    answering.how = lambda: {"results": [card()], "cache_time": 60}
    assert not (await lea.asks_inline("x")).cached
    assert (await paul.asks_inline("x")).cached
    answering.how = lambda: {"results": [card()], "cache_time": 60, "is_personal": True}
    await lea.asks_inline("y")
    assert (await lea.asks_inline("y")).cached
    assert not (await paul.asks_inline("y")).cached
    assert answering.asked == 3


async def test_an_answer_has_at_most_50_results_and_comes_within_10_seconds(
    bot: Bot, wire: Wire, telegram: LocalTelegram, lea: Person
) -> None:
    asking = asyncio.create_task(lea.asks_inline("x"))
    (update,) = await bot.get_updates(timeout=5)
    results = [card(number).to_dict() for number in range(51)]
    refused = await wire.call("answerInlineQuery", inline_query_id=update.inline_query.id, results=results)
    assert refused.reason == "Bad Request: too many inline query results specified"
    telegram.clock.advance(seconds=11)
    late = await wire.call("answerInlineQuery", inline_query_id=update.inline_query.id, results=results[:1])
    assert late.reason.startswith("Bad Request: query is too old")
    asking.cancel()


async def test_a_bot_that_does_not_answer_is_told_to_the_driver(lea: Person) -> None:
    with pytest.raises(ActError, match="did not answer") as silent:
        await lea.asks_inline("x", seconds=0.01)
    assert silent.value.status == 408


async def test_a_card_chosen_in_the_bots_own_chat_comes_back_via_bot(
    telegram: LocalTelegram, answering: Answering, lea: Person
) -> None:
    await lea.chooses(await lea.asks_inline("x"))
    await telegram.idle()
    message = next(update.message for update in answering.heard if update.message)
    assert message.via_bot.username == "coopter_bot"
