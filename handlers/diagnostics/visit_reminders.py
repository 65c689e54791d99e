"""Reminders of diagnostic appointments, what asks a coach how a visit went, and the calendar file."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from handlers.context import message, notify
from handlers.diagnostics.visits import concerned
from handlers.routing import Job, Made, Viewer
from handlers.sign_ups.calendar_file import Event, calendar_file
from locales import texts
from storage import absences, appointments, diagnostics
from storage.appointments import Appointment, AppointmentState
from storage.choices import Choices
from storage.clock import PARIS
from storage.dues import PORTION
from storage.ids import Subject
from storage.store import Unit

EVENING = time(18)


def evening_before(moment: datetime) -> datetime:
    """18 h in Paris the day before a moment."""
    return datetime.combine(moment.astimezone(PARIS).date() - timedelta(days=1), EVENING, PARIS)


def reminded_until(now: datetime) -> datetime:
    """Return before when an appointment is whose evening before has come: midnight in Paris."""
    local = now.astimezone(PARIS)
    days = 2 if local.time() >= EVENING else 1
    return datetime.combine(local.date() + timedelta(days=days), time(), PARIS)


async def remind(unit: Unit, choices: Choices) -> bool:
    """The evening before: one reminder for each person concerned and each version of the appointment."""
    found = await appointments.to_remind(unit, reminded_until(unit.now), PORTION)
    for one in found:
        await _remind(unit, one)
        await appointments.reminded(unit, one)
    return len(found) == PORTION


async def _remind(unit: Unit, found: Appointment) -> None:
    file = await diagnostics.get(unit, found.diagnostic_id)
    what = message("diagnostics/fixed", appointment=found.id, template="diagnostics/reminder")
    for person in await concerned(unit, file):
        await notify(
            unit, person, what, subject=Subject("appointment", found.id), asks=True, expires_at=found.starts_at,
            key=f"visit:{found.id}:{found.version}:{person}",
        )  # fmt: skip


async def next_reminder(unit: Unit, choices: Choices) -> datetime | None:
    """When the next reminder is due."""
    start = await appointments.next_to_remind(unit, reminded_until(unit.now))
    return evening_before(start) if start else None


async def ask_how_it_went(unit: Unit, choices: Choices) -> bool:
    """After a visit its coach is asked, once, how it went."""
    over = await appointments.over(unit, PORTION)
    for found in over:
        await appointments.asked_about(unit, found)
        if found.coach_id is not None:
            card = message("diagnostics/coach_card", diagnostic=found.diagnostic_id)
            reader = await absences.reader_for(unit, found.coach_id)
            await notify(
                unit, reader, card, subject=Subject("diagnostic", found.diagnostic_id), is_card=True,
                key=f"visit_over:{found.id}",
            )  # fmt: skip
    return len(over) == PORTION


async def next_over(unit: Unit, choices: Choices) -> datetime | None:
    """When the next visit is over."""
    return await appointments.next_over(unit)


async def visit_calendar(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
    """The calendar file of an appointment; it carries the commune only."""
    found = await appointments.get(unit, context["appointment"])
    file = await diagnostics.get(unit, found.diagnostic_id)
    if found.state is not AppointmentState.APPROVED or viewer.person is None:
        return None
    if viewer.person.id not in await concerned(unit, file):
        return None
    language = viewer.person.language
    event = Event(
        uid=f"visit-{found.id}@coopter",
        title=texts.plain(language, "calendar/visit", {"household": file.household_name}),
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        place=texts.plain(language, "calendar/place", {"commune": file.commune}),
        sequence=found.version,
    )
    return Made(texts.label(language, "calendar.visit_file", {}), calendar_file([event], unit.now))


MAKERS = {"visit_calendar": visit_calendar}
JOBS = (
    Job("visit_reminders", remind, next_reminder),
    Job("visits_over", ask_how_it_went, next_over),
)
