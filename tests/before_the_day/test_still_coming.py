"""«Toujours des nôtres ?» is one question a day, whoever answers, and a yes counts for all of it."""

from __future__ import annotations

from functools import partial

from storage import companions
from storage.choices import DEFAULTS, choose
from storage.participants import Participant, participants
from storage.sign_ups import sign_up
from storage.store import Unit
from tests.before_the_day.at import comes, days_before, heard, plain
from tests.play import Play
from tests.work_days.story import PLAN, SATURDAY, Cast, answer_all

ASKED = "Toujours des nôtres ?"


async def test_both_halves_of_a_day_and_a_companion_are_one_question(play: Play, scene: Cast) -> None:
    morning = await scene.day(PLAN, SATURDAY, SATURDAY.replace(hour=14))
    both = (morning.id, morning.id + 1)
    leo = await play.id_of(scene.leo)

    async def take(unit: Unit) -> None:
        await unit.run("UPDATE sessions SET ends_at = ? WHERE id = ?", (SATURDAY.replace(hour=12), morning.id))
        anna = await companions.add_adult(unit, "Anna", leo, DEFAULTS)
        for session in both:
            await sign_up(unit, leo, session, DEFAULTS)
        await sign_up(unit, anna.id, morning.id, DEFAULTS, brought_by=leo)

    await play.run(take)
    await play.tick()
    await comes(play, days_before(3, 18))
    asked = await scene.leo.sees(ASKED.replace("?", "\\?"))
    assert "de 9 h à 12 h" in plain(asked.text)
    assert "de 14 h à 17 h" in plain(asked.text)
    assert "Avec vous : Anna" in plain(asked.text)
    assert heard(scene.leo, ASKED) == 1
    await scene.leo.presses("Oui, je viens")
    await scene.leo.sees("redit que vous venez")

    async def said(unit: Unit) -> list[Participant]:
        return [one for session in both for one in await participants(unit, session)]

    assert [one.confirmed for one in await play.run(said)] == [True] * 3
    await comes(play, days_before(2, 18))
    await comes(play, days_before(1, 9))
    assert not any(one.silent for one in await play.run(said))
    assert heard(scene.leo, "Un petit mot de vous") == 0


async def test_the_cooperative_may_propose_a_least_number_of_helpers_when_a_day_is_posted(
    play: Play, scene: Cast
) -> None:
    await play.run(partial(choose, name="min_helpers", value=3))
    claire = scene.claire
    await claire.says("Samedi 13 mars de 9h à 17h, 2 personnes pour isoler les combles à Limours, repas offert")
    await claire.presses("C’est tout", on=await claire.sees("déjà vrai"))
    await claire.presses("Passer", on=await claire.sees("pour la cuisine"))
    assert "En dessous de 2 personnes" in plain((await claire.sees("On publie")).text)  # of the seats there are
    await answer_all(claire, "Corriger", "Effectif minimum")
    await claire.sees("combien de personnes la séance")
    await claire.says("3")
    assert "3, c’est plus que les 2 places" in plain((await claire.sees("plus que les")).text)
    await claire.says("1")
    assert "En dessous de 1 personne," in plain((await claire.sees("On publie")).text)
    await claire.presses("Publier")
    await claire.sees("C’est publié")
    assert (await scene.session(1)).min_helpers == 1
