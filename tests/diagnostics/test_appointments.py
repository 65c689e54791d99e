"""Diagnostic appointments, from the request to the visit, as the household and the coaches live them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest

from bot.local_telegram import Person, SeenMessage
from storage import appointments, diagnostics
from storage.clock import PARIS
from storage.people import Role
from storage.store import Unit
from tests.play import Play


@pytest.fixture
async def claire(play: Play) -> Person:
    """A household's member."""
    return await play.member("Claire", Role.HOUSEHOLD)


@pytest.fixture
async def brigitte(play: Play, claire: Person) -> Person:
    """The coach of Claire's household."""
    coach = await play.member("Brigitte", Role.COACH)
    await play.household("Moreau", claire, coach=coach)
    return coach


async def _ask(claire: Person, *wishes: str) -> None:
    await claire.says("/diagnostic")
    await claire.sees("Qu’est-ce qui vous amène")
    await claire.presses("Humidité")
    await claire.sees("C’est pour")
    await claire.presses("Une maison")
    await claire.sees("De quelle année")
    await claire.says("vers 1949")
    await claire.sees("Que remarquez-vous")
    await claire.presses("Froid")
    await claire.sees("Que remarquez-vous")
    await claire.presses("C’est tout")
    await claire.sees("Quels travaux")
    await claire.says("isoler les combles")
    await claire.sees("Envoyez ici des photos")
    await claire.presses("C’est tout")
    await claire.sees("Quand pourrions-nous venir")
    for wish in wishes:
        await claire.says(wish)
        await claire.sees("Vos souhaits")
    await claire.presses("C’est tout")
    await claire.sees("Est-ce bien cela")
    await claire.presses("Envoyer la demande")
    await claire.sees("Votre demande est partie")


async def test_a_wish_is_approved_in_one_tap_and_both_get_the_calendar(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    card = await brigitte.sees("Moreau")
    assert "isoler les combles" in card.text
    await brigitte.presses("Approuver samedi 6 mars, 9 h")
    for person in (claire, brigitte):
        fixed = await person.sees("Rendez-vous fixé")
        assert fixed.file_name == "rendez-vous.ics"
        assert "de 9 h à 10 h 30" in fixed.text.replace("\u00a0", " ")
        assert ("12 rue des Lilas" in fixed.text) is (person is brigitte)


async def test_what_a_household_notices_may_be_told_in_its_own_words(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await claire.says("/diagnostic")
    await claire.sees("Qu’est-ce qui vous amène")
    await claire.presses("Humidité")
    await claire.sees("C’est pour")
    await claire.presses("Une maison")
    await claire.sees("De quelle année")
    await claire.says("annees 50")
    await claire.sees("Que remarquez-vous")
    await claire.presses("Froid")
    await claire.says("ya de la moisissure dans la chambre")
    await claire.sees("Quels travaux")
    await claire.presses("Passer")
    await claire.sees("Envoyez ici des photos")
    await claire.presses("C’est tout")
    await claire.sees("Quand pourrions-nous venir")
    await claire.presses("C’est tout")
    summary = (await claire.sees("Est-ce bien cela")).text
    assert "vers 1955" in summary
    assert "froid et ya de la moisissure dans la chambre" in summary.lower()


async def test_a_published_slot_is_picked_with_a_tap(play: Play, claire: Person, brigitte: Person) -> None:
    await brigitte.says("/creneaux")
    await brigitte.sees("Vos créneaux publiés")
    await brigitte.presses("Publier mes créneaux")
    await brigitte.sees("Quand recevez-vous")
    await brigitte.says("mardi 9 mars de 14h à 18h")
    await brigitte.sees("Vos créneaux sont publiés")
    await claire.says("/diagnostic")
    for question, label in (
        ("Qu’est-ce qui vous amène", "Humidité"), ("C’est pour", "Une maison"), ("De quelle année", "Passer"),
        ("Que remarquez-vous", "Rien de particulier"), ("Que remarquez-vous", "C’est tout"),
        ("Quels travaux", "Passer"), ("Envoyez ici des photos", "C’est tout"),
        ("Quand pourrions-nous venir", "mardi 9 mars, 16 h"), ("Quand pourrions-nous venir|Vos souhaits", "C’est tout"),
    ):  # fmt: skip
        await claire.sees(question)
        await claire.presses(label)
    await claire.sees("Est-ce bien cela")
    await claire.presses("Envoyer la demande")
    await brigitte.sees("Moreau")
    await brigitte.presses("Approuver mardi 9 mars, 16 h")
    await claire.sees("Rendez-vous fixé")


async def test_a_counter_proposal_is_taken_with_one_tap(play: Play, claire: Person, brigitte: Person) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Proposer un autre moment")
    await brigitte.sees("Quel moment proposez-vous")
    await brigitte.says("jeudi 11 à 14h")
    await brigitte.sees("C’est proposé au ménage")
    await claire.sees("Un rendez-vous vous est proposé")
    await claire.presses("Cela me va")
    await claire.sees("Rendez-vous fixé")
    await brigitte.sees("Rendez-vous fixé")


async def test_a_coach_finds_what_waits_in_the_menu_and_proposes_a_published_slot_in_two_taps(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await _ask(claire)
    await brigitte.sees("Moreau")
    await brigitte.says("/creneaux")
    await brigitte.presses("Publier mes créneaux", on=await brigitte.sees("Vos créneaux publiés"))
    await brigitte.sees("Quand recevez-vous")
    await brigitte.says("mardi 9 mars de 14h à 18h")
    await brigitte.sees("créneaux sont publiés")
    await brigitte.says("/menu")
    await brigitte.sees("que souhaitez-vous faire")
    await brigitte.presses("Diagnostic : Moreau")
    card = await brigitte.sees("Moreau")
    assert not any("fichier" in label for label in card.labels)
    await brigitte.presses("Proposer un moment", on=card)
    await brigitte.presses("mardi 9 mars, 14 h", on=await brigitte.sees("Quel moment|moment"))
    await claire.sees("mardi 9 mars")
    await claire.presses("Cela me va")
    await claire.sees("Rendez-vous fixé")


async def _offered_friday(claire: Person, brigitte: Person) -> SeenMessage:
    """The household wishes for Saturday; the coach proposes Friday at ten."""
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Proposer un autre moment")
    await brigitte.sees("moment")
    await brigitte.says("vendredi 5 mars à 10h")
    return await claire.sees("vendredi 5")


async def test_another_moment_in_the_households_words_becomes_a_wish_to_approve(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await _offered_friday(claire, brigitte)
    await claire.says("plutôt le lundi 8 à 18h")
    asked = await claire.sees("Vous préféreriez le lundi 8.mars à 18")
    assert "plutôt" not in brigitte.transcript(50)
    await claire.presses("Oui, proposer ce moment", on=asked)
    await claire.sees("est transmis")
    await claire.presses(data="1.dxwish.1.1.2", on=claire.chat.last)
    assert (await claire.toast()).text
    await brigitte.presses("Approuver lundi 8 mars, 18 h", on=await brigitte.sees("lundi 8"))
    await claire.sees("lundi 8")


async def test_words_that_take_the_proposed_moment_offer_to_accept_it(
    play: Play, claire: Person, brigitte: Person
) -> None:
    proposed = await _offered_friday(claire, brigitte)
    await claire.says("ok pour vendredi 5 à 10h", reply_to=proposed)
    await claire.presses("Cela me va", on=await claire.sees("vous convient donc"))
    await brigitte.sees("vendredi 5")


async def test_a_coach_is_never_booked_twice(play: Play, claire: Person, brigitte: Person) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Approuver samedi 6 mars, 9 h")
    await brigitte.sees("Rendez-vous fixé")
    odile = await play.member("Odile", Role.HOUSEHOLD)
    await play.household("Petit", odile, coach=brigitte)
    await _ask(odile, "samedi 6 mars à 10h")
    await brigitte.sees("Petit")
    await brigitte.presses("Approuver samedi 6 mars, 10 h")
    assert "autre rendez-vous" in (await brigitte.toast()).text

    async def approved(unit: Unit) -> int:
        return len(await appointments.agenda(unit, await _id(unit, brigitte)))

    assert await play.run(approved) == 1


async def _id(unit: Unit, person: Person) -> int:
    return int(await unit.value("SELECT id FROM people WHERE telegram_id = ?", (person.id,)))


async def test_a_refusal_says_why_and_a_reply_to_it_reaches_the_coach(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Refuser")
    await brigitte.sees("Pour quelle raison")
    await brigitte.says("Nous ne faisons pas d’expertise de fissures.")
    told = await claire.sees("n’a pas pu être retenue")
    assert "fissures" in told.text
    await claire.says("Qui pourrait m’aider ?", reply_to=told)
    await claire.sees("Transmis à Brigitte")
    received = await brigitte.sees("Qui pourrait m’aider")
    assert "Claire" in received.text
    await brigitte.says("L’ALEC, je vous envoie leur numéro.", reply_to=received)
    await claire.sees("L’ALEC")


async def test_the_reminder_comes_the_evening_before_and_never_for_a_cancelled_visit(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Approuver samedi 6 mars, 9 h")
    await claire.sees("Rendez-vous fixé")
    play.telegram.clock.set_to(datetime(2027, 3, 5, 18, 1, tzinfo=PARIS))
    await play.tick()
    await claire.sees("Rappel")
    await brigitte.sees("Rappel")
    before = len(claire.chat.messages)
    await play.tick()
    await play.telegram.idle()
    assert len(claire.chat.messages) == before


async def test_two_coaches_press_at_once_and_one_is_told(play: Play, claire: Person) -> None:
    first, second = await play.member("Brigitte", Role.COACH), await play.member("Denis", Role.COACH)
    await play.household("Moreau", claire)
    await _ask(claire, "samedi 6 mars à 9h")
    await first.sees("Moreau")
    await second.sees("Moreau")
    await first.presses("Approuver samedi 6 mars, 9 h")
    await second.presses("Approuver samedi 6 mars, 9 h")
    await claire.sees("Rendez-vous fixé")
    await play.telegram.idle()

    async def fixed(unit: Unit) -> int:
        return len(await appointments.of_diagnostic(unit, 1, appointments.AppointmentState.APPROVED))

    assert await play.run(fixed) == 1


async def test_a_volunteer_can_neither_see_nor_decide(play: Play, claire: Person, brigitte: Person) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    lea = await play.member("Léa")
    for data in ("1.dxapprove.1", "1.dxfile.1", "1.dxphotos.1", "1.dxrefuse.1"):
        await lea.presses(data=data)
        await lea.toast()
    assert not any("Moreau" in message.text for message in lea.chat.messages)

    async def state(unit: Unit) -> str:
        return (await diagnostics.get(unit, 1)).state

    assert await play.run(state) == "complete"


async def test_a_form_goes_on_after_a_restart(play: Play, claire: Person, brigitte: Person) -> None:
    await claire.says("/diagnostic")
    await claire.sees("Qu’est-ce qui vous amène")
    await claire.presses("Humidité")
    await claire.sees("C’est pour")
    await play.restart()
    await claire.presses("Une maison")
    await claire.sees("De quelle année")


async def _fixed(claire: Person, brigitte: Person) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Approuver samedi 6 mars, 9 h")
    await claire.sees("Rendez-vous fixé")
    await brigitte.sees("Rendez-vous fixé")


async def test_an_approved_visit_is_moved_and_the_household_answers_with_one_tap(
    play: Play, claire: Person, brigitte: Person
) -> None:
    await _fixed(claire, brigitte)
    await brigitte.presses("Voir le dossier")
    await brigitte.presses("Déplacer", on=await brigitte.sees("Moreau"))
    await brigitte.sees("Quel moment proposez-vous")
    await brigitte.says("lundi 8 mars à 14h")
    await brigitte.sees("C’est proposé au ménage")
    await claire.sees("Un rendez-vous vous est proposé")
    await claire.presses("Cela me va")
    fixed = await brigitte.sees("Rendez-vous fixé")
    assert "lundi 8 mars" in fixed.text.replace("\u00a0", " ")


async def test_either_side_cancels_and_the_other_is_told_why(play: Play, claire: Person, brigitte: Person) -> None:
    await _fixed(claire, brigitte)
    await claire.presses(data="1.dxcancel.1")
    await claire.sees(".")
    await claire.says("Nous partons en voyage")
    await claire.sees("C’est noté")
    told = await brigitte.sees("Rendez-vous annulé")
    assert "voyage" in told.text
    play.telegram.clock.set_to(datetime(2027, 3, 5, 18, 1, tzinfo=PARIS))
    await play.tick()
    await play.telegram.idle()
    assert "Rappel" not in claire.transcript(50) + brigitte.transcript(50)


async def test_a_request_is_sent_elsewhere_with_the_reason(play: Play, claire: Person, brigitte: Person) -> None:
    await _ask(claire, "samedi 6 mars à 9h")
    await brigitte.sees("Moreau")
    await brigitte.presses("Réorienter")
    await brigitte.sees(".")
    await brigitte.says("L’ALEC vous recevra mieux que nous.")
    await brigitte.sees("le ménage est prévenu")
    assert "ALEC" in (await claire.sees("ALEC")).text


async def test_two_visits_leave_time_to_travel(play: Play, claire: Person, brigitte: Person) -> None:
    await _fixed(claire, brigitte)  # until 10 h 30, then half an hour of travel
    odile = await play.member("Odile", Role.HOUSEHOLD)
    await play.household("Petit", odile, coach=brigitte)
    await _ask(odile, "samedi 6 mars à 10h45", "samedi 6 mars à 11h")
    await brigitte.sees("Petit")
    await brigitte.presses("Approuver samedi 6 mars, 10 h 45")
    assert "autre rendez-vous" in (await brigitte.toast()).text
    await brigitte.presses("Approuver samedi 6 mars, 11 h")
    await odile.sees("Rendez-vous fixé")


async def test_the_database_itself_refuses_two_visits_at_once(play: Play, claire: Person, brigitte: Person) -> None:
    await _fixed(claire, brigitte)

    async def book_again(unit: Unit) -> None:
        await unit.run(
            "INSERT INTO appointments (diagnostic_id, coach_id, starts_at, ends_at, state, proposed_by, created_at)"
            " SELECT diagnostic_id, coach_id, starts_at, ends_at, state, proposed_by, created_at FROM appointments"
            " WHERE state = 'approved'"
        )

    with pytest.raises(sqlite3.IntegrityError, match="double booking"):
        await play.run(book_again)
