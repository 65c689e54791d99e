"""Updates that come twice, in another order, after two days, or under numbers that start anew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local_telegram import Person
from storage.people import Role
from storage.store import Unit
from tests.conftest import MONDAY
from tests.play import Play
from tests.sign_ups import people as cast
from tests.spine.toys import TABLE

GIVEN, FREED = "✅ Une place est à vous", "C’est noté"


@pytest.fixture
async def toys(tmp_path: Path) -> AsyncIterator[Play]:
    """A bot with the toy conversations."""
    stage = Play(tmp_path, MONDAY, routes=TABLE)
    await stage.open()
    yield stage
    await stage.close()


def _said_to(person: Person) -> list[str]:
    """What the bot sent to somebody, by its first words, since they pressed Start."""
    return [m.text for m in person.chat.from_bot][1:]


async def test_every_update_twice_and_shuffled_across_chats_does_everything_once(play: Play) -> None:
    claire = await play.member("Claire", Role.HOUSEHOLD)
    house = await play.household("Moreau", claire)
    session = await cast.session(play.app.store, await play.id_of(claire), house, seats=4)
    people = [await play.member(name) for name in ("Léa", "Ali", "Zoé", "Noé")]
    firsts = {person.name: person.chat.last for person in people}  # pressed on, and so edited by leaving
    await play.telegram.idle()
    await play.stop_bot()
    play.telegram.calls.options.redeliver, play.telegram.calls.options.shuffle = 1.0, True
    for act in ("sojoin", "soleave", "sojoin"):
        for person in people:
            await person.presses(data=f"1.{act}.{session}" + (".1" if act == "soleave" else ""), on=firsts[person.name])
    await play.start_bot()
    for person in people:
        for _ in range(2):
            await person.sees(GIVEN)
    for _ in people:
        await claire.sees("ne viendra pas")
    await play.telegram.idle(quiet_seconds=0.3)
    for person in people:
        shown = [m.text.splitlines()[0] for m in person.chat.from_bot]
        assert [line.startswith(start) for line, start in zip(shown, (FREED, GIVEN, GIVEN), strict=True)] == [
            True
        ] * 3, shown
    told = [line for line in _said_to(claire) if "ne viendra pas" in line]
    assert sorted(line.split()[0] for line in told) == ["Ali", "Léa", "Noé", "Zoé"]

    async def look(unit: Unit) -> tuple[int, int, int]:
        seated = await unit.value("SELECT COUNT(*) FROM sign_ups WHERE state = 'seated'")
        moves = await unit.value("SELECT COUNT(*) FROM audit WHERE action = 'sign_up'")
        return seated, moves, await unit.value("SELECT COUNT(*) FROM inbox WHERE state <> 'handled'")

    assert await play.run(look) == (4, 12, 0)


async def test_after_two_days_off_the_last_day_is_answered_and_nothing_is_sent_for_the_past(play: Play) -> None:
    claire = await play.member("Claire", Role.HOUSEHOLD)
    house = await play.household("Moreau", claire)
    host = await play.id_of(claire)
    tomorrow = await cast.session(play.app.store, host, house, starts=MONDAY + timedelta(hours=23))
    saturday = await cast.session(play.app.store, host, house)
    lea, ali = await play.member("Léa"), await play.member("Ali")
    await lea.presses(data=f"1.sojoin.{tomorrow}", on=lea.chat.last)
    await lea.sees(GIVEN)
    await play.telegram.idle()
    await play.stop_bot()
    await ali.presses(data=f"1.sojoin.{saturday}", on=ali.chat.last)  # Telegram keeps it a day only
    play.telegram.clock.advance(hours=30)
    await lea.presses(data=f"1.sojoin.{saturday}", on=lea.chat.last)
    play.telegram.clock.advance(hours=18)
    before = len(lea.chat.messages)
    await play.start_bot()
    await lea.sees(GIVEN)
    await play.tick()
    await play.telegram.idle()
    assert [m.text[:22] for m in lea.chat.messages[before:]] == [GIVEN[:22]]
    assert _said_to(ali) == []


async def test_ids_that_start_anew_lower_or_even_the_same_lose_no_update(toys: Play) -> None:
    queue = toys.telegram.state.queues[toys.telegram.bot.id]
    first = queue.next_id
    lea = await toys.newcomer("Léa")
    await lea.start()
    await lea.sees("Bonjour")
    queue.restart_ids(first - 500)
    await lea.says("/hello plus bas ")
    await lea.sees("plus bas")
    await toys.telegram.idle()
    await toys.stop_bot()
    toys.telegram.clock.advance(days=8)  # ids start anew after a week of silence
    queue.restart_ids(first)
    await lea.says("/hello encore ")
    await toys.start_bot()
    await lea.sees("encore")
    queue.restart_ids(first + 10**6)
    await lea.says("/hello plus haut ")
    await lea.sees("plus haut")
