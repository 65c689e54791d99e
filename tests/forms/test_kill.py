"""The process is killed in the middle of each form, and started again: the same question stands."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import defaultdict
from itertools import zip_longest

from bot.local_telegram import Person
from handlers.routes import table
from locales import texts
from tests.bot_process import BotProcess
from tests.forms.catalogue import CASES, Act, Case, cancel_label, surely
from tests.forms.stage import build
from tests.play import Play

AWAY = 60.0  # seconds a process may take to start on a busy machine
NEWCOMER = "nadia"  # whoever meets the bot for the first time is someone else in each case


def _rounds() -> list[list[str]]:
    """The forms, so that nobody has two in a round."""
    of_person: dict[str, list[str]] = defaultdict(list)
    for name, case in CASES.items():
        of_person[case.who].append(name)
    return [[name for name in names if name] for names in zip_longest(*of_person.values())]


def _acts(case: Case) -> tuple[Act, ...]:
    """Until the middle of the form."""
    return (*case.opens, *case.answers[: len(case.answers) // 2])


async def _begins(case: Case, person: Person) -> None:
    """Play to the middle; the last act is done, and nobody waits for what it brings."""
    *first, last = _acts(case)
    for act in first:
        await act.play(person, AWAY)
    await last.begin(person)


async def _gives_up(name: str, case: Case, person: Person) -> None:
    """What the last act brings is there; the form can be given up.

    A question in flight at the kill may stand there twice: the button of the older one shows the open question first.
    """
    await person.sees(_acts(case)[-1].brings, timeout=AWAY)
    form = table().form(name)
    pressed = await person.presses(cancel_label(form))
    while (answer := await person.toast()).query_id != pressed.query_id:
        pass  # of the press before the kill
    if answer.text == texts.render("fr", "forms/answered_already", {}):
        await person.sees(".")
        await person.presses(cancel_label(form))
    await surely(person, case)


def _open_forms(play: Play) -> list[str]:
    db = sqlite3.connect(f"file:{play.data / 'coopter.sqlite3'}?mode=ro", uri=True)
    try:
        return sorted(row[0] for row in db.execute("SELECT form FROM conversations"))
    finally:
        db.close()


async def test_a_process_killed_in_the_middle_of_each_form_asks_the_same_again(play: Play) -> None:
    cast = await build(play)
    await play.telegram.idle()
    await play.stop_bot()
    bot = BotProcess(play.telegram, play.data)
    await bot.start()
    try:
        for names in _rounds():
            people = {
                name: await play.newcomer("Nadia") if CASES[name].who == NEWCOMER else cast[CASES[name].who]
                for name in names
            }
            await asyncio.gather(*(_begins(CASES[name], people[name]) for name in names))
            await bot.kill_and_start()
            await asyncio.gather(*(_gives_up(name, CASES[name], people[name]) for name in names))
            assert _open_forms(play) == []
    finally:
        await bot.kill()
        await play.start_bot()
