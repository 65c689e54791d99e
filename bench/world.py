"""One of everything: a cooperative small enough to make in a moment, in which every screen has something to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from storage import (
    appointments,
    availabilities,
    broadcasts,
    choices,
    cohorts,
    companions,
    contacts,
    diagnostics,
    groups,
    invitations,
    memberships,
    sessions,
    sign_ups,
    supervision,
    threads,
    work_days,
)
from storage.audience import Audience
from storage.ids import HouseholdId, PersonId, Subject
from storage.people import Role
from storage.store import Unit
from storage.work_days import Hours, Plan

_INTAKE = {"building": "house", "year": 1960, "symptoms": ["damp"], "works": ""}
PLAN = Plan(
    works=("plaster",), commune="91338", address="12 rue des Lilas", access="portail vert", description="enduit"
)


async def furnish(unit: Unit, who: dict[Role, PersonId], all_roles: PersonId, household: HouseholdId) -> None:
    """Post work days, take seats, open files, write, invite: by people of each role, and by one who holds all."""
    chosen = await choices.load(unit)
    await cohorts.add(unit, "Printemps", unit.now.date())
    for number in range(3):
        await _work_day(unit, household, list(who.values()), number)
    await companions.add_adult(unit, "Paul", who[Role.VOLUNTEER], chosen)
    for person in who.values():
        await memberships.ask(unit, person)
    await contacts.set_emergency_contact(unit, all_roles, "Inès", "0600000000")
    await supervision.accept(unit, 1, who[Role.SUPERVISOR], chosen)
    await _diagnostic(unit, household, who[Role.HOUSEHOLD], who[Role.COACH])
    await invitations.to_role(unit, Role.COACH, all_roles, timedelta(days=7))
    await invitations.to_household(unit, household, who[Role.COACH], timedelta(days=7))
    thread = await threads.between(unit, who[Role.VOLUNTEER], who[Role.HOUSEHOLD], Subject("session", 1))
    await threads.write(unit, thread.id, who[Role.VOLUNTEER], "bonjour")
    await groups.added(unit, -1001, "Entraide", all_roles)
    await broadcasts.add(
        unit, all_roles, Audience(), "Bonjour", file=None, is_photo=False, with_buttons=True, send_at=None
    )


async def _work_day(unit: Unit, household: HouseholdId, people: Sequence[PersonId], number: int) -> None:
    begins = unit.now + timedelta(days=3 + number)
    hours = [
        Hours(starts_at=begins + timedelta(hours=h), ends_at=begins + timedelta(hours=h + 2), seats=2) for h in (0, 3)
    ]
    posted = await work_days.post(unit, household, people[1], PLAN, hours)
    chosen = await choices.load(unit)
    for session in await sessions.sessions_of(unit, posted.id):
        for person in people:
            await sign_ups.sign_up(unit, person, session.id, chosen)


async def _diagnostic(unit: Unit, household: HouseholdId, asks: PersonId, coach: PersonId) -> None:
    chosen = await choices.load(unit)
    tomorrow = unit.now + timedelta(days=1)
    await availabilities.publish(unit, coach, tomorrow, tomorrow + timedelta(hours=5))
    for at in range(3):
        file = await diagnostics.ask(unit, household, asks, "energy", _INTAKE, [])
        begins = tomorrow + timedelta(hours=at * 3)
        asked = await appointments.wish(unit, file.id, begins, begins + timedelta(minutes=90), None)
        if at == 1:
            await appointments.approve(unit, asked.id, coach, coach, chosen)
        if at == 2:
            await appointments.propose(unit, file.id, coach, begins, begins + timedelta(minutes=90), chosen)
