"""`/mesdonnees`: what is held of oneself, to see, correct and take along; to leave; to be erased."""

from __future__ import annotations

from datetime import timedelta

from handlers.buttons import button
from handlers.commands import NUMBERS
from handlers.context import Context
from handlers.rights import erasing
from handlers.routing import Command, Press, Route
from storage import erasing as erasures
from storage import exporting, households, people
from storage.outbox import Attachment, Button, Message
from storage.people import Role

CONFIRMED_WITHIN = timedelta(minutes=30)
"""So long the last button of an erasure means it: an older one asks again."""


async def show(ctx: Context) -> None:
    """What is held, in a few lines, and what may be done with it; also for who was excluded or has left."""
    if ctx.person is None:
        await ctx.show("rights/nothing", cooperative=ctx.choices.cooperative_name)
        return
    held = await exporting.counts(ctx.unit, ctx.me.id)
    await ctx.show("rights/mine", _buttons(ctx), person=ctx.me.name, held=held)


def _buttons(ctx: Context) -> list[list[Button]]:
    keyboard = [[button("rights.take", "rttake")]]
    if ctx.me.accepted:
        keyboard = [[button("rights.correct", "profile"), *keyboard[0]], [button("rights.leave", "rtleave", 0)]]
    keyboard.append([button("rights.erase", "rterase")])
    last = [button("rights.notice", "mncmd", NUMBERS["charte"])]
    return [*keyboard, [*last, button("menu.menu", "menu")] if ctx.me.accepted else last]


async def take(ctx: Context) -> None:
    """A page to read and a file for programs, made when they leave, for this private chat only."""
    if ctx.person is None:
        await show(ctx)
        return
    await ctx.toast("rights/being_made")
    for maker in ("rights_page", "rights_json"):
        await ctx.send(copy_of(maker, ctx.me.id))


def copy_of(maker: str, person: int) -> Message:
    """A message that brings a copy of what is held of a person: `rights_page` to read, or `rights_json`."""
    attached = Attachment(make=maker, context={"person": person})
    return Message(name=f"rights/{maker.removeprefix('rights_')}", attachment=attached, protect=True)


async def leave(ctx: Context, confirmed: int) -> None:
    """Leave, after a second tap: membership and seats end, the account sleeps."""
    if ctx.person is None or not ctx.me.accepted:
        await ctx.toast("refused/old_button")
        return
    if not confirmed:
        keyboard = [[button("rights.yes_leave", "rtleave", 1)], [button("rights.back", "rtmine")]]
        alone = await erasures.alone_in(ctx.unit, ctx.me.id)
        names = [(await households.get(ctx.unit, home)).name for home in alone]
        await ctx.show(
            "rights/confirm_leaving", keyboard, days=ctx.choices.left_account_days, households=names,
            last_coordinator=await _last_coordinator(ctx),
        )  # fmt: skip
        return
    await erasing.leave(ctx.unit, ctx.me.id, ctx.me.id)
    ctx.person = await people.get(ctx.unit, ctx.me.id)
    await ctx.show("rights/left", _buttons(ctx), days=ctx.choices.left_account_days)


async def ask_erasure(ctx: Context) -> None:
    """Say what goes, what the law has us keep and what is out of reach, before the button that does it."""
    if ctx.person is None:
        await show(ctx)
        return
    alone = [(await households.get(ctx.unit, home)).name for home in await erasures.alone_in(ctx.unit, ctx.me.id)]
    others = [(await people.get(ctx.unit, one)).name for one in await erasures.answered_for(ctx.unit, ctx.me.id)]
    keyboard = [
        [button("rights.take_first", "rttake")],
        [button("rights.yes_erase", "rtgone", _minute(ctx))],
        [button("rights.back", "rtmine")],
    ]
    await ctx.show(
        "rights/confirm_erasure", keyboard, households=alone, others=others, years=ctx.choices.register_years,
        attended=await erasures.lines_to_keep(ctx.unit, ctx.me.id), last_coordinator=await _last_coordinator(ctx),
    )  # fmt: skip


async def erase(ctx: Context, asked: int) -> None:
    """Erase whoever presses, where they were just told what it means."""
    if ctx.person is None or not 0 <= _minute(ctx) - asked <= CONFIRMED_WITHIN.total_seconds() // 60:
        await ask_erasure(ctx)
        return
    me, ctx.person = ctx.me.id, None
    await ctx.toast("rights/erased_toast")
    await erasing.erase(ctx.unit, me, me)


def _minute(ctx: Context) -> int:
    return int(ctx.now.timestamp() // 60)


async def _last_coordinator(ctx: Context) -> bool:
    return ctx.me.has(Role.COORDINATOR) and len(await people.with_role(ctx.unit, Role.COORDINATOR)) == 1


ROUTES: tuple[Route, ...] = (
    Command("mesdonnees", show, anyone=True, always=True),
    Press("rtmine", show, anyone=True, always=True),
    Press("rttake", take, anyone=True, always=True),
    Press("rtleave", leave, anyone=True, always=True),
    Press("rterase", ask_erasure, anyone=True, always=True),
    Press("rtgone", erase, anyone=True, always=True),
)
