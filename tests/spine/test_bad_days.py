"""Telegram's bad days: the queue keeps its order and its place, and a broadcast's report stays exact."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram import Person
from handlers.context import message
from storage import groups, outbox
from storage.ids import ChatId
from storage.people import Role
from storage.store import Unit
from tests.conftest import MONDAY
from tests.play import Play
from tests.spine.toys import ECHO, TABLE
from tests.stopwatch import SteeredStopwatch, pass_time

THREE = ["message 0", "message 1", "message 2"]


@pytest.fixture
def stopwatch() -> SteeredStopwatch:
    """Seconds that pass when told."""
    return SteeredStopwatch()


@pytest.fixture
async def stage(tmp_path: Path, stopwatch: SteeredStopwatch) -> AsyncIterator[Play]:
    """A bot with the toy conversations, whose pauses pass when told."""
    play = Play(tmp_path, MONDAY, routes=TABLE, stopwatch=stopwatch)
    await play.open()
    yield play
    await play.close()


@pytest.fixture
async def crowd(stage: Play) -> list[Person]:
    """Five people who pressed Start."""
    return [await stage.member(f"P{number}") for number in range(5)]


def _got(person: Person) -> list[str]:
    return [m.text for m in person.chat.from_bot if m.text.startswith("message")]


async def _until(stage: Play, stopwatch: SteeredStopwatch, person: Person, words: str) -> None:
    """Let seconds pass until these words, or a button of that name, are on somebody's screen."""
    for _ in range(600):
        if any(words in str(shown) for shown in person.chat.messages):
            return
        await pass_time(stage, stopwatch, 1)
    raise AssertionError(f"{words!r} never came:\n{person.transcript()}")


async def _states(unit: Unit) -> set[str]:
    return {row[0] for row in await unit.all("SELECT DISTINCT state FROM outbox")}


async def test_two_minutes_of_bad_gateways_lose_nothing_and_keep_the_order(
    stage: Play, crowd: list[Person], stopwatch: SteeredStopwatch
) -> None:
    stage.telegram.faults.add("bad_gateway")
    for person in crowd:
        await person.says("/three")
    await pass_time(stage, stopwatch, 120)
    assert [_got(person) for person in crowd] == [[]] * 5
    stage.telegram.faults.clear()
    await pass_time(stage, stopwatch, 70)
    assert [_got(person) for person in crowd] == [THREE] * 5
    assert await stage.run(_states) == {"delivered"}


async def test_a_storm_of_floods_delays_and_loses_nothing(
    stage: Play, crowd: list[Person], stopwatch: SteeredStopwatch
) -> None:
    storm = stage.telegram.faults.add(
        "too_many_requests", methods=["sendMessage"], probability=0.7, count=40, retry_after=3
    )
    for person in crowd:
        await person.says("/three")
    for _ in range(300):
        await pass_time(stage, stopwatch, 1)
        if [_got(person) for person in crowd] == [THREE] * 5:
            break
    assert [_got(person) for person in crowd] == [THREE] * 5
    assert storm.hits > 5


@pytest.mark.parametrize("kind", ["timeout_after", "reset_after"])
async def test_an_answer_that_never_comes_shows_a_message_twice_at_most_and_in_order(
    stage: Play, crowd: list[Person], stopwatch: SteeredStopwatch, kind: str
) -> None:
    hold = {"hold_seconds": 0.05} if kind == "timeout_after" else {}
    for person in crowd:
        stage.telegram.faults.add(kind, methods=["sendMessage"], chat_id=person.id, count=1, **hold)
        await person.says("/three")
    await pass_time(stage, stopwatch, 10)
    assert [_got(person) for person in crowd] == [["message 0", *THREE]] * 5


async def test_a_message_whose_answer_never_comes_is_tried_six_times_and_lets_the_next_pass(
    stage: Play, crowd: list[Person], stopwatch: SteeredStopwatch
) -> None:
    lea = crowd[0]
    stage.telegram.faults.add("reset_after", methods=["sendMessage"], chat_id=lea.id, count=6)
    await lea.says("/three")
    await pass_time(stage, stopwatch, 200, step=2)
    assert _got(lea) == ["message 0"] * 6 + THREE[1:]
    assert await stage.run(_states) == {"delivered", "failed"}


async def test_slow_answers_hold_up_only_their_own_chat(stage: Play, crowd: list[Person]) -> None:
    slow, *others = crowd
    stage.telegram.faults.add("slow", chat_id=slow.id, latency_ms=(4000, 4000))
    for person in crowd:
        await person.says("/three")
    for person in others:
        await person.sees("message 2", timeout=10)
    assert len(_got(slow)) < 3
    stage.telegram.faults.clear()
    await slow.sees("message 2", timeout=20)
    assert _got(slow) == THREE


async def test_a_broadcast_on_a_bad_day_reports_exactly_who_got_it(tmp_path: Path, stopwatch: SteeredStopwatch) -> None:
    stage = Play(tmp_path, MONDAY, stopwatch=stopwatch)
    await stage.open()
    brigitte = await stage.member("Brigitte", Role.COACH)
    crowd = [await stage.member(f"P{number}") for number in range(14)]
    await stage.telegram.idle()
    stage.telegram.faults.add("bad_gateway", methods=["sendMessage"], probability=0.3, count=10)
    stage.telegram.faults.add("too_many_requests", methods=["sendMessage"], probability=0.2, count=5, retry_after=2)
    await brigitte.says("/diffuser")
    for label in ("Entraidants", "Écrivez votre message", "Passer", "Sans bouton", "Maintenant"):
        await _until(stage, stopwatch, brigitte, label)
        await (brigitte.says("Nouvelle de tous") if "message" in label else brigitte.presses(label))
    await _until(stage, stopwatch, brigitte, "Envoyer")
    leaving = crowd[:3]
    for person in leaving:
        stage.telegram.faults.add("server_error", methods=["sendMessage"], chat_id=person.id)
    await brigitte.presses("Envoyer")
    await pass_time(stage, stopwatch, 10)
    for person in leaving[:2]:
        await person.blocks()
    await leaving[2].closes_account()
    stage.telegram.faults.clear()
    await pass_time(stage, stopwatch, 90)
    await stage.tick()
    await pass_time(stage, stopwatch, 10)
    got = [sum("Nouvelle de tous" in m.text for m in person.chat.messages) for person in crowd]
    assert got == [0] * 3 + [1] * 11
    report = brigitte.transcript(6).replace("\u00a0", " ")
    assert "Reçus : 12 · Bloqués : 3 · Échecs : 0 · En attente : 0" in report
    await stage.close()


async def test_a_group_that_becomes_a_supergroup_gets_what_waited_for_it(
    stage: Play, crowd: list[Person], stopwatch: SteeredStopwatch
) -> None:
    group = await stage.telegram.group("Entraide", owner=crowd[0], members=crowd[1:], kind="group")
    old = group.id

    async def queue(unit: Unit) -> None:
        await groups.added(unit, ChatId(old), "Entraide", None)
        for number in range(3):
            await outbox.put(unit, message(ECHO, body=f"message {number}"), chat=old)

    stage.telegram.faults.add("bad_gateway", methods=["sendMessage"], count=1)
    await stage.run(queue)
    await stage.telegram.idle()
    await group.migrate()
    await pass_time(stage, stopwatch, 10)
    now = next(iter(one for one in stage.telegram.state.groups.values() if one.kind == "supergroup"))
    bot = stage.telegram.bot.id
    assert [m.payload.get("text") for m in now.messages.values() if m.author == bot] == THREE

    async def chats(unit: Unit) -> list[int]:
        return [row[0] for row in await unit.all("SELECT chat_id FROM group_chats")]

    assert await stage.run(chats) == [now.id]
