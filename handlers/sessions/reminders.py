"""Reminders of sessions: what is said is looked up when the message leaves, so a seat given back is never recalled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.buttons import button
from handlers.context import message, notify
from handlers.routing import Job, Viewer
from handlers.sessions.addresses import may_see_address
from handlers.sign_ups.seat_messages import session_facts
from storage import dues, people, permissions, reminders, seats, sessions, waitlist
from storage.choices import Choices
from storage.clock import PARIS
from storage.dues import Visited
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.participants import participants
from storage.people import Person
from storage.permissions import Action, Verdict
from storage.quiet import after_quiet
from storage.seats import SignUpState
from storage.sessions import Session
from storage.store import Unit

REMINDER = "reminders/session"


async def remind(unit: Unit, choices: Choices) -> bool:
    """Queue a portion of the reminders that are due, each once; in quiet hours they wait."""

    async def one(session: Session) -> Visited:
        found = await reminders.due(unit, session, choices)
        for due in found:
            await notify(
                unit, due.person_id, message(REMINDER, session=session.id, version=session.version, kind=due.kind),
                subject=Subject("session", session.id), asks=True, key=due.key, expires_at=session.starts_at,
            )  # fmt: skip
        return Visited(len(found), reminders.next_moment(session, choices, unit.now))

    return after_quiet(choices, unit.now) == unit.now and await dues.visit(unit, "reminders", one)


async def next_reminder(unit: Unit, choices: Choices) -> datetime | None:
    """When the next reminder leaves."""
    return await dues.next_time(unit, "reminders")


async def reminder(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A reminder (`session`, its `version`, `kind`) for a helper, or for who receives or leads."""
    session = await sessions.get_session(unit, context["session"])
    if viewer.person is None or not session.is_open or session.version != context["version"]:
        return None
    if session.starts_at <= unit.now:
        return None
    coming = await _coming(unit, viewer.person, session)
    if coming is not None:
        return await _for_helper(unit, viewer.person, session, coming, context["kind"])
    if await _hosts(unit, viewer.person, session):
        return await _for_host(unit, session, context["kind"])
    return None


async def _coming(unit: Unit, person: Person, session: Session) -> list[str] | None:
    """The names of those who come with this person; None when neither they nor anybody they bring has a seat."""
    mine = await seats.find(unit, person.id, session.id)
    brought = [one for one in await waitlist.brought(unit, person.id, session.id) if one.state is SignUpState.SEATED]
    if (mine is None or mine.state is not SignUpState.SEATED) and not brought:
        return None
    return [(await people.get(unit, one.person_id)).name for one in brought]


async def _hosts(unit: Unit, person: Person, session: Session) -> bool:
    subject = Subject("session", session.id)
    return await permissions.check(unit, person, Action.SEE_PARTICIPANTS, subject) is Verdict.ALLOWED


def _days_left(unit: Unit, session: Session) -> int:
    return (session.starts_at.astimezone(PARIS).date() - unit.now.astimezone(PARIS).date()).days


async def _for_helper(unit: Unit, person: Person, session: Session, with_you: list[str], kind: str) -> Message:
    keyboard: list[list[Button]] = [
        [button("sign_ups.open", "wdsession", session.id)],
        [button("sign_ups.coming", "sokeep", session.id), button("sign_ups.withdraw", "sowithdraw", session.id)],
    ]
    if await may_see_address(unit, person, session):
        keyboard.insert(0, [button("sign_ups.address", "wdaddress", session.id)])
    facts = await session_facts(unit, session.id)
    return message("reminders/helper", keyboard, kind=kind, days=_days_left(unit, session), with_you=with_you, **facts)


async def _for_host(unit: Unit, session: Session, kind: str) -> Message:
    seated = [one for one in await participants(unit, session.id) if one.state is SignUpState.SEATED]
    keyboard = [[button("sign_ups.open", "wdsession", session.id)]]
    facts = await session_facts(unit, session.id)
    said = {"coming": len(seated), "said": sum(one.confirmed for one in seated)}
    return message("reminders/host", keyboard, kind=kind, days=_days_left(unit, session), **said, **facts)


VIEWS = {REMINDER: reminder}
JOBS = (Job("session_reminders", remind, next_reminder),)
