"""Papers have a life: kept with the house, seen again by those who may, replaced, told before they end; consents."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.local_telegram import Person
from storage import companions, contacts, memberships, seats
from storage.choices import DEFAULTS
from storage.clock import PARIS
from storage.consents import adult_if_born, months_before
from storage.ids import PersonId
from storage.sign_ups import sign_up
from storage.store import Unit
from tests.before_the_day.at import comes, days_before, heard, plain
from tests.play import Play
from tests.work_days.story import PLAN, Cast


async def _gives(person: Person, button: str, until: str) -> None:
    await person.presses(button)
    await person.sees("L’attestation d’assurance.*\n.*en photo")
    await person.sends_photo()
    await person.sees("Jusqu’à quel jour")
    await person.says(until)


async def test_a_certificate_is_kept_seen_again_told_before_its_end_and_replaced(play: Play, scene: Cast) -> None:
    claire, brigitte, leo = scene.claire, scene.brigitte, scene.leo
    await claire.says("/menage")
    await claire.sees("Membres")
    await claire.presses("Papiers")
    await claire.sees("Aucun papier pour l’instant")
    await _gives(claire, "Ajouter une assurance", "30 avril 2027")
    kept = await claire.sees("Attestation d’assurance")
    assert "Valable jusqu’au vendredi 30 avril 2027" in plain(kept.text)
    await claire.presses("Voir n", on=kept)
    assert (await claire.sees("valable jusqu’au")).file is not None
    await brigitte.presses(data="1.pasee.1", on=brigitte.chat.last)
    assert (await brigitte.sees("valable jusqu’au")).file is not None
    for data in ("1.pasee.1", f"1.pahouse.{scene.household}", "1.pareplace.1", f"1.paadd.{scene.household}.0"):
        before = len(leo.chat.messages)
        await leo.presses(data=data, on=leo.chat.last)
        assert (await leo.toast()).text
        assert len(leo.chat.messages) == before

    await comes(play, datetime(2027, 3, 31, 9, 30, tzinfo=PARIS))
    ends = await claire.sees("prend fin le")
    await comes(play, datetime(2027, 4, 2, 10, 0, tzinfo=PARIS))
    assert heard(claire, "prend fin le") == 1
    await claire.presses("Envoyer le suivant", on=ends)
    await claire.sees("L’attestation d’assurance.*\n.*en photo")
    await claire.sends_photo()
    await claire.sees("Jusqu’à quel jour")
    await claire.says("31 mars 2028")
    now = plain((await claire.sees("Valable jusqu’au vendredi 31 mars 2028")).text)
    assert "30 avril" not in now
    await claire.presses(data="1.pareplace.1", on=claire.chat.last)
    assert "déjà été remplacé" in (await claire.toast()).text


async def test_a_guardians_consent_is_taken_back_with_the_seat_and_given_again(play: Play, scene: Cast) -> None:
    session = await scene.day(PLAN.model_copy(update={"minors": True}))
    nour = await play.member("Nour")
    await nour.presses(data=f"1.sominor.{session.id}")
    for seen, said in (("s’appelle", "Tom"), ("date de naissance", "12/05/2010"), ("consentez-vous", "oui")):
        await nour.sees(seen)
        await nour.says(said)
    await nour.sees("Une place est à Tom")
    await nour.presses("Plus tard", on=await nour.sees("Qui prévenir"))
    await nour.says("/papiers")
    card = await nour.sees("vous avez donné votre accord le lundi 1er mars 2027")
    await nour.presses("Retirer mon accord · Tom", on=card)
    assert "samedi 13 mars, de 9 h à 17 h" in plain((await nour.sees("Ces places seront rendues")).text)
    await nour.presses("Oui, retirer mon accord")
    await nour.sees("vous avez retiré votre accord")
    await scene.claire.sees("Tom ne viendra pas")

    async def state(unit: Unit) -> tuple[PersonId, str, list[int]]:
        tom = PersonId(await unit.value("SELECT id FROM people WHERE name = 'Tom'"))
        mine = await seats.find(unit, tom, session.id)
        assert mine is not None
        return tom, mine.state.value, await memberships.sessions_of(unit, tom)

    tom, now, coming = await play.run(state)
    assert (now, coming) == ("withdrawn", [])
    await nour.presses(data=f"1.soundo.{session.id}", on=nour.chat.last)
    assert "parent" in (await nour.toast()).text
    assert (await play.run(state))[1] == "withdrawn"
    await scene.leo.presses(data=f"1.paconsent.{tom}", on=scene.leo.chat.last)
    await scene.leo.toast()
    await nour.presses("Mon accord pour Tom")
    await nour.sees("vous avez donné votre accord")


async def test_a_consent_of_last_year_is_asked_for_again_before_the_session(play: Play, scene: Cast) -> None:
    session = await scene.day(PLAN.model_copy(update={"minors": True}))
    nour = await play.member("Nour")
    guardian = await play.id_of(nour)

    async def register(unit: Unit) -> None:
        tom = await companions.add_minor(unit, "Tom", date(2010, 5, 12), guardian, DEFAULTS)
        await sign_up(unit, tom.id, session.id, DEFAULTS, brought_by=guardian)
        await contacts.set_emergency_contact(unit, tom.id, "Nour", "0600000000", guardian)
        await unit.run("UPDATE consents SET given_at = '2026-03-01T09:00:00.000Z'")

    await play.run(register)
    await play.tick()
    await comes(play, days_before(7, 12))
    asked = await nour.sees("il manque quelque chose de vous")
    assert "pour Tom : l’accord d’un parent ou tuteur" in plain(asked.text)
    await nour.presses("Mon accord pour Tom", on=asked)
    await nour.sees("vous avez donné votre accord le samedi 6 mars 2027")
    await comes(play, days_before(3, 12))
    assert heard(nour, "manque encore quelque chose de vous") == 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [("2027-03-13", 12, "2026-03-13"), ("2028-02-29", 12, "2027-02-28"), ("2027-01-31", 2, "2026-11-30")],
)
def test_a_consent_is_counted_in_months_of_the_calendar(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_of_age_from_the_birthday_on() -> None:
    assert adult_if_born(date(2027, 3, 13)) == date(2009, 3, 13)
