"""Keeps those apart who ask too often: each may come `burst` times at once, then once every so many seconds."""

from __future__ import annotations

from collections import OrderedDict
from math import inf

from bot.stopwatch import Stopwatch

MOST = 10_000
"""How many are remembered; whoever came longest ago is forgotten first."""


class Crowd:
    """Counts visits by whoever makes them. `each`: the seconds after which one more is allowed."""

    def __init__(self, *, burst: int, each: float, stopwatch: Stopwatch | None = None) -> None:
        self._burst = burst
        self._each = each
        self._stopwatch = stopwatch or Stopwatch()
        self._free_at: OrderedDict[str, float] = OrderedDict()  # when all of a visitor's visits are free again

    def has_room(self, who: str) -> bool:
        """Whether a visitor may come now."""
        return self._free_at.get(who, -inf) - self._stopwatch.now() <= self._each * (self._burst - 1)

    def lets_in(self, who: str) -> bool:
        """Count a visit; False where it is one too many."""
        if not self.has_room(who):
            return False
        now = self._stopwatch.now()
        self._free_at[who] = max(self._free_at.pop(who, now), now) + self._each
        if len(self._free_at) > MOST:
            self._free_at.popitem(last=False)
        return True
