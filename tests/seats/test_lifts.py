"""Car-sharing: a board for those who have a seat, a driver's yes, places never given twice; who leaves is missed."""

from __future__ import annotations

import pytest

from bot.local_telegram import Person
from storage import lifts, people, sessions
from storage.ids import SessionId
from storage.lifts import Answer
from storage.people import Role
from storage.seat_kinds import SeatKind
from storage.sign_ups import sign_up
from storage.store import Store, Unit
from tests.play import Play
from tests.sign_ups import people as cast
from tests.sign_ups.people import CHOICES

ORSAY, LES_ULIS, ETAMPES = "91471", "91692", "91223"


@pytest.fixture
async def session(play: Play) -> SessionId:
    """Six seats on Saturday 6 March, from 9 h to 17 h."""
    claire = await play.member("Claire", Role.HOUSEHOLD)
    house = await play.household("Moreau", claire)
    return await cast.session(play.app.store, await play.id_of(claire), house, seats=6)


async def _takes(play: Play, name: str, session: int) -> Person:
    person = await play.member(name)
    await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
    await person.sees("Une place")
    return person


async def _offers(person: Person, seats: int, commune: str, hour: str) -> None:
    await person.presses("Covoiturage", on=person.chat.last)
    await person.presses("Je propose des places", on=await person.sees("Seules les personnes qui ont une place"))
    await person.presses(str(seats), on=await person.sees("Combien de places"))
    await person.sees("De quelle commune")
    await person.says(commune)
    await person.sees("Vers quelle heure")
    await person.says(hour)
    await person.sees("Vous : .* part")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_a_place_is_asked_given_and_written_about_and_who_leaves_is_missed(
    play: Play, session: SessionId
) -> None:
    ali, lea, noe = [await _takes(play, name, session) for name in ("Ali Benali", "Léa Martin", "Noé")]
    await lea.presses(data=f"1.lfwish.{session}", on=lea.chat.last)
    await lea.presses("Limours", on=await lea.sees("De quelle commune"))
    await lea.presses("8 h", on=await lea.sees("Vers quelle heure"))
    await lea.sees("Vous : Léa cherche une place, de Limours, vers 8 h")
    await _offers(ali, 1, "Les Ulis", "8h15")

    told = await lea.sees("Une voiture pour samedi 6 mars : Ali part des Ulis à 8 h 15 · 1 place libre")
    assert "Benali" not in told.text
    await lea.presses("Demander une place", on=told)
    assert "demandé à Ali" in (await lea.toast()).text
    await noe.presses(data="1.lfask.2", on=noe.chat.last)
    await noe.toast()
    asked = await ali.sees("Léa demande une place dans votre voiture")
    await ali.presses("D’accord", on=asked)
    await ali.sees("Léa monte avec vous")
    given = await lea.sees("Vous avez une place en voiture")
    await lea.says("devant la mairie ?", reply_to=given)
    await lea.sees("Transmis|transmis|parvenu|envoyé")
    await ali.sees("devant la mairie")
    late = await ali.sees("Noé demande une place", ever=True)
    await ali.presses("D’accord", on=late)
    assert "plus de place" in (await ali.toast()).text

    await lea.presses(data=f"1.soleave.{session}.1", on=lea.chat.last)
    await lea.sees("est libre")
    await ali.sees("Léa ne monte plus avec vous")
    await ali.presses("D’accord", on=late)
    await ali.sees("Noé monte avec vous")
    await noe.sees("Vous avez une place en voiture")
    await ali.presses(data=f"1.soleave.{session}.1", on=ali.chat.last)
    await ali.sees("est libre")
    await noe.sees("Ali ne conduit plus")


async def test_only_who_has_a_seat_reads_the_board_and_forged_buttons_change_nothing(
    play: Play, session: SessionId
) -> None:
    ali, zoe, eve = await _takes(play, "Ali", session), await _takes(play, "Zoé", session), await play.member("Ève")
    await _offers(ali, 2, "Orsay", "8h")
    await zoe.presses(data="1.lfask.1", on=zoe.chat.last)
    asked = await ali.sees("Zoé demande une place")
    for forged in (
        f"1.lfboard.{session}.0",
        f"1.lfoffer.{session}",
        "1.lfone.1",
        "1.lfask.1",
        "1.lfyes.1",
        "1.lftake.1",
    ):
        await eve.presses(data=forged, on=eve.chat.last)
        assert (await eve.toast()).alert
    for forged in ("1.lfyes.1", "1.lfno.1", "1.lftake.1"):  # it is not her car
        await zoe.presses(data=forged, on=zoe.chat.last)
        assert "pas à vous" in (await zoe.toast()).text
    await ali.presses("Pas possible", on=asked)
    await zoe.sees("Ali ne peut pas vous prendre")
    await zoe.presses(data="1.lfask.1", on=zoe.chat.last)
    assert "déjà demandé" in (await zoe.toast()).text  # a no is not asked again
    await ali.presses(data="1.lfno.1", on=asked)
    assert "plus d’actualité" in (await ali.toast()).text
    await ali.presses(data="1.lftake.1", on=ali.chat.last)
    assert "retiré" in (await ali.toast()).text


async def test_places_are_never_given_twice_and_the_nearest_come_first(store: Store) -> None:
    host = await cast.volunteer(store, "Hôte", 100)
    place = await cast.session(store, host, await cast.household(store, "M", host), seats=6, cooking=2)
    crowd = [await cast.volunteer(store, f"P{n}", 200 + n) for n in range(7)]

    async def work(unit: Unit) -> None:
        session = await sessions.get_session(unit, place)
        for number, one in enumerate(crowd[:6]):
            kind = SeatKind.COOKING if number % 2 else SeatKind.BUILDING
            await sign_up(unit, one, place, CHOICES, kind=kind if number < 4 else SeatKind.BUILDING)
        first, second, third, *others = crowd
        car = await lifts.say(unit, session, first, seats=1, commune=ETAMPES, leaves_at="07:00")
        near = await lifts.say(unit, session, second, seats=2, commune=LES_ULIS, leaves_at="08:00")
        here = await lifts.say(unit, session, third, seats=2, commune=ORSAY, leaves_at="08:30")
        assert car is not None
        assert near is not None
        assert here is not None
        assert await lifts.say(unit, session, first, seats=4, commune=ORSAY, leaves_at="07:00") is None
        found, total = await lifts.board(unit, place, ORSAY, (ORSAY, LES_ULIS), offset=0, limit=2)
        assert ([one.commune for one in found], total) == ([ORSAY, LES_ULIS], 3)

        assert (await lifts.ask(unit, car, crowd[6]))[0] is Answer.NO_SEAT
        rides = [(await lifts.ask(unit, car, one))[1] for one in others[:3]]
        assert [await lifts.accept(unit, ride) for ride in rides if ride] == [Answer.DONE, Answer.FULL, Answer.FULL]
        assert (await lifts.get(unit, car.id)).left == 0
        assert (await lifts.ask(unit, near, others[0]))[0] is Answer.ALREADY  # one car at a time
        assert (await lifts.ask(unit, near, third))[0] is Answer.ALREADY  # who drives does not ride
        _, asked = await lifts.ask(unit, near, others[1])
        assert asked is not None
        own = await lifts.say(unit, session, others[1], seats=3, commune=ORSAY, leaves_at="08:00")
        assert await lifts.accept(unit, asked) is Answer.ALREADY  # they drive by now: their car and its riders stay
        assert await lifts.of(unit, others[1], place) == own
        assert lifts.first_name((await people.get(unit, host)).name) == "Hôte"

    await store.run(work)
