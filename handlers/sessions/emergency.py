"""Whom to call for those who come: for who leads a session, from the day before until it is over, in private."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Press, Route, Viewer
from storage import contacts, sessions
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.sessions import Session, SessionState
from storage.store import Unit

BEFORE, AFTER = timedelta(hours=24), timedelta(hours=12)
SHEET = "sessions/emergency"


async def offered(unit: Unit, person: Person, session: Session) -> list[list[Button]]:
    """Return the button that shows the contacts, to whoever may see them now."""
    return [[button("sessions.emergency", "soemergency", session.id)]] if await _may(unit, person, session) else []


async def _may(unit: Unit, person: Person, session: Session) -> bool:
    near = session.starts_at - BEFORE <= unit.now <= session.ends_at + AFTER
    if not near or session.state is SessionState.CANCELLED:
        return False
    return await check(unit, person, Action.LEAD_SESSION, Subject("session", session.id)) is Verdict.ALLOWED


async def show(ctx: Context, session: int) -> None:
    """The button «Contacts d’urgence»."""
    if await _may(ctx.unit, ctx.me, await sessions.get_session(ctx.unit, session)):
        await ctx.send(message(SHEET, session=session), subject=Subject("session", session))
    else:
        await ctx.toast("sessions/emergency_later", alert=True)


async def sheet(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The contacts of a session (`session`), only while this person may see them; it cannot be forwarded."""
    session = await sessions.get_session(unit, context["session"])
    if not viewer.private or viewer.person is None or not await _may(unit, viewer.person, session):
        return None
    lines = [one.model_dump() for one in await contacts.of_session(unit, session.id)]
    shown = message(
        "sessions/contacts", start=session.starts_at.isoformat(), end=session.ends_at.isoformat(), lines=lines
    )
    return shown.model_copy(update={"protect": True})


VIEWS = {SHEET: sheet}
ROUTES: tuple[Route, ...] = (Press("soemergency", show, Action.LEAD_SESSION, subject="session"),)
