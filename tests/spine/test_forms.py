"""The form engine: what a person relies on in every conversation, looked at in what it queues."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from handlers.context import Bot, Context
from handlers.dispatch import handle
from handlers.forms import forms
from handlers.forms.form import Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routes import Table
from handlers.routing import Command
from storage import people
from storage.clock import SteeredClock
from storage.store import Store, Unit

BOT = Bot(1, "coopter_bot")
ALEX, SAM = 501, 502


class Tea(BaseModel):
    """What the toy form asks."""

    cups: int
    sugar: str | None = None
    with_what: list[str] = []


async def _read_cups(ctx: Context, given: Given, answers: dict[str, Any]) -> int | Trouble:
    if given.text.isdigit():
        return int(given.text)
    return Trouble("tea/not_a_number", {"said": given.text}, (Choice(2, "tea.two"),))


async def _brew(ctx: Context, tea: Tea, about: dict[str, Any]) -> None:
    await ctx.show("tea/brewed", tea=tea.model_dump(), about=about)


TEA = Form(
    name="tea",
    model=Tea,
    steps=(
        Step("cups", "tea/cups", read=_read_cups),
        Step("sugar", "tea/sugar", choices=(Choice("white", "tea.white"), Choice("brown", "tea.brown")), optional=True),
        Step(
            "with_what", "tea/with", choices=(Choice("milk", "tea.milk"), Choice("lemon", "tea.lemon")), many=True,
            applies=lambda answers: answers.get("cups", 0) > 1,
        ),
    ),
    done=_brew,
    summary="tea/summary",
)  # fmt: skip


async def _open(ctx: Context) -> None:
    prefill = json.loads(ctx.arguments) if ctx.arguments else None
    await open_form(ctx, TEA, prefill=prefill, about={"room": 4})


TABLE = Table([*forms.ROUTES, Command("the", _open)], [TEA], {}, {}, [])


class Talk:
    """One person speaking to the bot, and what it queued for them."""

    ids = itertools.count(1)

    def __init__(self, store: Store, who: int = ALEX) -> None:
        self.store = store
        self.who = who
        self.toasts: list[str] = []

    async def join(self) -> Talk:
        """Accept the charter."""

        async def work(unit: Unit) -> None:
            known = await people.add(unit, "Alex", telegram_id=self.who)
            await people.accept_charter(unit, known.id, 1, 1)

        await self.store.run(work)
        return self

    async def says(self, text: str) -> dict[str, Any]:
        """Send a text; return the newest thing queued."""
        entities = [{"type": "bot_command", "offset": 0, "length": 3}] if text.startswith("/") else []
        return await self._sends(
            {"message": {"message_id": next(self.ids), "date": 0, "text": text, "entities": entities, **self._chat()}}
        )

    async def presses(self, data: str, on: int = 900) -> dict[str, Any]:
        """Press a button by its data."""
        shown = {"message_id": on, "date": 0, **self._chat()}
        query = {"id": "q", "from": self._account(), "chat_instance": "c", "data": data, "message": shown}
        return await self._sends({"callback_query": query})

    async def button(self, screen: dict[str, Any], label: str) -> dict[str, Any]:
        """Press a button of a screen by its label."""
        return await self.presses(self.data(screen, label))

    @staticmethod
    def data(screen: dict[str, Any], label: str) -> str:
        """The data of a button by its label."""
        return next(b["press"] for line in screen["keyboard"] for b in line if b["label"] == label)

    def _account(self) -> dict[str, Any]:
        return {"id": self.who, "is_bot": False, "first_name": "Alex"}

    def _chat(self) -> dict[str, Any]:
        return {"chat": {"id": self.who, "type": "private", "first_name": "Alex"}, "from": self._account()}

    async def _sends(self, update: dict[str, Any]) -> dict[str, Any]:
        raw = {"update_id": next(self.ids), **update}

        async def work(unit: Unit) -> list[dict[str, Any]]:
            before = await unit.value("SELECT COALESCE(MAX(id), 0) FROM outbox")
            await handle(unit, BOT, TABLE, raw)
            return [dict(row) for row in await unit.all("SELECT * FROM outbox WHERE id > ? ORDER BY id", (before,))]

        rows = await self.store.run(work)
        self.toasts = [row["name"] for row in rows if row["kind"] == "toast" and row["name"]]
        screens = [row for row in rows if row["kind"] != "toast"]
        if not screens:
            return {}
        screen = screens[-1]
        return {**screen, "keyboard": json.loads(screen["keyboard"]), "context": json.loads(screen["context"])}


@pytest.fixture
async def alex(store: Store) -> Talk:
    """Someone who accepted the charter."""
    return await Talk(store).join()


async def test_a_form_is_answered_by_typing_and_by_buttons_then_confirmed(alex: Talk) -> None:
    assert (await alex.says("/the"))["name"] == "tea/cups"
    screen = await alex.says("3")
    assert (screen["name"], screen["kind"]) == ("tea/sugar", "say")
    screen = await alex.button(screen, "tea.brown")
    assert (screen["name"], screen["kind"]) == ("tea/with", "edit")
    screen = await alex.button(screen, "tea.lemon")
    assert [b["context"]["ticked"] for line in screen["keyboard"][:2] for b in line] == [False, True]
    screen = await alex.button(screen, "forms.enough")
    assert screen["name"] == "tea/summary"
    screen = await alex.button(screen, "forms.confirm")
    assert screen["name"] == "tea/brewed"
    assert screen["context"] == {"tea": {"cups": 3, "sugar": "brown", "with_what": ["lemon"]}, "about": {"room": 4}}


async def test_an_unusable_answer_is_explained_and_a_likely_reading_offered(alex: Talk) -> None:
    await alex.says("/the")
    screen = await alex.says("une théière")
    assert (screen["name"], screen["context"]) == ("tea/not_a_number", {"said": "une théière"})
    assert (await alex.button(screen, "tea.two"))["name"] == "tea/sugar"


async def test_what_is_known_is_not_asked_and_a_step_that_does_not_apply_is_left_out(alex: Talk) -> None:
    screen = await alex.says('/the {"sugar": "white"}')
    assert screen["name"] == "tea/cups"
    assert (await alex.says("1"))["name"] == "tea/summary"


async def test_back_returns_to_the_question_before(alex: Talk) -> None:
    await alex.says("/the")
    screen = await alex.says("3")
    screen = await alex.button(screen, "forms.back")
    assert screen["name"] == "tea/cups"
    assert (await alex.says("4"))["name"] == "tea/sugar"


async def test_a_step_that_may_be_skipped_is_skipped(alex: Talk) -> None:
    await alex.says("/the")
    screen = await alex.says("1")
    assert (await alex.button(screen, "forms.skip"))["name"] == "tea/summary"


async def test_one_field_is_corrected_from_the_summary(alex: Talk) -> None:
    screen = await alex.says('/the {"sugar": "white", "cups": 1}')
    listed = await alex.button(screen, "forms.correct")
    assert listed["name"] == "forms/what_to_correct"
    asked = await alex.button(listed, "tea.cups")
    assert asked["name"] == "tea/cups"
    assert (await alex.button(asked, "forms.back"))["name"] == "tea/summary"


async def test_cancelling_forgets_the_form(alex: Talk, store: Store) -> None:
    screen = await alex.says("/the")
    assert (await alex.button(screen, "forms.cancel"))["name"] == "forms/cancelled"
    assert (await alex.says("3"))["name"] == "unknown/text"


async def test_an_older_button_of_the_form_changes_nothing_and_shows_the_open_question(alex: Talk) -> None:
    await alex.says("/the")
    first = await alex.says("3")
    second = await alex.button(first, "tea.brown")
    shown = await alex.button(first, "tea.white")
    assert alex.toasts == ["forms/answered_already"]
    assert (shown["name"], shown["context"], shown["keyboard"]) == (
        second["name"],
        second["context"],
        second["keyboard"],
    )
    assert (await alex.button(second, "forms.enough"))["context"]["answers"]["sugar"] == "brown"


async def test_somebody_elses_button_changes_nothing(alex: Talk, store: Store) -> None:
    sam = await Talk(store, SAM).join()
    await alex.says("/the")
    screen = await alex.says("3")
    assert await sam.button(screen, "tea.white") == {}
    assert sam.toasts == ["forms/over"]


@pytest.mark.parametrize(
    "data", ["1.f", "1.f.1", "1.f.1.1.99.0", "1.f.9999999999.1.0.0", "1.f.1.2.0.77", "1.f.1.2.-3.0", "1.f.1.2.99.0"]
)
async def test_a_forged_button_changes_nothing_and_is_answered(alex: Talk, data: str) -> None:
    await alex.says("/the")
    await alex.says("3")
    assert await alex.presses(data) == {}
    assert alex.toasts


async def test_a_photo_where_text_is_expected_is_explained(alex: Talk) -> None:
    await alex.says("/the")
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    screen = await alex._sends({"message": {"message_id": 5, "date": 0, "photo": photo, **alex._chat()}})
    assert screen["name"] == "forms/wrong_kind"


async def test_a_form_survives_a_restart_and_ends_after_its_time(alex: Talk, store: Store, clock: SteeredClock) -> None:
    await alex.says("/the")
    again = Talk(store)
    assert (await again.says("3"))["name"] == "tea/sugar"
    clock.advance(timedelta(days=8))
    assert (await again.says("white"))["name"] == "unknown/text"
