"""Diagnostic appointments: asked by a household or proposed by a coach, approved, moved, cancelled.

Never two at once for one coach: the database itself refuses (a trigger), and the travel margin is kept here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from storage import audit, diagnostics, outbox
from storage.absences import ACTS_FOR
from storage.choices import Choices
from storage.diagnostics import DiagnosticState
from storage.ids import AppointmentId, DiagnosticId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    ASKED = "asked"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DONE = "done"
    NO_SHOW = "no_show"


_A = AppointmentState
TRANSITIONS: dict[AppointmentState, set[AppointmentState]] = {
    _A.ASKED: {_A.APPROVED, _A.DECLINED, _A.CANCELLED},
    _A.PROPOSED: {_A.APPROVED, _A.DECLINED, _A.CANCELLED},
    _A.APPROVED: {_A.MOVED, _A.CANCELLED, _A.DONE, _A.NO_SHOW},
    _A.DECLINED: set(),
    _A.MOVED: set(),
    _A.CANCELLED: set(),
    _A.DONE: set(),
    _A.NO_SHOW: set(),
}


class Decision(StrEnum):
    """What became of a decision."""

    DONE = "done"
    STALE = "stale"  # somebody decided before, or the file ended
    CLASH = "clash"  # the coach has another appointment then, travel included
    PAST = "past"


class Appointment(Frozen):
    """An appointment for a diagnostic file."""

    id: AppointmentId
    diagnostic_id: DiagnosticId
    coach_id: PersonId | None
    starts_at: datetime
    ends_at: datetime
    state: AppointmentState
    proposed_by: Literal["household", "coach"]
    version: int


def _read(row: Any) -> Appointment:
    return Appointment(**{name: row[name] for name in Appointment.model_fields})


async def get(unit: Unit, appointment: int) -> Appointment:
    """Return an appointment; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM appointments WHERE id = ?", (appointment,))
    if row is None:
        raise LookupError(f"no appointment {appointment}")
    return _read(row)


async def of_diagnostic(unit: Unit, diagnostic: int, *states: AppointmentState) -> list[Appointment]:
    """Return the appointments of a file in some states, by time."""
    rows = await unit.all("SELECT * FROM appointments WHERE diagnostic_id = ? ORDER BY starts_at, id", (diagnostic,))
    return [_read(row) for row in rows if not states or row["state"] in states]


async def wish(
    unit: Unit, diagnostic: int, starts_at: datetime, ends_at: datetime, coach: PersonId | None
) -> Appointment:
    """A household asks for a slot: one a coach published (`coach`), or its own."""
    return await _add(unit, diagnostic, coach, starts_at, ends_at, _A.ASKED, "household")


async def propose(
    unit: Unit, diagnostic: int, coach: PersonId, starts_at: datetime, ends_at: datetime, choices: Choices
) -> Decision:
    """A coach proposes a slot; what was asked or proposed before no longer stands, an approved one is moved."""
    file = await diagnostics.get(unit, diagnostic)
    if starts_at <= unit.now:
        return Decision.PAST
    if DiagnosticState.SLOTS_PROPOSED not in diagnostics.TRANSITIONS[file.state]:
        return Decision.STALE
    if await clashes(unit, coach, starts_at, ends_at, choices, but=diagnostic):
        return Decision.CLASH
    for other in await of_diagnostic(unit, diagnostic, _A.ASKED, _A.PROPOSED, _A.APPROVED):
        await _set(unit, other, _A.MOVED if other.state is _A.APPROVED else _A.DECLINED, coach)
    await _add(unit, diagnostic, coach, starts_at, ends_at, _A.PROPOSED, "coach")
    await diagnostics.follow(unit, diagnostic, coach)
    await diagnostics.move_to(unit, diagnostic, DiagnosticState.SLOTS_PROPOSED, coach)
    return Decision.DONE


async def may_ask_another(unit: Unit, diagnostic: int) -> bool:
    """Whether the household may still wish for another time."""
    file = await diagnostics.get(unit, diagnostic)
    return file.waits or DiagnosticState.TRIAGE in diagnostics.TRANSITIONS[file.state]


async def ask_another(unit: Unit, diagnostic: int, by: PersonId, starts_at: datetime, ends_at: datetime) -> Decision:
    """The household would rather come at another time: what was fixed or proposed no longer stands."""
    file = await diagnostics.get(unit, diagnostic)
    standing = await of_diagnostic(unit, diagnostic, _A.PROPOSED, _A.APPROVED)
    back_in_queue = DiagnosticState.TRIAGE in diagnostics.TRANSITIONS[file.state]
    if not await may_ask_another(unit, diagnostic):
        return Decision.STALE
    for other in standing:
        await _set(unit, other, _A.MOVED if other.state is _A.APPROVED else _A.DECLINED, by)
    await wish(unit, diagnostic, starts_at, ends_at, None)
    if back_in_queue:
        await diagnostics.move_to(unit, diagnostic, DiagnosticState.TRIAGE, by)
    return Decision.DONE


async def approve(unit: Unit, appointment: int, coach: PersonId, by: PersonId, choices: Choices) -> Decision:
    """Fix an appointment with a coach: pressed by the coach, or by the household on the coach's proposal."""
    found = await get(unit, appointment)
    file = await diagnostics.get(unit, found.diagnostic_id)
    if _A.APPROVED not in TRANSITIONS[found.state] or not file.waits:
        return Decision.STALE
    if found.starts_at <= unit.now:
        return Decision.PAST
    if await clashes(unit, coach, found.starts_at, found.ends_at, choices, but=found.diagnostic_id):
        return Decision.CLASH
    for other in await of_diagnostic(unit, found.diagnostic_id, _A.ASKED, _A.PROPOSED):
        if other.id != found.id:
            await _set(unit, other, _A.DECLINED, by)
    await unit.run("UPDATE appointments SET coach_id = ? WHERE id = ?", (coach, appointment))
    await _set(unit, found, _A.APPROVED, by)
    await diagnostics.follow(unit, found.diagnostic_id, coach)
    await diagnostics.move_to(unit, found.diagnostic_id, DiagnosticState.APPROVED, by)
    return Decision.DONE


async def end(unit: Unit, diagnostic: int, state: DiagnosticState, by: PersonId, why: str | None = None) -> Decision:
    """Refuse, re-orient or cancel a file: its appointments fall with it."""
    if not await diagnostics.move_to(unit, diagnostic, state, by, why=why):
        return Decision.STALE
    for other in await of_diagnostic(unit, diagnostic, _A.ASKED, _A.PROPOSED, _A.APPROVED):
        await _set(unit, other, _A.CANCELLED, by)
    return Decision.DONE


async def visited(unit: Unit, appointment: int, by: PersonId, *, came: bool) -> Decision:
    """After the visit: it took place, or nobody was there."""
    found = await get(unit, appointment)
    if found.state is not _A.APPROVED or found.starts_at > unit.now:
        return Decision.STALE
    await _set(unit, found, _A.DONE if came else _A.NO_SHOW, by)
    state = DiagnosticState.VISITED if came else DiagnosticState.NO_SHOW
    await diagnostics.move_to(unit, found.diagnostic_id, state, by)
    return Decision.DONE


async def clashes(
    unit: Unit, coach: PersonId, starts_at: datetime, ends_at: datetime, choices: Choices, but: int | None = None
) -> bool:
    """Whether a coach has another appointment then, with the time to travel."""
    margin = timedelta(minutes=choices.travel_margin_minutes)
    found = await unit.value(
        "SELECT 1 FROM appointments WHERE coach_id = ? AND state = 'approved' AND starts_at < ? AND ends_at > ?"
        " AND diagnostic_id <> COALESCE(?, -1) LIMIT 1",
        (coach, ends_at + margin, starts_at - margin, but),
    )
    return found is not None


async def agenda(unit: Unit, coach: PersonId, limit: int = 8) -> list[Appointment]:
    """Return a coach's coming appointments."""
    rows = await unit.all(
        "SELECT * FROM appointments WHERE coach_id = ? AND state = 'approved' AND ends_at > ?"
        " ORDER BY starts_at LIMIT ?",
        (coach, unit.now, limit),
    )
    return [_read(row) for row in rows]


async def to_remind(unit: Unit, until: datetime, limit: int) -> list[Appointment]:
    """Return approved appointments that begin between now and `until` and were not reminded of as they are now."""
    rows = await unit.all(
        "SELECT * FROM appointments WHERE state = 'approved' AND reminded < version AND starts_at > ? AND starts_at < ?"
        " ORDER BY starts_at LIMIT ?",
        (unit.now, until, limit),
    )
    return [_read(row) for row in rows]


async def reminded(unit: Unit, appointment: Appointment) -> None:
    """Note that those concerned were reminded of this version."""
    await unit.run("UPDATE appointments SET reminded = ? WHERE id = ?", (appointment.version, appointment.id))


async def next_to_remind(unit: Unit, after: datetime) -> datetime | None:
    """Return when the next appointment not yet reminded of begins, from `after` on."""
    text = await unit.value(
        "SELECT MIN(starts_at) FROM appointments WHERE state = 'approved' AND reminded < version AND starts_at >= ?",
        (after,),
    )
    return datetime.fromisoformat(text) if text else None


async def over(unit: Unit, limit: int) -> list[Appointment]:
    """Return approved appointments that are over and whose coach was not asked how they went."""
    rows = await unit.all(
        "SELECT * FROM appointments WHERE state = 'approved' AND asked_about = 0 AND ends_at <= ?"
        " ORDER BY ends_at LIMIT ?",
        (unit.now, limit),
    )
    return [_read(row) for row in rows]


async def to_tell(unit: Unit, coach: int, limit: int) -> list[Appointment]:
    """Return visits of a coach, or of whom they stand in for, that are over and nobody said how they went."""
    rows = await unit.all(
        f"SELECT * FROM appointments WHERE coach_id IN ({ACTS_FOR}) AND state = 'approved' AND ends_at <= :now"
        " AND starts_at <= :now ORDER BY starts_at LIMIT :limit",
        {"person": coach, "now": unit.now, "limit": limit},
    )
    return [_read(row) for row in rows]


async def asked_about(unit: Unit, appointment: Appointment) -> None:
    """Note that its coach was asked how it went."""
    await unit.run("UPDATE appointments SET asked_about = 1 WHERE id = ?", (appointment.id,))


async def next_over(unit: Unit) -> datetime | None:
    """Return when the next approved appointment ends."""
    text = await unit.value(
        "SELECT MIN(ends_at) FROM appointments WHERE state = 'approved' AND asked_about = 0 AND ends_at > ?",
        (unit.now,),
    )
    return datetime.fromisoformat(text) if text else None


async def _add(
    unit: Unit,
    diagnostic: int,
    coach: PersonId | None,
    starts_at: datetime,
    ends_at: datetime,
    state: AppointmentState,
    proposed_by: str,
) -> Appointment:
    row_id = await unit.insert(
        "INSERT INTO appointments (diagnostic_id, coach_id, starts_at, ends_at, state, proposed_by, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (diagnostic, coach, starts_at, ends_at, state, proposed_by, unit.now),
    )
    return await get(unit, row_id)


async def _set(unit: Unit, found: Appointment, state: AppointmentState, by: PersonId) -> None:
    assert state in TRANSITIONS[found.state]
    await unit.run(
        "UPDATE appointments SET state = ?, version = version + 1, decided_at = ? WHERE id = ?",
        (state, unit.now, found.id),
    )
    subject = Subject("appointment", found.id)
    await audit.record(unit, by, "appointment_decided", subject, {"state": (found.state, state)})
    if state is not _A.APPROVED:
        await outbox.drop_subject(unit, subject)
