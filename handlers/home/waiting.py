"""What waits for a person: each conversation may offer `WAITING`, and `/menu` shows it first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from handlers.context import Context
from handlers.gathered import gathered
from handlers.routing import Press, Route
from storage.outbox import Button
from storage.people import Person
from storage.store import Unit


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this person: a button (the key of its label, its data) and how many there are."""

    label: str
    press: str
    count: int = 1
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def button(self) -> Button:
        """The button that leads there; its label may use `count`."""
        return Button(label=self.label, context={**self.context, "count": self.count}, press=self.press)


Source = Callable[[Unit, Person], Awaitable[list[Waiting]]]
"""`WAITING` of a module in `handlers`: what waits for a person, most urgent first; quick, for it runs at each menu."""


async def what_waits(unit: Unit, person: Person) -> list[Waiting]:
    """Return everything that waits for a person, with a count above zero."""
    sources: tuple[Source, ...] = gathered("WAITING")
    found = [waiting for source in sources for waiting in await source(unit, person)]
    return [waiting for waiting in found if waiting.count > 0]


async def show(ctx: Context) -> None:
    """Everything that waits, one button each."""
    found = await what_waits(ctx.unit, ctx.me)
    await ctx.show("menu/waiting", [[waiting.button] for waiting in found[:20]], count=sum(w.count for w in found))


ROUTES: tuple[Route, ...] = (Press("wtall", show),)
