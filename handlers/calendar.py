"""The calendar file of a session: the commune only, never the address."""

from __future__ import annotations

from typing import Any

from handlers.calendar_file import Event, calendar_file
from handlers.routing import Made, Viewer
from locales import texts
from storage import seats, sessions, waitlist
from storage.outbox import Attachment
from storage.seats import SignUpState
from storage.store import Unit


def calendar(session: int) -> Attachment:
    """The calendar file of a session, to go with a message."""
    return Attachment(make="calendar", context={"session": session})


async def session_calendar(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
    """Make the file for someone with a seat, who brings someone with a seat, or who leads the session."""
    if viewer.person is None:
        return None
    session = await sessions.get_session(unit, context["session"])
    mine = await seats.find(unit, viewer.person.id, session.id)
    seated = [mine] if mine else []
    seated += await waitlist.brought(unit, viewer.person.id, session.id)
    leads = [person.id for person in await sessions.supervisors(unit, session.id)]
    if not any(one.state is SignUpState.SEATED for one in seated) and viewer.person.id not in leads:
        return None
    language = viewer.person.language
    event = Event(
        uid=f"session-{session.id}@coopter",
        title=texts.plain(language, "calendar/session", {"works": list(session.works)}),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=texts.plain(language, "calendar/place", {"commune": session.commune}),
        sequence=session.version,
    )
    return Made(texts.label(language, "calendar.session_file", {}), calendar_file(event, unit.now))


MAKERS = {"calendar": session_calendar}
