"""Broadcasts and replies, as a coach and those who receive them live them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.local_telegram import Person
from storage.clock import PARIS
from storage.people import Role
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import cast


@pytest.fixture
async def brigitte(play: Play) -> Person:
    """A coach."""
    return await play.member("Brigitte", Role.COACH)


async def _compose(
    coach: Person, audience: str, text: str, buttons: str = "Avec boutons", when: str = "Maintenant"
) -> None:
    await coach.says("/diffuser")
    await coach.sees("À qui écrivez-vous")
    await coach.presses(audience)
    await coach.sees("Écrivez votre message")
    await coach.says(text)
    await coach.sees("Une photo ou un document")
    await coach.presses("Passer")
    await coach.sees("boutons de réponse sous")
    await coach.presses(buttons)
    await coach.sees("Quand part-il")
    if when == "Maintenant":
        await coach.presses(when)
    else:
        await coach.says(when)
    await coach.sees("On envoie")


async def _deliveries(play: Play, name: str = "broadcasts/message") -> int:
    async def count(unit: Unit) -> int:
        return int(
            await unit.value(
                "SELECT COUNT(*) FROM outbox WHERE name = ? AND kind = 'say' AND state = 'delivered'", (name,)
            )
        )

    return await play.run(count)


async def test_a_broadcast_reaches_everyone_once_and_the_tally_is_live(play: Play, brigitte: Person) -> None:
    lea, paul = await play.member("Léa"), await play.member("Paul")
    await _compose(brigitte, "Entraidants (3)", "Café des autorénovateurs samedi !")
    await brigitte.presses("Envoyer")
    for person in (lea, paul):
        await person.sees("Café des autorénovateurs")
    await lea.presses("Je viens")
    assert "vous venez" in (await lea.toast()).text
    await paul.presses("Je ne peux pas")
    await play.tick()
    await brigitte.sees("Diffusion terminée")
    tally = await brigitte.sees("Je viens : 1")
    assert "Reçus : 3" in tally.text.replace("\u00a0", " ")
    assert await _deliveries(play) == 3


async def test_someone_who_blocked_the_bot_is_counted_and_the_others_get_it(play: Play, brigitte: Person) -> None:
    lea, paul = await play.member("Léa"), await play.member("Paul")
    await _compose(brigitte, "Entraidants (3)", "Bonjour")
    await paul.blocks()
    await play.telegram.idle()

    async def forget(unit: Unit) -> None:
        await unit.run("UPDATE people SET unreachable = NULL")

    await play.run(forget)
    await brigitte.presses("Envoyer")
    await lea.sees("Bonjour")
    await play.telegram.idle()
    await play.tick()
    await brigitte.sees("Bloqués : 1")


async def test_a_reply_in_words_is_confirmed_before_it_counts(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Qui vient samedi ?")
    await brigitte.presses("Envoyer")
    got = await lea.sees("Qui vient samedi")
    await lea.says("désolée je ne peux pas venir", reply_to=got)
    await lea.sees("Je comprends que vous ne pouvez pas venir")
    await lea.presses("Oui, je ne peux pas")
    assert "noté" in (await lea.toast()).text
    await brigitte.sees("Je ne peux pas : 1")


async def test_words_that_were_no_answer_reach_the_author_as_they_were_written(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Qui vient samedi ?")
    await brigitte.presses("Envoyer")
    got = await lea.sees("Qui vient samedi")
    await lea.says("je ne peux pas venir, mais Paul prendra ma place", reply_to=got)
    await lea.sees("Je comprends que vous ne pouvez pas venir")
    await lea.presses("Non, c’est un message")
    await brigitte.sees("mais Paul prendra ma place")


async def test_the_preview_shows_the_buttons_and_they_answer_nothing(play: Play, brigitte: Person) -> None:
    await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Café samedi")
    shown = next(message for message in brigitte.chat.messages if "Café samedi" in message.text and message.buttons)
    assert shown.labels == ["Je viens", "Je ne peux pas", "Question", "Moins de messages"]
    await brigitte.presses("Je viens", on=shown)
    assert "aperçu" in (await brigitte.toast()).text
    await brigitte.presses("Moins de messages", on=shown)
    assert "aperçu" in (await brigitte.toast()).text


async def test_a_question_reaches_the_author_and_the_answer_comes_back(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Atelier enduits samedi")
    await brigitte.presses("Envoyer")
    got = await lea.sees("Atelier enduits")
    await lea.says("Est-ce que je peux amener mon fils de 12 ans ?", reply_to=got)
    await lea.sees("Transmis à Brigitte")
    asked = await brigitte.sees("fils de 12 ans")
    assert "Léa" in asked.text
    await brigitte.says("Oui, pour l’atelier c’est possible.", reply_to=asked)
    await lea.sees("c’est possible")


async def test_a_broadcast_is_sent_at_its_time_and_stop_comes_before(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Pensez aux gants", when="demain à 9h")
    await brigitte.presses("Envoyer")
    await brigitte.sees("Diffusion prévue")
    play.telegram.clock.set_to(datetime(2027, 3, 2, 9, 0, 30, tzinfo=PARIS))
    await play.tick()
    await lea.sees("Pensez aux gants")
    await _compose(brigitte, "Entraidants (2)", "Jamais envoyé", when="demain à 9h")
    await brigitte.presses("Envoyer")
    await brigitte.sees("Diffusion prévue")
    await brigitte.presses("Arrêter")
    await brigitte.sees("Diffusion arrêtée")
    play.telegram.clock.set_to(datetime(2027, 3, 3, 9, 0, 30, tzinfo=PARIS))
    await play.tick()
    await play.telegram.idle()
    assert not any("Jamais envoyé" in message.text for message in lea.chat.messages)


async def test_a_correction_replaces_the_text_in_place(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Rendez-vous à 9h", buttons="Sans bouton")
    await brigitte.presses("Envoyer")
    await lea.sees("Rendez-vous à 9h")
    await play.tick()
    await brigitte.sees("Diffusion terminée")
    count = len(lea.chat.messages)
    await brigitte.presses("Corriger le texte")
    await brigitte.sees("Écrivez le texte corrigé")
    await brigitte.says("Rendez-vous à 10h")
    await lea.sees("Rendez-vous à 10h")
    assert len(lea.chat.messages) == count


async def test_those_who_did_not_answer_can_be_written_to_again(play: Play, brigitte: Person) -> None:
    lea, paul = await play.member("Léa"), await play.member("Paul")
    await _compose(brigitte, "Entraidants (3)", "Qui vient ?")
    await brigitte.presses("Envoyer")
    await lea.sees("Qui vient")
    await paul.sees("Qui vient")
    await lea.presses("Je viens")
    await lea.toast()
    await play.tick()
    await brigitte.sees("Diffusion terminée")
    await brigitte.presses("Relancer les 2 sans réponse")
    await brigitte.sees("Écrivez votre message")
    await brigitte.says("Petit rappel")
    for label in ("Passer", "Sans bouton", "Maintenant"):
        await brigitte.sees(".")
        await brigitte.presses(label)
    await brigitte.sees("On envoie")
    await brigitte.presses("Envoyer")
    await paul.sees("Petit rappel")
    await play.telegram.idle()
    assert not any("Petit rappel" in message.text for message in lea.chat.messages)


async def test_stop_ends_broadcasts_and_can_be_undone(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await lea.says("STOP")
    await lea.sees("plus aucune diffusion")
    await _compose(brigitte, "Tout le monde (1)", "Bonjour")
    await lea.presses("Tout recevoir de nouveau")
    await lea.sees("de nouveau tous les messages")


async def test_a_volunteer_cannot_broadcast_nor_steer_one(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await lea.says("/diffuser")
    await play.telegram.idle()
    assert not any("À qui écrivez-vous" in message.text for message in lea.chat.messages)
    await _compose(brigitte, "Entraidants (2)", "Bonjour", when="demain à 9h")
    await brigitte.presses("Envoyer")
    await brigitte.sees("Diffusion prévue")
    for data in ("1.bcstop.1", "1.bcshow.1", "1.bccorrect.1"):
        await lea.presses(data=data)
        assert (await lea.toast()).text

    async def state(unit: Unit) -> str:
        return str(await unit.value("SELECT state FROM broadcasts WHERE id = 1"))

    assert await play.run(state) == "scheduled"


async def test_a_restart_in_the_middle_loses_nobody_and_sends_to_nobody_twice(play: Play, brigitte: Person) -> None:
    people = [await play.member(f"Léa{number}") for number in range(12)]
    await _compose(brigitte, "Entraidants (13)", "Bonjour à toutes et tous")
    await brigitte.presses("Envoyer")
    await people[0].sees("Bonjour à toutes")
    await play.restart()
    for person in people[1:]:
        await person.sees("Bonjour à toutes")
    await play.telegram.idle()
    assert await _deliveries(play) == 13
    for person in people:
        assert sum("Bonjour à toutes" in message.text for message in person.chat.messages) == 1


async def test_a_coach_writes_to_those_who_come_to_a_session_and_to_nobody_else(play: Play) -> None:
    scene = await cast(play)
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    other = await play.member("Zoé")
    await scene.brigitte.presses(data=f"1.wdsession.{session.id}")
    card = await scene.brigitte.sees("Isolation")
    await scene.brigitte.presses("Écrire aux participants", on=card)
    await scene.brigitte.sees("Écrivez votre message")
    await scene.brigitte.says("Prenez des bottes, il a plu.")
    await scene.brigitte.sees("Une photo ou un document")
    await scene.brigitte.presses("Passer")
    await scene.brigitte.presses("Sans bouton", on=await scene.brigitte.sees("boutons de réponse sous"))
    await scene.brigitte.presses("Maintenant", on=await scene.brigitte.sees("Quand part-il"))
    await scene.brigitte.presses("Envoyer", on=await scene.brigitte.sees("On envoie"))
    await scene.leo.sees("Prenez des bottes")
    await play.telegram.idle()
    assert "bottes" not in other.transcript() + scene.claire.transcript()
    await scene.claire.presses(data=f"1.bcsession.{session.id}")
    assert (await scene.claire.toast()).alert


async def test_a_broadcast_to_a_commune_reaches_those_who_live_there(play: Play, brigitte: Person) -> None:
    here, there = await play.member("Léa"), await play.member("Ali", commune="91223")
    await brigitte.says("/diffuser")
    await brigitte.sees("À qui écrivez-vous")
    await brigitte.says("Étampes")
    await brigitte.sees("Écrivez votre message")
    await brigitte.says("Café à Étampes jeudi")
    await brigitte.presses("Passer", on=await brigitte.sees("Une photo ou un document"))
    await brigitte.presses("Sans bouton", on=await brigitte.sees("boutons de réponse sous"))
    await brigitte.presses("Maintenant", on=await brigitte.sees("Quand part-il"))
    await brigitte.presses("Envoyer", on=await brigitte.sees("On envoie"))
    await there.sees("Café à Étampes")
    await play.telegram.idle()
    assert "Café" not in here.transcript()


async def test_stop_is_heard_in_the_middle_of_a_form(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.says("/projet")
    await lea.sees("Comment s’appelle votre ménage")
    await lea.says("Stop")
    await lea.sees("plus aucune diffusion")
    await lea.says("Famille Martin")
    await lea.sees("quelle commune")


async def test_what_follows_question_goes_to_the_author_and_keeps_the_answer(play: Play, brigitte: Person) -> None:
    lea = await play.member("Léa")
    await _compose(brigitte, "Entraidants (2)", "Crêpes samedi")
    await brigitte.presses("Envoyer")
    got = await lea.sees("Crêpes samedi")
    await lea.presses("Je viens", on=got)
    await lea.toast()
    await brigitte.sees("Je viens : 1")
    await lea.presses("Question", on=got)
    assert "elle ira à Brigitte" in (await lea.sees("Écrivez votre question")).text
    await lea.says("une ou deux par personne ?")
    await brigitte.sees("une ou deux par personne")
    await brigitte.sees("Je viens : 1")
    await lea.says("combien de chaises faut-il")
    await play.telegram.idle()
    assert "chaises" not in brigitte.transcript(50)
