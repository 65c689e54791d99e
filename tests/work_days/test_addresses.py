"""The exact address reaches whole seats of confirmed sessions near the day, and nobody else."""

from __future__ import annotations

from datetime import timedelta

from storage import gate, supervision
from storage.choices import Choices
from storage.sessions import Session
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast

ADDRESS = "12 rue des Lilas"


async def _confirm(play: Play, scene: Cast, session: Session) -> None:
    karim = await play.id_of(scene.karim)

    async def lead(unit: Unit) -> None:
        await supervision.accept(unit, session.id, karim, Choices())
        await gate.refresh(unit, session.id, Choices())

    await play.run(lead)


async def test_a_whole_seat_gets_the_address_three_days_before_once(play: Play, scene: Cast) -> None:
    mia = await play.member("Mia")
    await scene.insure()
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    await scene.seat(mia, session.id)  # her membership is not validated
    await _confirm(play, scene, session)
    play.telegram.clock.set_to(SATURDAY - timedelta(hours=73))
    await play.tick()
    await scene.leo.sees("Séance confirmée")
    assert ADDRESS not in scene.leo.transcript(30)
    play.telegram.clock.set_to(SATURDAY - timedelta(hours=71))
    await play.tick()
    await play.tick()
    sent = await scene.leo.sees(ADDRESS)
    assert "portail vert" in sent.text
    assert scene.leo.transcript(40).count(ADDRESS) == 1
    assert ADDRESS not in mia.transcript(40)


async def test_no_address_while_the_session_is_in_preparation(play: Play, scene: Cast) -> None:
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    play.telegram.clock.set_to(SATURDAY - timedelta(hours=48))
    await play.tick()
    await scene.leo.says("/menu")
    await scene.leo.presses(data=f"1.wdaddress.{session.id}", on=await scene.leo.sees("que souhaitez-vous"))
    assert "adresse est envoyée" in (await scene.leo.toast()).text
    assert ADDRESS not in scene.leo.transcript(40)


async def test_a_forged_button_gives_no_stranger_the_address_nor_who_comes(play: Play, scene: Cast) -> None:
    mia = await play.member("Mia")
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    await mia.says("/menu")
    screen = await mia.sees("que souhaitez-vous")
    for name in ("wdaddress", "wdcancel", "svleft", "wdmove"):
        await mia.presses(data=f"1.{name}.{session.id}", on=screen)
        assert (await mia.toast()).alert
    await mia.presses(data=f"1.wdsession.{session.id}", on=screen)
    card = await mia.sees("Isolation à Limours")
    assert "Léo" not in card.text
    assert "Moreau" not in card.text
    assert ADDRESS not in mia.transcript(40)


async def test_no_address_is_kept_in_a_queued_message(play: Play, scene: Cast) -> None:
    await scene.claire.says("/proposer")
    await scene.claire.sees("Quel jour")
    await scene.claire.says("samedi 13 mars de 9h à 17h")
    await scene.claire.sees("Quels travaux")

    async def contexts(unit: Unit) -> str:
        return "".join(row[0] for row in await unit.all("SELECT context FROM outbox"))

    assert "Lilas" not in await play.run(contexts)
