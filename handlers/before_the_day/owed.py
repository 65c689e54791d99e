"""What is still owed for a session: who can supply it is asked a week and a few days before, then the coordination.

One message to each person, with the buttons that supply it; what was given meanwhile is no longer in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.before_the_day.which import which
from handlers.buttons import button
from handlers.context import message, notify
from handlers.routing import Viewer
from handlers.sessions.session_card import missing_for, supply_button
from handlers.sign_ups import seat_points
from storage import choices as chosen
from storage import consents, gate, households, memberships, people, seats, sessions, supervision
from storage.choices import Choices
from storage.clock import PARIS
from storage.gate import SeatPoint, Supplier
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.participants import participants
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.seats import SignUpState
from storage.sessions import Session
from storage.store import Unit

OWED, TOLD = "owed/question", "owed/news"
BUTTONS = 6


async def ask(unit: Unit, choices: Choices, session: Session, *, again: bool) -> None:
    """Ask everyone who owes something for a session, once for the sessions of one posting in one week."""
    owing = await _owing(unit, choices, session)
    for person in owing:
        await _send(unit, choices, session, person, message(OWED, session=session.id, again=again), f"owed{int(again)}")


async def tell_coordination(unit: Unit, choices: Choices, session: Session) -> None:
    """After the second asking: what is missing all the same, for coordinators."""
    if not await gate.missing(unit, session, choices) and not await _seats_lacking(unit, session):
        return
    for person in await people.with_role(unit, Role.COORDINATOR):
        await _send(unit, choices, session, person.id, message(TOLD, session=session.id), "owed2")


async def _send(unit: Unit, choices: Choices, session: Session, person: PersonId, what: Message, stage: str) -> None:
    week = session.starts_at.astimezone(PARIS).strftime("%G-%V")
    await notify(
        unit, person, what, subject=Subject("session", session.id), asks=True, expires_at=session.starts_at,
        key=f"{stage}:{session.work_day_id}:{week}:{person}",
        not_before=notice_time(choices, unit.now, session.starts_at),
    )  # fmt: skip


async def _owing(unit: Unit, choices: Choices, session: Session) -> list[PersonId]:
    """Who owes something: the household, who was asked to lead and said nothing, helpers, or who answers for them."""
    suppliers = {lack.supplier for lack in await gate.missing(unit, session, choices)}
    found: list[PersonId] = []
    if Supplier.HOUSEHOLD in suppliers:
        found += [one.id for one in await households.members(unit, session.household_id)]
    if Supplier.SUPERVISOR in suppliers:
        found += await supervision.unanswered(unit, session.id)
    for one in await participants(unit, session.id):
        if one.state is SignUpState.SEATED and await _to_give(unit, session, one.person_id, one.missing):
            found.append(one.told)
    if SeatPoint.CONSENT in choices.seat_points:
        found += [one.guardian_id for one in await _minors(unit, choices, session)]
    return list(dict.fromkeys(found))


async def _to_give(unit: Unit, session: Session, person: PersonId, lacks: Iterable[SeatPoint]) -> list[SeatPoint]:
    """What is theirs to give: a membership that was asked for waits for somebody else, a consent is a guardian's."""
    asked = await memberships.state(unit, person, gate.day_of(session)) is not None
    others = {SeatPoint.CHARTER, SeatPoint.CONSENT, *([SeatPoint.MEMBERSHIP] if asked else [])}
    return [point for point in lacks if point not in others]


async def _minors(
    unit: Unit, choices: Choices, session: Session, guardian: PersonId | None = None
) -> list[consents.Lacking]:
    return await consents.lacking(unit, session.id, gate.day_of(session), choices.consent_months, guardian)


async def _seats_lacking(unit: Unit, session: Session) -> list[dict[str, Any]]:
    """Whose seat still needs something, and what."""
    return [
        {"name": one.name, "missing": [str(point) for point in one.missing]}
        for one in await participants(unit, session.id)
        if one.state is SignUpState.SEATED and one.missing
    ]


# What they read.


async def question(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What this person owes for a session (`session`; `again`: asked before), as it is when it leaves."""
    session = await sessions.get_session(unit, context["session"])
    me = viewer.person
    if me is None or not session.is_open or session.starts_at <= unit.now:
        return None
    choices = await chosen.load(unit)
    asked_of = await _asked_of(unit, me, session)
    lacks = [lack for lack in await missing_for(unit, me, session, choices) if lack.supplier in asked_of]
    mine = await seat_points.buttons(unit, me.id, session, choices)
    if not lacks and not mine:
        return None
    house = [[supply_button(session, lack, me)] for lack in lacks]
    if any(lack.supplier is Supplier.SUPERVISOR for lack in lacks):
        house.append([button("supervising.decline", "svno", session.work_day_id)])
    return message(
        "owed/asked", [*[*house, *mine][:BUTTONS], [button("sessions.open", "wdsession", session.id)]],
        again=context["again"], missing=[{"point": lack.point, "details": list(lack.details)} for lack in lacks],
        seats=await _own_seats(unit, me, session, choices), **which(session),
    )  # fmt: skip


async def _asked_of(unit: Unit, me: Person, session: Session) -> set[Supplier]:
    """As whom this person is asked; a coordinator may supply all of it, and hears of it afterwards."""
    hosts = await households.members(unit, session.household_id)
    found = {Supplier.HOUSEHOLD} if me.id in [one.id for one in hosts] else set()
    return found | ({Supplier.SUPERVISOR} if me.id in await supervision.unanswered(unit, session.id) else set())


async def _own_seats(unit: Unit, me: Person, session: Session, choices: Choices) -> list[dict[str, Any]]:
    """What this person may give for seats: theirs, of whom they bring, of their minors; `name` None: their own."""
    found = []
    for one in await seats.party(unit, me.id, session.id):
        lacks = await gate.seat_missing(unit, one.person_id, session, choices)
        points = await _to_give(unit, session, one.person_id, lacks) if one.state is SignUpState.SEATED else []
        if points:
            name = None if one.person_id == me.id else (await people.get(unit, one.person_id)).name
            found.append({"name": name, "missing": [str(point) for point in points]})
    minors = await _minors(unit, choices, session, me.id) if SeatPoint.CONSENT in choices.seat_points else []
    return found + [{"name": one.name, "missing": [str(SeatPoint.CONSENT)]} for one in minors]


async def news(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """For a coordinator: what a session (`session`) still lacks although everyone was asked twice."""
    session = await sessions.get_session(unit, context["session"])
    if viewer.person is None or await check(unit, viewer.person, Action.MANAGE_PEOPLE) is not Verdict.ALLOWED:
        return None
    if not session.is_open or session.starts_at <= unit.now:
        return None
    lacks = await gate.missing(unit, session, await chosen.load(unit))
    lacking = await _seats_lacking(unit, session)
    if not lacks and not lacking:
        return None
    return message(
        "owed/told", [[button("sessions.open", "wdsession", session.id)]],
        household=(await households.get(unit, session.household_id)).name, seats=lacking,
        missing=[{"point": lack.point, "details": list(lack.details)} for lack in lacks], **which(session),
    )  # fmt: skip


VIEWS = {OWED: question, TOLD: news}
