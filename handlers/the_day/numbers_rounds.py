"""The clock's part in sharing numbers: asking before, sending the evening before, taking away at the end."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from handlers.context import message, notify
from handlers.routing import Job
from handlers.the_day.numbers import ASK, send_sheets
from storage import numbers
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import Subject
from storage.quiet import after_quiet
from storage.sessions import Session
from storage.store import Unit

PORTION = 10
"""Sessions at a time: each has its people."""


async def rounds(unit: Unit, choices: Choices) -> bool:
    """Do what is due for a portion of sessions; True where more is left."""
    ended = await numbers.take_away(unit, PORTION)
    asked = await numbers.to_do(unit, "asked", unit.now + numbers.ASKED_BEFORE, PORTION)
    for session in asked:
        await _ask(unit, session, choices)
        await numbers.done(unit, session, "asked")
    sent = await numbers.to_do(unit, "numbers", _evening_reaches(unit.now, choices), PORTION)
    for session in sent:
        await send_sheets(unit, session, choices)
        await numbers.done(unit, session, "numbers")
    return PORTION in (ended, len(asked), len(sent))


async def _ask(unit: Unit, session: Session, choices: Choices) -> None:
    for person in await numbers.of_session(unit, session):
        if await numbers.agrees(unit, person, session.id) is None:
            await notify(
                unit, person, message(ASK, session=session.id), subject=Subject("session", session.id),
                key=f"numbers_asked:{session.id}:{session.version}:{person}", expires_at=session.ends_at,
                not_before=after_quiet(choices, unit.now),
            )  # fmt: skip


def _evening_reaches(now: datetime, choices: Choices) -> datetime:
    """Until when sessions begin whose evening before has come: the end of today, or of tomorrow."""
    local = now.astimezone(PARIS)
    days = 2 if local.time() >= choices.numbers_from else 1
    return datetime.combine(local.date() + timedelta(days=days), time(), PARIS)


async def next_round(unit: Unit, choices: Choices) -> datetime | None:
    """When numbers are asked for, sent or taken away next."""
    times = [await numbers.next_end(unit)]
    far = unit.now + timedelta(days=60)
    times += [one.starts_at - numbers.ASKED_BEFORE for one in await numbers.to_do(unit, "asked", far, 1)]
    times += [numbers.shared_from(one, choices) for one in await numbers.to_do(unit, "numbers", far, 1)]
    return min((moment for moment in times if moment is not None and moment > unit.now), default=None)


JOBS = (Job("numbers", rounds, next_round),)
