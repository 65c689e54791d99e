"""The plan month by month: what goes out, what comes in, and the months that do not hold."""

from __future__ import annotations

from handlers.buttons import button
from handlers.context import Context
from handlers.routing import Press, Route
from storage import financing
from storage.cash import timeline
from storage.permissions import Action

PAGE = 8


async def months(ctx: Context, household: int, page: int) -> None:
    """Eight months a page."""
    found = timeline(await financing.plan(ctx.unit, household, ctx.choices))
    page = min(max(page, 0), max(len(found.months) - 1, 0) // PAGE)
    arrows = [button("lists.previous", "fimonths", household, page - 1)] if page else []
    if len(found.months) > (page + 1) * PAGE:
        arrows.append(button("lists.next", "fimonths", household, page + 1))
    await ctx.show(
        "financing/months",
        [arrows, [button("financing.back", "fiplan", household)]],
        months=[
            {**one.model_dump(), "month": f"{one.month}-01", "holds": one.holds}
            for one in found.months[page * PAGE : (page + 1) * PAGE]
        ],
        unplaced=found.unplaced,
        short=len(found.short),
    )


ROUTES: tuple[Route, ...] = (Press("fimonths", months, Action.SEE_FINANCING, subject="household"),)
