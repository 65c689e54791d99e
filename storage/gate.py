"""The gate: what a session still lacks to be confirmed, and what a seat lacks to be a whole one.

One function computes it from the records; cards, buttons, reminders and jobs all ask it. What is asked for is the
cooperative's choice (`gate_points`, `seat_points`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from enum import StrEnum

from storage import consents, houses, memberships, messages, notices, sessions, supervision, work_days
from storage.absences import reader
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId, SessionId, Subject
from storage.outbox import Message
from storage.quiet import notice_time
from storage.records import Frozen
from storage.sessions import Session, SessionState
from storage.store import Unit
from storage.work_days import WorkDay


class GatePoint(StrEnum):
    """What a session must have, in the order in which it is told."""

    SUPERVISOR = "supervisor"
    HOST = "host"
    INSURANCE = "insurance"
    WORK_ALLOWED = "work_allowed"
    PERMIT = "permit"
    MATERIALS = "materials"
    EQUIPMENT = "equipment"
    HELPERS = "helpers"
    MEAL = "meal"
    ACCESS = "access"
    TOILETS = "toilets"


class Supplier(StrEnum):
    """Who can supply what is missing. The coordinator can always help."""

    HOUSEHOLD = "household"  # and the coach who follows it
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


class Missing(Frozen):
    """A point that is missing. `details`: works nobody leads; or why the work is not allowed yet: `reserved`,
    `house_date` (unknown), `asbestos`, `lead`; or `address_known`, where only the way there is missing."""

    point: GatePoint
    supplier: Supplier
    details: tuple[str, ...] = ()


class SeatPoint(StrEnum):
    """What a helper must have given; without it that seat is provisional, the session is not held back."""

    CHARTER = "charter"
    MEMBERSHIP = "membership"
    EMERGENCY_CONTACT = "emergency_contact"
    CONSENT = "consent"  # of a minor's guardian


class GateChange(StrEnum):
    """What a recomputation brought."""

    NONE = "none"
    GAINED = "gained"
    LOST = "lost"


_Rule = Callable[[Unit, Session, WorkDay, Choices], Awaitable[Missing | None]]


async def missing(unit: Unit, session: Session, choices: Choices) -> list[Missing]:
    """Return what a session still lacks, among the points the cooperative asks for."""
    work_day = await work_days.get_work_day(unit, session.work_day_id)
    found = []
    for point in GatePoint:
        if point in choices.gate_points:
            lack = await _RULES[point](unit, session, work_day, choices)
            if lack is not None:
                found.append(lack)
    return found


async def _supervisor(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
    works = await supervision.uncovered(unit, session, choices)
    return _lacks(GatePoint.SUPERVISOR, bool(works), Supplier.SUPERVISOR, *works)


async def _insurance(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
    insured = await houses.paper_valid_on(unit, session.household_id, "insurance", day_of(session))
    return _lacks(GatePoint.INSURANCE, not insured)


async def _permit(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
    if not work_day.permit_needed:
        return None
    permitted = await houses.paper_valid_on(unit, session.household_id, "permit", day_of(session))
    return _lacks(GatePoint.PERMIT, not permitted)


async def _work_allowed(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
    if set(session.works) & set(choices.reserved_works):
        return _lacks(GatePoint.WORK_ALLOWED, True, Supplier.HOUSEHOLD, "reserved")
    if not set(session.works) & set(choices.disturbing_works):
        return None
    reasons = await _house_reasons(unit, session, choices)
    return _lacks(GatePoint.WORK_ALLOWED, bool(reasons), Supplier.HOUSEHOLD, *reasons)


async def _house_reasons(unit: Unit, session: Session, choices: Choices) -> list[str]:
    house = await houses.house(unit, session.household_id)
    if house.permit_on is None and house.built_year is None:
        return ["house_date"]
    permit = house.permit_on or date(house.built_year or 1, 1, 1)
    reasons = []
    if permit < choices.asbestos_before and not house.asbestos_cleared:
        reasons.append("asbestos")
    if (house.built_year or permit.year) < choices.lead_before_year and not house.lead_cleared:
        reasons.append("lead")
    return reasons


async def _helpers(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
    builders = "SELECT COUNT(*) FROM sign_ups WHERE session_id = ? AND state = 'seated' AND kind = 'building'"
    seated = await unit.value(builders, (session.id,))
    too_many = seated > await sessions.ceiling(unit, session, choices)
    return _lacks(GatePoint.HELPERS, too_many, Supplier.SUPERVISOR)


async def _access(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
    known = ("address_known",) if work_day.address else ()
    return _lacks(GatePoint.ACCESS, not (work_day.address and work_day.access), Supplier.HOUSEHOLD, *known)


def _said(point: GatePoint, is_missing: Callable[[WorkDay], bool]) -> _Rule:
    """A point the household supplies by saying it."""

    async def rule(unit: Unit, session: Session, work_day: WorkDay, choices: Choices) -> Missing | None:
        return _lacks(point, is_missing(work_day))

    return rule


def _lacks(point: GatePoint, is_missing: bool, by: Supplier = Supplier.HOUSEHOLD, *details: str) -> Missing | None:
    return Missing(point=point, supplier=by, details=details) if is_missing else None


def day_of(session: Session) -> date:
    """Return the day of a session, in Paris."""
    return session.starts_at.astimezone(PARIS).date()


_RULES: dict[GatePoint, _Rule] = {
    GatePoint.SUPERVISOR: _supervisor,
    GatePoint.HOST: _said(GatePoint.HOST, lambda work_day: not work_day.host_present),
    GatePoint.INSURANCE: _insurance,
    GatePoint.WORK_ALLOWED: _work_allowed,
    GatePoint.PERMIT: _permit,
    GatePoint.MATERIALS: _said(GatePoint.MATERIALS, lambda work_day: not work_day.materials_ready),
    GatePoint.EQUIPMENT: _said(GatePoint.EQUIPMENT, lambda work_day: work_day.equipment is None),
    GatePoint.HELPERS: _helpers,
    GatePoint.MEAL: _said(GatePoint.MEAL, lambda work_day: work_day.meal is None),
    GatePoint.ACCESS: _access,
    GatePoint.TOILETS: _said(GatePoint.TOILETS, lambda work_day: work_day.toilets is None),
}


async def seat_missing(unit: Unit, person: PersonId, session: Session, choices: Choices) -> list[SeatPoint]:
    """Return what holds back one helper's seat."""
    day = day_of(session)
    row = await unit.one(
        "SELECT charter_version,"
        " EXISTS (SELECT 1 FROM memberships WHERE person_id = people.id AND season = ? AND state = 'valid') AS member,"
        " EXISTS (SELECT 1 FROM emergency_contacts WHERE person_id = people.id) AS contact,"
        " guardian_id IS NULL OR born_on <= ? OR EXISTS (SELECT 1 FROM consents WHERE minor_id = people.id"
        " AND withdrawn_at IS NULL AND given_at >= ?) AS consented FROM people WHERE id = ?",
        (
            memberships.season_of(day, choices.season_starts_month),
            consents.adult_if_born(day).isoformat(),
            consents.asked_since(day, choices.consent_months),
            person,
        ),
    )
    if row is None:
        return []
    given = {
        SeatPoint.CHARTER: row["charter_version"] is not None,
        SeatPoint.MEMBERSHIP: bool(row["member"]),
        SeatPoint.EMERGENCY_CONTACT: bool(row["contact"]),
        SeatPoint.CONSENT: bool(row["consented"]),
    }
    return [point for point in SeatPoint if point in choices.seat_points and not given[point]]


async def refresh(unit: Unit, session_id: SessionId | int, choices: Choices, *, quietly: bool = False) -> GateChange:
    """Recompute whether a session is confirmed; redraw its cards; tell those concerned when that changed.

    `quietly`: the caller tells them, with what comes next.
    """
    session = await sessions.get_session(unit, session_id)
    await messages.touch(unit, Subject("session", session.id))
    return await settle(unit, session, choices, quietly=quietly)


async def settle(unit: Unit, session: Session, choices: Choices, *, quietly: bool = False) -> GateChange:
    """As `refresh`, without redrawing cards when nothing changed: for the clock."""
    if not session.is_open:
        return GateChange.NONE
    whole = not await missing(unit, session, choices)
    state = SessionState.CONFIRMED if whole else SessionState.PREPARING
    if state is session.state or not await sessions.move_to(unit, session.id, state, None):
        return GateChange.NONE
    await messages.touch(unit, Subject("session", session.id))
    change = GateChange.GAINED if whole else GateChange.LOST
    for person in [] if quietly else await concerned(unit, session.id):
        await _tell(unit, person, session, change, choices)
    return change


async def refresh_work_day(unit: Unit, work_day: int, choices: Choices) -> None:
    """Recompute every session of a work day: something they share changed."""
    await messages.touch(unit, Subject("work_day", work_day))
    for session in await sessions.sessions_of(unit, work_day):
        await refresh(unit, session.id, choices)


async def refresh_household(unit: Unit, household: int, choices: Choices) -> None:
    """Recompute every session to come of a household: a paper or a date of its house changed."""
    for day in await work_days.of_households(unit, [household]):
        await refresh_work_day(unit, day.id, choices)
    await messages.touch(unit, Subject("household", household))


async def concerned(unit: Unit, session: int) -> list[PersonId]:
    """Return everyone a session concerns: its helpers (seated, waiting or offered a seat, and who brought them),
    its supervisors, its household and the coach."""
    rows = await unit.all(
        "SELECT CASE WHEN telegram_id IS NULL THEN COALESCE(brought_by, person_id) ELSE person_id END FROM sign_ups"
        " JOIN people ON people.id = person_id"
        " WHERE session_id = :s AND sign_ups.state IN ('held', 'seated', 'waiting', 'offered')"
        " UNION SELECT brought_by FROM sign_ups WHERE session_id = :s AND brought_by IS NOT NULL"
        " AND state IN ('held', 'seated', 'waiting', 'offered')"
        " UNION SELECT person_id FROM session_supervisors WHERE session_id = :s AND state = 'accepted'"
        " UNION SELECT person_id FROM household_members WHERE household_id ="
        " (SELECT household_id FROM work_days JOIN sessions ON work_day_id = work_days.id WHERE sessions.id = :s)"
        f" UNION SELECT {reader()} FROM households WHERE coach_id IS NOT NULL AND id ="
        " (SELECT household_id FROM work_days JOIN sessions ON work_day_id = work_days.id WHERE sessions.id = :s)",
        {"s": session, "now": unit.now},
    )
    return [PersonId(row[0]) for row in rows]


async def _tell(unit: Unit, person: PersonId, session: Session, change: GateChange, choices: Choices) -> None:
    """Queue the view `sessions/gate_gained` or `sessions/gate_lost`, which says nothing once it no longer holds."""
    await notices.put(
        unit, person, Message(name=f"sessions/gate_{change}", context={"session": session.id}),
        subject=Subject("session", session.id),
        not_before=notice_time(choices, unit.now, session.starts_at), expires_at=session.ends_at,
    )  # fmt: skip
