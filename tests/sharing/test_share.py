"""*Partager*: a text to copy, a link, a poster; and never where the house is."""

from __future__ import annotations

from unittest.mock import patch

from bot.sheets import Printer
from storage.people import Role
from tests.play import Play
from tests.sharing.pdf import pages, words
from tests.work_days.story import Cast


async def test_a_household_shares_its_day_as_a_text_and_as_a_poster(play: Play, scene: Cast) -> None:
    session = await scene.day()
    await scene.claire.presses(data=f"1.wdsession.{session.id}")
    await scene.claire.presses("Partager", on=await scene.claire.sees("Isolation à Limours"))
    shown = await scene.claire.sees("Faites connaître")
    link = f"https://t.me/{play.app.bot.username}?start=d-{session.work_day_id}"
    assert "samedi 13 mars, de 9 h à 17 h (5 places libres)" in shown.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert shown.text.count(link) == 2
    await scene.claire.presses("Affiche à imprimer", on=shown)
    poster = await scene.claire.sees("à imprimer en A4")
    assert poster.file is not None
    assert pages(poster.file) == 1
    said = words(poster.file)
    for line in ("Isolation", "àLimours", "Samedi13mars,de9hà17h", link.removeprefix("https://")):
        assert line in said
    for message in (shown.text, said):
        assert "Lilas" not in message
        assert "Moreau" not in message


async def test_who_has_a_seat_shares_too_in_the_languages_of_reader_and_group(play: Play, scene: Cast) -> None:
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    await scene.leo.presses(data="1.lnchoose.1")
    await scene.leo.toast()
    await scene.leo.presses(data=f"1.wdsession.{session.id}")
    await scene.leo.presses("Share", on=await scene.leo.sees("Insulation in Limours"))
    shown = await scene.leo.sees("Let people know")
    assert "Isolation à Limours" in shown.text  # the text is for the group's neighbours
    await scene.leo.presses("Poster in English", on=shown)
    poster = await scene.leo.sees("to print on A4")
    assert poster.file is not None
    assert "Insulation" in words(poster.file)


async def test_a_poster_that_cannot_be_printed_is_told_and_asked_for_again(play: Play, scene: Cast) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    session = await scene.day()
    with patch.object(play.app.deliverer, "_printer", Printer(play.app.store, worker="tests.sharing.workers.crashing")):
        await scene.claire.presses(data=f"1.wdposter.{session.work_day_id}.1")
        await scene.claire.sees("n’a pas pu être préparé")
        await cora.sees("Un document n’a pas pu être préparé")
    await scene.claire.presses(data=f"1.wdposter.{session.work_day_id}.1")
    assert (await scene.claire.sees("à imprimer en A4")).file is not None


async def test_without_a_public_address_there_is_the_file_and_it_is_said(play: Play, scene: Cast) -> None:
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    await scene.leo.presses(data="1.clopen")
    shown = await scene.leo.sees("n’est pas proposé ici")
    assert shown.labels == ["Recevoir le fichier", "Mes inscriptions"]
    await scene.leo.presses("Recevoir le fichier", on=shown)
    sent = await scene.leo.sees("à ouvrir avec votre calendrier")
    assert sent.file is not None
    assert b"BEGIN:VEVENT" in sent.file
    assert b"Lilas" not in sent.file
    await scene.leo.presses(data="1.clmake")  # a forged press makes no link
    await scene.leo.sees("n’est pas proposé ici")
