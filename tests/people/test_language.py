"""Two languages in one house: each person reads their own, and nothing of the other's."""

from __future__ import annotations

import re

import pytest
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot import present
from bot.local_telegram import Person
from storage import choices, contacts, memberships, people
from storage.people import Role
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import SATURDAY, Cast, cast

FRENCH = re.compile(r"\b(?:vous|votre|une|est|séance|chantier|place prise|samedi|mars|adresse)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:you|your|the|session|place is|Saturday|March|address)\b", re.IGNORECASE)


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A French household, its coach, a supervisor."""
    return await cast(play)


def _all_said_to(person: Person) -> list[str]:
    return [message.text for message in person.chat.messages if message.author != person.name]


async def _english(play: Play) -> Person:
    """Emma arrives, her Telegram being in English, and gets as far as the menu."""
    emma = await play.telegram.person("Emma", language_code="en-GB")
    await emma.start()
    await emma.sees("Do you accept this charter")
    await emma.presses("I accept")
    await emma.sees("What should we call you")
    await emma.presses("Emma")
    await emma.sees("Which commune do you live in")
    await emma.says("Limours")
    await emma.sees("What would you like to do")
    await emma.presses("That’s all")
    await emma.sees("Which messages")
    await emma.presses("All")
    await emma.sees("what would you like to do")
    return emma


async def test_a_volunteer_reads_english_and_the_household_french_of_one_and_the_same_day(scene: Cast) -> None:
    play = scene.play
    emma = await _english(play)
    session = await scene.day()
    known = await play.id_of(emma)

    async def whole(unit: Unit) -> None:
        season = await memberships.season(unit)
        await memberships.decide(unit, known, season, memberships.MembershipState.VALID, known)
        await contacts.set_emergency_contact(unit, known, "Tom", "0600000000")

    await play.run(whole)
    await emma.says("/agenda")
    assert "Saturday 13\u00a0March, 9:00 to 17:00" in (await emma.sees("Coming up")).text
    await emma.presses("1")
    await emma.sees("Insulation in Limours")
    await emma.presses("I take part")
    assert "A place is yours" in (await emma.toast()).text
    seat = await emma.sees("A place is yours")
    assert "Saturday 13\u00a0March, 9:00 to 17:00" in seat.text
    assert seat.file is not None
    assert b"SUMMARY:Mutual aid: insulation" in seat.file

    await emma.presses("Withdraw", on=seat)
    await emma.sees("can’t come any more")
    await emma.presses("Yes, I withdraw")
    await emma.sees("your place on Saturday")
    told = await scene.claire.sees("Emma ne viendra pas")
    assert "samedi" in told.text
    await emma.presses("Undo")
    assert "your place is yours again" in (await emma.toast()).text

    await scene.claire.presses(data=f"1.wdcancel.{session.id}", on=scene.claire.chat.last)
    await scene.claire.sees("Pourquoi annuler")
    await scene.claire.presses("La météo")
    await scene.claire.sees("Annuler vraiment")
    await scene.claire.presses("Oui, annuler et prévenir")
    told = await emma.sees("Session cancelled")
    assert "Claire cancelled it. Reason: the weather" in told.text
    assert told.labels == ["See other days"]
    assert [text for text in _all_said_to(emma) if FRENCH.search(text)] == []
    assert [text for text in _all_said_to(scene.claire) if ENGLISH.search(text)] == []


@pytest.mark.parametrize(
    ("set_in_telegram", "greeting"),
    [
        ("en", "Do you accept"),
        ("en-US", "Do you accept"),
        ("fr", "Acceptez-vous"),
        ("de", "Acceptez-vous"),
        ("", "Acceptez-vous"),
    ],
)
async def test_a_newcomer_is_met_in_the_language_of_their_telegram(
    play: Play, set_in_telegram: str, greeting: str
) -> None:
    emma = await play.telegram.person("Emma", language_code=set_in_telegram)
    await emma.start()
    await emma.sees(greeting)


async def test_who_declines_hears_so_in_their_language(play: Play) -> None:
    emma = await play.telegram.person("Emma", language_code="en")
    await emma.start()
    await emma.sees("Do you accept")
    await emma.presses("I don’t accept")
    await emma.sees("we keep nothing about you")


async def test_a_stranger_who_presses_an_old_button_is_answered_in_their_language(play: Play) -> None:
    emma = await play.telegram.person("Emma", language_code="en")
    await emma.start()
    await emma.sees("Do you accept")
    await emma.presses("I don’t accept")
    await emma.sees("we keep nothing")
    await emma.presses(data="1.nothing", on=emma.chat.last)
    assert "out of date" in (await emma.toast()).text


async def test_a_switch_changes_what_comes_and_what_is_on_the_screen(play: Play) -> None:
    lea = await play.member("Léa")
    await lea.says("/profil")
    card = await lea.sees("Contact d’urgence")
    await lea.says("/langue")
    asked = await lea.sees("Dans quelle langue")
    assert asked.labels == ["✓ Français", "English"]
    await lea.presses("English")
    assert (await lea.toast()).text == "Noted: I write to you in English."
    await lea.sees("what would you like to do")
    await play.telegram.idle()
    assert "Emergency contact" in card.now.text
    assert card.now.labels[0] == "Name"
    await lea.says("/langue")
    await lea.sees("Which language")
    await lea.presses("Français")
    await lea.sees("que souhaitez-vous faire")


async def test_a_switch_in_the_middle_of_a_form_asks_its_question_again(play: Play) -> None:
    tom = await play.newcomer("Tom")
    await tom.start()
    await tom.sees("Acceptez-vous cette charte")
    await tom.says("/langue")
    await tom.sees("Dans quelle langue")
    await tom.presses("English")
    await tom.sees("Do you accept this charter")
    await tom.presses("I accept")
    await tom.sees("What should we call you")


async def test_a_group_reads_the_language_the_cooperative_chose_for_groups(scene: Cast) -> None:
    play = scene.play
    emma = await _english(play)
    await scene.day()
    asked = await emma.asks_inline("")
    assert "Saturday" in str(asked.results[0])  # the line is for her
    shared = await emma.chooses(asked, chat=scene.leo)
    assert "Isolation à Limours" in shared.text  # the card is for everyone
    await play.run(lambda unit: choices.choose(unit, "group_language", "en"))
    asked = await emma.asks_inline("")
    assert "Insulation in Limours" in (await emma.chooses(asked, chat=scene.leo)).text


async def test_commands_and_descriptions_are_told_in_each_language(play: Play) -> None:
    bot = play.app.bot
    scope = BotCommandScopeAllPrivateChats()

    async def shown(language: str) -> str:
        return (await bot.get_my_commands(scope, language or None))[0].description

    await present.introduce(bot, play.app.store)
    assert await shown("") == "Ce que vous pouvez faire maintenant"
    assert await shown("en") == "What you can do now"
    assert "Touch Start" in (await bot.get_my_description("en")).description
    assert "Touchez Démarrer" in (await bot.get_my_description()).description
    assert "Supervised" in (await bot.get_my_short_description("en")).short_description


async def test_who_chose_a_language_sees_the_commands_in_it(play: Play) -> None:
    hakim = await play.member("Hakim", Role.COORDINATOR)
    known = await play.id_of(hakim)
    scope = BotCommandScopeChat(hakim.id)

    async def shown(language: str) -> str:
        await play.run(lambda unit: people.change(unit, known, known, language=language))
        await present.show_own_commands(play.app.bot, play.app.store)
        return (await play.app.bot.get_my_commands(scope))[0].description

    assert await shown("en") == "What you can do now"
    assert await shown("fr") == "Ce que vous pouvez faire maintenant"


async def test_a_reminder_is_in_the_language_of_whoever_reads_it_then(scene: Cast) -> None:
    play = scene.play
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    known = await play.id_of(scene.leo)
    await play.run(lambda unit: people.change(unit, known, known, language="en"))
    play.telegram.clock.set_to(SATURDAY.replace(day=12, hour=18))
    await play.tick()
    reminder = await scene.leo.sees("Reminder: tomorrow, Saturday 13\u00a0March, 9:00 to 17:00")
    assert FRENCH.search(reminder.text) is None
