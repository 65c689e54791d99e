"""«Mon numéro», from the profile: what was decided for good about sharing it, changed or taken back at any time."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.forms.form import Form
from handlers.forms.forms import open_form
from handlers.routing import Press, Route
from handlers.the_day.numbers import PHONE, Number
from storage import numbers, people
from storage.numbers import Shares

ALWAYS, EACH_TIME, NEVER, FORGOTTEN = range(4)


async def show(ctx: Context) -> None:
    """What is kept and decided, and what can be changed."""
    decided = await numbers.for_good(ctx.unit, ctx.me.id)
    now = {Shares.ALWAYS: ALWAYS, Shares.NEVER: NEVER}.get(decided, EACH_TIME) if decided else EACH_TIME
    labels = {ALWAYS: "numbers.always", EACH_TIME: "numbers.each_time", NEVER: "numbers.never_again"}
    keyboard = [[button(label, "nmset", code, ticked=code == now)] for code, label in labels.items()]
    keyboard.append([button("numbers.change" if ctx.me.phone else "numbers.give", "nmgive")])
    if ctx.me.phone:
        keyboard.append([button("numbers.forget", "nmset", FORGOTTEN)])
    end = ctx.me.phone[-2:] if ctx.me.phone else None
    await ctx.show("numbers/mine", [*keyboard, [button("numbers.back", "profile")]], end=end)


async def decide(ctx: Context, code: int) -> None:
    """Decide for good, have each session ask, or have the number forgotten: what others see follows at once."""
    if code == EACH_TIME:
        await numbers.ask_each_time(ctx.unit, ctx.me.id)
    elif code in (ALWAYS, NEVER, FORGOTTEN):
        if code == FORGOTTEN:
            ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, phone=None)
        await numbers.decide(ctx.unit, ctx.me.id, Shares.ALWAYS if code == ALWAYS else Shares.NEVER)
    else:
        await ctx.toast("refused/old_button")
        return
    await ctx.toast("profile/changed")
    await show(ctx)


async def ask(ctx: Context) -> None:
    """Ask for the number, to keep it or to change it."""
    await open_form(ctx, MY_NUMBER)


async def _told(ctx: Context, given: Number, about: dict[str, Any]) -> None:
    ctx.person = await people.change(ctx.unit, ctx.me.id, ctx.me.id, phone=given.phone)
    await numbers.changed(ctx.unit, ctx.me.id)
    await show(ctx)


MY_NUMBER = Form("my_number", Number, (PHONE,), _told, private=frozenset({"phone"}))
FORMS = (MY_NUMBER,)
ROUTES: tuple[Route, ...] = (Press("nmmine", show), Press("nmset", decide), Press("nmgive", ask))
