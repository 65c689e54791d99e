"""Helpers are lacking a few days before: people near by who like such work are called, few at a time, and rarely."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from handlers.agenda.nearness import around
from handlers.before_the_day.which import which
from handlers.buttons import button
from handlers.context import message, notify
from handlers.routing import Job, Viewer
from storage import choices as chosen
from storage import helper_calls, messages, seats, sessions
from storage.choices import Choices
from storage.helper_calls import LOOKED_THROUGH, Call
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.quiet import after_quiet
from storage.sessions import Session
from storage.sign_ups import Verdict, may_sign_up
from storage.store import Unit

CALL = "calls/call"


async def begin(unit: Unit, choices: Choices, session: Session) -> None:
    """Begin a call, when helpers are lacking and seats are free for them."""
    if await sessions.short_of(unit, session) and (await seats.count(unit, session, choices)).free:
        await helper_calls.begin(unit, session.id)


async def go_on(unit: Unit, choices: Choices) -> bool:
    """Look through the next people for the call that was begun first; True: more may be left."""
    call = await helper_calls.under_way(unit)
    if call is None:
        return False
    session = await sessions.get_session(unit, call.session_id)
    left = choices.call_most - await helper_calls.count(unit, session.id)
    places = _places(session)
    over = not session.is_open or session.starts_at <= unit.now or call.place >= len(places)
    if over or left <= 0 or not await sessions.short_of(unit, session):
        await helper_calls.done(unit, call)
        await messages.touch(unit, Subject("session", session.id))
        return True
    await _call_some(unit, choices, session, call, places[call.place], left)
    return True


def _places(session: Session) -> list[str]:
    """The session's own commune, then those of its intercommunality."""
    return [session.commune, *sorted(set(around(session.commune)) - {session.commune})]


async def _call_some(unit: Unit, choices: Choices, session: Session, call: Call, commune: str, left: int) -> None:
    among = await helper_calls.looked_through(unit, commune, call.after_id)
    found = await helper_calls.suited(unit, session, among, left)
    await helper_calls.called(unit, session.id, found)
    for person in found:
        await _send(unit, choices, session, person)
    if len(among) < LOOKED_THROUGH:
        await helper_calls.moved_on(unit, call, call.place + 1, 0)
    else:
        await helper_calls.moved_on(unit, call, call.place, among[-1])


async def _send(unit: Unit, choices: Choices, session: Session, person: PersonId) -> None:
    await notify(
        unit, person, message(CALL, session=session.id), subject=Subject("session", session.id),
        key=f"call:{session.id}:{person}", not_before=after_quiet(choices, unit.now),
        expires_at=session.starts_at - timedelta(hours=1),
    )  # fmt: skip


async def call(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A call for a session (`session`), while helpers are lacking and this person may take a seat."""
    session = await sessions.get_session(unit, context["session"])
    me = viewer.person
    short = await sessions.short_of(unit, session)
    if me is None or not short or me.notifications != "all":
        return None
    if await may_sign_up(unit, me, session, await chosen.load(unit)) is not Verdict.FREE:
        return None
    return message(
        "calls/short",
        [
            [button("work_days.join", "sojoin", session.id)],
            [button("sessions.open", "wdsession", session.id), button("calls.fewer", "pfchange", 3)],
        ],
        short=short, here=session.commune == me.commune, **which(session),
    )  # fmt: skip


VIEWS = {CALL: call}
JOBS = (Job("helper_calls", go_on),)
