"""`/aide` for one's roles, and a useful answer to what nothing else understood."""

from __future__ import annotations

from handlers.buttons import button, link
from handlers.commands import BY_ROLE, NUMBERS
from handlers.context import Context
from handlers.kinds import kind_of
from handlers.routing import Command, Plain, Route
from storage.people import Role


async def show(ctx: Context) -> None:
    """What one can do here."""
    if not ctx.private:
        await ctx.say("help/group", [[link("help.open_private", "bonjour")]])
    elif ctx.person is None or not ctx.person.accepted:
        await ctx.show("help/stranger", cooperative=ctx.choices.cooperative_name)
    else:
        roles = [role for role in BY_ROLE if role in ctx.person.roles]
        become = [] if ctx.person.has(Role.HOUSEHOLD) else [button("households.become", "hhask")]
        last = [button("menu.charte", "mncmd", NUMBERS["charte"]), button("menu.menu", "menu")]
        await ctx.show("help/main", [become, last], roles=roles)


async def unknown(ctx: Context) -> bool:
    """The last to be asked: never silence."""
    if ctx.person is None or not ctx.person.accepted:
        excluded = ctx.person is not None and ctx.person.excluded_at is not None
        await ctx.say("refused/excluded" if excluded else "unknown/stranger")
        return True
    keyboard = [[button("menu.menu", "menu"), button("menu.aide", "mncmd", NUMBERS["aide"])]]
    kind = kind_of(ctx.message)
    if kind == "text":
        await ctx.say("unknown/text", keyboard)
    else:
        await ctx.say("unknown/other", keyboard, kind=kind)
    return True


ROUTES: tuple[Route, ...] = (
    Command("aide", show, anyone=True, in_groups=True, always=True),
    Command("help", show, anyone=True, in_groups=True, always=True),
    Plain(unknown, order=1000),
)
