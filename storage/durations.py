"""How long something takes, counted in a few steps: cheap enough for every commit."""

from __future__ import annotations

from bisect import bisect_left

STEPS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds; what takes longer is counted beyond the last."""


class Durations:
    """Counts durations by step. One thread adds; any may read."""

    def __init__(self) -> None:
        self.counts = [0] * (len(STEPS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(STEPS, seconds)] += 1
        self.total += seconds

    def cumulative(self) -> list[tuple[float, int]]:
        """Return (upper bound, how many took no longer) for each step, the last bound being infinity."""
        found, so_far = [], 0
        for bound, count in zip((*STEPS, float("inf")), self.counts, strict=True):
            so_far += count
            found.append((bound, so_far))
        return found
