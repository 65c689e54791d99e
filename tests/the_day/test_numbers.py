"""Numbers come the evening before, from those who agreed, and go at the end or with whoever takes theirs back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.local_telegram import Person
from handlers.people import leaving
from storage import numbers, people
from storage.choices import Choices
from storage.clock import PARIS
from storage.numbers import Shares
from storage.sessions import Session
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast

THURSDAY = datetime(2027, 3, 11, 10, 0, tzinfo=PARIS)
EVENING = datetime(2027, 3, 12, 18, 0, tzinfo=PARIS)
LEO, KARIM = "+33611111111", "+33622222222"


def on_screen(person: Person) -> str:
    """Everything that stands in the chat with the bot now."""
    return "\n".join(message.text for message in person.chat.messages)


async def _at(play: Play, moment: datetime) -> None:
    play.telegram.clock.set_to(moment)
    await play.tick()


async def test_numbers_of_those_who_agreed_come_the_evening_before_and_go_at_the_end(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    await _at(play, THURSDAY)
    asked = await scene.leo.sees("Partager votre numéro")
    assert asked.labels == ["Pour cette fois", "Toujours", "Non"]
    await scene.leo.presses("Toujours")
    await scene.leo.sees("Quel est votre numéro")
    await scene.leo.says("06 11 11 11 11")
    await scene.leo.sees("pour cette séance et les suivantes")
    await scene.karim.sees("Partager votre numéro")
    await scene.karim.presses("Pour cette fois")
    await scene.karim.sees("Quel est votre numéro")
    await scene.karim.sends_contact("+33699999999", first_name="Zoé", user_id=77)
    await scene.karim.sees("n’est pas le vôtre")
    await scene.karim.says("06 22 22 22 22")
    await scene.karim.sees("pour cette séance seulement")
    await scene.claire.sees("Partager votre numéro")
    await scene.claire.presses("Non")
    await scene.claire.sees("n’est pas partagé")
    await _at(play, EVENING - timedelta(minutes=1))
    assert LEO not in on_screen(scene.claire)
    assert "Partager votre numéro" not in on_screen(scene.brigitte)  # who follows takes no part
    await _at(play, EVENING)
    for person in (scene.leo, scene.claire, scene.karim):
        sheet = await person.sees("Les numéros du jour")
        assert LEO in sheet.text
        assert KARIM in sheet.text
        assert sheet.payload.get("has_protected_content")
    assert LEO not in on_screen(scene.brigitte)
    await scene.karim.presses("Retirer mon numéro")
    await scene.leo.sees(f"Les numéros du jour(?!.*{KARIM[1:]})")
    await scene.karim.deletes(scene.karim.chat.messages[-1])
    await _at(play, SATURDAY.replace(hour=17, minute=1))
    for person in (scene.leo, scene.claire):
        await person.sees("ont été retirés")
        assert LEO not in on_screen(person)
    assert "ont été retirés" not in on_screen(scene.karim)  # deleted, and not written again
    await scene.leo.says("/menu")
    await scene.leo.sees("que souhaitez-vous")
    await scene.leo.presses(data=f"1.nmshow.{confirmed.id}", on=scene.leo.chat.last)
    assert (await scene.leo.toast()).alert


async def _shares(play: Play, *given: tuple[Person, str]) -> None:
    ids = [(await play.id_of(person), phone) for person, phone in given]

    async def agree(unit: Unit) -> None:
        for person, phone in ids:
            await people.change(unit, person, person, phone=phone)
            await numbers.decide(unit, person, Shares.ALWAYS)

    await play.run(agree)


async def test_who_withdraws_keeps_neither_address_nor_numbers_and_theirs_goes_too(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    await _shares(play, (scene.leo, LEO), (scene.karim, KARIM))
    await _at(play, EVENING)
    await scene.leo.sees("Les numéros du jour")
    await scene.claire.sees(f"Les numéros du jour.*{LEO[1:]}")
    assert "12 rue des Lilas" in on_screen(scene.leo)
    await scene.leo.presses(data=f"1.soleave.{confirmed.id}.1", on=scene.leo.chat.last)
    await scene.leo.sees("ont été retirés")
    await scene.leo.sees("ont été retirés")
    assert "rue des Lilas" not in on_screen(scene.leo)
    assert KARIM not in on_screen(scene.leo)
    await scene.claire.sees(f"Les numéros du jour(?!.*{LEO[1:]})")
    # who hands the session back loses them as well, and a message that is gone is not written again
    await scene.karim.presses(data=f"1.wdaddress.{confirmed.id}", on=scene.karim.chat.last)
    await scene.karim.deletes(await scene.karim.sees("Où venir"))
    await scene.karim.presses(data=f"1.svleft.{confirmed.id}", on=scene.karim.chat.last)
    await scene.karim.sees("ont été retirés")
    await play.telegram.idle()
    assert on_screen(scene.karim).count("ont été retirés") == 1
    assert KARIM not in on_screen(scene.karim)
    assert KARIM not in on_screen(scene.claire)


async def test_the_messages_of_who_is_excluded_are_emptied(play: Play, scene: Cast, confirmed: Session) -> None:
    await _shares(play, (scene.leo, LEO), (scene.karim, KARIM))
    await _at(play, EVENING)
    await scene.leo.sees("Les numéros du jour")
    leo, by = await play.id_of(scene.leo), await play.id_of(scene.brigitte)
    await play.run(lambda unit: leaving.exclude(unit, Choices(), leo, by))
    await scene.leo.sees("ont été retirés")
    await scene.leo.sees("ont été retirés")
    assert KARIM not in on_screen(scene.leo)
    assert "rue des Lilas" not in on_screen(scene.leo)


async def test_whom_to_call_shows_numbers_of_those_who_agreed_to_host_and_supervisor_only(
    play: Play, scene: Cast, confirmed: Session
) -> None:
    await _shares(play, (scene.leo, LEO))
    await _at(play, EVENING + timedelta(hours=12))
    await scene.claire.presses(data=f"1.dycancel.{confirmed.id}.0.0", on=scene.claire.chat.last)
    card = await scene.claire.sees("Ont bien reçu")
    assert f"Léo : {LEO}" in card.text.replace("\u00a0", " ")
    assert card.payload.get("has_protected_content")
    assert "+33" not in card.text.partition("Karim")[2].partition("•")[0]
    await scene.brigitte.sees("Séance annulée")
    await scene.brigitte.presses("Qui a répondu")
    assert LEO not in (await scene.brigitte.sees("Ont bien reçu")).text
    await _at(play, SATURDAY.replace(hour=17, minute=1))
    await scene.claire.sees("Ont bien reçu")
    assert LEO not in on_screen(scene.claire)


async def test_my_number_is_kept_changed_and_forgotten_from_the_profile(play: Play, scene: Cast) -> None:
    await scene.leo.says("/profil")
    await scene.leo.sees("Léo")
    await scene.leo.presses("Mon numéro")
    await scene.leo.sees("Nous n’avons pas")
    await scene.leo.presses("Donner mon numéro")
    await scene.leo.sees("Quel est votre numéro")
    await scene.leo.says("06 11 11 11 11")
    await scene.leo.sees("finit par 11")
    await scene.leo.presses("Jamais")
    assert "✓ Jamais" in (await scene.leo.sees("finit par 11")).labels
    await scene.leo.presses("Oublier mon numéro")
    await scene.leo.sees("Nous n’avons pas")
    leo = await play.id_of(scene.leo)

    async def kept(unit: Unit) -> tuple[str | None, str]:
        trail = await unit.all("SELECT changes FROM audit")
        return (await people.get(unit, leo)).phone, "".join(row[0] for row in trail)

    phone, trail = await play.run(kept)
    assert phone is None
    assert "3361111" not in trail
