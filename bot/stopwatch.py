"""Seconds that pass whatever the clock says: for pacing, time-outs and pauses. Tests have one that they move."""

from __future__ import annotations

import asyncio
from time import monotonic


class Stopwatch:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Return seconds since some moment."""
        return monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
