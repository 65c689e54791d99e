"""Polls are sent, voted in and stopped."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.errors import ActError


async def test_votes_are_counted_and_told(bot: Bot, lea: Person, telegram: LocalTelegram) -> None:
    sent = await bot.send_poll(lea.id, "Quel jour ?", ["samedi", "dimanche"], is_anonymous=False)
    poll = lea.chat.last
    await lea.votes(poll, 1)
    updates = await bot.get_updates()
    answer = next(update.poll_answer for update in updates if update.poll_answer)
    assert (answer.poll_id, answer.option_ids, answer.user.id) == (sent.poll.id, (1,), lea.id)
    counts = next(update.poll for update in updates if update.poll)
    assert [option.voter_count for option in counts.options] == [0, 1]
    await lea.votes(poll)
    assert (await bot.get_updates())[-1].poll_answer.option_ids == ()


async def test_anonymous_votes_name_nobody(bot: Bot, lea: Person) -> None:
    await bot.send_poll(lea.id, "?", ["a", "b"])
    await lea.votes(lea.chat.last, 0)
    assert [update.poll_answer for update in await bot.get_updates()] == [None]


async def test_a_stopped_poll_takes_no_more_votes(bot: Bot, lea: Person) -> None:
    sent = await bot.send_poll(lea.id, "?", ["a", "b"])
    stopped = await bot.stop_poll(lea.id, sent.message_id)
    assert stopped.is_closed
    with pytest.raises(ActError, match="closed"):
        await lea.votes(lea.chat.last, 0)
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await bot.stop_poll(lea.id, sent.message_id)


async def test_a_poll_closes_by_the_servers_clock(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    await bot.send_poll(lea.id, "?", ["a", "b"], open_period=60)
    telegram.clock.advance(minutes=2)
    with pytest.raises(ActError, match="closed"):
        await lea.votes(lea.chat.last, 0)


async def test_one_answer_unless_several_are_allowed(bot: Bot, lea: Person) -> None:
    await bot.send_poll(lea.id, "?", ["a", "b"])
    with pytest.raises(ActError, match="only one answer"):
        await lea.votes(lea.chat.last, 0, 1)
    await bot.send_poll(lea.id, "?", ["a", "b"], allows_multiple_answers=True)
    await lea.votes(lea.chat.last, 0, 1)


@pytest.mark.parametrize(("question", "options"), [("", ["a", "b"]), ("x" * 301, ["a", "b"]), ("?", ["x" * 101, "b"])])
async def test_polls_have_limits(bot: Bot, lea: Person, question: str, options: list[str]) -> None:
    with pytest.raises(BadRequest):
        await bot.send_poll(lea.id, question, options)
