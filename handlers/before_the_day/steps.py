"""The clock's work in the days before a session: each step when its moment comes, a portion of sessions at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from handlers.before_the_day import decision, helper_call, owed, still_coming
from handlers.routing import Job
from storage import before_the_day, messages
from storage.before_the_day import Step
from storage.choices import Choices
from storage.ids import Subject
from storage.sessions import Session
from storage.store import Unit

PORTION = 20


async def take_steps(unit: Unit, choices: Choices) -> bool:
    """Take the steps of the sessions that have one due; True: more may be left."""
    found = await before_the_day.due(unit, PORTION)
    for due in found:
        steps = before_the_day.steps_due(due, choices, unit.now) if due.session.is_open else []
        for step in steps:
            await _STEPS[step](unit, choices, due.session)
        await before_the_day.taken(unit, due.session, choices)
    return len(found) == PORTION


async def _show_silent(unit: Unit, choices: Choices, session: Session) -> None:
    """Cards that list who comes are drawn again: they tell who did not answer."""
    await messages.touch(unit, Subject("session", session.id))


_STEPS: dict[Step, Callable[[Unit, Choices, Session], Awaitable[None]]] = {
    Step.OWED: partial(owed.ask, again=False),
    Step.OWED_AGAIN: partial(owed.ask, again=True),
    Step.OWED_TOLD: owed.tell_coordination,
    Step.CALL: helper_call.begin,
    Step.STILL: partial(still_coming.ask, again=False),
    Step.STILL_AGAIN: partial(still_coming.ask, again=True),
    Step.SILENT: _show_silent,
    Step.DECIDE: decision.ask,
}
JOBS = (Job("before_the_day", take_steps, before_the_day.next_due),)
