"""Helping otherwise than by building: wished, taken, waited for, brought along, counted, beside the seats to build."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.local_telegram import Person
from locales.fr.announcements.otherwise import announced_otherwise, read_otherwise
from storage import attendance, consents, outbox, people, seats, sessions, waitlist
from storage.ids import PersonId, SessionId, Subject
from storage.outbox import Message
from storage.people import Role
from storage.seat_kinds import SeatKind
from storage.sign_ups import Verdict, may_sign_up
from storage.store import Store, Unit
from tests.play import Play
from tests.sign_ups import people as cast
from tests.sign_ups.people import CHOICES, SATURDAY


@pytest.fixture
async def claire(play: Play) -> Person:
    """A household's member."""
    return await play.member("Claire", Role.HOUSEHOLD)


@pytest.fixture
async def session(play: Play, claire: Person) -> SessionId:
    """Two seats to build and one to cook, on Saturday 6 March, from 9 h to 17 h."""
    house = await play.household("Moreau", claire)
    return await cast.session(play.app.store, await play.id_of(claire), house, seats=2, cooking=1, meal="offered")


async def _has(play: Play, person: Person, session: int) -> str | None:
    known = await play.id_of(person)

    async def look(unit: Unit) -> str | None:
        found = await seats.find(unit, known, session)
        return f"{found.kind} {found.state}" if found else None

    return await play.app.store.read(look)


async def test_from_a_group_one_takes_a_seat_to_cook_another_waits_and_is_offered_it(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea, ali = await play.member("Léa"), await play.member("Ali")
    group = await play.group("Entraide", claire, [lea, ali])

    async def post(unit: Unit) -> None:
        card = Message(name="work_days/card", context={"work_day": 1})
        await outbox.put(unit, card, chat=group.id, subject=Subject("work_day", 1), is_card=True)

    await play.run(post)
    card = await lea.sees("Sans port de charge : cuisine .1 place", chat=group)
    await lea.presses("Aider autrement", on=card)
    leads = (await lea.toast()).url or ""
    assert leads.endswith("start=o-1")
    await lea.opens(leads)
    shown = await lea.sees("préparer le repas, sans port de charge")
    await lea.presses("Cuisine", on=shown)
    await lea.sees("Une place en cuisine est à vous")
    await group.sees("cuisine .complet")

    await ali.start("o-1")
    await ali.presses("Liste d’attente, cuisine", on=await ali.sees("en cuisine : complet"))
    await ali.sees("liste d’attente en cuisine.*, en position 1")
    await lea.presses(data=f"1.soleave.{session}.1", on=lea.chat.last)
    assert "0 place prise sur 1 en cuisine" in _plain((await claire.sees("Léa ne viendra pas")).text)
    await lea.sees("est libre")
    await play.telegram.idle()
    play.telegram.clock.advance(seconds=waitlist.UNDO.total_seconds())
    await play.tick()
    await ali.presses("Je prends la place", on=await ali.sees("Une place s’est libérée en cuisine"))
    await ali.sees("Une place en cuisine est à vous")
    await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    await lea.sees("Une place est à vous")
    assert [await _has(play, one, session) for one in (lea, ali)] == ["building seated", "cooking seated"]


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_forged_buttons_for_seats_nobody_wishes_change_nothing(play: Play, session: SessionId) -> None:
    lea = await play.member("Léa")
    for kind, said in ((3, "ne cherche personne pour cela"), (9, "bouton"), (-1, "bouton")):
        await lea.presses(data=f"1.sojoin.{session}.{kind}", on=lea.chat.last)
        assert said in (await lea.toast()).text
    assert await _has(play, lea, session) is None
    nino = await play.newcomer("Nino")
    await nino.start("o-1")
    await nino.sees("Acceptez-vous cette charte")
    await nino.presses("J’accepte")
    await nino.sees("qu’on vous appelle")
    await nino.says("Nino")
    await nino.presses("Cuisine", on=await nino.sees("Aider autrement"))
    await nino.sees("Une place en cuisine est à vous")


async def test_the_household_wishes_seats_later_and_a_companion_cooks_while_one_builds(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    await lea.sees("Une place est à vous")
    await claire.presses(data="1.wdedit.1", on=claire.chat.last)
    await claire.presses("Aider autrement", on=await claire.sees("modifier|changer"))
    await claire.sees("Faut-il aussi de l’aide")
    await claire.says("deux en cuisine et une personne à l'accueil")
    told = _plain((await lea.sees("Un changement")).text)
    assert "Avant : 1 en cuisine" in told
    assert "Après : 2 en cuisine, 1 à l’accueil" in told
    await lea.presses(data=f"1.soadult.{session}", on=lea.chat.last)
    await lea.sees("Comment s’appelle")
    await lea.says("Anna")
    await lea.presses("En cuisine", on=await lea.sees("Pour quelle place"))
    await lea.sees("charte")
    await lea.says("oui")
    await lea.sees("Une place en cuisine est à Anna")
    card = await claire.sees("Anna .avec Léa., cuisine")
    assert "1 place libre sur 2" in _plain(card.text)  # to build: Anna takes none
    assert "cuisine (1 place), accueil (1 place)" in _plain(card.text)


async def test_only_builders_count_for_the_ceiling_and_hours_count_for_all(store: Store) -> None:
    host = await cast.volunteer(store, "Hôte", 100)
    house = await cast.household(store, "M", host)
    place = await cast.session(store, host, house, seats=9, cooking=2, risky=True, minors=True)
    cook, young = await cast.volunteer(store, "Cora", 101), await cast.volunteer(store, "Tom")

    async def work(unit: Unit) -> list[Verdict]:
        born = (SATURDAY - timedelta(days=17 * 365)).date().isoformat()
        await unit.run("UPDATE people SET born_on = ?, guardian_id = ? WHERE id = ?", (born, host, young))
        await consents.give(unit, young, host)
        session = await sessions.get_session(unit, place)
        builders = [PersonId(await unit.insert(_PERSON, (f"B{n}", unit.now))) for n in range(4)]
        for one in builders:
            await seats.add(unit, session, one, seats.SignUpState.SEATED)
        known = await people.get(unit, young)
        found = [
            await may_sign_up(unit, await people.get(unit, cook), session, CHOICES),
            await may_sign_up(unit, await people.get(unit, cook), session, CHOICES, SeatKind.COOKING),
            await may_sign_up(unit, known, session, CHOICES),
            await may_sign_up(unit, known, session, CHOICES, SeatKind.COOKING),
        ]
        await seats.add(unit, session, cook, seats.SignUpState.SEATED, kind=SeatKind.COOKING)
        assert len(await attendance.sheet(unit, place)) == 5
        return found

    assert await store.run(work) == [Verdict.CEILING, Verdict.FREE, Verdict.AGE, Verdict.FREE]


_PERSON = "INSERT INTO people (name, charter_version, created_at) VALUES (?, 1, ?)"


def test_seats_to_help_otherwise_are_read_as_people_write_them() -> None:
    assert read_otherwise("2 cuisine, 1 accueil") == {"cooking": 2, "welcoming": 1}
    assert read_otherwise("une personne en cuisine et deux pour garder les enfants") == {
        "cooking": 1,
        "child_minding": 2,
    }
    assert read_otherwise("personne") == {}
    found, rest = announced_otherwise("Isolation samedi, 4 personnes et 2 pour cuisiner")
    assert (found, "4 personnes" in rest, "2" in rest) == ({"cooking": 2}, True, False)
    assert announced_otherwise("3 personnes pour la cuisine à repeindre")[0] == {}
