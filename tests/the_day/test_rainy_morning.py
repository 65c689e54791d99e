"""The rainy morning: two taps at six, everyone knows at once, and who has not answered is seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import people, sign_ups
from storage.choices import Choices
from storage.clock import PARIS
from storage.sessions import Session, SessionState
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import PLAN, SATURDAY, Cast

SIX = datetime(2027, 3, 13, 6, 0, tzinfo=PARIS)


async def _without_telegram(play: Play, scene: Cast, session: Session) -> None:
    """Paul has no Telegram: Brigitte registered him."""
    brigitte = await play.id_of(scene.brigitte)

    async def register(unit: Unit) -> None:
        paul = await people.add(unit, "Paul", registered_by=brigitte)
        await people.accept_charter(unit, paul.id, 1, 1)
        await sign_ups.sign_up(unit, paul.id, session.id, Choices())

    await play.run(register)


async def test_at_six_two_taps_cancel_and_the_answers_are_counted_on_one_card(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    await _without_telegram(play, scene, confirmed)
    play.telegram.clock.set_to(SIX)
    await scene.claire.presses(data=f"1.wdsession.{confirmed.id}", on=scene.claire.chat.last)
    await scene.claire.sees("Qui vient")
    await scene.claire.presses("Annuler la séance")
    assert "4 personnes sont prévenues" in (await scene.claire.sees("pourquoi")).text.replace("\u00a0", " ")
    await scene.claire.presses("La météo")
    card = await scene.claire.sees("Ont bien reçu")
    assert "0 sur 3" in card.text.replace("\u00a0", " ")
    assert "Paul, sans Telegram : prévenir par Brigitte" in card.text.replace("\u00a0", " ")
    assert (await scene.session(confirmed.id)).state is SessionState.CANCELLED
    for person in (scene.leo, scene.karim, scene.brigitte):
        assert "la météo" in (await person.sees("Séance annulée")).text
    await scene.leo.presses("Bien reçu")
    assert "noté" in (await scene.leo.toast()).text
    await scene.claire.sees("1 sur 3")
    await scene.leo.presses("Bien reçu")
    assert "déjà noté" in (await scene.leo.toast()).text
    await scene.karim.presses("Qui a répondu")
    await scene.karim.sees("1 sur 3")
    await scene.karim.presses("Bien reçu")
    assert "2 sur 3" in (await scene.claire.sees("2 sur 3")).text.replace("\u00a0", " ")
    await scene.claire.says("/menu")
    await scene.claire.sees("que souhaitez-vous")
    await scene.claire.presses("Réponses attendues : 1")
    await scene.claire.sees("2 sur 3")


async def test_who_leads_may_cancel_that_morning_and_not_before_nobody_else_may(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    for person in (scene.karim, scene.leo):
        await person.presses(data=f"1.dycancel.{confirmed.id}.0.0", on=person.chat.last)
        assert (await person.toast()).alert
    assert (await scene.session(confirmed.id)).state is SessionState.CONFIRMED
    play.telegram.clock.set_to(SIX)
    await scene.leo.presses(data=f"1.dycancel.{confirmed.id}.0.0", on=scene.leo.chat.last)
    assert (await scene.leo.toast()).alert
    await scene.karim.presses(data=f"1.wdsession.{confirmed.id}", on=scene.karim.chat.last)
    await scene.karim.sees("Qui vient")
    await scene.karim.presses("Annuler la séance")
    await scene.karim.sees("pourquoi")
    await scene.karim.presses("Un problème de santé")
    await scene.karim.sees("0 sur 2")
    await scene.claire.sees("Séance annulée")
    await scene.claire.presses("Bien reçu")
    await scene.karim.sees("1 sur 2")
    for forged in ("1.nwcard.1", "1.nwread.77"):
        await scene.brigitte.presses(data=forged, on=scene.brigitte.chat.last)
    await scene.brigitte.sees("1 sur 2")
    await scene.leo.presses(data="1.nwcard.1", on=scene.leo.chat.last)
    assert (await scene.leo.toast()).alert


async def test_two_sessions_of_a_day_are_cancelled_together_and_answered_on_one_card(play: Play, scene: Cast) -> None:
    mia = await play.member("Mia")
    first = await scene.day(PLAN, SATURDAY, SATURDAY + timedelta(hours=5))
    await scene.seat(scene.leo, first.id)
    await scene.seat(mia, first.id + 1)
    play.telegram.clock.set_to(SIX)
    await scene.claire.presses(data=f"1.dyask.{first.id}", on=scene.claire.chat.last)
    await scene.claire.sees("pourquoi")
    await scene.claire.presses("Toute la journée")
    assert "14 h" in (await scene.claire.sees("pourquoi")).text.replace("\u00a0", " ")
    await scene.claire.presses("La météo")
    await scene.claire.sees("0 sur 2")
    await mia.sees("de 14 h à 17 h")
    await mia.presses("Bien reçu")
    await scene.claire.sees("1 sur 2")


async def test_a_change_of_address_within_a_day_asks_to_be_read_and_a_kept_seat_has_answered_a_postponement(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    play.telegram.clock.set_to(SIX - timedelta(hours=8))  # 22 h, the evening before
    await play.tick()
    await scene.leo.sees("12 rue des Lilas")
    await scene.claire.presses(data=f"1.wdfield.{confirmed.work_day_id}.9", on=scene.claire.chat.last)
    await scene.claire.sees("adresse")
    await scene.claire.says("14 rue des Lilas")
    await scene.leo.sees("14 rue des Lilas")
    await scene.leo.presses("Bien reçu")
    await scene.claire.sees("1 sur 2")
    await scene.claire.presses(data=f"1.wdmove.{confirmed.id}", on=scene.claire.chat.last)
    await scene.claire.sees("Quel nouveau moment")
    await scene.claire.says("11h-17h")
    await scene.claire.sees("Changer le moment")
    await scene.claire.presses("Oui, changer")
    await scene.leo.sees("Les heures changent")
    await scene.claire.sees("0 sur 2")
    await scene.leo.presses("Je garde ma place")
    await scene.claire.sees("1 sur 2")
