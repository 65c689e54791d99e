"""What the card of a session offers on the day itself, to who may use it."""

from __future__ import annotations

from handlers.buttons import button
from handlers.the_day import briefing, incident, incident_record, numbers
from storage import choices as chosen
from storage.ids import Subject
from storage.outbox import Button
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.quiet import is_urgent
from storage.sessions import Session
from storage.store import Unit


async def first(unit: Unit, person: Person, session: Session) -> list[list[Button]]:
    """Return what comes before everything else on the day: an incident, its records, the briefing."""
    return [
        *await incident.offered(unit, person, session),
        *await incident_record.offered(unit, person, session),
        *await briefing.offered(unit, person, session),
    ]


async def offered(unit: Unit, person: Person, session: Session) -> list[list[Button]]:
    """Return the buttons of the day."""
    if await numbers.may_see(unit, person, session, await chosen.load(unit)):
        return [[button("numbers.show", "nmshow", session.id)]]
    return []


async def cancelling(unit: Unit, person: Person, session: Session) -> Button | None:
    """Return the button that cancels an open session: in two taps where it is near, else with a form."""
    near = is_urgent(unit.now, session.starts_at)
    action = Action.CANCEL_ON_THE_DAY if near else Action.CHANGE_WORK_DAY
    if await check(unit, person, action, Subject("session", session.id)) is not Verdict.ALLOWED:
        return None
    return button("work_days.cancel", "dyask" if near else "wdcancel", session.id)
