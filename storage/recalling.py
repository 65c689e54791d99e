"""Records read once in a unit of work, however many parts of it ask for them.

A tap asks for the same person, session and choices many times. What was read is given again until a statement changes
a table that may stand behind it: every table but the few that are written all the time and are part of no record
kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from storage.store import Unit

P = ParamSpec("P")
T = TypeVar("T")
Load = Callable[Concatenate["Unit", P], Coroutine[Any, Any, T]]

ELSEWHERE = frozenset({"outbox", "inbox", "messages", "cards", "audit", "sign_ups", "recipients", "session_dues"})
"""Tables that no record given again is read from."""


@lru_cache(maxsize=4096)
def changes_records(sql: str) -> bool:
    """Whether a statement may change a record that is given again."""
    words = sql.split(None, 3)
    if words[0] == "SELECT":
        return False
    return words[1 if words[0] == "UPDATE" else 2] not in ELSEWHERE


def recalled(load: Load[P, T]) -> Load[P, T]:
    """Read a record by its key once in a unit."""

    @wraps(load)
    async def again(unit: Unit, /, *key: P.args, **more: P.kwargs) -> T:
        if more:
            return await load(unit, *key, **more)
        place = (load, key)
        if place not in unit.recalled:
            unit.recalled[place] = await load(unit, *key, **more)
        found: T = unit.recalled[place]
        return found

    return again
