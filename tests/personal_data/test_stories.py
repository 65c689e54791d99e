"""`/mesdonnees` played: seen, taken along, left, erased; from the tap to the bytes on the disk."""

from __future__ import annotations

import json
from functools import partial

import pytest

from bot.local_telegram import Person
from storage import departures, exclusions, people, seats
from storage.seats import SignUpState
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import Cast, cast


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A session, and Léo seated in it."""
    scene = await cast(play)
    await scene.day()
    await scene.seat(scene.leo, 1)
    return scene


async def _erase(person: Person) -> None:
    await person.says("/mesdonnees")
    await person.sees("Vos données")
    await person.presses("Tout effacer")
    await person.sees("Ce que nous ne pouvons pas atteindre")
    await person.presses("Oui, tout effacer maintenant")
    await person.sees("C’est effacé")


async def test_all_that_is_held_is_taken_along_as_a_page_and_a_file(play: Play, scene: Cast) -> None:
    await scene.leo.says("/mesdonnees")
    mine = await scene.leo.sees("Vos données, Léo")
    assert "votre contact d’urgence" in mine.text
    await scene.leo.presses("Tout emporter")
    page = await scene.leo.sees("à lire dans un navigateur")
    program = await scene.leo.sees("JSON")
    assert page.payload["has_protected_content"]
    assert program.payload["has_protected_content"]
    shown = (page.file or b"").decode()
    assert "<h2>Votre contact d’urgence</h2>" in shown
    assert {"Inès", "Léo", "Limours", "place prise"} <= set(shown.replace("<", ">").split(">"))
    assert "http" not in shown
    held = json.loads(program.file or b"")
    assert held["data"]["emergency_contacts"][0]["phone"] == "0600000000"
    assert "Moreau" not in str(held)


async def test_an_erasure_is_asked_explained_confirmed_and_at_once(play: Play, scene: Cast) -> None:
    me = await play.id_of(scene.leo)
    await scene.leo.says("/profil")
    profile = await scene.leo.sees("Contact d’urgence")
    await scene.leo.presses(data="1.rtgone.1")  # an old button, or a forged one
    asked = await scene.leo.sees("Tout effacer")
    assert (await play.run(partial(people.get, person=me))).erased_at is None
    await _erase(scene.leo)
    assert profile.now.deleted
    assert asked.now.deleted
    gone = await play.run(partial(people.get, person=me))
    assert (gone.name, gone.telegram_id, gone.roles) == ("—", None, frozenset())
    freed = await play.run(partial(seats.find, person=me, session=1))
    assert freed is not None
    assert freed.state is SignUpState.WITHDRAWN
    await _forgotten(play, scene.leo)
    await scene.leo.says("/mesdonnees")
    await scene.leo.sees("Nous ne gardons rien de vous")
    await scene.leo.start()
    await scene.leo.sees("Acceptez-vous cette charte")


async def _forgotten(play: Play, person: Person) -> None:
    """The chat is forgotten once it has been emptied; then nothing in our files shows its number."""
    await play.telegram.idle()
    await play.tick()
    play.telegram.clock.advance(minutes=11)
    assert play.app._parts is not None
    await play.app._parts.remover.look()
    number = person.id.to_bytes((person.id.bit_length() + 8) // 8, "big")
    for name in ("coopter.sqlite3", "coopter.sqlite3-wal"):
        content = (play.data / name).read_bytes()
        assert "Léo".encode() not in content, name
        assert len(number) < 4 or number not in content, name
    assert (play.data / "erasures.txt").read_text().count("\n") == 1


async def test_a_household_goes_with_its_last_member_and_who_signed_up_is_told(play: Play, scene: Cast) -> None:
    claire = await play.id_of(scene.claire)
    await scene.claire.says("/mesdonnees")
    await scene.claire.sees("projet, la maison")
    await scene.claire.presses("Tout effacer")
    assert "Moreau" in (await scene.claire.sees("Ce qui disparaît")).text
    await scene.claire.presses("Oui, tout effacer maintenant")
    await scene.claire.sees("C’est effacé")
    await scene.leo.sees("Le ménage a quitté l’entraide")
    assert (await scene.session(1)).state == "cancelled"
    held = await play.run(partial(_held, person=claire))
    assert held == {"address": None, "houses": 0, "name": "—", "state": "left", "posted_by": claire}


async def _held(unit: Unit, person: int) -> dict[str, object]:
    row = await unit.one(
        "SELECT work_days.address, (SELECT COUNT(*) FROM houses) AS houses, name, households.state, posted_by"
        " FROM work_days JOIN households ON households.id = household_id"
    )
    return dict(row or {})


async def test_who_leaves_gives_everything_back_and_comes_back_with_the_charter(play: Play, scene: Cast) -> None:
    me = await play.id_of(scene.leo)
    await scene.leo.says("/mesdonnees")
    await scene.leo.presses("Partir", on=await scene.leo.sees("Vos données"))
    await scene.leo.presses("Oui, je pars", on=await scene.leo.sees("Vous voulez partir"))
    await scene.leo.sees("vos places sont libérées")
    assert (await play.run(partial(seats.find, person=me, session=1))).state is SignUpState.WITHDRAWN  # type: ignore[union-attr]
    await scene.leo.says("/agenda")
    await scene.leo.sees("/start")
    play.telegram.clock.advance(days=2)
    await play.tick()  # who never accepted the charter is forgotten after a day; who left is not
    await scene.leo.start()
    await scene.leo.sees("Acceptez-vous cette charte")
    await scene.leo.presses("J’accepte")
    await scene.leo.sees("vous appelle")
    back = await play.run(partial(people.get, person=me))
    assert (back.accepted, back.left_at) == (True, None)


async def test_an_account_that_sleeps_for_a_year_is_erased_at_night(play: Play, scene: Cast) -> None:
    me = await play.id_of(scene.leo)
    await play.run(partial(departures.leave, person=me, by=me))
    play.telegram.clock.advance(days=364)
    await play.tick()
    assert (await play.run(partial(people.get, person=me))).erased_at is None
    play.telegram.clock.advance(days=2)
    await play.tick()
    assert (await play.run(partial(people.get, person=me))).erased_at is not None
    await scene.leo.sees("C’est effacé")


async def test_who_was_excluded_may_still_see_and_erase_what_is_held(play: Play, scene: Cast) -> None:
    me, coach = await play.id_of(scene.leo), await play.id_of(scene.brigitte)
    await play.run(partial(exclusions.exclude, person=me, by=coach))
    await scene.leo.says("/mesdonnees")
    await scene.leo.presses("Tout emporter", on=await scene.leo.sees("Vos données"))
    await scene.leo.sees("à lire dans un navigateur")
    await _erase(scene.leo)
