"""Telling everyone a session concerns what changed, each with the answer that fits: one tap."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from storage import gate, seats, sessions
from storage.ids import PersonId, Subject
from storage.outbox import Button
from storage.quiet import notice_time
from storage.seats import ACTIVE, SignUpState
from storage.sessions import Session

AGENDA = 1  # the number of `/agenda` among the commands a button may call


class Part(StrEnum):
    """What a person has to do with a session."""

    HELPER = "helper"
    WAITING = "waiting"  # in line for a seat
    SUPERVISOR = "supervisor"
    HOUSE = "house"


async def whom_to_tell(ctx: Context, session: Session) -> dict[PersonId, Part]:
    """Return everyone concerned by a session but the person who speaks, and their part in it."""
    leads = {person.id for person in await sessions.supervisors(ctx.unit, session.id)}
    found = {}
    for person in await gate.concerned(ctx.unit, session.id):
        seat = await seats.find(ctx.unit, person, session.id)
        if person in leads:
            found[person] = Part.SUPERVISOR
        elif seat is not None and seat.state in ACTIVE:
            found[person] = Part.WAITING if seat.state is SignUpState.WAITING else Part.HELPER
        else:
            found[person] = Part.HOUSE
    found.pop(ctx.me.id, None)
    return found


async def tell(ctx: Context, session: Session, people: dict[PersonId, Part], name: str, **context: Any) -> None:
    """Send a notice about a session as it was: at once within a day of it, else not in quiet hours."""
    now = await sessions.get_session(ctx.unit, session.id)
    for person, part in people.items():
        told = message(
            name, _answers(now, part), part=part, works=list(session.works), commune=session.commune,
            start=session.starts_at.isoformat(), end=session.ends_at.isoformat(),
            rank=await _rank(ctx, session, person) if part is Part.WAITING else None, **context,
        )  # fmt: skip
        await notify(
            ctx.unit, person, told, subject=Subject("session", session.id), asks=now.is_open,
            not_before=notice_time(ctx.choices, ctx.now, session.starts_at, now.starts_at),
        )  # fmt: skip


async def _rank(ctx: Context, session: Session, person: PersonId) -> int | None:
    """Their place in line, as long as they wait."""
    seat = await seats.find(ctx.unit, person, session.id)
    return await seats.rank(ctx.unit, seat) if seat is not None and seat.state is SignUpState.WAITING else None


def _answers(session: Session, part: Part) -> list[list[Button]]:
    if not session.is_open:
        return [[button("sessions.other_days", "mncmd", AGENDA)]] if part in (Part.HELPER, Part.WAITING) else []
    if part is Part.WAITING:
        return [[button("sign_ups.leave_line", "sowithdraw", session.id)]]
    if part is Part.HELPER:
        return [[button("sessions.keep", "sokeep", session.id), button("sessions.cannot", "sowithdraw", session.id)]]
    if part is Part.SUPERVISOR:
        return [[button("supervising.keep", "svkeep", session.id), button("sessions.cannot", "svleave", session.id)]]
    return [[button("sessions.open", "wdsession", session.id)]]
