"""Bad days come on request, for the calls named, as often as told."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import time

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from bot.local_telegram import LocalTelegram, Person
from tests.local_telegram.conftest import Wire


async def test_a_bad_gateway_does_nothing(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    telegram.faults.add("bad_gateway", methods=["sendMessage"], count=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(lea.id, "x")
    assert await bot.get_me()
    assert await bot.send_message(lea.id, "enfin")
    assert [message.text for message in lea.chat.from_bot] == ["enfin"]


async def test_a_time_out_after_sending_leaves_the_message_there(telegram: LocalTelegram, lea: Person) -> None:
    telegram.faults.add("timeout_after", methods=["sendMessage"], count=1, hold_seconds=2)
    request = HTTPXRequest(read_timeout=0.1)
    async with Bot(telegram.token, base_url=telegram.base_url, request=request) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(lea.id, "peut-être")
    assert lea.chat.last.text == "peut-être"


@pytest.mark.parametrize(("kind", "sent"), [("reset_before", 0), ("reset_after", 1)])
async def test_connections_break_before_or_after(
    wire: Wire, telegram: LocalTelegram, lea: Person, kind: str, sent: int
) -> None:
    telegram.faults.add(kind, methods=["sendMessage"], count=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await wire.call("sendMessage", chat_id=lea.id, text="x")
    assert len(lea.chat.from_bot) == sent


async def test_refusals_storms_and_revoked_tokens(wire: Wire, bot: Bot, telegram: LocalTelegram) -> None:
    refused = {"kind": "refuse", "methods": ["setMyCommands"], "status": 404, "description": "Not Found"}
    await wire.post("faults", refused)
    assert (await wire.call("setMyCommands", commands=[])).status == 404
    await wire.post("faults", {"kind": "too_many_requests", "methods": ["getMe"], "retry_after": 7})
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await bot.get_me()
    await wire.post("faults", {"kind": "unauthorized", "except": ["getMe"]})
    assert (await wire.call("getMyName")).status == 401
    assert len((await wire.get("faults")).body["faults"]) == 3
    async with wire.session.delete(f"{telegram.url}/control/faults") as answer:
        assert answer.status == 200
    assert (await wire.call("getMyName")).status == 200


async def test_faults_can_be_for_one_chat_or_by_chance(
    wire: Wire, telegram: LocalTelegram, lea: Person, paul: Person
) -> None:
    telegram.faults.add("server_error", chat_id=paul.id)
    assert (await wire.call("sendMessage", chat_id=lea.id, text="x")).status == 200
    assert (await wire.call("sendMessage", chat_id=paul.id, text="x")).status == 500
    telegram.faults.clear()
    telegram.faults.add("server_error", probability=0.5)
    statuses = {(await wire.call("getMe")).status for _ in range(40)}
    assert statuses == {200, 500}


async def test_the_network_can_be_slow(wire: Wire) -> None:
    await wire.post("settings", {"latency_ms": [40, 60]})
    begun = time.monotonic()
    await wire.call("getMe")
    assert time.monotonic() - begun >= 0.04
    assert (await wire.post("settings", {"latency_ms": [9, 1]})).status == 400


async def test_unknown_faults_are_refused(wire: Wire) -> None:
    assert (await wire.post("faults", {"kind": "earthquake"})).status == 400
    assert (await wire.post("faults", {"kind": "slow", "colour": "red"})).status == 400
