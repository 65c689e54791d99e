"""A household goes from one coach to another; a coach is away and another stands in; notes on a household."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person
from storage import appointments, diagnostics, households, threads
from storage.choices import DEFAULTS
from storage.clock import PARIS
from storage.ids import HouseholdId, Subject
from storage.people import Role
from storage.store import Unit
from tests.conftest import MONDAY
from tests.play import Play

FRIDAY, TUESDAY = datetime(2027, 3, 5, 14, tzinfo=PARIS), datetime(2027, 3, 9, 10, tzinfo=PARIS)


@pytest.fixture
async def people(play: Play) -> tuple[Person, Person, Person]:
    """Claire's household, followed by Brigitte; Inès is a coach as well."""
    claire = await play.member("Claire", Role.HOUSEHOLD)
    brigitte, ines = await play.member("Brigitte", Role.COACH), await play.member("Inès", Role.COACH)
    await play.household("Les Lilas", claire, coach=brigitte)
    return claire, brigitte, ines


async def _visits(play: Play, claire: Person, brigitte: Person, ines: Person) -> None:
    """Brigitte visits Claire on Friday and on Tuesday; on Tuesday Inès is expected elsewhere. A question is open."""
    member, coach, other = [await play.id_of(one) for one in (claire, brigitte, ines)]
    sam = await play.member("Sam", Role.HOUSEHOLD)
    elsewhere = await play.household("Les Roses", sam, coach=ines)

    async def fix(unit: Unit, household: HouseholdId, who: int, moment: datetime) -> None:
        file = await diagnostics.ask(unit, household, member, "damp", {}, [])
        wish = await appointments.wish(unit, file.id, moment, moment + timedelta(minutes=90), None)
        await appointments.approve(unit, wish.id, who, who, DEFAULTS)  # type: ignore[arg-type]

    async def all_of_it(unit: Unit) -> None:
        await fix(unit, HouseholdId(1), coach, FRIDAY)
        await fix(unit, HouseholdId(1), coach, TUESDAY)
        await fix(unit, elsewhere, other, TUESDAY)
        thread = await threads.between(unit, member, coach, Subject("household", 1))
        await threads.write(unit, thread.id, member, "Faut-il un devis ?")

    await play.run(all_of_it)


async def test_a_household_is_handed_over_with_all_that_is_open(
    play: Play, people: tuple[Person, Person, Person]
) -> None:
    claire, brigitte, ines = people
    await _visits(play, claire, brigitte, ines)
    await brigitte.presses(data="1.hhcard.1", on=brigitte.chat.last)
    await brigitte.presses("Notes (0)", on=await brigitte.sees("Membres : Claire"))
    await brigitte.presses("Ajouter une note", on=await brigitte.sees("il demande une copie de ses données"))
    await brigitte.sees("Écrivez votre note")
    await brigitte.says("Préfère qu’on appelle le soir.")
    await brigitte.presses("◀ Le ménage", on=await brigitte.sees("Brigitte, lundi 1er mars 2027"))
    await brigitte.presses("Passer le relais", on=await brigitte.sees("Membres : Claire"))
    await brigitte.presses("Inès", on=await brigitte.sees("À qui proposer"))
    asked = await brigitte.sees("Proposer à Inès")
    assert "2 demandes de diagnostic en cours, 1 conversation, la visite du vendredi 5 mars" in asked.text.replace(
        "\xa0", " "
    )
    await brigitte.presses("Proposer à Inès", on=asked)
    await brigitte.sees("En attente de réponse")
    card = await ines.sees("Brigitte propose à vous d’accompagner")
    await ines.presses(data="1.ntlist.1.0", on=card)
    assert (await ines.toast()).alert
    await claire.presses(data="1.hvaccept.1.1", on=claire.chat.last)
    assert (await claire.toast()).alert
    await brigitte.presses(data="1.hvaccept.1.1", on=brigitte.chat.last)
    assert (await brigitte.toast()).alert
    await ines.presses("J’accepte", on=card)
    assert "vous accompagnez ce ménage" in (await ines.toast()).text
    told = await claire.sees("Inès vous accompagne maintenant, à la suite de Brigitte")
    assert "La visite du vendredi 5 mars à 14 h se fera avec Inès" in told.text.replace("\xa0", " ")
    assert "mardi 9 mars à 10 h reste avec Brigitte" in told.text.replace("\xa0", " ")
    await brigitte.sees("Inès accompagne maintenant le ménage Les Lilas")
    await brigitte.presses(data="1.ntlist.1.0", on=brigitte.chat.last)
    assert (await brigitte.toast()).alert
    await ines.presses("Voir le ménage", on=await ines.sees("C’est accepté"))
    await ines.presses("Notes (1)", on=await ines.sees("Membres : Claire"))
    await ines.sees("appelle le soir")
    await ines.says("/atraiter")
    await ines.presses("Claire (Les Lilas) vous écrit · aujourd’hui", on=await ines.sees("À traiter"))
    await ines.presses("Répondre", on=await ines.sees("Faut-il un devis"))
    await ines.says("Oui, un seul suffit.", reply_to=await ines.sees("Claire"))
    await claire.sees("un seul suffit")
    await ines.presses(data="1.hvaccept.1.1", on=card)
    assert "déjà décidé" in (await ines.toast()).text
    known = await play.id_of(ines)
    assert await play.run(lambda unit: households.coach(unit, 1)) == known


async def test_a_handover_that_is_declined_or_taken_back_changes_nothing(
    play: Play, people: tuple[Person, Person, Person]
) -> None:
    claire, brigitte, ines = people
    await brigitte.presses(data="1.hvpropose.1.3", on=brigitte.chat.last)
    card = await ines.sees("d’accompagner ce ménage")
    await ines.presses("Je ne peux pas", on=card)
    await brigitte.presses("Proposer à quelqu’un d’autre", on=await brigitte.sees("Inès ne peut pas"))
    await brigitte.presses("Inès", on=await brigitte.sees("À qui proposer"))
    await brigitte.presses("Proposer à Inès", on=await brigitte.sees("Rien n’est en cours"))
    await brigitte.presses("Retirer la proposition", on=await brigitte.sees("En attente de réponse"))
    await brigitte.sees("Proposition retirée")
    await ines.presses(data="1.hvaccept.1.2", on=card)
    assert "déjà décidé" in (await ines.toast()).text
    known = await play.id_of(brigitte)
    assert await play.run(lambda unit: households.coach(unit, 1)) == known
    assert "vous accompagne maintenant" not in claire.transcript(20)


async def test_who_stands_in_is_told_and_may_act_on_these_days_only(
    play: Play, people: tuple[Person, Person, Person]
) -> None:
    claire, brigitte, ines = people
    await brigitte.says("/absence")
    await brigitte.presses("Annoncer une absence", on=await brigitte.sees("aucune absence"))
    await brigitte.sees("Quand serez-vous absent")
    await brigitte.says("mercredi 3 mars")
    await brigitte.sees("Jusqu’à quel jour")
    await brigitte.says("le 2 mars")
    await brigitte.sees("viendrait avant le premier")
    await brigitte.says("le 4 mars")
    await brigitte.presses("Inès", on=await brigitte.sees("Qui vous remplace"))
    await brigitte.presses("Confirmer", on=await brigitte.sees("remplacement par Inès"))
    await ines.sees("Brigitte sera absent du mercredi 3 mars au jeudi 4 mars")
    await ines.presses(data="1.ntlist.1.0", on=ines.chat.last)
    assert (await ines.toast()).alert
    play.telegram.clock.set_to(MONDAY + timedelta(days=2, hours=-9, minutes=-30))
    await claire.says("/menage")
    home = await claire.sees(r"Brigitte \(absent, Inès remplace\)")
    await claire.says("Avez-vous reçu le devis ?", reply_to=home)
    await claire.sees("Transmis à Inès")
    await ines.sees("Avez-vous reçu le devis")
    await ines.presses(data="1.ntlist.1.0", on=ines.chat.last)
    await ines.sees("Aucune note")
    play.telegram.clock.set_to(MONDAY + timedelta(days=4, hours=-9, minutes=-30))
    await ines.presses(data="1.ntlist.1.0", on=ines.chat.last)
    assert (await ines.toast()).alert
    await ines.says("/absence")
    assert "remplacez" not in (await ines.sees("aucune absence")).text
