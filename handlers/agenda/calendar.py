"""The calendar file of a session: the commune only, never the address."""

from __future__ import annotations

from typing import Any

from handlers.routing import Made, Viewer
from handlers.sign_ups.calendar_file import Event, calendar_file
from locales import texts
from storage import seats, sessions
from storage.outbox import Attachment
from storage.people import Person
from storage.seats import SignUpState
from storage.sessions import Session
from storage.store import Unit


def calendar(*session: int) -> Attachment:
    """The calendar file of one or several sessions, to go with a message."""
    return Attachment(make="calendar", context={"sessions": list(session)})


async def session_calendar(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
    """Make the file of those `sessions` in which this person has a seat, brings someone who has, or leads."""
    if viewer.person is None:
        return None
    found = [await sessions.get_session(unit, one) for one in context["sessions"]]
    events = [event(session, viewer.person) for session in found if await _concerns(unit, viewer.person, session)]
    name = texts.label(viewer.person.language, "calendar.session_file", {})
    return Made(name, calendar_file(events, unit.now)) if events else None


async def _concerns(unit: Unit, person: Person, session: Session) -> bool:
    leads = [one.id for one in await sessions.supervisors(unit, session.id)]
    theirs = await seats.party(unit, person.id, session.id)
    return person.id in leads or any(one.state is SignUpState.SEATED for one in theirs)


def event(session: Session, person: Person) -> Event:
    """Return a session as an entry of this person's calendar."""
    language = person.language
    return Event(
        uid=f"session-{session.id}@coopter",
        title=texts.plain(language, "calendar/session", {"works": list(session.works)}),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=texts.plain(language, "calendar/place", {"commune": session.commune}),
        sequence=session.version,
    )


MAKERS = {"calendar": session_calendar}
