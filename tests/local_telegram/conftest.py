"""A local Telegram with one person who pressed Start, the real python-telegram-bot, and plain HTTP beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.local_telegram import LocalTelegram, Person


@dataclass
class Answer:
    """An HTTP answer of the Bot API or of the control interface."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.body.get("ok"), self.body
        return self.body["result"]

    @property
    def reason(self) -> str:
        assert not self.body["ok"], self.body
        return str(self.body["description"])


class Wire:
    """Plain HTTP to the server, as any program would speak it."""

    def __init__(self, telegram: LocalTelegram, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.session = session

    async def call(self, method: str, token: str | None = None, **params: Any) -> Answer:
        """Call a method with a JSON body."""
        address = f"{self.telegram.base_url}{token or self.telegram.token}/{method}"
        async with self.session.post(address, json=params) as answer:
            return Answer(answer.status, await answer.json())

    async def get(self, path: str, **headers: str) -> Answer:
        async with self.session.get(f"{self.telegram.url}/control/{path}", headers=headers) as answer:
            return Answer(answer.status, await answer.json())

    async def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Answer:
        address = f"{self.telegram.url}/control/{path}"
        async with self.session.post(address, json=body or {}, headers=headers) as answer:
            return Answer(answer.status, await answer.json())


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(flood=None, seed=7) as server:
        yield server


@pytest.fixture
async def wire(telegram: LocalTelegram) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(telegram, session)


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    """The real python-telegram-bot."""
    async with Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as real:
        yield real


@pytest.fixture
async def lea(telegram: LocalTelegram) -> Person:
    """Someone who pressed Start; the update about it is confirmed."""
    person = await telegram.person("Léa", "Martin", username="lea_martin")
    await person.start()
    telegram.state.queues[telegram.bot.id].clear()
    return person


@pytest.fixture
async def paul(telegram: LocalTelegram) -> Person:
    person = await telegram.person("Paul")
    await person.start()
    telegram.state.queues[telegram.bot.id].clear()
    return person
