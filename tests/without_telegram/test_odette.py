"""Odette has no Telegram: Brigitte registers her, acts for her and passes on what concerns her."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person, SeenMessage
from storage import contacts, gate, memberships, supervision
from storage.choices import DEFAULTS
from storage.clock import PARIS
from storage.ids import PersonId
from storage.memberships import MembershipState
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast, cast

SESSION = 1


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A session of five seats that lacks nothing, led by Karim."""
    scene = await cast(play)
    await scene.insure()
    await scene.day()
    karim = await play.id_of(scene.karim)
    await play.run(lambda unit: supervision.accept(unit, SESSION, karim, DEFAULTS))
    return scene


async def _at(play: Play, moment: datetime) -> None:
    play.telegram.clock.set_to(moment)
    await play.tick()
    await play.telegram.idle()


async def _registers(brigitte: Person, name: str = "Odette Roy") -> SeenMessage:
    await brigitte.says("/sanstelegram")
    await brigitte.sees("Sans Telegram")
    await brigitte.presses("Inscrire quelqu’un")
    await brigitte.sees("Comment s’appelle cette personne")
    await brigitte.says(name)
    await brigitte.sees("Son numéro de téléphone")
    await brigitte.says("06 12 34 56 78")
    await brigitte.sees("Quel jour a-t-elle signé")
    await brigitte.says("demain")
    await brigitte.sees("pas encore passé")
    await brigitte.says("12/02/2027")
    await brigitte.sees("Qui garde cette charte")
    await brigitte.presses("Moi, Brigitte")
    assert "12\u00a0février 2027" in (await brigitte.sees("Est-ce bien cela")).text
    await brigitte.presses("Oui, inscrire")
    return await brigitte.sees(f"{name}.*sans Telegram")


async def _id(play: Play, name: str) -> PersonId:
    found = await play.run(lambda unit: unit.value("SELECT id FROM people WHERE name = ?", (name,)))
    return PersonId(found)


async def _whole(play: Play, person: PersonId) -> None:
    """Their membership is validated, and somebody may be called for them."""

    async def whole(unit: Unit) -> None:
        season = await memberships.season(unit, SATURDAY.date())
        await memberships.ask(unit, person, season)
        await memberships.decide(unit, person, season, MembershipState.VALID, person)
        await contacts.set_emergency_contact(unit, person, "Proche", "+33600000000")
        await gate.refresh(unit, SESSION, DEFAULTS)

    await play.run(whole)


async def _move(scene: Cast) -> None:
    """Claire brings Saturday's session to Sunday."""
    claire = scene.claire
    await claire.presses(data=f"1.wdmove.{SESSION}")
    await claire.sees("Quel nouveau moment")
    await claire.says("dimanche 14 mars")
    await claire.sees("dimanche 14")
    await claire.presses("Oui, changer et prévenir")


async def test_odette_without_telegram_from_the_charter_to_her_hours(play: Play, scene: Cast) -> None:
    brigitte, karim = scene.brigitte, scene.karim
    card = await _registers(brigitte)
    odette = await _id(play, "Odette Roy")
    await brigitte.presses("Inscrire à une séance", on=card)
    await brigitte.sees("Une place pour Odette Roy")
    await brigitte.presses("1")
    assert "Une place est à Odette Roy" in (await brigitte.toast()).text
    await brigitte.sees("Séances prises pour Odette Roy")
    await _whole(play, odette)

    await _at(play, SATURDAY - timedelta(days=2))
    told = await brigitte.sees("À transmettre à Odette Roy.*Où venir")
    assert "12 rue des Lilas" in told.text
    await brigitte.presses("C’est fait", on=told)
    await brigitte.sees("Brigitte a prévenu Odette Roy")

    await _at(play, datetime(2027, 3, 12, 18, 0, tzinfo=PARIS))
    told = await brigitte.sees("À transmettre à Odette Roy.*Rappel.*samedi")
    assert "Répondez à ce message" not in told.text
    await _move(scene)
    moved = await brigitte.sees("À transmettre à Odette Roy.*reportée")
    assert "dimanche 14" in moved.text
    await brigitte.sees("plus rien à transmettre")  # the reminder of Saturday
    await brigitte.presses("C’est fait", on=moved)
    await brigitte.sees("Brigitte a prévenu Odette Roy")

    await _at(play, datetime(2027, 3, 14, 19, 0, tzinfo=PARIS))
    await karim.sees("présents")
    await karim.presses("Tous présents")
    await karim.sees("Tout est dit")
    await karim.presses("Clôturer et remercier")
    thanks = await brigitte.sees("À transmettre à Odette Roy.*Merci")
    assert "8" in thanks.text

    account = await _opens_her_link(play, brigitte, odette)
    assert await _of(play, account) == [("Odette", SESSION, "came", 480)]
    await account.presses("Mes inscriptions")
    await account.sees("Aucune pour l’instant|Mes inscriptions")


async def _opens_her_link(play: Play, brigitte: Person, odette: PersonId) -> Person:
    """Brigitte makes the link, Odette opens it in a Telegram of her own, Brigitte confirms that it is her."""
    await brigitte.presses(data=f"1.wtshow.{odette}")
    await brigitte.sees("Odette Roy.*sans Telegram")
    await brigitte.presses("Rejoindre Telegram")
    link = re.search(r"start=(i-[\w-]{22})", (await brigitte.sees("Votre lien est prêt")).text)
    assert link is not None
    account = await play.newcomer("Odette")
    await account.start(link[1])
    await account.sees("Acceptez-vous")
    await account.presses("J’accepte")
    await account.sees("Comment voulez-vous")
    await account.presses("Odette")
    wait = await account.sees("doit encore confirmer")
    assert "Roy" not in wait.text
    await brigitte.presses("Oui, c’est bien", on=await brigitte.sees("a ouvert votre invitation"))
    await account.sees("Votre fiche vous a suivi")
    return account


async def _of(play: Play, account: Person) -> list[tuple[object, ...]]:
    """What is noted of somebody's sessions; nobody else of that name is known any more."""
    known = await play.id_of(account)

    async def look(unit: Unit) -> list[tuple[object, ...]]:
        assert await unit.value("SELECT COUNT(*) FROM people WHERE name LIKE 'Odette%'") == 1
        rows = await unit.all(
            "SELECT name, session_id, came, minutes FROM people JOIN sign_ups ON person_id = people.id"
            " JOIN attendance ON sign_up_id = sign_ups.id WHERE people.id = ?",
            (known,),
        )
        return [tuple(row) for row in rows]

    return await play.run(look)
