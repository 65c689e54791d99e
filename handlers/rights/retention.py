"""Every night: what is over goes, and the accounts of those who left long ago."""

from __future__ import annotations

from handlers.rights.erasing import erase
from handlers.routing import Job
from storage import departures, retention
from storage.choices import Choices, note, remembered
from storage.clock import PARIS
from storage.store import Unit

DONE_ON = "retention_on"
HOUR = 2  # in Paris, before the backup: what goes is not in it


async def let_go(unit: Unit, choices: Choices) -> bool:
    """Apply the register's periods, a portion a call, once a night."""
    here = unit.now.astimezone(PARIS)
    tonight = here.date().isoformat()
    if here.hour < HOUR or await remembered(unit, DONE_ON) == tonight:
        return False
    asleep = await departures.asleep(unit, choices)
    for person in asleep:
        await erase(unit, person, None)
    more = await retention.apply(unit, choices)
    if more or asleep:
        return True
    await note(unit, DONE_ON, tonight)
    return False


JOBS = (Job("retention", let_go),)
