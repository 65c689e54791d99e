"""The supervisor who falls ill, the evening before: someone else is sought, and all know where it stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import sessions, supervision
from storage.choices import Choices
from storage.clock import PARIS
from storage.people import Role
from storage.sessions import Session, SessionState
from tests.play import Play
from tests.work_days.story import PLAN, SATURDAY, Cast

NIGHT = datetime(2027, 3, 12, 22, 30, tzinfo=PARIS)


async def test_plain_words_of_who_leads_hand_the_session_back_and_everyone_knows_what_comes_next(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    omar = await play.member("Omar", Role.SUPERVISOR, works=("insulation",))
    chloe = await play.member("Chloé", Role.COORDINATOR)
    play.telegram.clock.set_to(NIGHT)
    await play.tick()
    await scene.karim.says("je ne peux plus venir")
    asked = await scene.karim.sees("Ne plus encadrer")
    assert (await scene.session(confirmed.id)).state is SessionState.CONFIRMED
    assert "Oui, je laisse la place" in asked.labels
    await scene.karim.presses("Oui, je laisse la place")
    await scene.karim.sees("C’est noté")
    for person, words in ((scene.leo, "reste à confirmer"), (scene.claire, "reste à confirmer")):
        told = (await person.sees("Un autre encadrant est cherché")).text
        assert words in told
        assert "Karim" in told
    await chloe.sees("Personne pour encadrer")
    assert "repasse en préparation" not in scene.leo.transcript(40)
    assert (await scene.session(confirmed.id)).state is SessionState.PREPARING
    await omar.sees("On cherche une personne pour encadrer")
    await omar.presses("J’encadre")
    for person in (scene.leo, scene.claire, scene.brigitte):
        found = await person.sees("Encadrement trouvé")
        assert "Omar" in found.text
        assert "Séance confirmée" in found.text
    assert (await scene.session(confirmed.id)).state is SessionState.CONFIRMED
    # pressed once more, the old button changes nothing
    await scene.karim.presses(data=f"1.svleft.{confirmed.id}", on=scene.karim.chat.last)
    assert (await scene.karim.toast()).alert


async def test_one_of_two_who_leaves_is_told_to_the_household_only(play: Play, scene: Cast, confirmed: Session) -> None:
    omar = await play.member("Omar", Role.SUPERVISOR, works=("insulation",))
    known = await play.id_of(omar)
    await play.run(lambda unit: supervision.accept(unit, confirmed.id, known, Choices()))
    await scene.karim.says("je serai en retard de 20 min samedi")
    assert "20 min" in (await omar.sees("retard")).text
    await scene.karim.says("je ne pourrai pas venir samedi")
    await scene.karim.sees("Ne plus encadrer")
    await scene.karim.presses("Oui, je laisse la place")
    assert "Omar encadre toujours" in (await scene.claire.sees("encadrement change")).text
    await play.telegram.idle()
    assert "encadre" not in scene.leo.transcript(40)
    assert (await scene.session(confirmed.id)).state is SessionState.CONFIRMED


async def test_a_morning_and_an_afternoon_are_taken_in_one_tap(play: Play, scene: Cast) -> None:
    first = await scene.day(PLAN, SATURDAY, SATURDAY + timedelta(hours=5), SATURDAY + timedelta(days=1))
    claire = await play.id_of(scene.claire)
    await play.run(lambda unit: sessions.set_hours(unit, first.id, SATURDAY, SATURDAY.replace(hour=12), claire))
    await scene.karim.presses(data=f"1.svshow.{first.work_day_id}", on=scene.karim.chat.last)
    offered = await scene.karim.sees("On cherche une personne")
    whole = [label for label in offered.labels if "toute la journée" in label]
    assert len(whole) == 1
    await scene.karim.presses(whole[0])
    assert "2 séances" in (await scene.karim.toast()).text.replace("\u00a0", " ")
    assert (await scene.karim.sees("On cherche une personne")).text.count("vous encadrez") == 2
    await scene.karim.presses(data=f"1.svday.{first.id}", on=scene.karim.chat.last)
    assert (await scene.karim.toast()).alert
