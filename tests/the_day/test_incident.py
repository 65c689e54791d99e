"""An incident: call first, then four taps; who must know knows at any hour, the register is frozen, the record is kept
from everybody else."""

from __future__ import annotations

from datetime import datetime

from storage import attendance, incidents
from storage.attendance import Came
from storage.clock import PARIS
from storage.people import Role
from storage.sessions import Session
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast

TEN = datetime(2027, 3, 13, 10, 0, tzinfo=PARIS)


async def test_a_helper_declares_a_fall_in_four_taps_and_everyone_who_must_know_knows(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    chloe = await play.member("Chloé", Role.COORDINATOR)
    mia = await play.member("Mia")
    play.telegram.clock.set_to(TEN)
    await play.tick()
    await scene.leo.says("/menu")
    await scene.leo.sees("que souhaitez-vous")
    await scene.leo.presses("Séance de 9 h")
    card = await scene.leo.sees("Isolation à Limours")
    assert card.labels[0] == "🆘 Incident"
    await scene.leo.presses("🆘 Incident")  # 1
    call = await scene.leo.sees("Protégez, appelez")
    for number in ("15", "18", "112", "12 rue des Lilas"):
        assert number in call.text
    assert call.payload.get("has_protected_content")
    await scene.leo.says("il est tombé, il a mal au dos")
    await scene.leo.sees("seulement les boutons")
    await scene.leo.presses("Chute")  # 2
    asked = await scene.leo.sees("Qui est prévenu")
    assert "4 personnes" in asked.text.replace("\u00a0", " ")
    assert "12 rue des Lilas" in call.now.text  # the numbers to call stay on the screen
    await scene.leo.presses("Accompagnement")
    await scene.leo.sees("3 personnes")
    await scene.leo.presses("Accompagnement")
    await scene.leo.sees("4 personnes")
    await scene.leo.presses("Prévenir maintenant")  # 3
    await scene.leo.sees("C’est fait")
    await scene.leo.presses("Terminé")  # 4
    for person in (scene.karim, scene.claire, scene.brigitte, chloe):
        assert "chute" in (await person.sees("Incident")).text
    assert "Fiche d’incident" not in scene.claire.chat.messages[-1].labels
    await chloe.presses("Fiche d’incident")
    record = await chloe.sees("Fiche d’incident")
    for words in ("chute", "Léo", "Karim (encadrement)", "Brigitte (accompagnement)", "5 jours ouvrés"):
        assert words in record.text.replace("\u00a0", " ")
    for other in (scene.claire, scene.karim, scene.leo, mia):
        await other.presses(data="1.inrecord.1", on=other.chat.last)
        assert (await other.toast()).alert
    await scene.brigitte.says("/menu")
    await scene.brigitte.sees("que souhaitez-vous")
    await scene.brigitte.presses("Incident du samedi 13 mars")
    await scene.brigitte.sees("Fiche d’incident")
    await scene.brigitte.presses("Suite donnée")
    await chloe.sees("Suite donnée samedi 13 mars")

    async def kept(unit: Unit) -> str:
        tables = ("incidents", "incident_told", "incident_register", "audit", "outbox", "messages", "conversations")
        rows = [tuple(row) for table in tables for row in await unit.all(f"SELECT * FROM {table}")]
        return repr(rows)

    assert "mal au dos" not in await play.run(kept)


async def test_the_register_is_frozen_and_what_is_noted_later_stands_apart(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    chloe = await play.member("Chloé", Role.COORDINATOR)
    play.telegram.clock.set_to(TEN)
    await scene.karim.presses(data=f"1.intell.{confirmed.id}.1.15", on=scene.karim.chat.last)
    await scene.karim.sees("C’est fait")
    await scene.karim.presses(data=f"1.intell.{confirmed.id}.1.15", on=scene.karim.chat.last)
    assert "déjà déclaré" in (await scene.karim.toast()).text
    play.telegram.clock.set_to(SATURDAY.replace(hour=17, minute=5))
    await play.tick()
    assert "incident a été déclaré" in (await scene.karim.sees("Qui est venu")).text
    await scene.karim.presses("Tous présents")
    await scene.karim.sees("Tout est dit")
    await chloe.presses("Fiche d’incident")
    record = await chloe.sees("Registre à ce moment")
    assert "Léo : consignes non confirmées, présence notée après : venu" in record.text.replace("\u00a0", " ")
    karim = await play.id_of(scene.karim)

    async def trail(unit: Unit) -> list[tuple[str, str]]:
        line = (await attendance.sheet(unit, confirmed.id))[0]
        await attendance.mark(unit, line.sign_up_id, Came.ABSENT, None, karim)
        frozen = await incidents.register(unit, 1)
        assert frozen[0].came is None
        assert frozen[0].came_now == "absent"
        rows = await unit.all("SELECT action, changes FROM audit WHERE action LIKE 'attendance%' ORDER BY id")
        return [(row["action"], row["changes"]) for row in rows]

    found = await play.run(trail)
    assert [action for action, _ in found] == ["attendance_after_incident"] * 2
    assert '"came": ["came", "absent"]' in found[1][1]


async def test_nobody_declares_an_incident_of_another_day_or_of_a_session_that_is_not_theirs(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    mia = await play.member("Mia")
    await scene.leo.presses(data=f"1.inopen.{confirmed.id}", on=scene.leo.chat.last)
    assert "15, 18 ou 112" in (await scene.leo.toast()).text
    play.telegram.clock.set_to(TEN)
    await mia.presses(data=f"1.inopen.{confirmed.id}", on=mia.chat.last)
    assert (await mia.toast()).alert
    for forged in ("9.15", "0.16", "-1.0"):
        await scene.leo.presses(data=f"1.intell.{confirmed.id}.{forged}", on=scene.leo.chat.last)
        assert (await scene.leo.toast()).text
    await scene.claire.presses(data=f"1.inopen.{confirmed.id}", on=scene.claire.chat.last)
    await scene.claire.sees("Protégez, appelez")
    await scene.claire.presses("Ce n’est pas un incident")
    await scene.claire.sees("Rien n’est gardé")
    assert await play.run(lambda unit: unit.value("SELECT COUNT(*) FROM incidents")) == 0
