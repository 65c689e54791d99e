"""What waits for a person, `/atraiter`: each conversation may offer `WAITING`; oldest first, one tap each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.gathered import gathered
from handlers.routing import Command, Press, Route
from storage.clock import PARIS
from storage.outbox import Button
from storage.people import Person
from storage.store import Unit

PAGE = 7
AT_MOST = 40
"""A source tells so many matters one by one, its oldest; what else it has is one line with their number."""


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this person: a button (the key of its label, its data) and how many there are.

    `since`: since when, aware; the oldest is shown first. `urgent`: it ends soon, and comes before.
    """

    label: str
    press: str
    count: int = 1
    context: dict[str, Any] = field(default_factory=dict)
    since: datetime | None = None
    urgent: bool = False

    @property
    def button(self) -> Button:
        """The button that leads there; its label may use `count` and `days`, how long it has waited."""
        return Button(label=self.label, context={"days": None, **self.context, "count": self.count}, press=self.press)


Source = Callable[[Unit, Person], Awaitable[list[Waiting]]]
"""`WAITING` of a module in `handlers`: what waits for a person; quick, for it runs at each menu."""


def one_by_one(found: Sequence[Waiting], rest: Waiting) -> list[Waiting]:
    """Return matters of one kind as a source tells them: the oldest one by one, `rest` for what is beyond."""
    if len(found) <= AT_MOST:
        return list(found)
    return [*found[:AT_MOST], replace(rest, since=found[AT_MOST].since, count=max(rest.count - AT_MOST, 1))]


async def what_waits(unit: Unit, person: Person) -> list[Waiting]:
    """Return everything that waits for a person: what ends soon, then the oldest first, what has no date last."""
    sources: tuple[Source, ...] = gathered("WAITING")
    found = [waiting for source in sources for waiting in await source(unit, person)]
    kept = [_with_days(unit, waiting) for waiting in found if waiting.count > 0]
    return sorted(kept, key=lambda one: (not one.urgent, one.since is None, one.since or unit.now))


def _with_days(unit: Unit, waiting: Waiting) -> Waiting:
    if waiting.since is None:
        return waiting
    today = unit.now.astimezone(PARIS).date()
    days = max((today - waiting.since.astimezone(PARIS).date()).days, 0)
    return replace(waiting, context={**waiting.context, "days": days})


async def listed(ctx: Context) -> None:
    """`/atraiter`: the list, from its beginning."""
    await show(ctx)


async def show(ctx: Context, page: int = 0) -> None:
    """A page of what waits: a line each, which opens what settles it."""
    found = await what_waits(ctx.unit, ctx.me)
    page = min(max(page, 0), max(len(found) - 1, 0) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    arrows = [button("lists.previous", "wtall", page - 1)] if page else []
    if (page + 1) * PAGE < len(found):
        arrows.append(button("lists.next", "wtall", page + 1))
    keyboard = [[waiting.button] for waiting in shown]
    await ctx.show(
        "menu/waiting", [*keyboard, arrows, [button("menu.menu", "menu")]], count=total(found), page=page + 1,
        pages=(len(found) - 1) // PAGE + 1 if found else 1,
    )  # fmt: skip


def total(found: Sequence[Waiting]) -> int:
    """How many things wait, those counted together included."""
    return sum(waiting.count for waiting in found)


ROUTES: tuple[Route, ...] = (Command("atraiter", listed), Press("wtall", show))
