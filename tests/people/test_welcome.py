"""Arriving: the charter, what is asked, what is kept of whoever declines, and where a link leads."""

from __future__ import annotations

import pytest

from bot.local_telegram import Person
from storage import people
from storage.people import Role
from storage.store import Unit
from tests.play import Play


async def _arrive(person: Person, payload: str = "") -> None:
    await person.start(payload)
    await person.sees("Acceptez-vous cette charte")


async def test_a_newcomer_accepts_the_charter_says_who_they_are_and_gets_the_menu(play: Play) -> None:
    lea = await play.newcomer("Léa", "Martin")
    await _arrive(lea)
    await lea.presses("J’accepte")
    await lea.sees("Comment voulez-vous")
    await lea.presses("Léa Martin")
    await lea.sees("Dans quelle commune")
    await lea.says("limour")
    await lea.sees("Qu’aimeriez-vous faire")
    await lea.presses("Isolation")
    await lea.presses("Cuisiner")
    await lea.presses("C’est tout")
    await lea.sees("Quels messages")
    await lea.presses("Tous")
    await lea.sees("Bienvenue, Léa Martin")
    await lea.sees("que souhaitez-vous faire")

    async def look(unit: Unit) -> people.Person:
        found = await people.by_telegram(unit, lea.id)
        assert found is not None
        return found

    known = await play.run(look)
    assert (known.name, known.commune, known.notifications) == ("Léa Martin", "91338", "all")
    assert set(known.likes) == {"insulation", "cooking"}
    assert known.roles == {Role.VOLUNTEER}
    assert known.profile_done
    asked = await play.run(lambda unit: unit.value("SELECT state FROM memberships"))
    assert asked == "asked"


async def test_consent_may_be_typed(play: Play) -> None:
    lea = await play.newcomer("Léa")
    await _arrive(lea)
    await lea.says("euh")
    await lea.sees("Je n’ai pas compris votre réponse")
    await lea.says("oui, d'accord")
    await lea.sees("Comment voulez-vous")


TRACES = ("people", "messages", "conversations", "outbox", "audit", "memberships", "roles", "people_names")


@pytest.mark.parametrize("how", ["button", "command", "silence"])
async def test_nothing_is_kept_of_whoever_declines_or_never_answers(play: Play, how: str) -> None:
    eve = await play.newcomer("Eve", "Introuvable")
    await _arrive(eve)
    if how == "button":
        await eve.presses("Je n’accepte pas")
        await eve.sees("nous ne gardons rien")
    elif how == "command":
        await eve.says("/annuler")
        await eve.sees("nous ne gardons rien")
    else:
        play.telegram.clock.advance(hours=25)
    await play.telegram.idle()
    await play.tick()

    async def traces(unit: Unit) -> dict[str, int]:
        return {table: await unit.value(f"SELECT COUNT(*) FROM {table}") for table in TRACES}

    assert await play.run(traces) == dict.fromkeys(TRACES, 0)
    inbox = await play.run(lambda unit: unit.all("SELECT payload FROM inbox"))
    assert [row["payload"] for row in inbox] == [None] * len(inbox)
    await play.app.store.copy_to(play.data / "copy.sqlite3")
    assert b"Introuvable" not in (play.data / "copy.sqlite3").read_bytes()
    await _arrive(eve)  # and may change their mind


async def test_declining_twice_or_pressing_an_old_charter_is_answered(play: Play) -> None:
    eve = await play.newcomer("Eve")
    await _arrive(eve)
    old = eve.chat.last
    data = next(button.data for button in old.buttons if "accepte pas" not in button.text)
    await eve.presses("Je n’accepte pas")
    await eve.sees("nous ne gardons rien")
    await eve.presses(data=data, on=old)
    assert "plus ouvert" in (await eve.toast()).text


async def test_a_restart_in_the_middle_of_the_charter_and_of_the_form_loses_nothing(play: Play) -> None:
    lea = await play.newcomer("Léa")
    await _arrive(lea)
    await play.restart()
    await lea.presses("J’accepte")
    await lea.sees("Comment voulez-vous")
    await play.restart()
    await lea.says("Léa M.")
    await lea.sees("Dans quelle commune")
    await play.restart()
    await lea.presses("Passer")
    await lea.sees("Qu’aimeriez-vous faire")


async def test_a_form_that_was_left_is_offered_in_the_menu(play: Play) -> None:
    lea = await play.newcomer("Léa")
    await _arrive(lea)
    await lea.presses("J’accepte")
    await lea.sees("Comment voulez-vous")
    await lea.says("/menu")
    await lea.sees("que souhaitez-vous")
    await lea.presses("Reprendre : mon arrivée")
    await lea.sees("Comment voulez-vous")


async def test_the_first_coordinators_are_those_of_the_setting_after_the_charter(play: Play) -> None:
    cora = await play.newcomer("Cora")
    play.coordinators.add(cora.id)
    await play.restart()
    await _arrive(cora)
    found = await play.run(lambda unit: people.by_telegram(unit, cora.id))
    assert found is not None
    assert found.roles == frozenset()
    await cora.presses("J’accepte")
    await cora.sees("Comment voulez-vous")
    found = await play.run(lambda unit: people.by_telegram(unit, cora.id))
    assert found is not None
    assert Role.COORDINATOR in found.roles


async def test_whoever_never_started_is_told_how(play: Play) -> None:
    eve = await play.newcomer("Eve")
    await _arrive(eve)
    await eve.says("/agenda")
    await eve.sees("d’abord accepter la charte")
    await eve.says("/aide")
    await eve.sees("Pour commencer")


async def test_blocking_and_coming_back_are_noted(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.blocks()
    await play.telegram.idle()
    assert await play.run(lambda unit: unit.value("SELECT unreachable FROM people")) == "blocked"
    await lea.unblocks()
    await play.telegram.idle()
    assert await play.run(lambda unit: unit.value("SELECT unreachable FROM people")) is None


async def test_what_nothing_understands_gets_a_useful_answer(play: Play) -> None:
    lea, sam = await play.member("Léa"), await play.member("Sam")
    await lea.says("blablabla")
    await lea.sees("Je n’ai pas compris")
    await lea.sends_voice()
    await lea.sees("messages vocaux")
    await lea.sends_sticker()
    await lea.sees("Joli")
    await lea.sends_photo()
    await lea.sees("photo")
    await lea.sends_location()
    await lea.sees("lieu")
    said = await sam.says("/menu")
    await lea.forwards(said)
    await lea.sees("quelqu’un d’autre")
    await lea.says("/nimporte")
    await lea.sees("Je ne connais pas cette commande")
    await lea.says("/annuler")
    await lea.sees("rien à annuler")


async def test_the_profile_is_changed_answer_by_answer_and_shows_no_whole_number(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.says("/profil")
    card = await lea.sees("Contact d’urgence")
    await lea.presses("Donner un contact d’urgence", on=card)
    await lea.sees("Qui prévenir")
    await lea.says("Paul")
    await lea.sees("Quel est son numéro")
    await lea.says("douze")
    await lea.sees("Je ne reconnais pas de numéro")
    await lea.says("06 12 34 56 78")
    await lea.sees("nous préviendrons Paul")
    await lea.sees("numéro finissant par 78")
    rows = await play.run(lambda unit: unit.all("SELECT context FROM outbox"))
    assert not any("3456" in row["context"].replace(" ", "") for row in rows)
    await lea.presses("Nom")
    await lea.sees("Comment voulez-vous")
    await lea.says("Léa la Grande")
    await lea.sees("Léa la Grande")


async def test_a_season_that_ends_lets_one_ask_again(play: Play) -> None:
    lea = await play.newcomer("Léa")
    await _arrive(lea)
    await lea.presses("J’accepte")
    await lea.sees("Comment voulez-vous")
    play.telegram.clock.advance(days=200)
    await play.run(lambda unit: unit.run("DELETE FROM conversations"))
    await lea.says("/profil")
    await lea.sees("Adhésion 2027-2028 : à demander")
    await lea.presses("Demander mon adhésion")
    await lea.sees("Adhésion 2027-2028 : demandée")
