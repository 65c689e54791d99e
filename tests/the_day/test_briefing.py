"""The safety briefing: given at the start, acknowledged one by one, and who has not is seen."""

from __future__ import annotations

from datetime import timedelta

from storage import choices, people, sign_ups
from storage.choices import Choices
from storage.sessions import Session
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast


async def test_each_acknowledges_and_who_leads_ticks_for_those_without_a_telephone(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    brigitte = await play.id_of(scene.brigitte)

    async def prepare(unit: Unit) -> None:
        paul = await people.add(unit, "Paul", registered_by=brigitte)
        await people.accept_charter(unit, paul.id, 1, 1)
        await sign_ups.sign_up(unit, paul.id, confirmed.id, Choices())
        await choices.choose(unit, "briefing_words", "Le portail reste fermé.")

    await play.run(prepare)
    await scene.karim.presses(data=f"1.bgshow.{confirmed.id}", on=scene.karim.chat.last)
    assert (await scene.karim.toast()).alert  # days before
    play.telegram.clock.set_to(SATURDAY - timedelta(minutes=10))
    await play.tick()
    await scene.karim.says("/menu")
    await scene.karim.sees("que souhaitez-vous")
    await scene.karim.presses("🦺 Consignes à donner")
    page = await scene.karim.sees("Consignes de sécurité")
    assert "Poussière" in page.text
    assert "Le portail reste fermé." in page.text
    await scene.karim.presses("Envoyer à chaque personne")
    assert "2 personnes sur 2" in (await scene.karim.sees("Pas encore confirmé")).text.replace("\u00a0", " ")
    await scene.leo.sees("Consignes de sécurité")
    await scene.leo.presses("J’ai compris")
    await scene.leo.sees("Vous avez confirmé")
    seen = await scene.karim.sees("1 personne sur 2")
    assert "Paul, sans téléphone" in seen.text
    await scene.claire.presses(data=f"1.bgshow.{confirmed.id}", on=scene.claire.chat.last)
    assert "Paul" in (await scene.claire.sees("Pas encore confirmé")).text
    await scene.leo.presses(data=f"1.bgtick.{confirmed.id}.2", on=scene.leo.chat.last)
    assert (await scene.leo.toast()).alert
    await scene.karim.presses("✓ Paul")
    await scene.karim.sees("Tout le monde a confirmé")
    await scene.claire.sees("Tout le monde a confirmé")

    async def noted(unit: Unit) -> list[tuple[str, str]]:
        rows = await unit.all(
            "SELECT heard.name, noted.name FROM briefing_heard JOIN sign_ups ON sign_ups.id = sign_up_id"
            " JOIN people AS heard ON heard.id = person_id JOIN people AS noted ON noted.id = noted_by ORDER BY 1"
        )
        return [(row[0], row[1]) for row in rows]

    assert await play.run(noted) == [("Léo", "Léo"), ("Paul", "Karim")]
