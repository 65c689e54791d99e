"""A wish said in a few words opens the screen it means, as its command would."""

from __future__ import annotations

from handlers.context import Context
from handlers.routing import Plain, Route
from locales.fr.wishes import read_wish
from storage.permissions import Verdict, check

INSTEAD = {"rendezvous": "diagnostic"}
"""The same words mean something else to who may not do the first: a coach's queue, a household's request."""


async def wished(ctx: Context) -> bool:
    """Take a text that names something this person may do; leave any other."""
    name = read_wish(ctx.text) if ctx.text else None
    while name is not None:
        route = ctx.table.commands.get(name)
        if route is not None and await check(ctx.unit, ctx.person, route.action) is Verdict.ALLOWED:
            await route.handler(ctx)
            return True
        name = INSTEAD.get(name)
    return False


ROUTES: tuple[Route, ...] = (Plain(wished, order=80),)
