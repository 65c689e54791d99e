"""A household's work day and the people around it, straight in the store."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from storage import households, houses, memberships, people, sessions, work_days
from storage.choices import DEFAULTS
from storage.ids import PersonId, SessionId
from storage.memberships import MembershipState
from storage.people import Role
from storage.store import Store, Unit
from storage.work_days import Hours, Plan
from tests.conftest import MONDAY

SATURDAY = MONDAY.replace(hour=9) + timedelta(days=5)
PLAN = Plan(works=("insulation",), commune="91338", description="Isoler les combles", tools="des gants")


async def volunteer(store: Store, name: str, telegram_id: int | None = None) -> PersonId:
    """Someone who accepted the charter."""

    async def work(unit: Unit) -> PersonId:
        known = await people.add(unit, name, telegram_id=telegram_id)
        await people.accept_charter(unit, known.id, 1, 1)
        return known.id

    return await store.run(work)


async def validated(store: Store, person: PersonId, on: datetime = SATURDAY) -> None:
    """Their membership is validated, and they gave an emergency contact."""
    from storage import contacts

    async def work(unit: Unit) -> None:
        season = await memberships.season(unit, on.date())
        await memberships.ask(unit, person, season)
        await memberships.decide(unit, person, season, MembershipState.VALID, person)
        await contacts.set_emergency_contact(unit, person, "Proche", "+33600000000")

    await store.run(work)


async def household(store: Store, name: str, member: PersonId) -> int:
    """An active household that receives in Limours."""

    async def work(unit: Unit) -> int:
        asked = await households.ask(unit, member, name, commune="91338", built_year=1990)
        await households.accept(unit, asked.id, member, None)
        await houses.change_house(unit, asked.id, None, address="12 rue des Lilas")
        await people.grant(unit, member, Role.HOUSEHOLD, None)
        return int(asked.id)

    return await store.run(work)


async def session(
    store: Store, host: PersonId, of: int, *, seats: int = 3, cooking: int = 0, starts: datetime = SATURDAY,
    hours: int = 8, **plan: Any,
) -> SessionId:  # fmt: skip
    """A posted session, perhaps with seats to cook."""

    async def work(unit: Unit) -> SessionId:
        day = Hours(starts_at=starts, ends_at=starts + timedelta(hours=hours), seats=seats, cooking=cooking)
        chosen = PLAN.model_copy(update={"address": "12 rue des Lilas", **plan})
        posted = await work_days.post(unit, of, host, chosen, [day])  # type: ignore[arg-type]
        return (await sessions.sessions_of(unit, posted.id))[0].id

    return await store.run(work)


async def leads(store: Store, person: PersonId, of: int) -> None:
    """Someone accepted to lead a session."""

    async def work(unit: Unit) -> None:
        await people.grant(unit, person, Role.SUPERVISOR, None)
        await unit.run(
            "INSERT INTO session_supervisors (session_id, person_id, state, changed_at) VALUES (?, ?, 'accepted', ?)",
            (of, person, unit.now),
        )

    await store.run(work)


CHOICES = DEFAULTS
