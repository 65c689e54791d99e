"""What people eat: never asked before the seat, counted without names, allergies with a consent that is taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person
from bot.local_telegram.seen import SeenMessage
from storage import sessions, work_days
from storage.clock import PARIS
from storage.ids import SessionId
from storage.meals import allergies_of
from storage.people import Role
from storage.store import Unit
from storage.work_days import Hours
from tests.play import Play
from tests.sign_ups import people as cast
from tests.sign_ups.people import PLAN, SATURDAY

OVER = datetime(2027, 3, 6, 17, 0, tzinfo=PARIS)


@pytest.fixture
async def claire(play: Play) -> Person:
    """A household's member."""
    return await play.member("Claire", Role.HOUSEHOLD)


@pytest.fixture
async def session(play: Play, claire: Person) -> SessionId:
    """Two seats to build and one to cook; the meal is offered."""
    house = await play.household("Moreau", claire)
    return await cast.session(play.app.store, await play.id_of(claire), house, seats=2, cooking=1, meal="offered")


async def _takes(play: Play, name: str, session: int, kind: int = 0) -> Person:
    person = await play.member(name)
    await person.presses(data=f"1.sojoin.{session}.{kind}", on=person.chat.last)
    await person.sees("Une place")
    return person


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def _kitchen(person: Person, session: int) -> str:
    await person.presses(data=f"1.mlkitchen.{session}", on=person.chat.last)
    return _plain((await person.sees("Pour la cuisine.*,")).text)


def _written(play: Play, word: str) -> list[str]:
    """Where a word stands in the database."""
    found = []
    with closing(sqlite3.connect(play.data / "coopter.sqlite3")) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            found += [table] * any(word in str(value).casefold() for row in rows for value in row)
    return found


async def test_the_cook_reads_allergies_without_names_until_they_are_taken_back_or_the_time_is_over(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea, ali, zoe = await _takes(play, "Léa", session), await _takes(play, "Ali", session, 1), await play.member("Zoé")
    await lea.presses("Repas", on=lea.chat.last)
    await lea.presses("Végétarien", on=await lea.sees("Le repas est offert"))
    await lea.presses("Allergies", on=await lea.sees("Rien n’est obligatoire"))
    asked = await lea.sees("48 h après la séance, puis c’est effacé")
    assert "sans votre nom" in asked.text
    await lea.presses("J’accepte, et je les écris", on=asked)
    await lea.sees("Quelles allergies")
    await lea.says("Arachides et lait")
    screen = await lea.sees("Allergies : notées, avec votre accord")
    assert "✓ Végétarien" in screen.labels

    await ali.presses("Pour la cuisine", on=await _card(ali, session))
    read = _plain((await ali.sees("Pour la cuisine.*,")).text)
    assert "1 × végétarien" in read
    assert "1 allergie : arachides" in read
    assert "1 allergie : lait" in read
    assert read == await _kitchen(claire, session)
    assert "Léa" not in read
    await play.telegram.idle()
    assert _written(play, "arachides") == ["meals"]  # neither the trail nor any queue holds it

    for forged in (f"1.mlkitchen.{session}", "1.mldiet.1.2.1", "1.mlconsent.1", "1.mlforget.1"):
        await zoe.presses(data=forged, on=zoe.chat.last)
        assert (await zoe.toast()).alert
    await lea.presses(data=f"1.mlkitchen.{session}", on=lea.chat.last)
    assert (await lea.toast()).alert  # a seat to build is none in the kitchen

    await lea.presses(data="1.mlforget.1", on=screen)
    assert "effacé" in (await lea.toast()).text
    await play.telegram.idle()
    assert _written(play, "arachides") == []
    await lea.presses(data="1.mlspeak.1", on=screen)
    await lea.sees("vous en parlerez de vive voix")
    for reader in (ali, claire):
        told = await reader.sees("vous parlera d’une allergie")
        assert "Léa" not in told.text
    assert "1 personne vous parlera d’une allergie" in await _kitchen(ali, session)

    await lea.presses(data="1.mlconsent.1", on=screen)
    await lea.sees("Quelles allergies")
    await lea.says("arachides")
    await lea.sees("Allergies : notées")
    await _at(play, OVER + timedelta(hours=47))
    assert _written(play, "arachides") == ["meals"]
    await _at(play, OVER + timedelta(hours=48, minutes=1))
    assert _written(play, "arachides") == []
    assert [one for one in ali.chat.messages if "Pour la cuisine" in one.text] == []
    assert any("liste de la cuisine a été effacée" in one.text for one in ali.chat.messages)


async def _card(person: Person, session: int) -> SeenMessage:
    await person.presses(data=f"1.wdsession.{session}", on=person.chat.last)
    return await person.sees("Isolation à Limours")


async def _at(play: Play, moment: datetime) -> None:
    play.telegram.clock.set_to(moment)
    await play.tick()
    await play.telegram.idle()


async def test_who_withdraws_takes_their_meal_away_and_without_a_meal_nothing_is_asked(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await _takes(play, "Léa", session)
    await lea.presses(data="1.mlwords.1", on=lea.chat.last)
    await lea.sees("Quel régime")
    await lea.says("Sans gluten")
    await lea.sees("Autre régime : Sans gluten")
    assert "1 × Sans gluten" in await _kitchen(claire, session)
    await lea.presses(data=f"1.soleave.{session}.1", on=lea.chat.last)
    await lea.sees("est libre")
    assert _written(play, "gluten") == []
    await lea.presses(data="1.mldiet.1.0.1", on=lea.chat.last)
    assert "Il faut une place" in (await lea.toast()).text
    await claire.presses(data="1.wdfield.1.6", on=claire.chat.last)
    await claire.presses("Chacun le sien", on=await claire.sees("Et le repas"))
    await claire.sees("C’est changé")
    noe = await _takes(play, "Noé", session)
    assert "Repas" not in noe.chat.last.labels


async def test_a_household_lodges_who_comes_for_several_days(play: Play, claire: Person) -> None:
    house, host = await play.household("Moreau", claire), await play.id_of(claire)

    async def post(unit: Unit) -> SessionId:
        days = [SATURDAY, SATURDAY + timedelta(days=1)]
        hours = [Hours(starts_at=day, ends_at=day + timedelta(hours=8), seats=3) for day in days]
        day = await work_days.post(unit, house, host, PLAN.model_copy(update={"meal": "bring"}), hours)
        return (await sessions.sessions_of(unit, day.id))[0].id

    session = await play.run(post)
    lea = await _takes(play, "Léa", session)
    await claire.presses(data="1.wdedit.1", on=claire.chat.last)
    await claire.presses("Nuit sur place", on=await claire.sees("modifier|changer"))
    await claire.presses("Oui", on=await claire.sees("Pouvez-vous loger"))
    await lea.sees("Nuit sur place")
    await lea.presses("Nuit sur place", on=await _card(lea, session))
    await lea.presses("Je dors sur place", on=await lea.sees("La maison peut loger"))
    await lea.sees("C’est noté")
    assert "1 personne dort sur place" in await _kitchen(claire, session)
    await lea.presses(data="1.mldiet.1.0.1", on=lea.chat.last)  # no meal is taken together
    assert (await lea.toast()).text


def test_single_allergies_are_told_apart_and_counted_together() -> None:
    assert allergies_of("Arachides, lait et fruits à coque.") == ["arachides", "lait", "fruits à coque"]
    assert allergies_of(" ; ") == []
