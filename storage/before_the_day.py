"""The steps of the days before a session: which there are, when each is due, and which sessions have one due now.

Each session keeps the moment of its next step, so that the clock visits only those whose moment has come. A step whose
moment had passed when the session was posted or moved is left out: those concerned had just read what was missing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from storage.choices import Choices
from storage.clock import PARIS, from_text
from storage.quiet import after_quiet
from storage.sessions import SELECT, Session, read
from storage.store import Unit

NOON, EVENING, MORNING = time(12), time(18), time(9)


class Step(StrEnum):
    """What is done for a session in the days before it, in the order in which it is done at one moment."""

    OWED = "owed"  # whoever owes something is asked
    OWED_AGAIN = "owed_again"
    OWED_TOLD = "owed_told"  # the coordination hears what is still missing
    CALL = "call"  # people near by are called where helpers are lacking
    STILL = "still"  # «Toujours des nôtres ?»
    STILL_AGAIN = "still_again"
    SILENT = "silent"  # those who did not answer are shown
    DECIDE = "decide"  # household and supervisor decide of what is not complete


class Due(NamedTuple):
    """A session whose next step is due, and up to when its steps were taken (None: it was just posted or moved)."""

    session: Session
    until: datetime | None


def moments(session: Session, choices: Choices) -> list[tuple[datetime, Step]]:
    """Return when each step of a session is due, in order (aware, UTC); never in quiet hours."""
    day = session.starts_at.astimezone(PARIS).date()
    first, again = choices.owed_days_before
    still, decide = choices.still_days_before, choices.decide_days_before
    found = [
        (_at(day, first, NOON), Step.OWED),
        (_at(day, again, NOON), Step.OWED_AGAIN),
        (_at(day, again - 1, NOON), Step.OWED_TOLD),
        *[(_at(day, days, NOON), Step.CALL) for days in range(choices.call_days_before, 0, -1)],
        (_at(day, still, EVENING), Step.STILL),
        (_at(day, still - 1, EVENING), Step.STILL_AGAIN),
        (_at(day, still - 2, MORNING), Step.SILENT),
        (_at(day, decide, NOON), Step.DECIDE),
    ]
    order = list(Step)
    settled = [(after_quiet(choices, moment), step) for moment, step in found if moment < session.starts_at]
    return sorted(settled, key=lambda one: (one[0], order.index(one[1])))


def _at(day: date, days: int, hour: time) -> datetime:
    return datetime.combine(day - timedelta(days=days), hour, PARIS)


def steps_due(due: Due, choices: Choices, now: datetime) -> list[Step]:
    """Return the steps to take now; after a stop each kind once."""
    if due.until is None or now >= due.session.starts_at:
        return []
    past = [step for moment, step in moments(due.session, choices) if due.until < moment <= now]
    found = list(dict.fromkeys(past))
    if Step.OWED in found and Step.OWED_AGAIN in found:
        found.remove(Step.OWED)
    if Step.STILL in found and Step.STILL_AGAIN in found:
        found.remove(Step.STILL_AGAIN)
    return found


async def due(unit: Unit, limit: int) -> list[Due]:
    """Return the sessions whose next step is due, the longest due first."""
    rows = await unit.all(
        f"{SELECT} WHERE next_step_at <= ? AND next_step_at IS NOT NULL ORDER BY next_step_at, sessions.id LIMIT ?",
        (unit.now, limit),
    )
    return [Due(read(row), from_text(row["steps_until"]) if row["steps_until"] else None) for row in rows]


async def taken(unit: Unit, session: Session, choices: Choices) -> None:
    """Note that the steps of a session were taken up to now, and when the next one is due."""
    coming = [moment for moment, _ in moments(session, choices) if moment > unit.now] if session.is_open else []
    await unit.run(
        "UPDATE sessions SET steps_until = ?, next_step_at = ? WHERE id = ?",
        (unit.now, coming[0] if coming else None, session.id),
    )


async def next_due(unit: Unit, choices: Choices) -> datetime | None:
    """Return when the next step of any session is due."""
    text = await unit.value("SELECT MIN(next_step_at) FROM sessions WHERE next_step_at > ?", (unit.now,))
    return from_text(text) if text else None
