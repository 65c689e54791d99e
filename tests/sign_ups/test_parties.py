"""Who answers for somebody else: a guardian without a seat, companions; and saying again that one comes."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.local_telegram import Person
from storage import contacts, gate, memberships, seats, sessions, supervision
from storage.choices import DEFAULTS, choose
from storage.clock import PARIS
from storage.ids import PersonId
from storage.memberships import MembershipState
from storage.seats import SignUp
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import PLAN, SATURDAY, Cast, cast

SESSION = 1
NEAR = datetime(2027, 3, 11, 10, 0, tzinfo=PARIS)
"""Two days before the session: the address may be told."""


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A session that lacks nothing but who comes, led by Karim, where minors are welcome."""
    scene = await cast(play)
    await scene.insure()
    await scene.day(PLAN.model_copy(update={"minors": True}))
    karim = await play.id_of(scene.karim)

    async def lead(unit: Unit) -> None:
        await supervision.accept(unit, SESSION, karim, DEFAULTS)

    await play.run(lead)
    return scene


async def _at(play: Play, moment: datetime) -> None:
    play.telegram.clock.set_to(moment)
    await play.tick()
    await play.telegram.idle()


async def _registers(guardian: Person, name: str = "Tom") -> None:
    await guardian.presses(data=f"1.sominor.{SESSION}")
    await guardian.sees("Comment s’appelle")
    await guardian.says(name)
    await guardian.sees("date de naissance")
    await guardian.says("12/05/2010")
    await guardian.sees("consentez-vous")
    await guardian.presses("Oui, je consens")
    await guardian.sees(f"Une place est à {name}")
    await guardian.sees(f"Qui prévenir en cas d’urgence pour {name}")
    await guardian.presses("Plus tard")
    await guardian.sees("quand nous saurons qui prévenir")


async def _whole(play: Play, name: str) -> PersonId:
    """Validate someone's membership, and give whom to call."""

    async def whole(unit: Unit) -> PersonId:
        person = PersonId(await unit.value("SELECT id FROM people WHERE name = ?", (name,)))
        season = await memberships.season(unit, SATURDAY.date())
        await memberships.ask(unit, person, season)
        await memberships.decide(unit, person, season, MembershipState.VALID, person)
        await contacts.set_emergency_contact(unit, person, "Proche", "0600000000")
        return person

    return await play.run(whole)


async def _confirm(play: Play) -> None:
    async def refresh(unit: Unit) -> str:
        await gate.refresh(unit, SESSION, DEFAULTS)
        return (await sessions.get_session(unit, SESSION)).state

    assert await play.run(refresh) == "confirmed"


async def _seat(play: Play, person: PersonId) -> SignUp:
    async def find(unit: Unit) -> SignUp:
        found = await seats.find(unit, person, SESSION)
        assert found is not None
        return found

    return await play.run(find)


async def test_a_guardian_without_a_seat_gets_the_address_for_the_minor_until_the_minor_withdraws(
    play: Play, scene: Cast
) -> None:
    guardian = await play.member("Nour")
    await _registers(guardian)
    tom = await _whole(play, "Tom")
    await _confirm(play)
    await guardian.presses(data=f"1.wdaddress.{SESSION}")
    assert "72 heures avant" in (await guardian.toast()).text
    await _at(play, NEAR)
    assert "12 rue des Lilas" in (await guardian.sees("Adresse|rue")).text
    await guardian.presses(data=f"1.wdaddress.{SESSION}")
    assert "12 rue des Lilas" in (await guardian.sees("rue des Lilas")).text
    await guardian.presses(data=f"1.sowithdraw.{SESSION}")
    await guardian.sees("Tom ne peut plus venir")
    await guardian.presses("Oui, je me désiste")
    await guardian.sees("votre place du samedi 13 mars est libre")
    assert (await _seat(play, tom)).state == "withdrawn"
    await guardian.presses(data=f"1.wdaddress.{SESSION}")
    toast = await guardian.toast()
    assert toast.alert
    assert "Lilas" not in toast.text
    assert "Tom" in (await scene.claire.sees("ne viendra pas")).text


async def test_a_guardian_undoes_the_withdrawal_of_the_minor(play: Play, scene: Cast) -> None:
    guardian = await play.member("Nour")
    await _registers(guardian)
    tom = await _whole(play, "Tom")
    await guardian.says("/annuler")
    await guardian.presses("Me désister · samedi 13 mars", on=await guardian.sees("."))
    await guardian.sees("Tom ne peut plus venir")
    await guardian.presses("Oui, je me désiste")
    await guardian.sees("est libre")
    await guardian.presses("Rétablir")
    await guardian.sees("Une place est à Tom")
    assert (await _seat(play, tom)).state == "seated"


async def test_a_minors_seat_is_whole_once_the_guardian_says_whom_to_call(play: Play, scene: Cast) -> None:
    guardian = await play.member("Nour")
    await _registers(guardian)

    async def validate(unit: Unit) -> PersonId:
        tom = PersonId(await unit.value("SELECT id FROM people WHERE name = 'Tom'"))
        season = await memberships.season(unit, SATURDAY.date())
        assert await memberships.decide(unit, tom, season, MembershipState.VALID, tom)
        return tom

    tom = await play.run(validate)

    async def lacks(unit: Unit) -> list[gate.SeatPoint]:
        return await gate.seat_missing(unit, tom, await sessions.get_session(unit, SESSION), DEFAULTS)

    assert await play.run(lacks) == [gate.SeatPoint.EMERGENCY_CONTACT]
    await guardian.presses("Qui prévenir pour Tom")
    await guardian.sees("Qui prévenir en cas d’urgence pour Tom")
    await guardian.presses("Moi, Nour")
    await guardian.sees("numéro de téléphone")
    await guardian.says("06 12 34 56 78")
    await guardian.sees("nous préviendrons Nour en cas d’urgence pour Tom")
    assert await play.run(lacks) == []
    await guardian.presses(data=f"1.wdsession.{SESSION}")
    assert "Qui prévenir pour Tom" not in (await guardian.sees("Isolation")).labels


async def test_an_adult_companion_gives_whom_to_call_through_who_brings_them(play: Play, scene: Cast) -> None:
    await scene.seat(scene.leo, SESSION)
    await scene.leo.presses(data=f"1.soadult.{SESSION}")
    await scene.leo.sees("Comment s’appelle")
    await scene.leo.says("Anna")
    await scene.leo.sees("charte")
    await scene.leo.says("oui")
    await scene.leo.sees("Une place est à Anna")
    await scene.leo.sees("Qui prévenir en cas d’urgence pour Anna")
    await scene.leo.says("Inès")
    await scene.leo.sees("numéro de téléphone")
    await scene.leo.says("0612345678")
    await scene.leo.sees("nous préviendrons Inès")
    zoe = await play.member("Zoé")
    await zoe.presses(data="1.socontact.2")
    assert (await zoe.toast()).alert


async def test_nobody_is_asked_whom_to_call_where_the_cooperative_does_not_want_it(play: Play, scene: Cast) -> None:
    await play.run(lambda unit: choose(unit, "seat_points", ["charter", "membership"]))
    guardian = await play.member("Nour")
    await guardian.presses(data=f"1.sominor.{SESSION}")
    await guardian.sees("Comment s’appelle")
    await guardian.says("Tom")
    await guardian.sees("date de naissance")
    await guardian.says("12/05/2010")
    await guardian.sees("consentez-vous")
    await guardian.says("oui")
    await guardian.sees("Une place est à Tom")
    await play.telegram.idle()
    assert "Qui prévenir" not in guardian.transcript()


async def test_nobody_gets_the_address_for_a_seat_that_is_not_whole(play: Play, scene: Cast) -> None:
    guardian = await play.member("Nour")
    await _registers(guardian)
    await _confirm(play)
    await _at(play, NEAR)
    await guardian.presses(data=f"1.wdaddress.{SESSION}")
    assert (await guardian.toast()).alert
    assert "Lilas" not in guardian.transcript(50)


async def test_who_says_again_that_they_come_is_seen_by_the_household_until_the_day_moves(
    play: Play, scene: Cast
) -> None:
    await scene.seat(scene.leo, SESSION)
    leo = await play.id_of(scene.leo)
    await scene.claire.presses(data=f"1.wdsession.{SESSION}")
    await scene.claire.sees("Qui vient")
    await _at(play, datetime(2027, 3, 12, 18, 0, tzinfo=PARIS))
    reminder = await scene.leo.sees("Rappel")
    await scene.leo.presses("Je viens", on=reminder)
    assert "à bientôt" in (await scene.leo.toast()).text
    await scene.leo.sees("Vous avez redit que vous venez")
    await scene.claire.sees("Léo — a redit oui")
    first = (await _seat(play, leo)).confirmed_at
    assert first is not None
    play.telegram.clock.advance(minutes=5)
    await scene.leo.presses(data=f"1.sokeep.{SESSION}")
    await scene.leo.toast()
    assert (await _seat(play, leo)).confirmed_at == first
    await scene.claire.presses(data=f"1.wdmove.{SESSION}")
    await scene.claire.sees(".")
    await scene.claire.says("dimanche 14 mars de 9h à 17h")
    await scene.claire.presses("Oui, changer", on=await scene.claire.sees("Changer le moment"))
    moved = await scene.leo.sees("dimanche 14 mars")
    assert (await _seat(play, leo)).confirmed_at is None
    await scene.leo.presses("Je garde ma place", on=moved)
    await scene.leo.toast()
    assert (await _seat(play, leo)).confirmed_at is not None


async def test_je_viens_takes_a_seat_that_is_offered(play: Play, scene: Cast) -> None:
    noe = await play.member("Noé")
    await _whole(play, "Noé")
    known = await play.id_of(noe)

    async def offered(unit: Unit) -> None:
        place = await sessions.get_session(unit, SESSION)
        found = await seats.add(unit, place, known, seats.SignUpState.WAITING)
        await seats.move(unit, found, seats.SignUpState.OFFERED, None, until=SATURDAY)

    await play.run(offered)
    await noe.presses(data=f"1.sokeep.{SESSION}")
    await noe.sees("Une place est à vous")
    assert (await _seat(play, known)).state == "seated"


async def test_news_of_a_session_that_wait_for_the_morning_do_not_reach_who_withdrew(play: Play, scene: Cast) -> None:
    await scene.seat(scene.leo, SESSION)
    await _at(play, datetime(2027, 3, 2, 22, 0, tzinfo=PARIS))
    await scene.claire.presses(data="1.wdfield.1.0")
    await scene.claire.sees(".")
    await scene.claire.says("Nous posons aussi le frein-vapeur")
    await scene.claire.sees("C’est changé")
    await scene.leo.presses(data=f"1.soleave.{SESSION}.1")
    await scene.leo.sees("est libre")
    await _at(play, datetime(2027, 3, 3, 9, 0, tzinfo=PARIS))
    assert "frein-vapeur" not in scene.leo.transcript(50)


async def test_whom_to_call_is_shown_to_who_leads_from_the_day_before_and_to_nobody_else(
    play: Play, scene: Cast
) -> None:
    await scene.seat(scene.leo, SESSION)
    await scene.karim.presses(data=f"1.soemergency.{SESSION}")
    assert "de la veille" in (await scene.karim.toast()).text
    await _at(play, datetime(2027, 3, 12, 12, 0, tzinfo=PARIS))
    await scene.karim.presses(data=f"1.wdsession.{SESSION}")
    await scene.karim.presses("Contacts d’urgence", on=await scene.karim.sees("Isolation"))
    shown = await scene.karim.sees("Qui prévenir en cas d’urgence")
    assert "Inès" in shown.text
    assert shown.payload.get("has_protected_content")
    for person in (scene.claire, scene.leo, scene.brigitte):
        await person.presses(data=f"1.soemergency.{SESSION}")
        await person.toast()
        assert "0600000000" not in person.transcript(50)
    await _at(play, datetime(2027, 3, 14, 12, 0, tzinfo=PARIS))
    await scene.karim.presses(data=f"1.soemergency.{SESSION}")
    assert (await scene.karim.toast()).alert
