"""A work day of a morning and an afternoon: each by itself, or the whole day in one tap, all or nothing."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.local_telegram import Person
from storage import seats, work_days
from storage.clock import PARIS
from storage.store import Unit
from storage.work_days import Hours
from tests.play import Play
from tests.work_days.story import PLAN, Cast, cast

MORNING, AFTERNOON = 1, 2


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A morning and an afternoon of one seat each."""
    scene = await cast(play)
    await _post(scene, 1)
    return scene


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=PARIS)


async def _post(scene: Cast, each: int, *days: int) -> None:
    claire = await scene.play.id_of(scene.claire)
    hours = [
        Hours(starts_at=_at(day, *start), ends_at=_at(day, *end), seats=each)
        for day in days or (13,)
        for start, end in (((9, 0), (12, 30)), ((13, 30), (17, 0)))
    ]

    async def post(unit: Unit) -> None:
        await work_days.post(unit, scene.household, claire, PLAN, hours)

    await scene.play.run(post)


async def _states(play: Play, person: Person, *sessions: int) -> list[str | None]:
    known = await play.id_of(person)

    async def look(unit: Unit) -> list[str | None]:
        found = [await seats.find(unit, known, session) for session in sessions or (MORNING, AFTERNOON)]
        return [one.state.value if one else None for one in found]

    return await play.app.store.read(look)


async def test_one_tap_takes_the_whole_day_with_one_message_and_one_calendar(play: Play, scene: Cast) -> None:
    await scene.leo.presses(data="1.wdcard.1.0")
    card = await scene.leo.sees("Isolation")
    assert [label for label in card.labels if label == "Toute la journée"]
    assert len(card.labels) == 3
    await scene.leo.presses("Toute la journée", on=card)
    assert "Toute la journée est à vous" in (await scene.leo.toast()).text
    told = await scene.leo.sees("C’est noté pour samedi 13 mars")
    assert told.file is not None
    assert told.file.count(b"BEGIN:VEVENT") == 2
    assert b"Lilas" not in told.file
    assert await _states(play, scene.leo) == ["seated", "seated"]
    await play.telegram.idle()
    assert sum(one.file is not None for one in scene.leo.chat.from_bot) == 1
    await scene.leo.presses(data=f"1.soday.{AFTERNOON}")
    assert "déjà une place" in (await scene.leo.toast()).text


async def test_where_one_half_is_full_nothing_is_taken_and_each_choice_is_offered(play: Play, scene: Cast) -> None:
    zoe = await play.member("Zoé")
    await scene.seat(zoe, AFTERNOON)
    await scene.leo.presses(data=f"1.soday.{MORNING}")
    toast = await scene.leo.toast()
    assert toast.alert
    assert "rien n’est pris" in toast.text
    asked = await scene.leo.sees("La journée entière n’est pas possible")
    assert await _states(play, scene.leo) == [None, None]
    assert asked.labels[0] == "Une place et la liste d’attente"
    await scene.leo.presses(asked.labels[0], on=asked)
    told = await scene.leo.sees("C’est noté pour samedi 13 mars")
    assert "liste d’attente, en position 1" in told.text.replace("\u00a0", " ")
    assert told.file is not None
    assert told.file.count(b"BEGIN:VEVENT") == 1
    assert await _states(play, scene.leo) == ["seated", "waiting"]


async def test_a_half_may_still_be_taken_alone(play: Play, scene: Cast) -> None:
    zoe = await play.member("Zoé")
    await scene.seat(zoe, AFTERNOON)
    await scene.leo.presses(data=f"1.soday.{MORNING}")
    asked = await scene.leo.sees("La journée entière n’est pas possible")
    await scene.leo.presses(asked.labels[1], on=asked)
    await scene.leo.sees("Une place est à vous")
    assert await _states(play, scene.leo) == ["seated", None]


async def test_who_has_the_morning_gets_the_rest_of_the_day(play: Play, scene: Cast) -> None:
    await scene.seat(scene.leo, MORNING)
    await scene.leo.presses(data=f"1.soday.{MORNING}")
    await scene.leo.sees("C’est noté pour samedi 13 mars")
    assert await _states(play, scene.leo) == ["seated", "seated"]
    await scene.leo.presses("Me désister, de 13 h 30 à 17 h")
    await scene.leo.sees("Vous ne pouvez plus venir")
    await scene.leo.presses("Oui, je me désiste")
    await scene.leo.sees("est libre")
    assert await _states(play, scene.leo) == ["seated", "withdrawn"]


async def test_in_a_group_the_tap_answers_and_the_details_come_in_private(play: Play, scene: Cast) -> None:
    group = await play.group("Entraide", scene.claire, [scene.leo])
    await group.sees("approuver")
    await scene.leo.presses(data=f"1.soday.{MORNING}", chat=group)
    assert "Toute la journée est à vous" in (await scene.leo.toast()).text
    await scene.leo.sees("C’est noté pour samedi 13 mars", chat=scene.leo.chat)


async def test_a_tap_for_the_day_takes_that_day_only(play: Play, scene: Cast) -> None:
    await _post(scene, 3, 20, 21)
    await scene.leo.presses(data="1.wdcard.2.0")
    card = await scene.leo.sees("Isolation")
    assert len(card.labels) <= 8
    await scene.leo.presses("Toute la journée · dimanche 21 mars", on=card)
    await scene.leo.sees("C’est noté pour dimanche 21 mars")
    assert await _states(play, scene.leo, 3, 4, 5, 6) == [None, None, "seated", "seated"]


async def test_someone_taken_elsewhere_in_the_afternoon_is_told_so(play: Play, scene: Cast) -> None:
    await _post(scene, 3)  # another household's day would do as well: the same hours
    await scene.seat(scene.leo, 4)
    await scene.leo.presses(data=f"1.soday.{MORNING}")
    assert "vous êtes déjà pris ailleurs" in (await scene.leo.toast()).text
    assert await _states(play, scene.leo) == [None, None]
