"""`/menu`: what this person can do now, with what waits for them first; `/annuler`, which ends whatever is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers.buttons import button, in_pairs
from handlers.commands import MENU, NUMBERS, by_usefulness
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms import forms
from handlers.gathered import gathered
from handlers.home import waiting
from handlers.routing import Command, Press, Route
from locales import texts
from storage import conversations
from storage.conversations import Conversation
from storage.outbox import Button
from storage.people import Person, Role
from storage.permissions import Verdict, check
from storage.store import Unit

ROOM = 8
SHOWN_WAITING = 2

Cancellable = Callable[[Unit, Person], Awaitable[list[Button]]]
"""`CANCELLABLE` of a module in `handlers`: buttons with which a person gives up something coming, soonest first."""


async def show(ctx: Context) -> None:
    """The menu, in place of the screen whose button was pressed."""
    await _show(ctx, ctx.show)


async def send(ctx: Context) -> None:
    """The menu, as a message of its own."""
    await _show(ctx, ctx.say)


async def _show(ctx: Context, put: Callable[..., Awaitable[None]]) -> None:
    found = await waiting.what_waits(ctx.unit, ctx.me)
    count = waiting.total(found)
    keyboard = [[button("menu.all_waiting", "wtall", 0, count=count)]] if len(found) > 1 else []
    keyboard += [[one.button] for one in found[:SHOWN_WAITING]]
    keyboard += [[_resume(ctx, talk)] for talk in (await _open(ctx))[:1]]
    names = await _usable(ctx)
    room = ROOM - 2 - len(keyboard)
    room -= len(names) > room  # for the button of the rest
    keyboard += in_pairs([_entry(name) for name in names[:room]])
    last = [button("menu.profil", "mncmd", NUMBERS["profil"]), button("menu.aide", "mncmd", NUMBERS["aide"])]
    if len(names) > room:
        last = [button("menu.more", "mnmore", room), *last]
    await put("menu/main", [*keyboard, last], person=ctx.me.name, waiting=count)


async def more(ctx: Context, after: int) -> None:
    """What did not fit on the first screen."""
    names = (await _usable(ctx))[max(after, 0) :]
    keyboard = in_pairs([_entry(name) for name in names])
    await ctx.show("menu/more", [*keyboard, [button("menu.menu", "menu")]])


def _entry(name: str) -> Button:
    return button(f"menu.{name}", "mncmd", NUMBERS[name])


async def _usable(ctx: Context) -> list[str]:
    """The commands this person may call and has a use for, most useful first, without those found elsewhere."""
    hidden = {"profil", "aide", "charte", "projet", "financement"}  # behind profile, help, the household
    if not ctx.me.has(Role.HOUSEHOLD):
        hidden.add("menage")
    return [name for name in by_usefulness(ctx.me.roles) if name not in hidden and await _may(ctx, name)]


async def _may(ctx: Context, name: str) -> bool:
    route = ctx.table.commands.get(name)
    return route is not None and await check(ctx.unit, ctx.person, route.action) is Verdict.ALLOWED


async def call(ctx: Context, number: int) -> None:
    """A button of the menu: as if its command had been typed."""
    route = ctx.table.commands.get(MENU.get(number, ""))
    if route is None:
        await ctx.toast("refused/old_button")
    elif route.anyone or await allowed(ctx, route.action):
        await route.handler(ctx)


async def _open(ctx: Context) -> list[Conversation]:
    known = ctx.table.form_names
    return [talk for talk in await conversations.all_open(ctx.unit, ctx.chat_id, ctx.me.id) if talk.form in known]


def _resume(ctx: Context, talk: Conversation) -> Button:
    key = f"resume.{talk.form}"
    known = key in texts.label_keys(ctx.me.language)
    return button(key if known else "resume.any", "mnresume", talk.id)


async def resume(ctx: Context, conversation: int) -> None:
    """Take up a form where it was left."""
    talk = await conversations.get(ctx.unit, conversation)
    if talk is None or talk.person_id != ctx.me.id or talk.chat_id != ctx.chat_id:
        await ctx.toast("forms/over")
    else:
        await forms.resume(ctx, talk)


async def cancel(ctx: Context) -> None:
    """`/annuler`: give up the open form; with none open, list what one signed up for."""
    talk = await forms.current(ctx)
    if talk is not None:
        await forms.cancel(ctx, talk)
    elif ctx.person is None or not ctx.person.accepted:
        await ctx.say("menu/nothing_to_cancel")
    else:
        await withdrawable(ctx)


async def withdrawable(ctx: Context) -> None:
    """What a person can give up, one button each."""
    sources: tuple[Cancellable, ...] = gathered("CANCELLABLE")
    buttons = [one for source in sources for one in await source(ctx.unit, ctx.me)]
    if buttons:
        await ctx.show("menu/what_to_cancel", [[one] for one in buttons[:ROOM]], count=len(buttons))
    else:
        await ctx.show("menu/nothing_to_cancel", [[button("menu.menu", "menu")]])


ROUTES: tuple[Route, ...] = (
    Command("menu", show),
    Command("annuler", cancel, anyone=True, always=True),
    Press("menu", show),
    Press("mnmore", more),
    Press("mncmd", call),
    Press("mnresume", resume),
)
