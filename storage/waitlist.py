"""A seat given back goes to the first who waits: withdrawing, undoing it, offers and their time.

For five minutes it is kept for who gave it, unless the session is near; then it is offered.
An offer lasts `offer_hours`, less near the day; its clock stands still in quiet hours, and it never outlasts the
beginning of the session.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import dues, messages, people, seats, sessions
from storage.choices import Choices
from storage.ids import PersonId, SessionId, Subject
from storage.offer_time import offer_until
from storage.quiet import after_quiet
from storage.seat_kinds import SeatKind
from storage.seats import ACTIVE, IN_LINE, SignUp, SignUpState
from storage.sessions import Session
from storage.sign_ups import Verdict, may_sign_up
from storage.store import Unit

UNDO = timedelta(minutes=5)
NEAR = timedelta(hours=3)
"""This long before a session a seat given back is offered at once."""
_S = SignUpState


async def withdraw(
    unit: Unit, person: PersonId, session: int, word: str | None = None, *, with_companions: bool = True
) -> list[SignUp]:
    """Give back a seat, an offer or a place in the list; return what was given back, one's own first.

    Whoever they bring follows, unless told otherwise; a minor always does, and so does everyone where they have no
    place themselves. Empty: nothing to give back, or the session has begun.
    """
    place = await sessions.get_session(unit, session)
    theirs = await seats.party(unit, person, session)
    if not theirs or place.starts_at <= unit.now:
        return []
    everyone = with_companions or theirs[0].person_id != person
    leaving = [one for one in theirs if everyone or one.person_id == person or await _is_minor(unit, one.person_id)]
    kept = unit.now + UNDO if place.starts_at - unit.now > NEAR else None
    return [
        await seats.move(
            unit, one, _S.WITHDRAWN, one.brought_by or person, session=place, word=word if at == 0 else None,
            kept_until=kept if one.state is _S.SEATED else None,
        )
        for at, one in enumerate(leaving)
    ]  # fmt: skip


async def brought(unit: Unit, person: int, session: int) -> list[SignUp]:
    """Return the active sign-ups of those whom a person brings to a session."""
    return [one for one in await seats.party(unit, person, session) if one.person_id != person]


async def _is_minor(unit: Unit, person: PersonId) -> bool:
    return (await people.get(unit, person)).guardian_id is not None


async def restore(unit: Unit, person: PersonId, session: int, choices: Choices) -> tuple[Verdict, list[SignUp]]:
    """Undo a withdrawal within five minutes: the seat that was kept, one still free, or one's old rank in the list.

    PAST: more than five minutes ago, or nothing to undo. Those who left together come back together.
    """
    mine = await seats.find(unit, person, session)
    if mine is not None and mine.state in ACTIVE:
        return Verdict.ALREADY_IN, []
    rows = await unit.all(
        "SELECT * FROM sign_ups WHERE session_id = ? AND state = 'withdrawn' AND withdrawn_at >= ?"
        " AND (person_id = ? OR brought_by = ?) ORDER BY person_id <> ?, withdrawn_at DESC",
        (session, unit.now - UNDO, person, person, person),
    )
    rows = [row for row in rows if row["withdrawn_at"] == rows[0]["withdrawn_at"]]
    if not rows:
        return Verdict.PAST, []
    back: list[SignUp] = []
    for row in rows:
        verdict, restored = await _back(unit, seats.read(row), choices)
        if restored is None and not back:
            return verdict, []
        back += [restored] if restored else []
    return Verdict.FREE if back[0].state is _S.SEATED else Verdict.FULL, back


async def _back(unit: Unit, mine: SignUp, choices: Choices) -> tuple[Verdict, SignUp | None]:
    place = await sessions.get_session(unit, mine.session_id)
    verdict = await may_sign_up(unit, await people.get(unit, mine.person_id), place, choices, mine.kind)
    if verdict not in (Verdict.FREE, Verdict.FULL, Verdict.CEILING):
        return verdict, None
    found = await seats.count(unit, place, choices, mine.kind)
    kept = mine.is_kept(unit.now)
    first = kept or await seats.rank(unit, mine) == 1
    state = _S.SEATED if first and found.left + kept > 0 else _S.WAITING
    return verdict, await seats.move(unit, mine, state, mine.person_id, session=place)


async def advance(unit: Unit, session: int, choices: Choices) -> tuple[list[SignUp], list[SignUp]]:
    """End offers and holds whose time is over, and offer free seats to the first in line.

    Returns what expired and what is offered now. In quiet hours nothing is offered. Doing it twice changes nothing.
    """
    place = await sessions.get_session(unit, session)
    expired = await _expire(unit, place)
    await _release(unit, place)
    if not place.is_open or place.starts_at <= unit.now or after_quiet(choices, unit.now) != unit.now:
        return expired, []
    return expired, [
        one for kind in (SeatKind.BUILDING, *place.otherwise) for one in await _offer(unit, place, kind, choices)
    ]


async def _offer(unit: Unit, session: Session, kind: SeatKind, choices: Choices) -> list[SignUp]:
    """Offer the free seats of one kind to the first who wait for one."""
    offered: list[SignUp] = []
    while (first := await _first(unit, session, kind)) is not None:
        found = await seats.count(unit, session, choices, kind)
        if found.left <= 0:
            break
        until = offer_until(choices, unit.now, session.starts_at)
        offered.append(await seats.move(unit, first, _S.OFFERED, None, session=session, until=until))
    return offered


async def _expire(unit: Unit, session: Session) -> list[SignUp]:
    rows = await unit.all(
        "SELECT * FROM sign_ups WHERE session_id = ? AND state IN ('held', 'offered') AND offered_until <= ?",
        (session.id, unit.now),
    )
    return [await seats.move(unit, seats.read(row), _S.EXPIRED, None, session=session) for row in rows]


async def _release(unit: Unit, session: Session) -> None:
    """What was kept for who gave it back is free for all: the cards say so."""
    released = await unit.run(
        "UPDATE sign_ups SET kept_until = NULL WHERE session_id = ? AND kept_until <= ?", (session.id, unit.now)
    )
    if released:
        await messages.touch(unit, Subject("session", session.id))


async def _first(unit: Unit, session: Session, kind: SeatKind) -> SignUp | None:
    row = await unit.one(
        f"SELECT * FROM sign_ups WHERE session_id = ? AND kind = ? AND {IN_LINE} ORDER BY rank_at, id LIMIT 1",
        (session.id, kind),
    )
    return seats.read(row) if row else None


async def over(unit: Unit, limit: int) -> list[SessionId]:
    """Return sessions in which an offer, a hold or a kept seat is over."""
    rows = await unit.all(
        "SELECT session_id FROM sign_ups WHERE offered_until <= :now AND state IN ('held', 'offered')"
        " UNION SELECT session_id FROM sign_ups WHERE kept_until <= :now LIMIT :limit",
        {"now": unit.now, "limit": limit},
    )
    return [SessionId(row[0]) for row in rows]


async def next_deadline(unit: Unit, choices: Choices) -> datetime | None:
    """Return when the next offer, hold or kept seat ends, or when quiet hours that keep back an offer do."""
    ends = [
        await unit.value(
            "SELECT MIN(offered_until) FROM sign_ups WHERE offered_until > ? AND state IN ('held', 'offered')",
            (unit.now,),
        ),
        await unit.value("SELECT MIN(kept_until) FROM sign_ups WHERE kept_until > ?", (unit.now,)),
    ]
    times = [datetime.fromisoformat(text) for text in ends if text]
    awake = after_quiet(choices, unit.now)
    if awake != unit.now and await dues.due(unit, "offers", 1):
        times.append(awake)
    return min(times, default=None)


async def cancel_session(unit: Unit, session: int, by: PersonId | None) -> list[SignUp]:
    """End every sign-up of a cancelled session; return them as they were."""
    place = await sessions.get_session(unit, session)
    rows = await unit.all("SELECT * FROM sign_ups WHERE session_id = ? ORDER BY id", (session,))
    ended = [found for found in map(seats.read, rows) if found.state in ACTIVE]
    for found in ended:
        await seats.move(unit, found, _S.CANCELLED, by, session=place)
    return ended


async def drop_person(unit: Unit, person: PersonId, by: PersonId | None = None) -> list[SessionId]:
    """Take back every seat to come of someone excluded, and of whom they bring; return the sessions concerned."""
    rows = await unit.all(
        "SELECT sign_ups.* FROM sign_ups JOIN sessions ON sessions.id = session_id"
        " WHERE (person_id = ? OR brought_by = ?) AND starts_at > ?"
        " AND sign_ups.state IN ('held', 'seated', 'waiting', 'offered')",
        (person, person, unit.now),
    )
    for row in rows:
        await seats.move(unit, seats.read(row), _S.WITHDRAWN, by)
    return sorted({SessionId(row["session_id"]) for row in rows})


async def offers_of(unit: Unit, person: int) -> list[SignUp]:
    """Return the seats offered now to a person or to whom they bring, the soonest to end first."""
    rows = await unit.all(
        "SELECT * FROM sign_ups WHERE (person_id = ? OR brought_by = ?) AND state = 'offered' AND offered_until > ?"
        " ORDER BY offered_until",
        (person, person, unit.now),
    )
    return [seats.read(row) for row in rows]
