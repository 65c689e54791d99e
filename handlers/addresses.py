"""The exact address, sent by itself: to whole seats of confirmed sessions when the time has come, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.context import Context, message, notify
from handlers.routing import Job
from storage import sessions
from storage.choices import Choices
from storage.ids import Subject
from storage.participants import Participant, participants
from storage.quiet import notice_time
from storage.seats import SignUpState
from storage.sessions import Session, SessionState
from storage.store import Unit

ADDRESS = "sessions/address"


async def send_addresses(unit: Unit, choices: Choices) -> None:
    """Send the address to helpers who may have it now, once for each seat and each date of the session."""
    for session in await sessions.coming(unit, unit.now + timedelta(hours=choices.address_hours_before)):
        if session.state is SessionState.CONFIRMED:
            for helper in await _whole_seats(unit, session):
                await _send(unit, helper, session, choices, f"address:{helper.sign_up_id}:{session.version}")


async def _whole_seats(unit: Unit, session: Session) -> list[Participant]:
    found = await participants(unit, session.id)
    return [one for one in found if one.state is SignUpState.SEATED and not one.provisional and one.reachable]


async def _send(
    unit: Unit, helper: Participant, session: Session, choices: Choices, key: str, *, changed: bool = False
) -> None:
    await notify(
        unit, helper.person_id, message(ADDRESS, session=session.id, changed=changed),
        subject=Subject("session", session.id), key=key, expires_at=session.ends_at,
        not_before=notice_time(choices, unit.now, session.starts_at),
    )  # fmt: skip


async def send_changed(ctx: Context, found: list[Session]) -> None:
    """The address or the way there changed: those who may have it get it again."""
    for session in found:
        near = session.starts_at - ctx.now <= timedelta(hours=ctx.choices.address_hours_before)
        if session.state is not SessionState.CONFIRMED or not near:
            continue
        for helper in await _whole_seats(ctx.unit, session):
            key = f"address:{helper.sign_up_id}:{session.version}:{ctx.now.timestamp():.0f}"
            await _send(ctx.unit, helper, session, ctx.choices, key, changed=True)
        for person in await sessions.supervisors(ctx.unit, session.id):
            again = message(ADDRESS, session=session.id, changed=True)
            await notify(ctx.unit, person, again, subject=Subject("session", session.id), expires_at=session.ends_at)


async def next_addresses(unit: Unit, choices: Choices) -> datetime | None:
    """When the next session comes near enough for its address to be sent."""
    before = timedelta(hours=choices.address_hours_before)
    found = await sessions.coming(unit, unit.now + timedelta(days=60))
    return min((s.starts_at - before for s in found if s.starts_at - before > unit.now), default=None)


JOBS = (Job("addresses", send_addresses, next_addresses),)
