"""Floods are refused with the time to wait; answers to presses are not counted."""

from __future__ import annotations

import time

import pytest

from bot.local_telegram import FloodLimits, LocalTelegram, Person
from bot.local_telegram.limits import FloodControl
from tests.local_telegram.conftest import Wire


class Ticking:
    """A monotonic clock moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Ticking:
    return Ticking(monkeypatch)


def test_thirty_a_second_in_all(ticking: Ticking) -> None:
    flood = FloodControl(FloodLimits())
    assert [flood.take(chat) for chat in range(1, 31)] == [0] * 30
    assert flood.take(31) == 1
    ticking.now += 0.999
    assert flood.take(31) == 1
    ticking.now += 0.002
    assert [flood.take(chat) for chat in range(31, 62)] == [0] * 30 + [1]


def test_one_a_second_to_a_chat_after_a_burst(ticking: Ticking) -> None:
    flood = FloodControl(FloodLimits(chat_burst=3))
    assert [flood.take(1) for _ in range(4)] == [0, 0, 0, 1]
    ticking.now += 1
    assert [flood.take(1) for _ in range(2)] == [0, 1]
    ticking.now += 60
    assert [flood.take(1) for _ in range(4)] == [0, 0, 0, 1]


def test_twenty_a_minute_to_a_group(ticking: Ticking) -> None:
    flood = FloodControl(FloodLimits())
    for _ in range(20):
        assert flood.take(-100) == 0
        ticking.now += 1.5
    assert flood.take(-100) == 30
    ticking.now += 30
    assert flood.take(-100) == 0


def test_paid_broadcasts_have_a_thousand_a_second(ticking: Ticking) -> None:
    flood = FloodControl(FloodLimits())
    assert [flood.take(chat, paid=True) for chat in range(1, 1001)] == [0] * 1000
    assert flood.take(1001, paid=True) == 1
    assert flood.take(1002) == 0


async def test_a_flood_is_answered_with_429(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    telegram.options.flood = FloodLimits(chat_burst=2)
    for _ in range(2):
        assert (await wire.call("sendMessage", chat_id=lea.id, text="x")).status == 200
    refused = await wire.call("sendMessage", chat_id=lea.id, text="x")
    assert refused.status == 429
    assert refused.body["parameters"] == {"retry_after": 1}
    assert refused.reason == "Too Many Requests: retry after 1"
    assert len(lea.chat.from_bot) == 2


async def test_answers_to_presses_and_refused_calls_are_not_counted(
    wire: Wire, telegram: LocalTelegram, lea: Person
) -> None:
    telegram.options.flood = FloodLimits(overall_per_second=3, chat_burst=3)
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    await wire.call("sendMessage", chat_id=lea.id, text="x", reply_markup=markup)
    for _ in range(10):
        query = (await lea.presses("a")).query_id
        assert (await wire.call("answerCallbackQuery", callback_query_id=query)).status == 200
        assert (await wire.call("sendMessage", chat_id=lea.id, text="")).status == 400
    assert (await wire.call("sendMessage", chat_id=lea.id, text="y")).status == 200


async def test_limits_are_set_while_it_runs(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    shown = (await wire.post("settings", {"flood": {"on": True, "chat_burst": 1}})).body["settings"]["flood"]
    assert (shown["on"], shown["chat_burst"], shown["overall_per_second"]) == (True, 1, 30)
    assert [(await wire.call("sendMessage", chat_id=lea.id, text="x")).status for _ in range(2)] == [200, 429]
    await wire.post("settings", {"flood": {"on": False}})
    assert (await wire.call("sendMessage", chat_id=lea.id, text="x")).status == 200
    assert (await wire.post("settings", {"flood": {"speed": 1}})).status == 400
