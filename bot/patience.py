"""A full or locked disk ends nothing: what cannot be stored is tried again, and acknowledged only afterwards."""

from __future__ import annotations

import structlog

from bot.stopwatch import Stopwatch
from storage.disk import DiskError
from storage.store import Store, T, Work

log = structlog.get_logger()

LONGEST = 15.0  # seconds between two tries


async def store_in_the_end(store: Store, work: Work[T], stopwatch: Stopwatch) -> T:
    """Run a unit until the disk takes it; raise DiskError where trying again is of no use."""
    pause = 0.5
    while True:
        try:
            return await store.run(work)
        except DiskError as error:
            if error.for_good:
                raise
            log.error("nothing can be stored: trying again", why=str(error), pause=pause)  # noqa: TRY400 - no traceback
            await stopwatch.sleep(pause)
            pause = min(pause * 2, LONGEST)
