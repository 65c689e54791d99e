"""A newer charter: asked about at the next action, with what is new; then everyone goes on where they were."""

from __future__ import annotations

import pytest

from bot.local_telegram import Person
from storage import choices, people, seats
from storage.ids import Subject
from storage.outbox import Message, put
from storage.seats import SignUpState
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import Cast, cast

NEWS = "Le casque est de rigueur"


@pytest.fixture
async def scene(play: Play) -> Cast:
    """Everyone on stage, under the first charter; a session is posted."""
    scene = await cast(play)
    await scene.day()
    return scene


async def _renew(play: Play, name: str = "charter") -> None:
    async def renew(unit: Unit) -> None:
        await choices.choose(unit, f"{name}_version", 2)
        await choices.choose(unit, f"{name}_news", NEWS)

    await play.run(renew)


async def _state(play: Play, person: Person) -> SignUpState | None:
    known = await play.id_of(person)
    found = await play.run(lambda unit: seats.find(unit, known, 1))
    return found.state if found else None


async def _version(play: Play, person: Person) -> int | None:
    known = await play.id_of(person)
    return (await play.run(lambda unit: people.get(unit, known))).charter_version


async def test_a_press_goes_on_where_it_was_once_the_charter_is_accepted(play: Play, scene: Cast) -> None:
    await _renew(play)
    await scene.leo.presses(data="1.sojoin.1")
    asked = await scene.leo.sees("a changé")
    assert NEWS in asked.text
    assert await _state(play, scene.leo) is None
    await scene.leo.presses("J’accepte", on=asked)
    assert "Une place est à vous" in (await scene.leo.toast()).text
    await scene.leo.sees("Une place est à vous")
    assert await _state(play, scene.leo) is SignUpState.SEATED
    assert await _version(play, scene.leo) == 2
    await scene.leo.says("/agenda")
    assert "a changé" not in (await scene.leo.sees(".")).text


async def test_a_command_goes_on_once_the_charter_is_accepted(play: Play, scene: Cast) -> None:
    await _renew(play)
    await scene.leo.says("/mesinscriptions")
    await scene.leo.sees("a changé")
    await scene.leo.presses("J’accepte")
    await scene.leo.sees("Merci, c’est noté")
    await scene.leo.sees("inscri")


async def test_an_answer_in_the_middle_of_a_form_is_not_lost(play: Play, scene: Cast) -> None:
    await scene.leo.says("/projet")
    await scene.leo.sees("Comment s’appelle votre ménage")
    await _renew(play)
    await scene.leo.says("Les Tilleuls")
    await scene.leo.sees("a changé")
    await scene.leo.says("oui")
    await scene.leo.sees("quelle commune")
    await scene.leo.says("Limours")
    await scene.leo.sees("Décrivez votre projet")


async def test_who_declines_keeps_their_seats_and_is_asked_again(play: Play, scene: Cast) -> None:
    await scene.seat(scene.leo, 1)
    await _renew(play)
    await scene.leo.says("/menu")
    await scene.leo.sees("a changé")
    await scene.leo.presses("Je n’accepte pas")
    await scene.leo.sees("Vous gardez vos séances prévues")
    assert await _state(play, scene.leo) is SignUpState.SEATED
    assert await _version(play, scene.leo) == 1
    await scene.leo.says("/menu")
    await scene.leo.sees("a changé")
    await scene.leo.says("/charte")
    await scene.leo.sees("a changé")
    await scene.leo.presses("J’accepte")
    await scene.leo.sees("Merci, c’est noté")


async def test_notices_still_come_and_giving_back_or_ending_messages_needs_no_charter(play: Play, scene: Cast) -> None:
    await scene.seat(scene.leo, 1)
    await _renew(play)
    known = await play.id_of(scene.leo)

    async def notice(unit: Unit) -> None:
        await put(
            unit, Message(name="households/refused"), chat=scene.leo.id, person=known, subject=Subject("session", 1)
        )

    await play.run(notice)
    await scene.leo.sees("pas été retenue")
    play.telegram.clock.advance(days=11, hours=10)  # the evening before
    await play.tick()
    await scene.leo.sees("Limours")
    await scene.leo.says("STOP")
    await scene.leo.sees("plus aucune diffusion")
    await scene.leo.presses(data="1.sowithdraw.1")
    await scene.leo.sees("Vous ne pouvez plus venir")
    await scene.leo.presses("Oui, je me désiste")
    await scene.leo.sees("C’est noté")
    assert await _state(play, scene.leo) is SignUpState.WITHDRAWN
    assert await _version(play, scene.leo) == 1


async def test_a_press_in_a_group_opens_the_private_chat(play: Play, scene: Cast) -> None:
    await _renew(play)
    link = await play.telegram.group("Entraide", owner=scene.claire, members=[scene.leo])
    await link.sees("approuver")
    await scene.leo.presses(data="1.sojoin.1", chat=link)
    assert (await scene.leo.toast()).url.endswith("start=s-1")
    assert await _state(play, scene.leo) is None


async def test_a_newer_notice_about_data_is_told_once_and_asks_nothing(play: Play, scene: Cast) -> None:
    await _renew(play, "notice")
    await scene.leo.says("/agenda")
    told = await scene.leo.sees("La note sur vos données a changé")
    assert NEWS in told.text
    await scene.leo.sees("Limours")
    await scene.leo.says("/agenda")
    assert "La note sur vos données" not in (await scene.leo.sees(".")).text


async def test_somebody_new_is_shown_the_newest_charter_only(play: Play, scene: Cast) -> None:
    await _renew(play)
    eve = await play.newcomer("Eve")
    await eve.start()
    await eve.sees("Acceptez-vous cette charte")
    await eve.presses("J’accepte")
    await eve.sees("qu’on vous appelle")
    assert await _version(play, eve) == 2
