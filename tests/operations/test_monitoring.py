"""The health and metrics endpoint: what a monitoring system reads, and what it must never read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.machine import MachineWatch
from bot.monitoring import UNREACHED, Monitoring
from storage import inbox
from storage.durations import STEPS, Durations
from storage.store import Unit
from tests.play import Play

Get = Callable[[str], Awaitable[tuple[int, str]]]


@pytest.fixture
async def get(play: Play) -> AsyncIterator[Get]:
    """Ask the endpoint of a bot that plays."""
    poller = play.app.poller
    endpoint = Monitoring(play.app, "127.0.0.1", 0, lambda: poller.received, poller)
    serving = asyncio.create_task(endpoint.run())
    await endpoint.listening.wait()
    async with aiohttp.ClientSession() as session:

        async def ask(path: str) -> tuple[int, str]:
            async with session.get(f"http://127.0.0.1:{endpoint.port}{path}") as answer:
                return answer.status, await answer.text()

        yield ask
    serving.cancel()
    await asyncio.wait([serving])


def _figures(text: str) -> dict[str, float]:
    return {
        sample.name + "".join(f"/{value}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_the_figures_count_what_came_and_what_was_sent(play: Play, get: Get) -> None:
    before = _figures((await get("/metrics"))[1])
    lea = await play.newcomer("Léa")
    await lea.start()
    await lea.sees(".")
    play.telegram.faults.add("too_many_requests", methods=["sendMessage"], count=1, retry_after=1)
    await lea.says("/aide")
    await lea.sees(".", timeout=15)
    await play.telegram.idle()
    await MachineWatch(play.app.store, backup_days=30).look()
    status, text = await get("/metrics")
    assert status == 200
    now = _figures(text)
    assert now["coopter_updates_received_total"] - before["coopter_updates_received_total"] == 2
    assert now["coopter_updates_total/handled"] - before["coopter_updates_total/handled"] == 2
    assert now["coopter_updates_total/failed"] == 0
    assert now["coopter_telegram_answers_total/429"] == 1
    assert now["coopter_telegram_answers_total/200"] > before["coopter_telegram_answers_total/200"]
    assert now["coopter_sends_total/wait/answer"] == 1
    assert now["coopter_sends_total/delivered/answer"] >= 2
    assert now["coopter_handler_seconds_count"] == now["coopter_handler_seconds_bucket/+Inf"] == 2
    assert now["coopter_commit_seconds_count"] > 2
    assert now["coopter_inbox_depth"] == now["coopter_inbox_oldest_seconds"] == 0
    assert now["coopter_outbox_depth/broadcast"] == 0
    assert now["process_resident_memory_bytes"] > 10_000_000
    assert now["coopter_disk_free_bytes"] > 0


async def test_no_person_chat_or_token_is_in_them(play: Play, get: Get) -> None:
    lea = await play.member("Léa", last="Vauquelin")
    await lea.says("Je m’appelle Léa et j’habite 12 rue des Lilas")
    await lea.sees(".")
    await play.telegram.idle()
    texts = [_without_figures((await get(path))[1]) for path in ("/metrics", "/health")]
    for secret in ("Léa", "Vauquelin", "Lilas", str(lea.id), play.telegram.token, play.telegram.token.split(":")[1]):
        assert not any(secret in text for text in texts), secret


def _without_figures(text: str) -> str:
    """What is said, without the measured values: one of them may be a person's number by chance."""
    return re.sub(r" [-+.\de]+$", "", text, flags=re.MULTILINE)


async def test_a_bot_that_serves_is_healthy_and_says_what_else_needs_someone(play: Play, get: Get) -> None:
    status, text = await get("/health")
    assert (status, text) == (200, '{"ok": true, "reasons": [], "look_at": ["machine_silent"]}')


async def _updates_wait(play: Play) -> None:
    async def left(unit: Unit) -> None:
        await inbox.keep(unit, play.app.bot.id, [{"update_id": 990}])

    lea = await play.newcomer("Léa")
    await lea.start()
    await lea.sees(".")
    await play.telegram.idle()  # the worker sleeps, and nobody wakes it
    await play.app.store.run(left)
    play.telegram.clock.advance(minutes=2)


async def _token_is_refused(play: Play) -> None:
    play.telegram.faults.add("bad_gateway", methods=["getMe"])  # else the bot asks, and knows better
    play.app.deliverer.halted = True


async def _telegram_is_silent(play: Play) -> None:
    play.app.poller.reached_at -= UNREACHED + 1


async def _ticks_stopped(play: Play) -> None:
    await play.tick()  # the one of the start is over, the next is far
    play.app.ticker.ticked_at -= 3600


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (_updates_wait, "updates_late"),
        (_token_is_refused, "token_refused"),
        (_telegram_is_silent, "telegram_unreached"),
        (_ticks_stopped, "clock_jobs_stuck"),
    ],
)
async def test_a_bot_that_does_not_serve_answers_503_with_the_reason(
    play: Play, get: Get, trouble: Callable[[Play], Awaitable[Any]], reason: str
) -> None:
    await trouble(play)
    status, text = await get("/health")
    assert status == 503
    assert f'"{reason}"' in text


async def test_nothing_else_is_served(play: Play, get: Get) -> None:
    assert (await get("/"))[0] == 404


def test_durations_fall_into_their_steps() -> None:
    durations = Durations()
    for seconds in (0.0, STEPS[0], STEPS[0] * 1.01, 99.0):
        durations.add(seconds)
    counts = dict(durations.cumulative())
    assert (counts[STEPS[0]], counts[STEPS[1]], counts[STEPS[-1]], counts[float("inf")]) == (2, 3, 3, 4)
