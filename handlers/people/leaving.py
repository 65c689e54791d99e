"""Someone leaves: excluded, or never accepted the charter. What they hold in other conversations falls first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers.gathered import gathered
from storage import exclusions
from storage.choices import Choices
from storage.dues import PORTION
from storage.ids import PersonId
from storage.store import Unit

Leaving = Callable[[Unit, Choices, PersonId], Awaitable[None]]
"""`LEAVING` of a module in `handlers`: give back what this person holds (seats, sessions led, what waits for them)."""


async def let_go(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Give back everything a person holds anywhere."""
    hooks: tuple[Leaving, ...] = gathered("LEAVING")
    for hook in hooks:
        await hook(unit, choices, person)


async def forget(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Forget someone who did not accept the charter."""
    await let_go(unit, choices, person)
    await exclusions.forget(unit, person)


async def exclude(unit: Unit, choices: Choices, person: PersonId, by: PersonId) -> bool:
    """Exclude someone; False when they were excluded before."""
    await let_go(unit, choices, person)
    return await exclusions.exclude(unit, person, by)


async def forget_undecided(unit: Unit, choices: Choices) -> bool:
    """Forget those who were shown the charter a day ago and never answered, and the traces of strangers."""
    found = await exclusions.undecided(unit, PORTION)
    for person in found:
        await forget(unit, choices, person)
    await exclusions.forget_strangers(unit)
    return len(found) == PORTION
