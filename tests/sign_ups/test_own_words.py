"""What people type without «Reply»: about which session it is, who gets it, and that nothing leaves unasked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person
from storage import people, supervision
from storage.clock import PARIS
from storage.ids import SessionId
from storage.people import Role
from storage.store import Unit
from tests.play import Play
from tests.sign_ups import people as cast


@pytest.fixture
async def claire(play: Play) -> Person:
    """A household's member."""
    return await play.member("Claire", Role.HOUSEHOLD)


@pytest.fixture
async def house(play: Play, claire: Person) -> int:
    """Her household."""
    return await play.household("Moreau", claire)


async def _session(play: Play, claire: Person, house: int, **options: object) -> SessionId:
    return await cast.session(play.app.store, await play.id_of(claire), house, **options)  # type: ignore[arg-type]


@pytest.fixture
async def session(play: Play, claire: Person, house: int) -> SessionId:
    """Saturday 6 March, from 9 h to 17 h."""
    return await _session(play, claire, house)


@pytest.fixture
async def other(play: Play, claire: Person, house: int) -> SessionId:
    """Saturday 13 March, from 14 h to 18 h."""
    return await _session(play, claire, house, starts=cast.SATURDAY + timedelta(days=7, hours=5), hours=4)


async def _joins(person: Person, *sessions: SessionId) -> None:
    for one in sessions:
        await person.presses(data=f"1.sojoin.{one}", on=person.chat.last)
        await person.sees("Une place est à vous")


async def _brings(person: Person, session: SessionId, name: str) -> None:
    await person.presses(data=f"1.soadult.{session}", on=person.chat.last)
    await person.sees("Comment s’appelle")
    await person.says(name)
    await person.presses("Oui, la charte est acceptée", on=await person.sees("Nous gardons son nom"))
    await person.sees(f"Une place est à {name}")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def _untold(play: Play, person: Person, words: str) -> None:
    """They did not get these words."""
    await play.telegram.idle()
    assert words not in person.transcript(50)


async def test_who_brings_somebody_is_understood_without_pointing_at_a_message(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session)
    await _brings(lea, session, "Jules")
    await lea.sees("Qui prévenir")
    await lea.says("c’est où ?")
    await lea.sees("L’adresse exacte vous est envoyée")
    await lea.presses("Plus tard", on=await lea.sees("Revenons à la personne à prévenir"))
    play.telegram.clock.advance(hours=60)  # no question of ours is new any more
    await lea.says("c’est où ?")
    await lea.sees("L’adresse exacte vous est envoyée")
    await lea.says("je serai en retard de 20 min")
    await claire.sees("en retard de 20 min")
    await lea.says("finalement je peux pas")
    await lea.sees("ne pourrez pas venir")
    await lea.says("je ne peux plus venir")
    asked = await lea.sees("ne pourrez pas venir")
    await lea.presses("Je me désiste", on=asked)
    await lea.sees("Avec vous : Jules")


async def test_a_name_is_a_name_and_other_words_are_heard_while_somebody_is_added(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session)
    await lea.presses(data=f"1.soadult.{session}", on=lea.chat.last)
    await lea.sees("Comment s’appelle")
    await lea.says("je serai en retard de 20 min")
    await lea.sees("Transmis à Claire")
    await claire.sees("en retard de 20 min")
    await lea.sees("Revenons à la personne")
    await lea.says("mon voisin qui habite juste à côté")
    await lea.sees("ne ressemble pas à un nom")
    await lea.says("jules martin")
    await lea.sees("Jules Martin viendra avec vous : avez-vous son accord")
    await lea.says("je ne peux plus venir")
    await lea.sees("ne pourrez pas venir")
    await lea.sees("Revenons à Jules Martin")
    await lea.says("non, pas d’accord")
    await lea.sees("Sans accord, Jules Martin n’a pas de place")
    await lea.says("oui")
    await lea.sees("Une place est à Jules Martin")
    await claire.presses(data=f"1.wdsession.{session}", on=claire.chat.last)
    card = await claire.sees("Qui vient")
    assert "Jules Martin (avec Léa) — manque : adhésion, contact d’urgence" in _plain(card.text)


async def test_with_several_sessions_the_day_is_asked_and_the_text_kept(
    play: Play, claire: Person, session: SessionId, other: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session, other)
    await lea.says("je serai en retard de 20 min")
    which = await lea.sees("Pour quelle journée")
    await _untold(play, claire, "en retard de 20 min")
    for _ in range(2):
        await lea.presses("samedi 6 mars, de 9 h à 17 h", on=which)
    told = await claire.sees("en retard de 20 min")
    assert "au sujet du ménage Moreau (samedi 6 mars)" in _plain(told.text)
    await play.telegram.idle()
    assert sum("en retard de 20 min" in _plain(one.text) for one in claire.chat.messages) == 1
    await lea.says("ok pour le deuxième")
    understood = await lea.sees("samedi 13 mars".replace(" ", "."))
    await lea.presses("Je viens", on=understood)
    await lea.sees("Votre place est gardée")
    await lea.says("le 6 mars oui, le 13 non")  # about both: neither is dropped
    await lea.sees("Pour quelle journée")
    await lea.says("je ne peux plus venir le 13 mars")
    assert "samedi 13 mars" in _plain((await lea.sees("ne pourrez pas venir")).text)


async def test_a_question_about_hours_is_answered_for_every_day_one_comes(
    play: Play, session: SessionId, other: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session, other)
    await lea.says("et on arrive à quelle heure")
    await lea.sees("de 9.h à 17.h")
    await lea.sees("de 14.h à 18.h")
    await lea.says("faut apporter quoi ?")
    await lea.sees("samedi 13.mars, de 14")


async def test_a_reminder_is_answered_without_naming_the_day(play: Play, session: SessionId, other: SessionId) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session, other)
    play.telegram.clock.set_to(datetime(2027, 3, 5, 18, 30, tzinfo=PARIS))
    await play.tick()
    await lea.sees("Rappel")
    await lea.says("je ne peux plus venir")
    assert "samedi 6 mars" in _plain((await lea.sees("ne pourrez pas venir")).text)


async def test_nothing_is_passed_on_without_asking_unless_it_replies(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session)
    await lea.says("vous connaissez la recette des crêpes")
    asked = await lea.sees("pour Claire")
    assert "au sujet du ménage Moreau (samedi 6 mars)" in _plain(asked.text)
    await _untold(play, claire, "crêpes")
    await lea.presses("Non", on=asked)
    await lea.sees("rien n’est transmis")
    await lea.says("combien d’heures j’ai fait")
    await lea.sees("pour Claire")
    await lea.says("une ou deux par personne ?")
    asked = await lea.sees("pour Claire")
    await _untold(play, claire, "une ou deux")
    for _ in range(2):
        await lea.presses("Transmettre", on=asked)
    await claire.sees("une ou deux par personne")
    await lea.sees("Transmis à Claire")
    await play.telegram.idle()
    assert sum("une ou deux" in one.text for one in claire.chat.messages) == 1
    seat = next(one for one in lea.chat.messages if "Une place est à vous" in one.text)
    await lea.says("la tarte est aux pommes", reply_to=seat)
    await claire.sees("aux pommes")


async def test_nothing_is_asked_about_a_session_that_was_cancelled(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session)
    await claire.presses(data=f"1.wdcancel.{session}", on=claire.chat.last)
    await claire.sees("Pourquoi")
    await claire.presses("La météo")
    await claire.presses("Oui, annuler", on=await claire.sees("Annuler vraiment"))
    await lea.sees("Séance annulée")
    await lea.says("vous connaissez la recette des crêpes")
    await lea.sees("Je n’ai pas compris")
    await _untold(play, claire, "crêpes")


async def test_a_delay_reaches_who_leads_as_well(play: Play, claire: Person, session: SessionId) -> None:
    sami = await play.member("Sami", Role.SUPERVISOR, works=("insulation",))
    await cast.leads(play.app.store, await play.id_of(sami), session)
    lea = await play.member("Léa")
    await _joins(lea, session)
    await lea.says("je serai en retard de 20 min")
    assert "Transmis à Claire et Sami (samedi 6 mars)" in _plain((await lea.sees("Transmis à")).text)
    told = await sami.sees("en retard de 20 min")
    await sami.says("pas de souci", reply_to=told)
    await lea.sees("pas de souci")


async def test_a_household_and_who_leads_ask_who_comes_and_what_is_missing(
    play: Play, claire: Person, session: SessionId, other: SessionId
) -> None:
    sami = await play.member("Sami", Role.SUPERVISOR, works=("insulation",))
    lea = await play.member("Léa")
    known = await play.id_of(sami)

    async def asked(unit: Unit) -> None:
        await supervision.ask(unit, session, known)

    await play.run(asked)
    await _joins(lea, session)
    await claire.says("qui vient ?")
    await claire.presses("samedi 13 mars, de 14 h à 18 h", on=await claire.sees("Pour quelle journée"))
    await claire.sees("Personne pour l’instant")
    await claire.says("qui vient samedi ?")
    assert "• Léa" in (await claire.sees("Qui vient")).text
    await sami.says("qu’est-ce qui manque pour le 6 mars ?")
    card = await sami.sees("il manque")
    assert "encadrer" in card.text
    assert "Léa" not in card.text
    await lea.says("qui vient samedi ?")
    await lea.sees("pour Claire")
    await lea.says("qu’est-ce qui manque pour le 6 mars ?")
    await lea.sees("pour Claire")
    assert "Qui vient" not in lea.transcript(50)


async def test_a_notice_that_asks_something_does_not_hide_who_comes(
    play: Play, claire: Person, session: SessionId
) -> None:
    sami = await play.member("Sami", Role.SUPERVISOR, works=("insulation",))
    await cast.leads(play.app.store, await play.id_of(sami), session)
    await _joins(await play.member("Léa"), session)
    await claire.presses(data=f"1.wdmove.{session}", on=claire.chat.last)
    await claire.sees(".")
    await claire.says("samedi 6 mars de 10h à 18h")
    await claire.presses("Oui, changer et prévenir", on=await claire.sees("Changer le moment"))
    moved = await sami.sees("Pouvez-vous toujours encadrer")
    await sami.says("qui vient samedi ?")
    assert "• Léa" in (await sami.sees("Qui vient")).text
    await sami.says("qu’est-ce qui manque ?", reply_to=moved)
    await sami.sees("Qui vient")


async def test_words_between_the_question_and_the_button_keep_the_seat(play: Play, session: SessionId) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session)
    await lea.presses("Me désister")
    await lea.sees("Vous ne pouvez plus venir")
    await lea.says("ah non je viens en fait")
    await lea.sees("à bientôt")
    await lea.presses(data=f"1.sowithdraw.{session}", on=lea.chat.last)
    await lea.sees("Vous ne pouvez plus venir")
    await lea.says("oui")
    await lea.sees("ne pourrez pas venir")


async def test_who_got_a_message_is_asked_before_other_words_answer_it(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(lea, session)
    await lea.says("Avez-vous un chat ?", reply_to=lea.chat.last)
    await claire.sees("Avez-vous un chat")
    await claire.says("qui vient samedi ?")
    await claire.sees("Qui vient")
    await claire.says("devant le lavoir")
    await claire.presses("Transmettre", on=await claire.sees("pour Léa"))
    await lea.sees("devant le lavoir")
    await lea.presses("Répondre")
    await lea.sees("elle part à Claire")
    await lea.says("merci beaucoup")
    await claire.sees("merci beaucoup")
    await play.telegram.idle()
    before = len(claire.chat.messages)
    await lea.says("la tarte est aux pommes")
    await lea.sees("pour Claire")
    assert len(claire.chat.messages) == before


async def test_a_household_without_telegram_is_answered_for_by_its_coach(play: Play) -> None:
    brigitte = await play.member("Brigitte", Role.COACH)
    odile = await cast.volunteer(play.app.store, "Odile")
    house = await cast.household(play.app.store, "Petit", odile)
    coach = await play.id_of(brigitte)

    async def follow(unit: Unit) -> None:
        await unit.run("UPDATE households SET coach_id = ? WHERE id = ?", (coach, house))
        assert (await people.get(unit, odile)).telegram_id is None

    await play.run(follow)
    session = await cast.session(play.app.store, odile, house)
    lea = await play.member("Léa")
    await _joins(lea, session)
    await lea.says("je serai en retard de 20 min")
    await brigitte.sees("en retard de 20 min")
