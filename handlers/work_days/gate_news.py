"""A session is confirmed, or no longer is, or still is not the evening before: those concerned are told."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from handlers.buttons import button
from handlers.context import message, notify
from handlers.routing import Job, View, Viewer
from handlers.sessions.session_card import missing_for, supply_button
from storage import choices as chosen
from storage import dues, gate, people, seats, sessions
from storage.choices import Choices
from storage.clock import PARIS
from storage.dues import Visited
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.people import Role
from storage.seats import ACTIVE
from storage.sessions import Session, SessionState
from storage.store import Unit

EVENING = time(18, 0)
EVE = "sessions/eve"


def _news(template: str, state: SessionState) -> View:
    """A view that tells of a session (`session`) only while it is in this state and to come."""

    async def view(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
        try:
            session = await sessions.get_session(unit, context["session"])
        except LookupError:
            return None
        if viewer.person is None or session.state is not state or session.starts_at <= unit.now:
            return None
        if viewer.person.id not in await _told_of(unit, session):
            return None
        return await _drawn(unit, viewer, session, template)

    return view


async def _told_of(unit: Unit, session: Session) -> set[PersonId]:
    coordinators = [person.id for person in await people.with_role(unit, Role.COORDINATOR)]
    return {*await gate.concerned(unit, session.id), *coordinators}


async def _drawn(unit: Unit, viewer: Viewer, session: Session, template: str) -> Message:
    assert viewer.person is not None
    choices = await chosen.load(unit)
    lacks = await missing_for(unit, viewer.person, session, choices)
    seat = await seats.find(unit, viewer.person.id, session.id)
    return message(
        template,
        [
            *[[supply_button(session, lack, viewer.person)] for lack in lacks[:4]],
            [button("sessions.open", "wdsession", session.id)],
        ],
        works=list(session.works),
        commune=session.commune,
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        helper=seat is not None and seat.state in ACTIVE,
        waits=seat is not None and seat.state != "seated",
        missing=[{"point": lack.point, "details": list(lack.details)} for lack in lacks],
    )


# The evening before.


def evening_before(moment: datetime) -> datetime:
    """Return 18 h in Paris on the day before a moment."""
    return datetime.combine(moment.astimezone(PARIS).date() - timedelta(days=1), EVENING, PARIS)


async def tell_incomplete(unit: Unit, choices: Choices) -> bool:
    """The evening before a session that is still not confirmed, everyone is told, once; nothing cancels itself."""

    async def one(session: Session) -> Visited:
        evening = evening_before(session.starts_at)
        if evening > unit.now:
            return Visited(0, evening)
        await gate.settle(unit, session, choices)
        if (await sessions.get_session(unit, session.id)).state is not SessionState.PREPARING:
            return Visited(0, None)
        told = await _told_of(unit, session)
        for person in told:
            await notify(
                unit, person, message(EVE, session=session.id), subject=Subject("session", session.id),
                key=f"eve:{session.id}:{session.version}:{person}", expires_at=session.starts_at,
            )  # fmt: skip
        return Visited(len(told), None)

    return await dues.visit(unit, "eve", one)


async def next_evening(unit: Unit, choices: Choices) -> datetime | None:
    """When the evening before the next session is."""
    return await dues.next_time(unit, "eve")


VIEWS: dict[str, View] = {
    "sessions/gate_gained": _news("sessions/confirmed", SessionState.CONFIRMED),
    "sessions/gate_lost": _news("sessions/in_preparation", SessionState.PREPARING),
    EVE: _news("sessions/still_incomplete", SessionState.PREPARING),
}
JOBS = (Job("evening_before", tell_incomplete, next_evening),)
