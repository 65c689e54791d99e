"""Wherever a date is asked, a doubtful one is asked back with why and its readings, and a calendar is at hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.local_telegram import Person
from tests.play import Play
from tests.work_days.story import PLAN, Cast

CALENDAR = "📅 Choisir dans un calendrier"


def plain(text: str) -> str:
    """A text with ordinary spaces, to look for words in it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def proposing(scene: Cast) -> Person:
    """The form of a work day, at its day."""
    await scene.claire.says("/proposer")
    await scene.claire.sees("Quel jour")
    return scene.claire


async def postponing(scene: Cast) -> Person:
    """A session to postpone."""
    session = await scene.day(PLAN)
    await scene.claire.presses(data=f"1.wdmove.{session.id}", on=scene.claire.chat.last)
    await scene.claire.sees("Quel nouveau moment")
    return scene.claire


async def wishing(scene: Cast) -> Person:
    """The wishes of a diagnostic's request."""
    claire = scene.claire
    await claire.says("/diagnostic")
    for seen, label in (
        ("Qu’est-ce qui vous amène", "Humidité"), ("C’est pour", "Une maison"), ("De quelle année", "Passer"),
        ("Que remarquez-vous", "C’est tout"), ("Quels travaux", "Passer"), ("Envoyez ici", "C’est tout"),
    ):  # fmt: skip
        await claire.sees(seen)
        await claire.presses(label)
    await claire.sees("Quand pourrions-nous venir")
    return claire


async def publishing(scene: Cast) -> Person:
    """A coach's windows."""
    await scene.brigitte.says("/creneaux")
    await scene.brigitte.sees("Vos créneaux publiés")
    await scene.brigitte.presses("Publier mes créneaux")
    await scene.brigitte.sees("Quand recevez-vous")
    return scene.brigitte


async def broadcasting(scene: Cast) -> Person:
    """The hour of a broadcast."""
    coach = scene.brigitte
    await coach.says("/diffuser")
    await coach.sees("À qui écrivez-vous")
    await coach.presses("Entraidants")
    await coach.sees("Écrivez votre message")
    await coach.says("Pensez aux gants")
    await coach.sees("Une photo ou un document")
    await coach.presses("Passer")
    await coach.sees("boutons de réponse sous")
    await coach.presses("Avec boutons")
    await coach.sees("Quand part-il")
    return coach


PLACES = (proposing, postponing, wishing, publishing, broadcasting)
Opens = Callable[[Cast], Awaitable[Person]]


@pytest.mark.parametrize("opens", PLACES, ids=lambda place: place.__name__)
async def test_a_wrong_weekday_is_asked_back_with_its_reason_its_readings_and_the_calendar(
    scene: Cast, opens: Opens
) -> None:
    person = await opens(scene)
    await person.says("samedi 15 mars de 10h à 12h")
    asked = await person.sees("15 mars 2027 est un lundi, pas un samedi")
    labels = [plain(label) for label in asked.labels]
    assert "lundi 15 mars, 10 h–12 h" in labels
    assert "samedi 13 mars, 10 h–12 h" in labels
    assert CALENDAR in labels
    await person.presses("samedi 13 mars", on=asked)
    await person.sees("13\u00a0mars|Quels travaux")


@pytest.mark.parametrize("opens", PLACES, ids=lambda place: place.__name__)
async def test_a_day_is_picked_from_the_small_calendar(scene: Cast, opens: Opens) -> None:
    person = await opens(scene)
    await person.presses(CALENDAR)
    month = await person.sees("Mars 2027")
    assert next(label for label in month.labels if label.isdigit()) == "1"  # today; nothing before
    await person.presses("Mois suivant")
    april = await person.sees("Avril 2027")
    assert [label for label in april.labels if label.isdigit()] == [str(day) for day in range(1, 31)]
    await person.presses("17", on=april)
    await person.sees("À quelle|17 avril|heures")


async def test_the_hour_typed_after_a_day_belongs_to_it(scene: Cast) -> None:
    claire = await wishing(scene)
    await claire.says("samedi 13 mars")
    asked = await claire.sees("À quelle heure")
    assert "10 h" in [plain(label) for label in asked.labels]
    await claire.says("à 10h30")
    assert "samedi 13 mars à 10 h 30" in plain((await claire.sees("Vos souhaits")).text)


async def test_the_hour_of_a_picked_day_is_one_more_tap(scene: Cast) -> None:
    coach = await broadcasting(scene)
    await coach.presses(CALENDAR)
    await coach.sees("Mars 2027")
    await coach.presses("17")
    await coach.sees("À quelle heure")
    await coach.presses("18 h")
    assert "mercredi 17 mars" in plain((await coach.sees("On envoie")).text)


async def test_the_calendar_leads_back_to_the_question(play: Play, scene: Cast) -> None:
    claire = await proposing(scene)
    await claire.presses(CALENDAR)
    await claire.sees("Mars 2027")
    await claire.presses("Retour")
    await claire.sees("Quel jour")
    await claire.says("samedi 13 mars de 9h à 17h")
    await claire.sees("Quels travaux")
