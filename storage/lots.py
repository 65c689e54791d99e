"""The lots of a household's plan of works: written, changed, moved on, and what their work days brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from storage import audit
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import HouseholdId, LotId, PersonId, Subject
from storage.schedule import MOVES, Lot, LotState, Trouble, trouble
from storage.store import Unit

MOST = 60
"""Lots of one plan."""
_FIELDS = frozenset(Lot.model_fields) - {"id", "state", "needs", "done_on"}


async def of_household(unit: Unit, household: int) -> list[Lot]:
    """Return all lots of a household."""
    rows = await unit.all("SELECT * FROM lots WHERE household_id = ? ORDER BY id", (household,))
    needs: dict[int, set[int]] = {}
    for row in await unit.all(
        "SELECT lot_id, needs_id FROM lot_needs JOIN lots ON lots.id = lot_id WHERE household_id = ?", (household,)
    ):
        needs.setdefault(row["lot_id"], set()).add(row["needs_id"])
    return [_read(row, needs.get(row["id"], ())) for row in rows]


def _read(row: Any, needs: Iterable[int]) -> Lot:
    return Lot(**{name: row[name] for name in Lot.model_fields if name != "needs"}, needs=frozenset(needs))


async def get(unit: Unit, lot: int) -> Lot | None:
    """Return one lot, None when it is gone."""
    row = await unit.one("SELECT * FROM lots WHERE id = ?", (lot,))
    if row is None:
        return None
    needs = await unit.all("SELECT needs_id FROM lot_needs WHERE lot_id = ?", (lot,))
    return _read(row, [one["needs_id"] for one in needs])


async def household_of(unit: Unit, lot: int) -> HouseholdId | None:
    """Return whose lot it is."""
    found = await unit.value("SELECT household_id FROM lots WHERE id = ?", (lot,))
    return HouseholdId(found) if found is not None else None


async def add(unit: Unit, household: int, by: PersonId, fields: Mapping[str, Any]) -> LotId | None:
    """Write a lot and return its id; None when the plan is full. Raises ValueError for a field it has not."""
    _known(fields)
    if await unit.value("SELECT COUNT(*) FROM lots WHERE household_id = ?", (household,)) >= MOST:
        return None
    names = ["household_id", "created_at", *fields]
    key = await unit.insert(
        f"INSERT INTO lots ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (household, unit.now, *(_stored(value) for value in fields.values())),
    )
    await audit.record(unit, by, "lot_added", Subject("lot", key))
    return LotId(key)


async def change(unit: Unit, lot: int, by: PersonId, fields: Mapping[str, Any], choices: Choices) -> Trouble | None:
    """Change a lot where the plan stays possible; else nothing changes, and the trouble says why."""
    _known(fields)
    before = await get(unit, lot)
    household = await household_of(unit, lot)
    if before is None or household is None:
        raise LookupError(f"no lot {lot}")
    after = before.model_copy(update=dict(fields))
    found = await _trouble(unit, household, after, choices)
    if found is not None:
        return found
    for name, value in fields.items():
        await unit.run(f"UPDATE lots SET {name} = ?, version = version + 1 WHERE id = ?", (_stored(value), lot))
    changes = {name: (getattr(before, name), value) for name, value in fields.items()}
    await audit.record(unit, by, "lot_changed", Subject("lot", lot), changes)
    return None


async def set_needs(unit: Unit, lot: int, by: PersonId, needs: Iterable[int], choices: Choices) -> Trouble | None:
    """Say which lots of the same plan must be done before; a plan made impossible stays as it was."""
    before = await get(unit, lot)
    household = await household_of(unit, lot)
    if before is None or household is None:
        raise LookupError(f"no lot {lot}")
    theirs = {one.id for one in await of_household(unit, household)} - {lot}
    wanted = frozenset(needs) & theirs
    found = await _trouble(unit, household, before.model_copy(update={"needs": wanted}), choices)
    if found is not None:
        return found
    await unit.run("DELETE FROM lot_needs WHERE lot_id = ?", (lot,))
    await unit.many("INSERT INTO lot_needs (lot_id, needs_id) VALUES (?, ?)", [(lot, need) for need in sorted(wanted)])
    changes = {"needs": (sorted(before.needs), sorted(wanted))}
    await audit.record(unit, by, "lot_needs_set", Subject("lot", lot), changes)
    return None


async def _trouble(unit: Unit, household: int, changed: Lot, choices: Choices) -> Trouble | None:
    lots = [changed if one.id == changed.id else one for one in await of_household(unit, household)]
    return trouble(lots, today_of(unit), choices)


async def move(
    unit: Unit, lot: int, by: PersonId, state: LotState, *, blocker: str = "", until: date | None = None
) -> bool:
    """Bring a lot to a state; a blocked one says for what it waits, and perhaps until when. False where it may not."""
    before = await get(unit, lot)
    if before is None or state not in MOVES[before.state]:
        return False
    await unit.run(
        "UPDATE lots SET state = ?, blocker = ?, blocked_until = ?, done_on = ?, version = version + 1 WHERE id = ?",
        (state, blocker, _stored(until), today_of(unit).isoformat() if state is LotState.DONE else None, lot),
    )
    await audit.record(unit, by, "lot_state", Subject("lot", lot), {"state": (before.state, state)})
    return True


async def remove(unit: Unit, lot: int, by: PersonId) -> bool:
    """Take a lot away; False when it was gone."""
    if not await unit.run("DELETE FROM lots WHERE id = ?", (lot,)):
        return False
    await audit.record(unit, by, "lot_removed", Subject("lot", lot))
    return True


async def minutes_done(unit: Unit, household: int) -> dict[int, int]:
    """Return, by lot, the minutes of attendance on the work days posted for it."""
    rows = await unit.all(
        "SELECT work_days.lot_id AS lot, SUM(minutes) AS minutes FROM work_days"
        " JOIN sessions ON sessions.work_day_id = work_days.id"
        " JOIN sign_ups ON sign_ups.session_id = sessions.id"
        " JOIN attendance ON attendance.sign_up_id = sign_ups.id"
        " WHERE work_days.household_id = ? AND work_days.lot_id IS NOT NULL AND came = 'came'"
        " GROUP BY work_days.lot_id",
        (household,),
    )
    return {row["lot"]: row["minutes"] for row in rows}


def today_of(unit: Unit) -> date:
    """The day in Paris."""
    return unit.now.astimezone(PARIS).date()


def _known(fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - _FIELDS
    if unknown:
        raise ValueError(f"a lot has no {', '.join(sorted(unknown))} to be set so")


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
