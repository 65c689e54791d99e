"""The missing certificate, from a week before to the day: asked once each time, told, decided, given, held."""

from __future__ import annotations

from bot.local_telegram import Person
from storage import gate, supervision
from storage.choices import DEFAULTS
from storage.houses import change_house
from storage.people import Role
from storage.sessions import Session
from storage.store import Unit
from tests.before_the_day.at import comes, days_before, heard, plain
from tests.play import Play
from tests.work_days.story import Cast

OWED, AGAIN, DECIDE = "il manque quelque chose de vous", "manque encore quelque chose de vous", "que décidez-vous"


async def _uninsured(play: Play, scene: Cast) -> Session:
    """A session that Karim leads, in which Léo has a seat; it lacks nothing but the certificate."""
    session = await scene.day()
    karim = await play.id_of(scene.karim)

    async def lead(unit: Unit) -> None:
        await change_house(unit, scene.household, None, built_year=2005)
        await supervision.accept(unit, session.id, karim, DEFAULTS)
        assert [lack.point for lack in await gate.missing(unit, session, DEFAULTS)] == ["insurance"]

    await play.run(lead)
    await scene.seat(scene.leo, session.id)
    return session


async def _gives(claire: Person) -> None:
    await claire.presses("Donner l’assurance")
    await claire.sees("en photo ou en document")
    await claire.sends_photo()
    await claire.sees("Jusqu’à quel jour")
    await claire.says("31 décembre 2027")


async def test_the_missing_certificate_is_asked_for_twice_told_and_given_in_time(play: Play, scene: Cast) -> None:
    fanny = await play.member("Fanny", Role.COORDINATOR)
    claire, karim, leo = scene.claire, scene.karim, scene.leo
    session = await _uninsured(play, scene)
    await play.tick()
    await comes(play, days_before(7, 11, 59))
    assert heard(claire, OWED) == 0
    await comes(play, days_before(7, 12))
    asked = await claire.sees(OWED)
    assert "l’attestation d’assurance valable ce jour-là" in asked.text
    assert asked.labels == ["Donner l’assurance", "Voir la séance"]
    await comes(play, days_before(6, 15))
    await comes(play, days_before(3, 12, 30))
    await claire.sees(AGAIN)
    assert (heard(claire, OWED), heard(claire, AGAIN)) == (1, 1)
    for other in (karim, leo, scene.brigitte):
        assert heard(other, OWED) + heard(other, AGAIN) == 0
    assert heard(fanny, "et il manque encore") == 0

    await comes(play, days_before(2, 12))
    told = await fanny.sees("et il manque encore")
    assert "l’attestation d’assurance" in told.text
    for person in (claire, karim):
        assert (await person.sees(DECIDE)).labels[:3] == ["Maintenir dès que complet", "Reporter", "Annuler"]
    await karim.presses("Maintenir dès que complet")
    await karim.sees("Maintenue dès que complète : c’est la décision de Karim")
    news = await claire.sees("Karim maintient la séance dès qu’elle est complète")
    assert "jusqu’à 12 h 05" in plain(news.text)
    await claire.presses(data=f"1.bdset.{session.id}.2", on=claire.chat.last)
    assert "Karim a été plus rapide" in (await claire.toast()).text
    await claire.presses(data=f"1.wdsession.{session.id}", on=claire.chat.last)
    await claire.sees("Qui vient")
    await _gives(claire)
    await leo.sees("Séance confirmée")
    await comes(play, days_before(0, 8, 30))
    assert (await scene.session(session.id)).state == "confirmed"
    assert heard(fanny, "et il manque encore") == 1


async def test_a_cancellation_is_taken_back_and_then_takes_effect_after_five_minutes_once(
    play: Play, scene: Cast
) -> None:
    claire, karim, leo = scene.claire, scene.karim, scene.leo
    session = await _uninsured(play, scene)
    await play.tick()
    await comes(play, days_before(2, 12))
    await claire.sees(DECIDE)
    await karim.sees(DECIDE)
    await leo.presses(data=f"1.bdset.{session.id}.2", on=leo.chat.last)
    assert (await leo.toast()).text
    await claire.presses("Annuler")
    assert "prend effet à 12 h 05" in plain((await claire.sees("Annulée : c’est la décision de Claire")).text)
    await karim.presses("Revenir dessus", on=await karim.sees("Claire annule la séance"))
    await claire.sees("Karim préfère rouvrir la question")
    await comes(play, days_before(2, 12, 6))
    assert (await scene.session(session.id)).state == "preparing"
    assert heard(leo, "Séance annulée") == 0

    await claire.presses(data=f"1.bdset.{session.id}.2", on=claire.chat.last)
    await claire.sees("Annulée : c’est la décision de Claire")
    await comes(play, days_before(2, 12, 10))
    assert heard(leo, "Séance annulée") == 0
    await comes(play, days_before(2, 12, 11))
    await leo.sees("Séance annulée")
    assert "tout n’était pas réuni à temps" in leo.chat.last.text
    await claire.sees("La séance est annulée")
    await play.tick()
    await play.telegram.idle()
    assert heard(leo, "Séance annulée") == 1
    assert heard(karim, "Séance annulée") == 1
    await karim.presses(data=f"1.bdundo.{session.id}", on=karim.chat.last)
    assert "cinq minutes sont passées" in (await karim.toast()).text


async def test_postponing_leads_to_the_form_of_another_date_and_the_supervisor_hands_it_to_the_household(
    play: Play, scene: Cast
) -> None:
    claire, karim, leo = scene.claire, scene.karim, scene.leo
    session = await _uninsured(play, scene)
    await play.tick()
    await comes(play, days_before(2, 12))
    await karim.presses("Reporter", on=await karim.sees(DECIDE))
    await karim.sees("Reportée")
    news = await claire.sees("Karim propose de reporter")
    assert news.labels == ["Revenir dessus", "Choisir la nouvelle date", "Voir la séance"]
    await claire.presses("Choisir la nouvelle date", on=news)
    await claire.sees("Quel nouveau moment")
    await claire.says("samedi 20 mars")
    await claire.presses("Oui, changer et prévenir", on=await claire.sees("Changer le moment"))
    await leo.sees("samedi 20 mars")
    await karim.sees("La séance a une nouvelle date")
    await play.tick()
    await comes(play, days_before(0, 11, 59))
    assert heard(claire, OWED) == 0
    await comes(play, days_before(0, 12))  # a week before the new date
    await claire.sees(OWED)
    assert (await scene.session(session.id)).is_open
