"""Leaving: someone is excluded or taken back, or never accepted the charter and is forgotten."""

from __future__ import annotations

from datetime import timedelta

from storage import audit, invitations, outbox, people
from storage.ids import PersonId, Subject
from storage.people import Role
from storage.store import Unit

UNDECIDED_KEPT = timedelta(days=1)


async def exclude(unit: Unit, person: PersonId, by: PersonId) -> bool:
    """Exclude someone: links, roles, open forms and queued messages fall; False when they were excluded before."""
    if not await unit.run("UPDATE people SET excluded_at = ? WHERE id = ? AND excluded_at IS NULL", (unit.now, person)):
        return False
    before = sorted((await people.get(unit, person)).roles)
    for table in ("roles", "qualifications", "conversations", "cards"):
        await unit.run(f"DELETE FROM {table} WHERE person_id = ?", (person,))
    await unit.run("UPDATE households SET coach_id = NULL WHERE coach_id = ?", (person,))
    await invitations.fall(unit, person)
    await outbox.drop_person(unit, person)
    await audit.record(unit, by, "excluded", Subject("person", person), {"roles": (before, [])})
    return True


async def readmit(unit: Unit, person: PersonId, by: PersonId) -> bool:
    """Take someone back, as a volunteer; False when they were not excluded."""
    back = "UPDATE people SET excluded_at = NULL WHERE id = ? AND excluded_at IS NOT NULL AND erased_at IS NULL"
    if not await unit.run(back, (person,)):
        return False
    await people.grant(unit, person, Role.VOLUNTEER, by)
    if await unit.value("SELECT 1 FROM household_members WHERE person_id = ?", (person,)):
        await people.grant(unit, person, Role.HOUSEHOLD, by)
    await audit.record(unit, by, "readmitted", Subject("person", person))
    return True


async def forget(unit: Unit, person: PersonId) -> None:
    """Remove someone who did not accept the charter, with all that hangs on them; do nothing to anybody else."""
    came = "SELECT 1 FROM people WHERE id = ? AND COALESCE(charter_version, left_at, erased_at) IS NOT NULL"
    if await unit.value(came, (person,)) is not None:
        return
    await unit.run(
        "UPDATE invitations SET state = 'open', opened_by = NULL WHERE opened_by = ? AND state = 'opened'", (person,)
    )
    await unit.run("DELETE FROM audit WHERE subject_kind = 'person' AND subject_id = ?", (person,))
    await unit.run("DELETE FROM people WHERE id = ?", (person,))


async def undecided(unit: Unit, limit: int = 50) -> list[PersonId]:
    """Return people of Telegram who were shown the charter a day ago or more and never answered."""
    rows = await unit.all(
        "SELECT id FROM people WHERE charter_version IS NULL AND telegram_id IS NOT NULL AND excluded_at IS NULL"
        " AND left_at IS NULL AND created_at <= ? ORDER BY created_at LIMIT ?",
        (unit.now - UNDECIDED_KEPT, limit),
    )
    return [row["id"] for row in rows]


async def forget_strangers(unit: Unit) -> None:
    """Of chats with people we do not keep, what was sent is forgotten once it has left."""
    unknown = "chat_id > 0 AND NOT EXISTS (SELECT 1 FROM people WHERE telegram_id = chat_id)"
    await unit.run(
        "DELETE FROM outbox WHERE person_id IS NULL AND state IN ('delivered', 'dropped', 'failed', 'unreachable')"
        f" AND {unknown}"
    )
    await unit.run(f"DELETE FROM messages WHERE person_id IS NULL AND {unknown}")
    for table in ("messages", "cards"):  # on their way when somebody was erased
        await unit.run(
            f"DELETE FROM {table} WHERE person_id IN (SELECT id FROM people WHERE erased_at > ?)",
            (unit.now - UNDECIDED_KEPT,),
        )
