"""The exact address, sent by itself: to whole seats of confirmed sessions when the time has come, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.context import Context, message, notify
from handlers.routing import Job
from storage import sessions
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.participants import participants
from storage.quiet import notice_time
from storage.seats import SignUpState
from storage.sessions import Session, SessionState
from storage.store import Unit

ADDRESS = "sessions/address"


async def send_addresses(unit: Unit, choices: Choices) -> None:
    """Send the address to helpers who may have it now, once for each seat and each date of the session."""
    for session in await sessions.coming(unit, unit.now + timedelta(hours=choices.address_hours_before)):
        if session.state is SessionState.CONFIRMED:
            for person in await _told(unit, session):
                await _send(unit, person, session, choices, f"address:{session.id}:{session.version}:{person}")


async def _told(unit: Unit, session: Session) -> list[PersonId]:
    """Return who hears of the whole seats of a session, each once: a guardian for a minor, too."""
    found = await participants(unit, session.id)
    return list(dict.fromkeys(one.told for one in found if one.state is SignUpState.SEATED and not one.provisional))


async def _send(
    unit: Unit, person: PersonId, session: Session, choices: Choices, key: str, *, changed: bool = False
) -> None:
    await notify(
        unit, person, message(ADDRESS, session=session.id, changed=changed),
        subject=Subject("session", session.id), key=key, expires_at=session.ends_at,
        not_before=notice_time(choices, unit.now, session.starts_at),
    )  # fmt: skip


async def send_changed(ctx: Context, found: list[Session]) -> None:
    """The address or the way there changed: those who may have it get it again."""
    for session in found:
        near = session.starts_at - ctx.now <= timedelta(hours=ctx.choices.address_hours_before)
        if session.state is not SessionState.CONFIRMED or not near:
            continue
        for person in await _told(ctx.unit, session):
            key = f"address:{session.id}:{session.version}:{person}:{ctx.now.timestamp():.0f}"
            await _send(ctx.unit, person, session, ctx.choices, key, changed=True)
        for lead in await sessions.supervisors(ctx.unit, session.id):
            again = message(ADDRESS, session=session.id, changed=True)
            await notify(ctx.unit, lead, again, subject=Subject("session", session.id), expires_at=session.ends_at)


async def next_addresses(unit: Unit, choices: Choices) -> datetime | None:
    """When the next session comes near enough for its address to be sent."""
    before = timedelta(hours=choices.address_hours_before)
    found = await sessions.coming(unit, unit.now + timedelta(days=60))
    return min((s.starts_at - before for s in found if s.starts_at - before > unit.now), default=None)


JOBS = (Job("addresses", send_addresses, next_addresses),)
