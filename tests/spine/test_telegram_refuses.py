"""What ends receiving: another poller, a webhook left set, a token revoked. The operator is told in one line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.local_telegram import LocalTelegram
from bot.receive import CONFLICT_PAUSE, StoppedByTelegramError
from bot.statuses import Status
from handlers.context import message
from storage import outbox, people
from storage.store import Unit
from tests.conftest import MONDAY
from tests.crash.process import BotProcess
from tests.play import Play
from tests.spine.toys import ECHO, TABLE
from tests.stopwatch import SteeredStopwatch


@pytest.fixture
def stopwatch() -> SteeredStopwatch:
    """Seconds that pass when told."""
    return SteeredStopwatch()


@pytest.fixture
async def stage(tmp_path: Path, stopwatch: SteeredStopwatch) -> AsyncIterator[Play]:
    """A bot that may have ended when the test ends."""
    play = Play(tmp_path, MONDAY, routes=TABLE, stopwatch=stopwatch)
    await play.open()
    yield play
    assert play.serving is not None
    play.serving.cancel()
    await asyncio.wait([play.serving])
    await play.app.stop()
    await play.telegram.stop()


async def _poll_elsewhere(telegram: LocalTelegram) -> None:
    """Another process polls once, for what is there."""
    held = telegram.state.queues[telegram.bot.id].held
    await asyncio.wait_for(held.wait(), 10)
    address = f"{telegram.base_url}{telegram.token}/getUpdates"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.status == 200


async def _end(stage: Play) -> str:
    """Wait for the bot's own end; return what it says to the operator."""
    assert stage.serving is not None
    await asyncio.wait([stage.serving], timeout=10)
    with pytest.raises(BaseExceptionGroup) as ended:
        stage.serving.result()
    (error,) = ended.value.exceptions
    assert isinstance(error, StoppedByTelegramError)
    return str(error)


async def test_a_passing_poller_elsewhere_is_waited_out(stage: Play, stopwatch: SteeredStopwatch) -> None:
    lea = await stage.newcomer("Léa")
    await _poll_elsewhere(stage.telegram)
    assert await stopwatch.sleeper() == CONFLICT_PAUSE == 60
    await lea.start()
    stopwatch.advance(CONFLICT_PAUSE)
    await lea.sees("Bonjour")
    stopwatch.advance(3600)
    await _poll_elsewhere(stage.telegram)
    stopwatch.advance(await stopwatch.sleeper())  # an hour later it is a new conflict, not the second of one
    await lea.says("/hello encore ")
    await lea.sees("encore")


async def test_a_poller_that_stays_ends_the_bot_with_a_line_that_says_so(
    stage: Play, stopwatch: SteeredStopwatch
) -> None:
    await _poll_elsewhere(stage.telegram)
    stopwatch.advance(await stopwatch.sleeper())
    await _poll_elsewhere(stage.telegram)
    assert "another process polls with this token" in await _end(stage)


async def test_a_webhook_left_set_is_removed_and_what_is_pending_is_answered(tmp_path: Path) -> None:
    stage = Play(tmp_path, MONDAY, routes=TABLE)
    await stage.open()
    lea = await stage.newcomer("Léa")
    await stage.stop_bot()
    async with aiohttp.ClientSession() as session:
        address = f"{stage.telegram.base_url}{stage.telegram.token}/setWebhook"
        async with session.post(address, json={"url": "http://127.0.0.1:9/nobody"}) as answer:
            assert answer.status == 200
    await lea.start()
    await stage.start_bot()
    await lea.sees("Bonjour")
    assert not stage.telegram.state.webhooks
    await stage.close()


async def test_a_revoked_token_stops_sending_keeps_the_queue_and_blames_nobody(stage: Play) -> None:
    lea = await stage.member("Léa")
    await stage.telegram.idle()
    stage.telegram.bot.revoked = True

    async def queue(unit: Unit) -> None:
        for number in range(3):
            await outbox.put(unit, message(ECHO, body=f"numéro {number}"), chat=lea.id)

    await stage.run(queue)
    assert "Telegram refuses the token" in await _end(stage)

    async def kept(unit: Unit) -> tuple[list[str], bool]:
        rows = await unit.all("SELECT state FROM outbox ORDER BY id DESC LIMIT 3")
        known = await people.by_telegram(unit, lea.id)
        return [row["state"] for row in rows], bool(known and known.unreachable)

    assert await stage.app.store.read(kept) == (["waiting"] * 3, False)
    await stage.app.stop()
    stage.telegram.bot.revoked = False
    await stage.start_bot()
    for number in range(3):
        await lea.sees(f"numéro {number}")


async def test_one_call_refused_as_if_by_a_wrong_token_stops_nothing(stage: Play, stopwatch: SteeredStopwatch) -> None:
    lea = await stage.newcomer("Léa")
    stage.telegram.faults.add("unauthorized", methods=["sendMessage"], count=1)
    await lea.start()
    while not any("Bonjour" in m.text for m in lea.chat.messages):
        stopwatch.advance(5)
        stage.app.deliverer.wake()
        await stage.telegram.idle()
    assert stage.serving is not None
    assert not stage.serving.done()


async def test_a_process_with_a_revoked_token_ends_in_one_line(tmp_path: Path) -> None:
    async with LocalTelegram(flood=None) as telegram:
        telegram.bot.revoked = True
        bot = BotProcess(telegram, tmp_path / "data")
        await bot.start()
        status, line = await bot.ends()
        assert (status, list(bot.said)) == (Status.SETTINGS, [line])
        assert line == "coopter: Telegram refuses the token: check COOPTER_TOKEN"
