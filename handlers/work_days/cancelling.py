"""Cancelling sessions: everyone they concern is told at once where they are near, and the answers are counted."""

from __future__ import annotations

from typing import NamedTuple

from handlers.context import Context, message
from handlers.sessions.telling import ANSWERS, Speaker, ask_to_answer, tell, whom_to_tell
from storage import messages, outbox, sessions, waitlist, work_days
from storage.ids import Subject
from storage.sessions import Session, SessionState
from storage.work_days import WorkDayState

REASONS = ("weather", "ill", "materials", "few_helpers", "no_supervisor")
"""Those offered as buttons, stored with `=` before them; their numbers are in buttons already sent."""


class Cancelled(NamedTuple):
    """Sessions that were cancelled now, and the urgent news of it, where there is any."""

    sessions: list[Session]
    news: int | None


async def cancel_sessions(ctx: Speaker, found: list[Session], why: str) -> Cancelled:
    """Cancel sessions of one work day, as far as they are not over; `why` is told as it stands."""
    told = [(session, await whom_to_tell(ctx, session)) for session in found]
    told = [(session, people) for session, people in told if await _cancel(ctx, session, why)]
    if not told:
        return Cancelled([], None)
    everything = await sessions.sessions_of(ctx.unit, found[0].work_day_id)
    if all(session.state is SessionState.CANCELLED for session in everything):
        await work_days.move_to(ctx.unit, found[0].work_day_id, WorkDayState.CANCELLED, ctx.me.id)
    asked = await ask_to_answer(ctx, "cancelled", told)
    for session, people in told:
        await tell(ctx, session, people, "sessions/cancelled", asked=asked, why=why, by=ctx.me.name)
    return Cancelled([session for session, _ in told], asked.news if asked else None)


async def _cancel(ctx: Speaker, session: Session, why: str) -> bool:
    """Cancel one: what waits about it is dropped; False when it was over."""
    if not await sessions.move_to(ctx.unit, session.id, SessionState.CANCELLED, ctx.me.id, why=why):
        return False
    await outbox.drop_subject(ctx.unit, Subject("session", session.id))
    await waitlist.cancel_session(ctx.unit, session.id, ctx.me.id)
    await messages.touch(ctx.unit, Subject("session", session.id))
    return True


async def show_cancelled(ctx: Context, done: Cancelled) -> None:
    """Say what was cancelled; where answers are waited for, send the card that counts them.

    It may hold numbers: a message of its own cannot be forwarded, one that is edited can.
    """
    if not done.sessions:
        await ctx.show("work_days/over_already")
        return
    hours = [{"start": one.starts_at.isoformat(), "end": one.ends_at.isoformat()} for one in done.sessions]
    await ctx.show("work_days/cancelled_now", sessions=hours)
    if done.news is not None:
        subject = Subject("session", done.sessions[0].id)
        await ctx.send(message(ANSWERS, news=done.news), subject=subject, is_card=True)
