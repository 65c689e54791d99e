"""What changes after a work day was posted: everyone concerned is told, can answer, and nothing harms."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import sessions, supervision
from storage.choices import Choices
from storage.clock import PARIS
from storage.people import Role
from storage.sessions import Session, SessionState
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import PLAN, SATURDAY, Cast


async def test_a_supervisor_who_hands_back_brings_the_session_back_to_preparation(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    omar = await play.member("Omar", Role.SUPERVISOR, works=("insulation",))
    await scene.karim.presses("Voir la séance")
    await scene.karim.sees("Qui vient")
    await scene.karim.presses("Je ne peux plus encadrer")
    await scene.karim.sees("Ne plus encadrer")
    await scene.karim.presses("Oui, je laisse la place")
    await scene.karim.sees("C’est noté")
    await scene.leo.sees("Un autre encadrant est cherché")
    await scene.claire.sees("Un autre encadrant est cherché")
    assert (await scene.session(confirmed.id)).state is SessionState.PREPARING
    await omar.sees("On cherche une personne pour encadrer")
    await omar.presses("J’encadre")
    await scene.leo.sees("Séance confirmée")


async def test_a_postponed_session_tells_before_and_after_and_each_answers_with_one_tap(
    scene: Cast, confirmed: Session
) -> None:
    await scene.claire.presses("Voir la séance")
    await scene.claire.sees("Qui vient")
    await scene.claire.presses("Jour et heures")
    await scene.claire.sees("Quel nouveau moment")
    await scene.claire.says("samedi 20 mars")
    summary = await scene.claire.sees("Changer le moment")
    assert "samedi 20 mars, de 9 h à 17 h" in summary.text.replace("\u00a0", " ")
    await scene.claire.presses("Oui, changer")
    told = (await scene.leo.sees("Séance reportée")).text.replace("\u00a0", " ")
    assert "Avant : samedi 13 mars" in told
    assert "Après : samedi 20 mars" in told
    await scene.karim.sees("Pouvez-vous toujours encadrer")
    await scene.leo.presses("Je garde ma place")
    assert "C’est noté" in (await scene.leo.toast()).text
    assert (await scene.session(confirmed.id)).version == 2


async def test_hours_alone_change_and_the_day_stays(scene: Cast, confirmed: Session) -> None:
    await scene.claire.presses("Voir la séance")
    await scene.claire.sees("Qui vient")
    await scene.claire.presses("Jour et heures")
    await scene.claire.sees("Quel nouveau moment")
    await scene.claire.says("11h-17h")
    assert "samedi 13 mars, de 11 h à 17 h" in (await scene.claire.sees("Changer le moment")).text.replace(
        "\u00a0", " "
    )
    await scene.claire.presses("Oui, changer")
    told = (await scene.leo.sees("Les heures changent")).text.replace("\u00a0", " ")
    assert "Après : samedi 13 mars, de 11 h à 17 h" in told
    assert (await scene.session(confirmed.id)).starts_at == SATURDAY.replace(hour=11)


async def test_a_description_never_gives_the_street_away(scene: Cast, confirmed: Session) -> None:
    await scene.claire.presses(data=f"1.wdfield.{confirmed.work_day_id}.0", on=scene.claire.chat.last)
    await scene.claire.sees("Quelques mots")
    await scene.claire.says("On isole au 12, RUE DES LILAS")
    await scene.claire.sees("dit votre rue")
    await scene.claire.says("On isole les combles")
    await scene.claire.sees("C’est changé")


async def test_a_cancelled_session_tells_why_and_drops_what_waited(play: Play, scene: Cast, confirmed: Session) -> None:
    await scene.claire.presses("Voir la séance")
    await scene.claire.sees("Qui vient")
    await scene.claire.presses("Annuler la séance")
    await scene.claire.sees("Pourquoi annuler")
    await scene.claire.presses("La météo")
    await scene.claire.sees("Annuler vraiment")
    await scene.claire.presses("Oui, annuler")
    told = await scene.leo.sees("Séance annulée")
    assert "la météo" in told.text
    await scene.karim.sees("Séance annulée")
    assert (await scene.session(confirmed.id)).state is SessionState.CANCELLED

    async def waiting(unit: Unit) -> int:
        return int(await unit.value("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND subject_kind = 'session'"))

    play.telegram.clock.set_to(SATURDAY - timedelta(hours=24))
    await play.tick()
    assert await play.run(waiting) == 0
    assert "Où venir" not in scene.leo.transcript(30)


async def test_two_who_cancel_at_once_and_an_old_card_do_no_harm(scene: Cast, confirmed: Session) -> None:
    await scene.brigitte.sees("Séance confirmée", ever=True)
    for person in (scene.claire, scene.brigitte):
        await person.presses("Voir la séance")
        await person.sees("Qui vient")
        await person.presses("Annuler la séance")
        await person.sees("Pourquoi annuler")
        await person.presses("La météo")
        await person.sees("Annuler vraiment")
    await scene.claire.presses("Oui, annuler")
    await scene.claire.sees("C’est annulé")
    await scene.brigitte.presses("Oui, annuler")
    await scene.brigitte.sees("déjà passé ou annulé")
    assert scene.leo.transcript(40).count("Séance annulée") == 1


async def test_an_edited_field_is_told_before_and_after(scene: Cast, confirmed: Session) -> None:
    await scene.claire.presses("Voir la séance")
    await scene.claire.sees("Qui vient")
    await scene.claire.presses("Modifier")
    await scene.claire.sees("Que voulez-vous changer")
    await scene.claire.presses("Repas")
    await scene.claire.sees("Et le repas")
    await scene.claire.presses("Repas partagé")
    told = (await scene.leo.sees("Un changement")).text.replace("\u00a0", " ")
    assert "Avant : offert" in told
    assert "Après : partagé" in told


async def test_a_lost_point_of_the_gate_returns_the_session_and_a_tap_supplies_it_again(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    await scene.claire.presses("Voir la séance")
    await scene.claire.sees("Qui vient")
    await scene.claire.presses("Modifier")
    await scene.claire.sees("Que voulez-vous changer")
    await scene.claire.presses("Repas")
    await scene.claire.sees("Et le repas")
    await scene.claire.presses("Passer")
    await scene.leo.sees("repasse en préparation")
    lost = await scene.claire.sees("repasse en préparation")
    assert "le repas" in lost.text
    await scene.claire.presses("Indiquer le repas")
    await scene.claire.sees("Et le repas")
    await scene.claire.presses("Chacun le sien")
    await scene.leo.sees("Séance confirmée")


async def test_the_evening_before_an_incomplete_session_is_told_and_nothing_cancels_itself(
    play: Play, scene: Cast
) -> None:
    chloe = await play.member("Chloé", Role.COORDINATOR)
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    play.telegram.clock.set_to(datetime(2027, 3, 12, 18, 1, tzinfo=PARIS))
    await play.tick()
    await play.tick()
    assert "assurance" not in (await scene.leo.sees("pas encore confirmée")).text
    needed = await scene.claire.sees("pas encore confirmée")
    assert "assurance" in needed.text
    await chloe.sees("pas encore confirmée")
    assert scene.leo.transcript(30).count("pas encore confirmée") == 1
    assert (await scene.session(session.id)).state is SessionState.PREPARING


async def test_a_session_led_twice_at_that_time_or_without_the_qualification_is_refused(
    play: Play, scene: Cast
) -> None:
    first, second = await scene.day(), await scene.day()
    roof = await scene.day(PLAN.model_copy(update={"works": ("roofing",)}))
    karim = await play.id_of(scene.karim)

    async def take(unit: Unit) -> list[str]:
        return [await supervision.accept(unit, one.id, karim, Choices()) for one in (first, first, second, roof)]

    assert await play.run(take) == ["accepted", "already", "busy", "not_qualified"]


async def test_the_ceiling_grows_with_supervisors_and_is_lower_for_risky_work(play: Play, scene: Cast) -> None:
    omar = await play.member("Omar", Role.SUPERVISOR, works=("insulation",))
    plain, risky = await scene.day(), await scene.day(PLAN.model_copy(update={"risky": True}), SATURDAY + timedelta(7))
    ids = [await play.id_of(person) for person in (scene.karim, omar)]

    async def ceilings(unit: Unit) -> list[int]:
        found = []
        for person in (None, *ids):
            if person is not None:
                await supervision.accept(unit, plain.id, person, Choices())
                await supervision.accept(unit, risky.id, person, Choices())
            found += [await sessions.ceiling(unit, one, Choices()) for one in (plain, risky)]
        return found

    assert await play.run(ceilings) == [6, 4, 6, 4, 12, 8]
