"""What is to be passed on: asked twice, then shown to who follows; nobody else may say it was done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person
from storage import companions, registered, relays, sign_ups, tellings
from storage.choices import DEFAULTS, choose
from storage.clock import PARIS
from storage.ids import PersonId
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import Cast, cast

SESSION = 1


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A session of one seat, which nobody has."""
    scene = await cast(play)
    await scene.insure()
    await scene.day(seats_each=1)
    return scene


async def _registered(play: Play, by: Person, name: str = "Odette") -> PersonId:
    registrar = await play.id_of(by)

    async def register(unit: Unit) -> PersonId:
        known = await registered.register(
            unit, name, registrar, DEFAULTS, phone="+33612345678", signed_on=datetime(2027, 2, 1, tzinfo=PARIS).date(),
            held_by=None,
        )  # fmt: skip
        await tellings.all_told(unit, registrar, 100)
        return known.id

    return await play.run(register)


async def _seat(play: Play, person: PersonId) -> None:
    await play.run(lambda unit: sign_ups.sign_up(unit, person, SESSION, DEFAULTS))


async def _hours(play: Play, hours: int) -> None:
    play.telegram.clock.advance(seconds=timedelta(hours=hours).total_seconds())
    await play.tick()
    await play.telegram.idle()


async def _cancel(person: Person) -> None:
    await person.presses(data=f"1.wdcancel.{SESSION}")
    await person.sees("Pourquoi annuler")
    await person.presses("La météo")
    await person.sees("Annuler vraiment")
    await person.presses("Oui, annuler")


async def test_what_a_household_does_not_pass_on_is_recalled_once_then_comes_to_its_coach(
    play: Play, scene: Cast
) -> None:
    claire, brigitte, leo = scene.claire, scene.brigitte, scene.leo
    odette = await _registered(play, claire)
    await _seat(play, odette)
    await _cancel(brigitte)
    first = await claire.sees("À transmettre à Odette.*annulée")
    await leo.presses(data="1.rldone.1")
    assert (await leo.toast()).alert
    await claire.says("elle a compris", reply_to=first)
    await claire.sees("Que répond Odette")

    await _hours(play, 25)  # twelve waking hours
    again = await claire.sees("À transmettre à Odette.*Est-ce fait")
    await _hours(play, 25)
    late = await brigitte.sees("À transmettre à Odette.*Claire devait le faire.*annulée")
    await brigitte.says("/menu")
    await brigitte.sees("que souhaitez-vous")
    await brigitte.presses("1 message à transmettre")
    await brigitte.sees("à temps par d’autres")
    await brigitte.presses("C’est fait", on=late)
    await brigitte.sees("Brigitte a prévenu Odette")
    await claire.sees("Brigitte a prévenu Odette")
    await claire.presses(data="1.rldone.1", on=again)
    assert "réglé" in (await claire.toast()).text
    await _hours(play, 48)
    left = await play.run(lambda unit: unit.value("SELECT COUNT(*) FROM relays WHERE state <> 'passed'"))
    assert left == 0


async def test_a_freed_seat_is_offered_through_her_registrar_who_takes_it_for_her(play: Play, scene: Cast) -> None:
    brigitte, leo = scene.brigitte, scene.leo
    odette = await _registered(play, brigitte)
    await scene.seat(leo, SESSION)
    await brigitte.presses(data=f"1.wtseat.{odette}.{SESSION}")
    assert "liste d’attente, en position 1" in (await brigitte.toast()).text
    await leo.presses(data=f"1.soleave.{SESSION}.1")
    await leo.sees("est libre")
    await _hours(play, 1)
    offered = await brigitte.sees("À transmettre à Odette.*Une place s’est libérée")
    await leo.presses(data="1.sotake.2")
    assert (await leo.toast()).alert
    await brigitte.presses("Odette prend la place", on=offered)
    assert "Une place est à Odette" in (await brigitte.toast()).text
    await brigitte.sees("plus rien à transmettre")
    await brigitte.presses(data=f"1.wtphone.{odette}")
    shown = await brigitte.sees("06|\\+336")
    assert shown.payload.get("has_protected_content")
    await brigitte.presses(data=f"1.wtleave.{odette}.{SESSION}.1")
    assert "la place est rendue" in (await brigitte.toast()).text
    await scene.claire.sees("Odette ne viendra pas")
    await leo.presses(data=f"1.wtphone.{odette}")
    assert (await leo.toast()).alert


async def test_companions_are_told_through_who_brings_them_and_their_notice_is_handed_over(
    play: Play, scene: Cast
) -> None:
    leo = scene.leo
    bringer = await play.id_of(leo)

    async def bring(unit: Unit) -> None:
        anna = await companions.add_adult(unit, "Anna", bringer, DEFAULTS)
        await unit.run("UPDATE sessions SET seats = 3")
        await sign_ups.sign_up(unit, bringer, SESSION, DEFAULTS)
        await sign_ups.sign_up(unit, anna.id, SESSION, DEFAULTS, brought_by=bringer)
        await choose(unit, "cooperative_name", "L’Entraide")

    await play.run(bring)
    await play.tick()
    text = await leo.sees("L’Entraide : ce que nous gardons de vous.*Léo vous a fait connaître")
    assert not text.payload.get("has_protected_content")
    ask = await leo.sees("Une notice à remettre.*Anna")
    await leo.presses("C’est remis", on=ask)
    await leo.sees("La notice est remise")
    await play.tick()
    await play.telegram.idle()
    assert leo.transcript(60).count("• Anna") == 1

    await _cancel(scene.claire)
    await leo.sees("Séance annulée")
    assert await play.run(lambda unit: unit.value("SELECT COUNT(*) FROM relays")) == 0


async def test_who_was_asked_and_left_is_replaced_by_the_coach(play: Play, scene: Cast) -> None:
    odette = await _registered(play, scene.claire)
    claire, brigitte = await play.id_of(scene.claire), await play.id_of(scene.brigitte)

    async def left(unit: Unit) -> list[PersonId | None]:
        await unit.run("INSERT INTO household_members VALUES (?, ?)", (scene.household, odette))
        before = await relays.messenger(unit, odette)
        await unit.run("UPDATE people SET unreachable = 'blocked' WHERE id = ?", (claire,))
        return [before, await relays.messenger(unit, odette), await relays.messenger(unit, brigitte)]

    assert await play.run(left) == [claire, brigitte, None]
