"""Who comes to a session, for those who may see it, and what of it is the reader's own."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.meals import offered
from storage import gate, seats
from storage.choices import Choices
from storage.outbox import Button
from storage.participants import participants
from storage.people import Person
from storage.seats import ACTIVE, SignUp, SignUpState
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import Plan

_OF_EACH = {"name", "kind", "state", "missing", "brought_by", "minor", "confirmed", "silent"}


async def people_of(unit: Unit, session: Session) -> list[dict[str, Any]]:
    """Who comes, for those who may see it: the name, and what the seat still needs."""
    return [one.model_dump(mode="json", include=_OF_EACH) for one in await participants(unit, session.id)]


async def seat_of(unit: Unit, person: Person, session: Session) -> SignUp | None:
    """Return the place a person has in a session, or waits for."""
    found = await seats.find(unit, person.id, session.id)
    return found if found is not None and found.state in ACTIVE else None


async def own_seat(
    unit: Unit, person: Person, seat: SignUp | None, session: Session, choices: Choices
) -> dict[str, Any] | None:
    """What the card says of the reader's own place."""
    if seat is None:
        return None
    lacks = await gate.seat_missing(unit, person.id, session, choices) if seat.state == "seated" else []
    said = {"state": seat.state, "kind": seat.kind, "confirmed": seat.confirmed_at is not None}
    return {**said, "missing": [str(point) for point in lacks]}


async def beside_the_seat(
    unit: Unit, person: Person, session: Session, seat: SignUp | None, plan: Plan, *, oversees: bool
) -> list[Button]:
    """Return the buttons beside a seat: one's meal, car-sharing, and the kitchen's list for who may read it."""
    if not session.is_open or session.ends_at <= unit.now:
        return []
    kitchen = await offered.of_the_kitchen(unit, person, session, seat, plan, oversees=oversees)
    return [*offered.of_a_seat(seat, plan), *car_sharing(unit, session, seat), *kitchen]


def car_sharing(unit: Unit, session: Session, seat: SignUp | None) -> list[Button]:
    """Return the button «Covoiturage» of a seat, until the session begins."""
    if seat is None or seat.state is not SignUpState.SEATED or session.starts_at <= unit.now:
        return []
    return [button("lifts.board", "lfboard", session.id, 0)]
