"""A webhook gets every update, with its secret, again until it takes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.local_telegram import LocalTelegram, Person
from tests.local_telegram.conftest import Wire


class Receiver:
    """A bot's web address; ``statuses`` are answered first, then 200."""

    def __init__(self) -> None:
        self.got: asyncio.Queue[tuple[dict[str, Any], str | None]] = asyncio.Queue()
        self.statuses: list[int] = []
        self.answer: dict[str, Any] | None = None
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        await self.got.put((await request.json(), request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        return web.json_response(self.answer) if self.answer else web.Response()

    async def next(self) -> tuple[dict[str, Any], str | None]:
        return await asyncio.wait_for(self.got.get(), 5)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    hook = Receiver()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_arrive_with_the_secret(wire: Wire, receiver: Receiver, lea: Person) -> None:
    await lea.says("avant")
    assert (await wire.call("setWebhook", url=receiver.url, secret_token="s3cret")).result
    await lea.says("après")
    assert [(await receiver.next())[0]["message"]["text"] for _ in range(2)] == ["avant", "après"]
    await lea.says("encore")
    assert (await receiver.next())[1] == "s3cret"


async def test_what_is_refused_comes_again(
    wire: Wire, telegram: LocalTelegram, receiver: Receiver, lea: Person
) -> None:
    telegram.options.webhook_retry_seconds = (0.01, 0.02)
    receiver.statuses = [500, 302, 404]
    await wire.call("setWebhook", url=receiver.url)
    await lea.says("obstiné")
    attempts = [(await receiver.next())[0] for _ in range(4)]
    assert all(attempt == attempts[0] for attempt in attempts)
    await telegram.idle()
    info = (await wire.call("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)
    assert info["last_error_message"].startswith("Wrong response from the webhook: 404")


async def test_an_answer_may_carry_a_call(wire: Wire, receiver: Receiver, lea: Person) -> None:
    receiver.answer = {"method": "sendMessage", "chat_id": lea.id, "text": "par la réponse"}
    await wire.call("setWebhook", url=receiver.url)
    await lea.says("x")
    assert (await lea.sees("par la réponse")).text == "par la réponse"


async def test_pending_updates_are_dropped_only_when_asked(wire: Wire, lea: Person) -> None:
    await lea.says("x")
    await wire.call("deleteWebhook")
    assert (await wire.call("getWebhookInfo")).result["pending_update_count"] == 1
    await wire.call("deleteWebhook", drop_pending_updates=True)
    assert (await wire.call("getWebhookInfo")).result["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://example.org/hook"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org:8080/hook"}, "only on ports 80, 88, 443 or 8443"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "é"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_unusable_webhooks_are_refused(wire: Wire, params: dict[str, str], reason: str) -> None:
    assert reason in (await wire.call("setWebhook", **params)).reason


async def test_setting_a_webhook_ends_a_long_poll(wire: Wire, telegram: LocalTelegram) -> None:
    poll = asyncio.create_task(wire.call("getUpdates", timeout=30))
    await asyncio.wait_for(telegram.state.queues[telegram.bot.id].held.wait(), 2)
    await wire.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await asyncio.wait_for(poll, 2)).reason == "Conflict: terminated by setWebhook request"
