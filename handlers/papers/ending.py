"""A certificate that ends soon: its household is reminded once, a month before."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from handlers.buttons import button
from handlers.context import message, notify
from handlers.routing import Job, Viewer
from storage import households, houses
from storage.choices import Choices
from storage.clock import PARIS
from storage.houses import Paper
from storage.ids import Subject
from storage.outbox import Message
from storage.permissions import Action, Verdict, check
from storage.quiet import after_quiet
from storage.store import Unit

PORTION = 50
ENDS = "papers/ends"
_MORNING = time(9)


async def remind(unit: Unit, choices: Choices) -> bool:
    """Remind of the next papers that end, unless another covers what follows; True: more are left."""
    today = unit.now.astimezone(PARIS).date()
    found = await houses.ending(unit, today + timedelta(days=choices.paper_warning_days), PORTION)
    for paper in found:
        if await _is_missed(unit, paper):
            for person in await households.members(unit, paper.household_id):
                await notify(
                    unit, person, message(ENDS, paper=paper.id), subject=Subject("household", paper.household_id),
                    key=f"paper_ends:{paper.id}:{person.id}", not_before=after_quiet(choices, unit.now),
                )  # fmt: skip
        await houses.reminded(unit, paper.id)
    return len(found) == PORTION


async def _is_missed(unit: Unit, paper: Paper) -> bool:
    """Whether nothing covers the day after, for a household under way."""
    if paper.valid_until is None or (await households.get(unit, paper.household_id)).state != "active":
        return False
    return not await houses.paper_valid_on(unit, paper.household_id, paper.kind, paper.valid_until + timedelta(days=1))


async def next_reminder(unit: Unit, choices: Choices) -> datetime | None:
    """Return when the next paper's end is told."""
    ends = await houses.first_end(unit)
    return (
        None if ends is None else datetime.combine(ends - timedelta(days=choices.paper_warning_days), _MORNING, PARIS)
    )


async def ends(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A paper (`paper`) that ends soon, while it is still the last of its kind."""
    paper = await houses.paper(unit, context["paper"])
    may = await check(unit, viewer.person, Action.SEE_PAPERS, Subject("paper", context["paper"])) is Verdict.ALLOWED
    if paper is None or paper.valid_until is None or not may or not await _is_missed(unit, paper):
        return None
    keyboard = [
        [button("papers.give_next", "pareplace", paper.id)], [button("papers.house", "pahouse", paper.household_id)],
    ]  # fmt: skip
    over = paper.valid_until < unit.now.astimezone(PARIS).date()
    return message("papers/ends_soon", keyboard, kind=paper.kind, until=paper.valid_until.isoformat(), over=over)


VIEWS = {ENDS: ends}
JOBS = (Job("papers_ending", remind, next_reminder),)
