"""Hours given and received, in whole minutes: informative, never a debt, never a price."""

from __future__ import annotations

from storage.store import Unit


async def received(unit: Unit, household: int) -> int:
    """Return the minutes others gave on a household's sessions; its own people's do not count."""
    found = await unit.value(
        "SELECT COALESCE(SUM(minutes), 0) FROM work_days"
        " JOIN sessions ON sessions.work_day_id = work_days.id"
        " JOIN sign_ups ON sign_ups.session_id = sessions.id"
        " JOIN attendance ON attendance.sign_up_id = sign_ups.id"
        " WHERE work_days.household_id = :home AND came = 'came' AND sign_ups.person_id NOT IN"
        " (SELECT person_id FROM household_members WHERE household_id = :home)",
        {"home": household},
    )
    return int(found)
