"""Signing up: may this person take a seat? If so they get one, or a place in the waiting list.

Everything here happens in the open unit, so that a seat is counted and taken in one transaction. Nobody passes those
who wait for a seat of that kind. Who waits for one kind may take a free seat of another, and leaves the list by it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from storage import consents, people, seats, sessions
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId
from storage.participants import Participant, participants
from storage.people import Person
from storage.seat_kinds import SeatKind
from storage.seats import ACTIVE, Seats, SignUp, SignUpState
from storage.sessions import Session, SessionState
from storage.store import Unit

__all__ = ["Participant", "SignUp", "SignUpState", "Verdict", "hold", "may_sign_up", "participants", "sign_up"]

HELPING_AGE, ADULT_AGE = 16, 18
_S = SignUpState


class Verdict(StrEnum):
    """May this person sign up for this session? FREE: yes, to a seat. FULL and CEILING: to the waiting list."""

    FREE = "free"
    FULL = "full"
    CEILING = "ceiling"  # seats are left, but not more helpers per supervisor
    OVERLAPS = "overlaps"  # another seat or supervision of theirs at that time
    PAST = "past"
    CANCELLED = "cancelled"
    CHARTER = "charter"
    AGE = "age"
    ALREADY_IN = "already_in"
    OWN = "own"  # the household receives; it takes no helper's seat
    NOT_WISHED = "not_wished"  # no seats of that kind
    GONE = "gone"  # no such session


async def may_sign_up(
    unit: Unit, person: Person, session: Session, choices: Choices, kind: SeatKind = SeatKind.BUILDING
) -> Verdict:
    """Say whether a person may sign up for a seat of a kind, and if not, why: the one place of that rule."""
    if session.state is SessionState.CANCELLED:
        return Verdict.CANCELLED
    if not session.is_open or session.starts_at <= unit.now:
        return Verdict.PAST
    if not person.accepted:
        return Verdict.CHARTER
    mine = await seats.find(unit, person.id, session.id)
    here = mine if mine is not None and mine.kind is kind else None
    if mine is not None and (mine.state is _S.SEATED or (here and mine.state is _S.WAITING)):
        return Verdict.ALREADY_IN
    if not await _of_age(unit, person, session, kind):
        return Verdict.AGE
    if await _receives(unit, person.id, session):
        return Verdict.OWN
    if await _busy(unit, person.id, session):
        return Verdict.OVERLAPS
    if here and here.state in (_S.HELD, _S.OFFERED) and here.offered_until and here.offered_until > unit.now:
        return Verdict.FREE
    found = await seats.count(unit, session, choices, kind)
    if here and here.is_kept(unit.now) and found.left >= 0:
        return Verdict.FREE
    waits_elsewhere = mine is not None and here is None and mine.state in ACTIVE
    room = _room(found)
    return Verdict.ALREADY_IN if waits_elsewhere and room in (Verdict.FULL, Verdict.CEILING) else room


def _room(found: Seats) -> Verdict:
    if not found.seats:
        return Verdict.NOT_WISHED
    if found.free:
        return Verdict.FREE
    return Verdict.CEILING if found.ceiling < found.seats and found.taken < found.seats else Verdict.FULL


def age_on(born_on: date, day: date) -> int:
    """Return how old someone is on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


async def _of_age(unit: Unit, person: Person, session: Session, kind: SeatKind) -> bool:
    """Nobody under 16; from 16 to 17 with a guardian's consent, where minors are welcome, and never to risky work."""
    text = await unit.value("SELECT born_on FROM people WHERE id = ?", (person.id,))
    if text is None:
        return person.guardian_id is None
    age = age_on(date.fromisoformat(text), session.starts_at.astimezone(PARIS).date())
    if age >= ADULT_AGE:
        return True
    risky = session.risky and kind is SeatKind.BUILDING
    if age < HELPING_AGE or person.guardian_id is None or not session.minors or risky:
        return False
    return await consents.stands(unit, person.id)


async def _receives(unit: Unit, person: PersonId, session: Session) -> bool:
    sql = "SELECT 1 FROM household_members WHERE household_id = ? AND person_id = ?"
    return await unit.value(sql, (session.household_id, person)) is not None


async def _busy(unit: Unit, person: PersonId, session: Session) -> bool:
    """Whether they have a seat in another open session at that time, or lead one (this one included)."""
    at = {"person": person, "session": session.id, "start": session.starts_at, "end": session.ends_at}
    found = await unit.value(
        "SELECT 1 FROM sign_ups JOIN sessions ON sessions.id = session_id WHERE person_id = :person"
        " AND session_id <> :session AND sign_ups.state IN ('held', 'seated', 'offered')"
        " AND sessions.state IN ('preparing', 'confirmed') AND starts_at < :end AND ends_at > :start"
        " UNION ALL SELECT 1 FROM session_supervisors JOIN sessions ON sessions.id = session_id"
        " WHERE person_id = :person AND session_supervisors.state = 'accepted'"
        " AND sessions.state IN ('preparing', 'confirmed') AND starts_at < :end AND ends_at > :start LIMIT 1",
        at,
    )
    return found is not None


async def sign_up(
    unit: Unit,
    person: PersonId,
    session: int,
    choices: Choices,
    *,
    kind: SeatKind = SeatKind.BUILDING,
    brought_by: PersonId | None = None,
    wait: bool = True,
) -> tuple[Verdict, SignUp | None]:
    """Give a seat (FREE), a place in the waiting list (FULL, CEILING; not with `wait` False), or say why not.

    Takes up what was held or offered, while its time lasts. Returns the sign-up as it is afterwards, None where
    there is none. Doing it twice changes nothing.
    """
    known = await people.get(unit, person)
    try:
        place = await sessions.get_session(unit, session)
    except LookupError:
        return Verdict.GONE, None
    mine = await seats.find(unit, person, session)
    if mine is not None and mine.offered_until is not None and mine.offered_until <= unit.now:
        mine = await _lapse(unit, mine)
    verdict = await may_sign_up(unit, known, place, choices, kind)
    if verdict is Verdict.FREE:
        return verdict, await _seat(unit, place, known.id, mine, kind, brought_by)
    if verdict in (Verdict.FULL, Verdict.CEILING) and wait:
        return verdict, await _line_up(unit, place, known.id, mine, kind, brought_by)
    return verdict, mine


async def sign_up_for_all(
    unit: Unit, person: PersonId, places: list[Session], choices: Choices
) -> tuple[list[Verdict], list[SignUp]]:
    """Give a seat for building in every one of these sessions (those one has, of any kind, count), or in none.

    Returns what stands with each, and the seats when all is given; none when something is in the way or nothing new.
    """
    known = await people.get(unit, person)
    verdicts = [await may_sign_up(unit, known, place, choices) for place in places]
    mine = [await seats.find(unit, person, place.id) for place in places]
    seated = [one is not None and one.state is _S.SEATED for one in mine]
    waits = [one is not None and one.state is _S.WAITING and one.kind is SeatKind.BUILDING for one in mine]
    verdicts = [Verdict.FULL if waiting else verdict for waiting, verdict in zip(waits, verdicts, strict=True)]
    fits = all(has or verdict is Verdict.FREE for has, verdict in zip(seated, verdicts, strict=True))
    if not fits or all(seated):
        return verdicts, []
    given = [(await sign_up(unit, person, place.id, choices))[1] for place in places]
    return verdicts, [one for one in given if one is not None]


async def _lapse(unit: Unit, mine: SignUp) -> SignUp:
    if mine.state in (_S.HELD, _S.OFFERED):
        return await seats.move(unit, mine, _S.EXPIRED, mine.person_id)
    return mine


async def _seat(
    unit: Unit, session: Session, person: PersonId, mine: SignUp | None, kind: SeatKind, brought_by: PersonId | None
) -> SignUp:
    if mine is None:
        return await seats.add(unit, session, person, _S.SEATED, kind=kind, brought_by=brought_by)
    if mine.state is _S.WAITING:  # for a seat of another kind
        mine = await seats.move(unit, mine, _S.WITHDRAWN, mine.brought_by or person, session=session)
    await _answer_for(unit, mine, brought_by)
    return await seats.move(unit, mine, _S.SEATED, brought_by or person, session=session, kind=kind)


async def _line_up(
    unit: Unit, session: Session, person: PersonId, mine: SignUp | None, kind: SeatKind, brought_by: PersonId | None
) -> SignUp:
    if mine is None:
        return await seats.add(unit, session, person, _S.WAITING, kind=kind, brought_by=brought_by)
    await _answer_for(unit, mine, brought_by)
    last = await seats.last_rank(unit, session.id)
    return await seats.move(unit, mine, _S.WAITING, brought_by or person, session=session, kind=kind, rank_at=last)


async def _answer_for(unit: Unit, mine: SignUp, brought_by: PersonId | None) -> None:
    """Someone who comes back may come with somebody else, or on their own."""
    if mine.state not in ACTIVE:
        await seats.bring(unit, mine, brought_by)


async def hold(
    unit: Unit, person: PersonId, session: int, choices: Choices, kind: SeatKind = SeatKind.BUILDING
) -> tuple[Verdict, SignUp | None]:
    """Hold a seat for a newcomer while name and charter are asked: FREE and the sign-up, or why not.

    One seat a person, wherever, and `max_held_seats_per_session` in one session (FULL past that).
    """
    try:
        place = await sessions.get_session(unit, session)
    except LookupError:
        return Verdict.GONE, None
    mine = await seats.find(unit, person, session)
    if mine is not None and mine.state in ACTIVE:
        return (Verdict.FREE if mine.state is _S.HELD else Verdict.ALREADY_IN), mine
    verdict = await _may_hold(unit, place, choices, kind)
    if verdict is not Verdict.FREE:
        return verdict, mine
    for other in await unit.all("SELECT * FROM sign_ups WHERE person_id = ? AND state = 'held'", (person,)):
        await seats.move(unit, seats.read(other), _S.WITHDRAWN, person)
    until = min(unit.now + timedelta(minutes=choices.hold_minutes), place.starts_at)
    if mine is None:
        return verdict, await seats.add(unit, place, person, _S.HELD, kind=kind, until=until)
    return verdict, await seats.move(unit, mine, _S.HELD, person, session=place, kind=kind, until=until)


async def _may_hold(unit: Unit, session: Session, choices: Choices, kind: SeatKind) -> Verdict:
    if session.state is SessionState.CANCELLED:
        return Verdict.CANCELLED
    if not session.is_open or session.starts_at <= unit.now:
        return Verdict.PAST
    held: int = await unit.value("SELECT COUNT(*) FROM sign_ups WHERE session_id = ? AND state = 'held'", (session.id,))
    if held >= choices.max_held_seats_per_session:
        return Verdict.FULL
    return _room(await seats.count(unit, session, choices, kind))
