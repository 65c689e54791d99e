"""What someone reads when they have a seat, wait for one, or lost it: drawn when it leaves, for who reads."""

from __future__ import annotations

from typing import Any

from handlers.agenda.calendar import calendar
from handlers.buttons import button
from handlers.context import message
from handlers.meals.offered import of_a_seat
from handlers.routing import Viewer
from handlers.sessions.session_card import plan_facts
from handlers.sessions.who_comes import car_sharing
from handlers.sign_ups import seat_points
from storage import choices as chosen
from storage import gate, people, seats, sessions, waitlist, work_days
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.outbox import Button, Message
from storage.permissions import Action, Verdict, check
from storage.seat_kinds import KINDS, SeatKind
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import WorkDay

SEAT, IN_LINE = "sign_ups/seat", "sign_ups/in_line"


async def session_facts(unit: Unit, session_id: int) -> dict[str, Any]:
    """Return what a message about a session says of it: hours, commune, works, what to bring, who leads; no address."""
    session = await sessions.get_session(unit, session_id)
    return await _facts(unit, session, await work_days.get_work_day(unit, session.work_day_id))


async def _facts(unit: Unit, session: Session, plan: WorkDay) -> dict[str, Any]:
    return {
        **plan_facts(plan),
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
        "confirmed": session.state == "confirmed",
        "supervisors": [person.name for person in await sessions.supervisors(unit, session.id)],
    }


async def answerer(unit: Unit, found: SignUp) -> PersonId:
    """Return who is told about a sign-up: the person, or who brings someone without Telegram."""
    person = await people.get(unit, found.person_id)
    return found.person_id if person.telegram_id is not None or found.brought_by is None else found.brought_by


def seat_message(found: SignUp) -> Message:
    """The message of a seat, with its calendar file."""
    return message(SEAT, sign_up=found.id)


def line_message(found: SignUp) -> Message:
    """The message of a place in the waiting list."""
    return message(IN_LINE, sign_up=found.id)


async def _theirs(unit: Unit, viewer: Viewer, context: dict[str, Any], state: SignUpState) -> SignUp | None:
    """The sign-up of a message, while it stands as the message says and the reader may know of it."""
    if viewer.person is None:
        return None
    subject = Subject("sign_up", context["sign_up"])
    if await check(unit, viewer.person, Action.CHANGE_SIGN_UP, subject) is not Verdict.ALLOWED:
        return None
    found = await seats.get(unit, subject.id)
    return found if found.state is state else None


async def seat(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A seat (`sign_up`): when and where about, what to bring, who leads, when the address comes."""
    found = await _theirs(unit, viewer, context, SignUpState.SEATED)
    if found is None or viewer.person is None:
        return None
    choices = await chosen.load(unit)
    session = await sessions.get_session(unit, found.session_id)
    lacks = await gate.seat_missing(unit, found.person_id, session, choices)
    own = viewer.person.id == found.person_id
    plan = await work_days.get_work_day(unit, session.work_day_id)
    said = message(
        "sign_ups/seated",
        [
            *await seat_points.buttons(unit, viewer.person.id, session, choices),
            [*of_a_seat(found, plan), *(car_sharing(unit, session, found) if own else [])],
            *(await _seat_buttons(unit, session, found, choices) if own else []),
        ],
        who=None if own else (await people.get(unit, found.person_id)).name,
        kind=found.kind.value,
        missing=[str(point) for point in lacks],
        address_hours=choices.address_hours_before,
        with_you=[
            (await people.get(unit, o.person_id)).name
            for o in await waitlist.brought(unit, found.person_id, session.id)
        ],
        **await _facts(unit, session, plan),
    )
    return said.model_copy(update={"attachment": calendar(session.id)})


async def _seat_buttons(unit: Unit, session: Session, found: SignUp, choices: Choices) -> list[list[Button]]:
    kind = KINDS.index(found.kind)
    keyboard = [
        [button("sign_ups.also", "sojoin", one.id, kind, start=one.starts_at.isoformat(), end=one.ends_at.isoformat())]
        for one in await also_that_day(unit, session, found.person_id, choices, found.kind)
    ]
    keyboard.append(
        [button("sign_ups.bring", "socompany", session.id), button("sign_ups.open", "wdsession", session.id)]
    )
    keyboard.append([button("sign_ups.withdraw", "sowithdraw", session.id)])
    return keyboard


async def also_that_day(
    unit: Unit, session: Session, person: PersonId, choices: Choices, kind: SeatKind = SeatKind.BUILDING
) -> list[Session]:
    """Return the other sessions of that posting that day that have a free seat of this kind and suit this person."""
    day = session.starts_at.astimezone(PARIS).date()
    found = []
    for other in await sessions.sessions_of(unit, session.work_day_id):
        apart = other.ends_at <= session.starts_at or other.starts_at >= session.ends_at
        if other.id == session.id or other.starts_at.astimezone(PARIS).date() != day or not apart:
            continue
        mine = await seats.find(unit, person, other.id)
        free = (await seats.count(unit, other, choices, kind)).free
        if other.is_open and other.starts_at > unit.now and free and (mine is None or mine.state not in seats.ACTIVE):
            found.append(other)
    return found[:2]


async def in_line(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A place in the waiting list (`sign_up`), with its rank as it is now."""
    found = await _theirs(unit, viewer, context, SignUpState.WAITING)
    if found is None or viewer.person is None:
        return None
    own = viewer.person.id == found.person_id
    leave = button("sign_ups.leave_line", "sowithdraw", found.session_id)
    return message(
        "sign_ups/waiting",
        [[leave], [button("sign_ups.agenda", "agenda", 0, 0)]] if own else [],
        who=None if own else (await people.get(unit, found.person_id)).name,
        kind=found.kind.value,
        rank=await seats.rank(unit, found),
        **await session_facts(unit, found.session_id),
    )


VIEWS = {SEAT: seat, IN_LINE: in_line}
