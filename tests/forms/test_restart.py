"""A restart in the middle of each form: the same question stands, is answered to the end, or given up."""

from __future__ import annotations

import pytest

from bot.local_telegram import Person
from handlers.routes import table
from storage import conversations
from storage.conversations import Conversation
from storage.store import Unit
from tests.forms.catalogue import CASES, Act, Case, give_up, missing
from tests.forms.stage import build
from tests.play import Play


def test_every_form_of_the_program_is_in_the_catalogue() -> None:
    assert missing() == []


async def _standing(play: Play, person: Person) -> Conversation | None:
    known = await play.id_of(person)

    async def find(unit: Unit) -> Conversation | None:
        return await conversations.newest(unit, person.id, known)

    return await play.app.store.read(find)


async def _play(acts: tuple[Act, ...], person: Person) -> None:
    for act in acts:
        await act.play(person)


async def _opened(play: Play, name: str, answered: int) -> tuple[Case, Person]:
    """Open a form, give its first answers, and restart the bot; the question stands as it was."""
    case = CASES[name]
    person = (await build(play))[case.who]
    await play.telegram.idle()
    await _play(case.opens, person)
    await _play(case.answers[:answered], person)
    before = await _standing(play, person)
    assert before is not None
    assert before.form == name
    await play.restart()
    assert await _standing(play, person) == before
    return case, person


@pytest.mark.parametrize("name", table().form_names)
async def test_after_a_restart_a_form_is_answered_to_its_end(play: Play, name: str) -> None:
    case, person = await _opened(play, name, answered=len(CASES[name].answers) // 2)
    rest = case.answers[len(case.answers) // 2 :]
    for act in rest[:-1]:
        await act.play(person)
    await rest[-1].begin(person)
    await person.sees(case.ends)
    after = await _standing(play, person)
    assert after is None or after.form != name


@pytest.mark.parametrize("name", table().form_names)
async def test_after_a_restart_a_form_can_be_given_up(play: Play, name: str) -> None:
    case, person = await _opened(play, name, answered=len(CASES[name].answers) // 2)
    await give_up(person, table().form(name), case)
    known = await play.app.store.read(lambda unit: unit.value("SELECT 1 FROM conversations WHERE form = ?", (name,)))
    assert known is None
