"""Car-sharing to a session, among those who have a seat in it: lifts offered and looked for, and who rides with whom.

Places in a car are counted where they are given, in the transaction of the driver's yes. Who leaves the session takes
their part away, and the others are told (views `lifts/driver_left`, `lifts/passenger_left`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from storage import audit, choices, outbox, people, short_lived
from storage.ids import PersonId, SessionId, Subject
from storage.outbox import Message, Priority
from storage.quiet import notice_time
from storage.records import Frozen
from storage.sessions import Session, get_session
from storage.store import Unit


class RideState(StrEnum):
    """What a driver said."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Answer(StrEnum):
    """What became of a wish about a lift."""

    DONE = "done"
    FULL = "full"
    ALREADY = "already"  # they have a lift of their own, asked before, or ride with somebody
    NO_SEAT = "no_seat"  # one of the two has no seat in the session any more, or it has begun
    OVER = "over"  # answered before


class Lift(Frozen):
    """A car with places (`seats`), or a place that is looked for (`seats` None). `name`: the first name only."""

    id: int
    session_id: SessionId
    person_id: PersonId
    name: str
    seats: int | None
    taken: int
    commune: str
    leaves_at: str

    @property
    def left(self) -> int:
        """How many places are free."""
        return max(0, (self.seats or 0) - self.taken)


class Ride(Frozen):
    """Somebody's place in a car, or their wish for one."""

    id: int
    lift_id: int
    person_id: PersonId
    state: RideState


_TAKEN = "(SELECT COUNT(*) FROM rides WHERE lift_id = lifts.id AND state = 'accepted') AS taken"
_SELECT = f"SELECT lifts.*, people.name AS full_name, {_TAKEN} FROM lifts JOIN people ON people.id = lifts.person_id"


def first_name(name: str) -> str:
    """Return what others of the session read of a name."""
    return name.split()[0] if name.split() else name


def _read(row: Any) -> Lift:
    fields = {name: row[name] for name in Lift.model_fields if name != "name"}
    return Lift(**fields, name=first_name(row["full_name"]))


async def get(unit: Unit, lift: int) -> Lift:
    """Return a lift; raise LookupError when there is none."""
    row = await unit.one(f"{_SELECT} WHERE lifts.id = ?", (lift,))
    if row is None:
        raise LookupError(f"no lift {lift}")
    return _read(row)


async def find(unit: Unit, lift: int) -> Lift | None:
    """Return a lift, None where it was taken away."""
    row = await unit.one(f"{_SELECT} WHERE lifts.id = ?", (lift,))
    return _read(row) if row else None


async def of(unit: Unit, person: int, session: int) -> Lift | None:
    """Return what a person offers, or looks for."""
    row = await unit.one(f"{_SELECT} WHERE session_id = ? AND lifts.person_id = ?", (session, person))
    return _read(row) if row else None


async def may_share(unit: Unit, person: int, session: Session) -> bool:
    """Whether a person has a seat of their own in a session that has not begun."""
    mine = "SELECT 1 FROM sign_ups WHERE session_id = ? AND person_id = ? AND state = 'seated'"
    coming = session.is_open and session.starts_at > unit.now
    return coming and await unit.value(mine, (session.id, person)) is not None


async def say(
    unit: Unit, session: Session, person: PersonId, *, seats: int | None, commune: str, leaves_at: str
) -> Lift | None:
    """Offer a lift, or look for one (`seats` None); None where they have said something, or ride with somebody."""
    if await of(unit, person, session.id) is not None or await riding(unit, person, session.id) is not None:
        return None
    row_id = await unit.insert(
        "INSERT INTO lifts (session_id, person_id, seats, commune, leaves_at, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (session.id, person, seats, commune, leaves_at, unit.now),
    )
    await short_lived.note(unit, session.id, session.ends_at)
    await audit.record(unit, person, "lift_said", Subject("session", session.id))
    return await get(unit, row_id)


async def board(
    unit: Unit, session: int, commune: str | None, near: Sequence[str], *, offset: int, limit: int
) -> tuple[list[Lift], int]:
    """Return a page of what is offered and looked for, and how many there are.

    Cars with a free place first, then wishes, then full cars; each: from the same commune, from one `near`, the rest.
    """
    rows = await unit.all(
        f"SELECT * FROM ({_SELECT} WHERE session_id = :session) ORDER BY CASE WHEN seats > taken THEN 0"
        " WHEN seats IS NULL THEN 1 ELSE 2 END, CASE WHEN commune = :commune THEN 0"
        " WHEN commune IN (SELECT value FROM json_each(:near)) THEN 1 ELSE 2 END, leaves_at, id"
        " LIMIT :limit OFFSET :offset",
        {"session": session, "commune": commune, "near": json.dumps(list(near)), "limit": limit, "offset": offset},
    )
    total: int = await unit.value("SELECT COUNT(*) FROM lifts WHERE session_id = ?", (session,))
    return [_read(row) for row in rows], total


async def wishers(unit: Unit, session: int, limit: int) -> list[Lift]:
    """Return those who look for a place, the first to say so first."""
    rows = await unit.all(
        f"{_SELECT} WHERE session_id = ? AND seats IS NULL ORDER BY lifts.id LIMIT ?", (session, limit)
    )
    return [_read(row) for row in rows]


# Asking a driver, and their answer.


async def get_ride(unit: Unit, ride: int) -> Ride | None:
    """Return a ride, None where it is no more."""
    row = await unit.one("SELECT id, lift_id, person_id, state FROM rides WHERE id = ?", (ride,))
    return Ride(**dict(row)) if row else None


async def rides_of(unit: Unit, lift: int, *states: RideState) -> list[Ride]:
    """Return who rides, or asks to, in a car."""
    rows = await unit.all("SELECT id, lift_id, person_id, state FROM rides WHERE lift_id = ? ORDER BY id", (lift,))
    return [found for found in (Ride(**dict(row)) for row in rows) if found.state in states]


async def riding(unit: Unit, person: int, session: int) -> Ride | None:
    """Return the ride a person was promised to a session."""
    row = await unit.one(
        "SELECT rides.id, lift_id, rides.person_id, rides.state FROM rides JOIN lifts ON lifts.id = lift_id"
        " WHERE rides.person_id = ? AND rides.state = 'accepted' AND session_id = ?",
        (person, session),
    )
    return Ride(**dict(row)) if row else None


async def ask(unit: Unit, lift: Lift, person: PersonId) -> tuple[Answer, Ride | None]:
    """Ask a driver for a place; what they refused before is not asked again."""
    session = await get_session(unit, lift.session_id)
    own = await of(unit, person, lift.session_id)
    if not await may_share(unit, person, session) or not await may_share(unit, lift.person_id, session):
        return Answer.NO_SEAT, None
    if lift.person_id == person or (own and own.seats) or await riding(unit, person, lift.session_id):
        return Answer.ALREADY, None
    if not lift.left:
        return Answer.FULL, None
    asked = await unit.run(
        "INSERT INTO rides (lift_id, person_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (lift.id, person, unit.now),
    )
    if not asked:
        return Answer.ALREADY, None
    row = await unit.one(
        "SELECT id, lift_id, person_id, state FROM rides WHERE lift_id = ? AND person_id = ?", (lift.id, person)
    )
    assert row is not None
    await audit.record(unit, person, "ride_asked", Subject("session", lift.session_id))
    return Answer.DONE, Ride(**dict(row))


async def accept(unit: Unit, ride: Ride) -> Answer:
    """The driver's yes: a place is taken, and what else the passenger asked or looked for is over."""
    lift = await get(unit, ride.lift_id)
    session = await get_session(unit, lift.session_id)
    if ride.state is not RideState.ASKED:
        return Answer.OVER
    if not await may_share(unit, ride.person_id, session) or not await may_share(unit, lift.person_id, session):
        return Answer.NO_SEAT
    own = await of(unit, ride.person_id, session.id)
    if (own and own.seats) or await riding(unit, ride.person_id, session.id) is not None:
        return Answer.ALREADY
    if not lift.left:
        return Answer.FULL
    await unit.run("UPDATE rides SET state = 'accepted' WHERE id = ?", (ride.id,))
    await unit.run("DELETE FROM lifts WHERE session_id = ? AND person_id = ?", (session.id, ride.person_id))
    await unit.run(
        "DELETE FROM rides WHERE person_id = ? AND state = 'asked'"
        " AND lift_id IN (SELECT id FROM lifts WHERE session_id = ?)",
        (ride.person_id, session.id),
    )
    await audit.record(unit, lift.person_id, "ride_accepted", Subject("session", session.id))
    return Answer.DONE


async def decline(unit: Unit, ride: Ride) -> Answer:
    """The driver's no."""
    if ride.state is not RideState.ASKED:
        return Answer.OVER
    await unit.run("UPDATE rides SET state = 'declined' WHERE id = ?", (ride.id,))
    return Answer.DONE


# Taking one's part away.


async def take_away(unit: Unit, lift: Lift) -> None:
    """A lift is no more: who rode, or had asked, is told."""
    for ride in await rides_of(unit, lift.id, RideState.ASKED, RideState.ACCEPTED):
        await _tell(unit, "lifts/driver_left", ride.person_id, lift.session_id, lift.name)
    await unit.run("DELETE FROM lifts WHERE id = ?", (lift.id,))
    await audit.record(unit, lift.person_id, "lift_taken_away", Subject("session", lift.session_id))


async def leave(unit: Unit, ride: Ride) -> None:
    """A passenger no longer rides: the place is free, the driver is told."""
    lift = await get(unit, ride.lift_id)
    await unit.run("DELETE FROM rides WHERE id = ?", (ride.id,))
    if ride.state is RideState.ACCEPTED:
        name = first_name((await people.get(unit, ride.person_id)).name)
        await _tell(unit, "lifts/passenger_left", lift.person_id, lift.session_id, name)


async def left_session(unit: Unit, session: SessionId, person: PersonId) -> None:
    """Somebody gave their seat back: their car, and their places in others', go with it."""
    lift = await of(unit, person, session)
    if lift is not None:
        await take_away(unit, lift)
    rows = await unit.all(
        "SELECT rides.id, lift_id, rides.person_id, rides.state FROM rides JOIN lifts ON lifts.id = lift_id"
        " WHERE rides.person_id = ? AND session_id = ?",
        (person, session),
    )
    for row in rows:
        await leave(unit, Ride(**dict(row)))


async def _tell(unit: Unit, view: str, person: PersonId, session: SessionId, who: str) -> None:
    chat = await people.private_chat(unit, person)
    if chat is None:
        return
    found = await get_session(unit, session)
    when = notice_time(await choices.load(unit), unit.now, found.starts_at)
    await outbox.put(
        unit, Message(name=view, context={"session": session, "who": who}), chat=chat, person=person,
        priority=Priority.NOTICE, subject=Subject("session", session), not_before=when, expires_at=found.starts_at,
    )  # fmt: skip


async def asked_of(unit: Unit, driver: PersonId) -> list[tuple[Ride, Session]]:
    """Return what a driver has not answered, of sessions to come, the first to ask first."""
    rows = await unit.all(
        "SELECT rides.id, lift_id, rides.person_id, rides.state, session_id FROM lifts JOIN rides ON lift_id = lifts.id"
        " WHERE lifts.person_id = ? AND rides.state = 'asked' ORDER BY rides.id LIMIT 20",
        (driver,),
    )
    fields = Ride.model_fields
    found = [(Ride(**{name: row[name] for name in fields}), await get_session(unit, row["session_id"])) for row in rows]
    return [(ride, session) for ride, session in found if session.is_open and session.starts_at > unit.now]
