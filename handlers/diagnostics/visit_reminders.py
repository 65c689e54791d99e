"""Reminders of diagnostic appointments, what asks a coach how a visit went, and the calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.context import message, notify
from handlers.diagnostics.visits import concerned
from handlers.routing import Job, Made, Viewer
from handlers.sign_ups.calendar_file import Event, calendar_file
from locales import texts
from storage import appointments, diagnostics
from storage.appointments import Appointment, AppointmentState
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import Subject
from storage.store import Unit

AHEAD = timedelta(days=2)
EVENING = 18


def evening_before(moment: datetime) -> datetime:
    """18 h in Paris the day before a moment."""
    local = moment.astimezone(PARIS)
    return datetime.combine(local.date() - timedelta(days=1), local.time().replace(EVENING, 0, 0, 0), PARIS)


async def remind(unit: Unit, choices: Choices) -> None:
    """The evening before: one reminder for each person concerned and each version of the appointment."""
    for found in await appointments.coming(unit, unit.now + AHEAD):
        if evening_before(found.starts_at) <= unit.now:
            await _remind(unit, found)


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
    coming = await appointments.coming(unit, unit.now + timedelta(days=60))
    times = [evening_before(found.starts_at) for found in coming]
    return min((moment for moment in times if moment > unit.now), default=None)


async def ask_how_it_went(unit: Unit, choices: Choices) -> None:
    """After a visit its coach is asked, once, how it went."""
    for found in await appointments.to_close(unit):
        if found.coach_id is not None:
            card = message("diagnostics/coach_card", diagnostic=found.diagnostic_id)
            await notify(
                unit, found.coach_id, card, subject=Subject("diagnostic", found.diagnostic_id), is_card=True,
                key=f"visit_over:{found.id}",
            )  # fmt: skip


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
    Job("visits_over", ask_how_it_went),
)
