"""The half-empty week-end: who lives near is called, who has a seat is asked, and what stays open is decided."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.local_telegram import Person
from storage import gate, people, supervision
from storage.choices import DEFAULTS, choose
from storage.sign_ups import sign_up
from storage.store import Unit
from tests.before_the_day.at import comes, days_before, heard, plain
from tests.play import LIMOURS, Play
from tests.work_days.story import PLAN, SATURDAY, Cast

BRIIS, MASSY = "91111", "91377"  # the same intercommunality as Limours; elsewhere
CALLED, ASKED, AGAIN = "Vous avez dit aimer ces travaux", "Toujours des nôtres ?", "Un petit mot de vous"


async def _neighbour(
    play: Play, name: str, commune: str = LIMOURS, likes: str = "insulation", wish: str = "all"
) -> Person:
    person = await play.member(name, commune=commune)
    known = await play.id_of(person)
    await play.run(partial(people.change, person=known, actor=None, likes=[likes], notifications=wish))
    return person


async def test_a_half_empty_week_end_is_filled_from_near_by(play: Play, scene: Cast) -> None:
    claire, karim, leo = scene.claire, scene.karim, scene.leo
    await scene.insure()
    saturday = await scene.day(PLAN, SATURDAY, SATURDAY + timedelta(days=1))
    sunday = saturday.id + 1
    ali = await play.member("Ali")
    ids = [await play.id_of(person) for person in (leo, ali, karim)]

    async def prepare(unit: Unit) -> None:
        for session in (saturday.id, sunday):
            await supervision.accept(unit, session, ids[2], DEFAULTS)
            await gate.refresh(unit, session, DEFAULTS)
        await sign_up(unit, ids[0], saturday.id, DEFAULTS)
        await sign_up(unit, ids[1], saturday.id, DEFAULTS)

    await play.run(prepare)
    nadia, omar = await _neighbour(play, "Nadia"), await _neighbour(play, "Omar", BRIIS)
    others = [
        await _neighbour(play, "Zoé", MASSY), await _neighbour(play, "Paul", likes="cooking"),
        await _neighbour(play, "Rim", wish="fewer"),
    ]  # fmt: skip
    await claire.presses(data=f"1.wdfield.{saturday.work_day_id}.11", on=claire.chat.last)
    await claire.presses("4", on=await claire.sees("combien de personnes la séance"))
    await claire.sees("C’est changé")
    await leo.presses(data=f"1.wdcard.{saturday.work_day_id}", on=leo.chat.last)
    assert "il manque 2 personnes" in plain((await leo.sees("Isolation à Limours")).text)
    await play.tick()

    await comes(play, days_before(3, 12))
    assert "2 personnes manquent tout près de chez vous" in plain((await nadia.sees(CALLED)).text)
    await omar.sees(CALLED)
    assert [heard(person, CALLED) for person in (*others, leo, ali, claire)] == [0] * 6
    await claire.presses(data=f"1.wdsession.{saturday.id}", on=claire.chat.last)
    assert "2 personnes proches ont été sollicitées" in plain((await claire.sees("Qui vient")).text)
    await nadia.presses("Je participe")
    await nadia.sees("Une place est à vous")

    await comes(play, days_before(3, 18))
    await leo.presses("Oui, je viens", on=await leo.sees(ASKED.replace("?", "\\?")))
    await ali.sees(ASKED.replace("?", "\\?"))
    await leo.sees("redit que vous venez")
    assert heard(nadia, ASKED) == 0  # she has just signed up
    await comes(play, days_before(2, 12))  # Sunday, of which nobody was called yet, is three days away
    assert heard(omar, CALLED) == 2
    question = await claire.sees("que décidez-vous")
    assert "1 personne pour aider (2 personnes proches sollicitées)" in plain(question.text)
    await karim.sees("que décidez-vous")
    await comes(play, days_before(2, 18))
    await ali.sees(AGAIN)
    assert (heard(leo, AGAIN), heard(nadia, ASKED), heard(claire, "n’a pas répondu")) == (0, 0, 0)
    await comes(play, days_before(1, 9))
    await claire.presses(data=f"1.wdsession.{saturday.id}", on=claire.chat.last)
    card = plain((await claire.sees("n’a pas répondu")).text)
    assert "• Ali — manque : adhésion, contact d’urgence — n’a pas répondu" in card
    assert "• Léo — a redit oui" in card

    await omar.presses(data=f"1.sojoin.{saturday.id}", on=omar.chat.last)
    await omar.sees("Une place est à vous")
    await claire.sees("Plus rien ne manque : la séance a lieu")
    await comes(play, days_before(1, 15))
    assert heard(omar, CALLED) == 2


async def test_a_call_goes_to_few_each_day_and_stops_when_enough_have_come(play: Play, scene: Cast) -> None:
    session = await scene.day(PLAN.model_copy(update={"min_helpers": 3}))
    near = [await _neighbour(play, f"N{number}") for number in range(4)]

    async def few(unit: Unit) -> None:
        await choose(unit, "call_most", 3)

    await play.run(few)
    await play.tick()
    await comes(play, days_before(3, 12))
    await comes(play, days_before(3, 15))
    assert sorted(heard(person, CALLED) for person in near) == [0, 1, 1, 1]
    await comes(play, days_before(1, 12))
    assert sorted(heard(person, CALLED) for person in near) == [0, 1, 1, 1]
    assert session.is_open
