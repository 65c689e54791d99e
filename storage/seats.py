"""The seats of a session: each person's sign-up, its states, and how many seats are taken.

A seat is *taken* by whoever is seated, holds it as a newcomer, or is offered it. Seats of each kind are counted, and
waited for, apart; a person has one seat in a session. Whether somebody may take one is the matter of `sign_ups`; how a
freed one is passed on, of `waitlist`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage import audit, lifts, messages, sessions, short_lived
from storage.choices import Choices
from storage.ids import PersonId, SessionId, SignUpId, Subject
from storage.records import Frozen
from storage.seat_kinds import SeatKind
from storage.sessions import Session
from storage.store import Unit


class SignUpState(StrEnum):
    """Where a sign-up stands."""

    HELD = "held"  # a newcomer's seat, until the charter is accepted or the time is over
    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"  # a freed seat, until a time
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # held or offered for too long
    CANCELLED = "cancelled"  # with its session


_S = SignUpState
TRANSITIONS: dict[SignUpState, set[SignUpState]] = {
    _S.HELD: {_S.SEATED, _S.EXPIRED, _S.WITHDRAWN, _S.CANCELLED},
    _S.SEATED: {_S.WITHDRAWN, _S.CANCELLED},
    _S.WAITING: {_S.OFFERED, _S.WITHDRAWN, _S.CANCELLED},
    _S.OFFERED: {_S.SEATED, _S.EXPIRED, _S.WITHDRAWN, _S.CANCELLED},
    _S.WITHDRAWN: {_S.HELD, _S.SEATED, _S.WAITING},
    _S.EXPIRED: {_S.HELD, _S.SEATED, _S.WAITING},
    _S.CANCELLED: set(),
}
"""From each state, where a sign-up may go. `move` is the only thing that sets a state."""
ACTIVE = frozenset({_S.HELD, _S.SEATED, _S.WAITING, _S.OFFERED})


class SignUp(Frozen):
    """A person's sign-up for a session. `offered_until`: of what is held and offered; `confirmed_at`: see `confirm`.

    `kept_until`: until when a seat given back is kept for who gave it.
    """

    id: SignUpId
    session_id: SessionId
    person_id: PersonId
    brought_by: PersonId | None
    kind: SeatKind
    state: SignUpState
    rank_at: datetime
    offered_until: datetime | None
    word: str | None
    withdrawn_at: datetime | None
    kept_until: datetime | None
    confirmed_at: datetime | None
    created_at: datetime

    def is_kept(self, now: datetime) -> bool:
        """Whether the seat they gave back is still kept for them."""
        return self.state is _S.WITHDRAWN and self.kept_until is not None and self.kept_until > now


class Seats(Frozen):
    """The seats of one kind in a session: how many there are for helpers, taken, and how many people wait.

    `taken` counts those that are only `offered`, and not those just given back and `kept`: none of them is free.
    """

    seats: int
    ceiling: int
    taken: int
    offered: int
    kept: int
    waiting: int

    @property
    def capacity(self) -> int:
        """How many helpers may come."""
        return min(self.seats, self.ceiling)

    @property
    def free(self) -> int:
        """How many seats anybody may take now; none while people wait."""
        return 0 if self.waiting else max(0, self.left)

    @property
    def left(self) -> int:
        """How many seats nobody has, for whoever comes first; below zero when there are fewer than there were."""
        return self.capacity - self.taken - self.kept


# Someone already seated elsewhere at that time keeps their rank, but holds back nobody behind them.
OVERLAPPING = (
    "EXISTS (SELECT 1 FROM sign_ups AS other JOIN sessions AS there ON there.id = other.session_id"
    " JOIN sessions AS here ON here.id = sign_ups.session_id"
    " WHERE other.person_id = sign_ups.person_id AND other.session_id <> sign_ups.session_id"
    " AND other.state IN ('held', 'seated', 'offered') AND there.state IN ('preparing', 'confirmed')"
    " AND there.starts_at < here.ends_at AND there.ends_at > here.starts_at)"
)
KEPT = "sign_ups.state = 'withdrawn' AND kept_until > :now"
IN_LINE = f"sign_ups.state = 'waiting' AND NOT {OVERLAPPING}"


def read(row: Any) -> SignUp:
    return SignUp(**dict(row))


async def get(unit: Unit, sign_up: int) -> SignUp:
    """Return a sign-up; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM sign_ups WHERE id = ?", (sign_up,))
    if row is None:
        raise LookupError(f"no sign-up {sign_up}")
    return read(row)


async def find(unit: Unit, person: int, session: int) -> SignUp | None:
    """Return a person's sign-up for a session, whatever its state."""
    row = await unit.one("SELECT * FROM sign_ups WHERE session_id = ? AND person_id = ?", (session, person))
    return read(row) if row else None


async def party(unit: Unit, person: int, session: int) -> list[SignUp]:
    """Return the active sign-ups of a person and of whom they bring to a session, their own first."""
    rows = await unit.all(
        "SELECT * FROM sign_ups WHERE session_id = ? AND person_id = ?"
        " UNION ALL SELECT * FROM sign_ups WHERE session_id = ? AND brought_by = ?",
        (session, person, session, person),
    )
    return [found for found in map(read, rows) if found.state in ACTIVE]


_COUNTED = (
    "COUNT(*) FILTER (WHERE state IN ('held', 'seated', 'offered')) AS taken,"
    " COUNT(*) FILTER (WHERE state = 'offered') AS offered,"
    f" COUNT(*) FILTER (WHERE {KEPT}) AS kept, COUNT(*) FILTER (WHERE {IN_LINE}) AS waiting"
)
_COUNTING = "state IN ('held', 'seated', 'offered', 'waiting', 'withdrawn')"
_COUNTS = f"{_COUNTED} FROM sign_ups WHERE session_id = :session AND {_COUNTING}"
_NOBODY = dict.fromkeys(("taken", "offered", "kept", "waiting"), 0)


async def count(unit: Unit, session: Session, choices: Choices, kind: SeatKind = SeatKind.BUILDING) -> Seats:
    """Count the seats of one kind in a session."""
    row = await unit.one(f"SELECT {_COUNTS} AND kind = :kind", {"session": session.id, "now": unit.now, "kind": kind})
    assert row is not None
    wished = session.seats_of(kind)
    ceiling = await sessions.ceiling(unit, session, choices) if kind is SeatKind.BUILDING else wished
    return Seats(seats=wished, ceiling=ceiling, **dict(row))


async def count_each(unit: Unit, places: Sequence[Session], choices: Choices) -> dict[SessionId, Seats]:
    """Count the seats for building of several sessions at once."""
    ids = json.dumps([place.id for place in places])
    rows = await unit.all(
        f"SELECT session_id, {_COUNTED} FROM sign_ups WHERE session_id IN (SELECT value FROM json_each(:sessions))"
        f" AND {_COUNTING} AND kind = 'building' GROUP BY session_id",
        {"sessions": ids, "now": unit.now},
    )
    found = {row["session_id"]: {name: row[name] for name in _NOBODY} for row in rows}
    led = await unit.all(
        "SELECT session_id, COUNT(*) FROM session_supervisors WHERE state = 'accepted'"
        " AND session_id IN (SELECT value FROM json_each(?)) GROUP BY session_id",
        (ids,),
    )
    leaders = {row[0]: row[1] for row in led}
    return {
        place.id: Seats(
            seats=place.seats, ceiling=sessions.allowed(place, leaders.get(place.id, 0), choices),
            **found.get(place.id, _NOBODY),
        )
        for place in places
    }  # fmt: skip


async def count_otherwise(unit: Unit, session: Session) -> dict[SeatKind, Seats]:
    """Count the seats for helping otherwise, of each kind the household wishes; of most sessions there are none."""
    wished = session.otherwise
    if not wished:
        return {}
    values = {"session": session.id, "now": unit.now}
    rows = await unit.all(f"SELECT kind, {_COUNTS} AND kind <> 'building' GROUP BY kind", values)
    found = {row["kind"]: {name: row[name] for name in _NOBODY} for row in rows}
    return {kind: Seats(seats=many, ceiling=many, **found.get(kind, _NOBODY)) for kind, many in wished.items()}


async def rank(unit: Unit, sign_up: SignUp) -> int:
    """Return the place in the waiting list, 1 for the first; those with an offer are before."""
    before: int = await unit.value(
        "SELECT COUNT(*) FROM sign_ups WHERE session_id = ? AND state = 'waiting' AND kind = ?"
        " AND (rank_at, id) < (?, ?)",
        (sign_up.session_id, sign_up.kind, sign_up.rank_at, sign_up.id),
    )
    return before + 1


async def last_rank(unit: Unit, session: SessionId) -> datetime:
    """Return a moment after every rank given so far: the clock may stand still, the line does not."""
    text = await unit.value("SELECT MAX(rank_at) FROM sign_ups WHERE session_id = ?", (session,))
    after = datetime.fromisoformat(text) + timedelta(milliseconds=1) if text else unit.now
    return max(unit.now, after)


async def add(
    unit: Unit,
    session: Session,
    person: PersonId,
    state: SignUpState,
    *,
    kind: SeatKind = SeatKind.BUILDING,
    brought_by: PersonId | None = None,
    until: datetime | None = None,
) -> SignUp:
    """Add a person's first sign-up for a session, at the end of the line."""
    row_id = await unit.insert(
        "INSERT INTO sign_ups (session_id, person_id, brought_by, kind, state, rank_at, offered_until, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (session.id, person, brought_by, kind, state, await last_rank(unit, session.id), until, unit.now),
    )
    await audit.record(
        unit, brought_by or person, "sign_up", Subject("sign_up", row_id), {"state": (None, state.value)}
    )
    await _touch(unit, session)
    return await get(unit, row_id)


async def move(
    unit: Unit,
    mine: SignUp,
    state: SignUpState,
    actor: PersonId | None,
    *,
    session: Session | None = None,
    kind: SeatKind | None = None,
    until: datetime | None = None,
    rank_at: datetime | None = None,
    word: str | None = None,
    kept_until: datetime | None = None,
) -> SignUp:
    """Bring a sign-up to a state, perhaps for a seat of another `kind`; raise ValueError where it may not go there."""
    if state not in TRANSITIONS[mine.state]:
        raise ValueError(f"a sign-up does not go from {mine.state} to {state}")
    left = unit.now if state is _S.WITHDRAWN else None
    await unit.run(
        "UPDATE sign_ups SET state = ?, kind = COALESCE(?, kind), offered_until = ?, rank_at = COALESCE(?, rank_at),"
        " word = ?, withdrawn_at = ?, kept_until = ?, confirmed_at = NULL, still_asked_at = NULL, still_again_at = NULL"
        " WHERE id = ?",
        (state, kind, until, rank_at, word, left, kept_until, mine.id),
    )
    changes = {"state": (mine.state.value, state.value)}
    if kind not in (None, mine.kind):
        changes["kind"] = (mine.kind.value, str(kind))
    if mine.state is _S.SEATED:
        await short_lived.left(unit, mine.id)
        if state is _S.WITHDRAWN:  # a cancelled session needs no cars: everyone is told of it
            await lifts.left_session(unit, mine.session_id, mine.person_id)
    await audit.record(unit, actor, "sign_up", Subject("sign_up", mine.id), changes)
    await _touch(unit, session or await sessions.get_session(unit, mine.session_id))
    return await get(unit, mine.id)


async def confirm(unit: Unit, mine: SignUp, actor: PersonId) -> bool:
    """Note that whoever has this seat said again that they come; False where they had said so before."""
    if mine.state is not _S.SEATED or mine.confirmed_at is not None:
        return False
    await unit.run("UPDATE sign_ups SET confirmed_at = ? WHERE id = ?", (unit.now, mine.id))
    await audit.record(unit, actor, "sign_up_confirmed", Subject("sign_up", mine.id))
    await messages.touch(unit, Subject("session", mine.session_id))
    return True


async def people_with(unit: Unit, session: int, kind: SeatKind) -> list[PersonId]:
    """Return who has a seat of a kind in a session."""
    rows = await unit.all(
        "SELECT person_id FROM sign_ups WHERE session_id = ? AND state = 'seated' AND kind = ?", (session, kind)
    )
    return [PersonId(row[0]) for row in rows]


async def bring(unit: Unit, mine: SignUp, by: PersonId | None) -> None:
    """Note who answers for somebody from now on."""
    await unit.run("UPDATE sign_ups SET brought_by = ? WHERE id = ?", (by, mine.id))


async def _touch(unit: Unit, session: Session) -> None:
    await messages.touch(unit, Subject("session", session.id))  # and its work day
