"""Someone leaves of their own accord: membership and roles end, the account sleeps for a while, nothing goes yet."""

from __future__ import annotations

from datetime import timedelta

from storage import audit, households, invitations, memberships, outbox, people
from storage.choices import Choices
from storage.households import HouseholdState
from storage.ids import PersonId, Subject
from storage.store import Unit


async def leave(unit: Unit, person: PersonId, by: PersonId | None) -> bool:
    """End someone's membership, roles and households; False when they had left, or were erased.

    Accepting the charter again is all it takes to come back. What they hold in conversations is given back before.
    """
    before = sorted((await people.get(unit, person)).roles)
    left = await unit.run(
        "UPDATE people SET left_at = ?, charter_version = NULL WHERE id = ? AND left_at IS NULL AND erased_at IS NULL",
        (unit.now, person),
    )
    if not left:
        return False
    for home in await households.of_person(unit, person):
        await households.leave(unit, home.id, person, by)
        if not await households.members(unit, home.id):
            await households.move_to(unit, home.id, HouseholdState.LEFT, by)
    for table in ("roles", "qualifications", "conversations", "cards"):
        await unit.run(f"DELETE FROM {table} WHERE person_id = ?", (person,))
    await unit.run(
        "DELETE FROM memberships WHERE person_id = ? AND season >= ?", (person, await memberships.season(unit))
    )
    await unit.run("UPDATE households SET coach_id = NULL WHERE coach_id = ?", (person,))
    await invitations.fall(unit, person)
    await outbox.drop_person(unit, person)
    await audit.record(unit, by, "left", Subject("person", person), {"roles": (before, [])})
    return True


async def asleep(unit: Unit, choices: Choices, limit: int = 5) -> list[PersonId]:
    """Return people who left so long ago that their account is to be erased."""
    rows = await unit.all(
        "SELECT id FROM people WHERE left_at < ? AND erased_at IS NULL ORDER BY left_at LIMIT ?",
        (unit.now - timedelta(days=choices.left_account_days), limit),
    )
    return [PersonId(row[0]) for row in rows]
