"""`/menage`: one's household and house; `/menages`: all of them, for those who follow or coordinate."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.place_step import read_house_year
from handlers.routing import Command, Press, Route, Viewer
from storage import household_notes, households, messages, people
from storage.ids import HouseholdId, Subject
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.store import Unit

PAGE = 6
TEXT_LENGTH = 300


class House(BaseModel):
    """What a household says of its house; one answer at a time."""

    address: str | None = None
    access: str | None = None
    built_year: int | None = None


async def mine(ctx: Context) -> None:
    """One's own household, or how to become one."""
    found = await households.of_person(ctx.unit, ctx.me.id)
    if not found:
        await ctx.show("households/none", [[button("households.ask", "hhask")], [button("menu.menu", "menu")]])
        return
    await show(ctx, found[0].id)


async def show(ctx: Context, household: int) -> None:
    """A household, as a card that stays up to date."""
    card_of = message("households/card", household=household)
    await ctx.display(card_of, subject=Subject("household", household), is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A household as its members, its coach and coordinators see it; the address is behind a button of its own."""
    subject = Subject("household", context["household"])
    if not viewer.private or await check(unit, viewer.person, Action.CHANGE_WORK_DAY, subject) is not Verdict.ALLOWED:
        return None
    home = await households.get(unit, subject.id)
    house = await households.house(unit, home.id)
    coach = await people.get(unit, home.coach_id) if home.coach_id else None
    return message(
        "households/mine",
        [*_buttons(home.id), *await _follower_buttons(unit, viewer, subject)],
        household=home.name,
        project=home.project,
        members=[person.name for person in await households.members(unit, home.id)],
        coach=coach.name if coach else None,
        cover=await _cover(unit, home),
        commune=house.commune,
        built_year=house.built_year,
        has_address=house.address is not None,
        has_access=house.access is not None,
    )


def _buttons(household: int) -> list[list[Button]]:
    return [
        [button("households.invite", "ivhouse", household)],
        [button("households.address", "hhhouse", household, 0), button("households.access", "hhhouse", household, 1)],
        [button("households.year", "hhhouse", household, 2), button("papers.house", "pahouse", household)],
        [button("menu.financement", "fiplan", household), button("menu.menu", "menu")],
    ]


async def _follower_buttons(unit: Unit, viewer: Viewer, subject: Subject) -> list[list[Button]]:
    """What only those who follow a household do."""
    if await check(unit, viewer.person, Action.KEEP_NOTES, subject) is not Verdict.ALLOWED:
        return []
    count = await household_notes.count(unit, subject.id)
    return [
        [
            button("households.notes", "ntlist", subject.id, 0, count=count),
            button("handovers.start", "hvchoose", subject.id, 0),
        ]
    ]


async def _cover(unit: Unit, home: households.Household) -> str | None:
    """Who stands in for the coach now."""
    reader = await households.reader(unit, home.id)
    return (await people.get(unit, reader)).name if reader and reader != home.coach_id else None


async def change_house(ctx: Context, household: int, which: int) -> None:
    """Ask one thing about the house."""
    if 0 <= which < len(FIELDS):
        await open_form(ctx, FIELDS[which], about={"household": household})
    else:
        await ctx.toast("refused/old_button")


async def _read_text(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    text = given.text.strip()
    return text if 1 <= len(text) <= TEXT_LENGTH else Trouble("households/text_unusable", {"length": TEXT_LENGTH})


async def _changed(ctx: Context, told: House, about: dict[str, Any]) -> None:
    household = HouseholdId(about["household"])
    if not await allowed(ctx, Action.CHANGE_WORK_DAY, Subject("household", household)):
        return
    await households.change_house(ctx.unit, household, ctx.me.id, **told.model_dump(exclude_unset=True))
    await messages.touch(ctx.unit, Subject("household", household))
    await ctx.toast("profile/changed")
    await show(ctx, household)


async def queue(ctx: Context, page: int = 0) -> None:
    """Requests first, oldest first, then the households under way, by name."""
    page = max(page, 0)
    waiting = await households.count_waiting(ctx.unit)
    start = page * PAGE
    asked = await households.waiting(ctx.unit, limit=PAGE + 1, offset=start) if start < waiting else []
    room = PAGE + 1 - len(asked)
    active = await households.active(ctx.unit, limit=room, offset=max(start - waiting, 0)) if room else []
    found = [*asked, *active]
    keyboard = [
        [button(f"households.listed_{home.state}", "hhopen", home.id, household=home.name)] for home in found[:PAGE]
    ]
    arrows = [button("lists.previous", "hhqueue", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "hhqueue", page + 1))
    await ctx.show(
        "households/list", [*keyboard, arrows, [button("menu.menu", "menu")]], page=page + 1, waiting=waiting,
        count=len(found[:PAGE]),
    )  # fmt: skip


def _one(name: str, step: Step) -> Form:
    return Form(name, House, (step,), _changed)


FIELDS = (
    _one("house_address", Step("address", "households/ask_address", read=_read_text)),
    _one("house_access", Step("access", "households/ask_access", read=_read_text)),
    _one("house_year", Step("built_year", "households/ask_year", read=read_house_year)),
)
FORMS = FIELDS
VIEWS = {"households/card": card}
ROUTES: tuple[Route, ...] = (
    Command("menage", mine),
    Command("menages", queue, Action.ACCEPT_HOUSEHOLD),
    Press("hhmine", mine),
    Press("hhcard", show, Action.CHANGE_WORK_DAY, subject="household"),
    Press("hhhouse", change_house, Action.CHANGE_WORK_DAY, subject="household"),
    Press("hhqueue", queue, Action.ACCEPT_HOUSEHOLD),
)
