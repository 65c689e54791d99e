"""What a volunteer asks in plain words is answered at once, as far as they may know; the rest is passed on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.sessions import Session
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("ça commence à quelle heure ?", "de 9 h à 17 h"),
        ("c'est quand déjà ?", "samedi 13 mars"),
        ("qui encadre ?", "Karim"),
        ("on mange sur place ?", "[Rr]epas"),
        ("faut apporter quoi ?", "de bonnes chaussures"),
        ("on va faire quoi exactement ?", "[Ii]solation"),
    ],
)
async def test_what_the_bot_knows_is_answered_at_once(
    scene: Cast, confirmed: Session, asked: str, answered: str
) -> None:
    card = scene.leo.chat.last
    await scene.leo.says(asked, reply_to=card)
    told = await scene.leo.sees(answered)
    assert "Lilas" not in told.text


async def test_the_address_is_told_only_when_its_time_has_come(play: Play, scene: Cast, confirmed: Session) -> None:
    card = scene.leo.chat.last
    await scene.leo.says("c'est où ?", reply_to=card)
    assert "Lilas" not in (await scene.leo.sees("adresse")).text
    play.telegram.clock.set_to(SATURDAY - timedelta(hours=30))
    await play.tick()
    await play.telegram.idle()
    await scene.leo.says("c'est où déjà ?", reply_to=card)
    await scene.leo.sees("12 rue des Lilas")
    zoe = await play.member("Zoé")
    await zoe.presses(data=f"1.wdsession.{confirmed.id}", on=zoe.chat.last)
    public = await zoe.sees("Isolation à Limours")
    await zoe.says("c'est à quelle adresse ?", reply_to=public)
    assert "Lilas" not in (await zoe.sees("adresse")).text


async def test_what_the_bot_does_not_know_reaches_the_household_and_comes_back(scene: Cast, confirmed: Session) -> None:
    card = scene.leo.chat.last
    await scene.leo.says("vous avez un chat ? j'y suis allergique", reply_to=card)
    await scene.leo.sees("Transmis")
    asked = await scene.claire.sees("allergique")
    await scene.claire.says("Non, aucun animal ici", reply_to=asked)
    await scene.leo.sees("aucun animal ici")


async def test_an_offer_of_help_elsewhere_is_a_search_though_a_reminder_waits(scene: Cast, confirmed: Session) -> None:
    await scene.leo.says("je suis dispo dimanche vers Étampes")
    await scene.leo.sees("Votre recherche")


async def test_the_same_words_as_a_reply_are_an_answer(scene: Cast, confirmed: Session) -> None:
    card = scene.leo.chat.last
    await scene.leo.says("je suis dispo samedi", reply_to=card)
    assert "recherche" not in (await scene.leo.sees("samedi")).text
