"""Financing plans as they are kept: lines of a plan, written, changed and removed, each with its entry in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from storage import audit
from storage.choices import Choices
from storage.financing_plan import (
    GRANT_MOVES,
    LOAN_MOVES,
    Cost,
    Grant,
    GrantState,
    InKind,
    Loan,
    LoanState,
    OwnFunds,
    Plan,
)
from storage.ids import HouseholdId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

LINES: dict[str, type[Frozen]] = {
    "costs": Cost,
    "grants": Grant,
    "loans": Loan,
    "own_funds": OwnFunds,
    "in_kind": InKind,
}
"""The parts of a plan, each a table `plan_<part>`, and the record of its lines."""

MOST = 60
"""Lines of one part: a plan with more is a spreadsheet's."""

T = TypeVar("T", bound=Frozen)


async def plan(unit: Unit, household: int, choices: Choices) -> Plan:
    """Return a household's plan, an empty one where nothing was written."""
    row = await unit.one("SELECT contingency FROM financing_plans WHERE household_id = ?", (household,))
    parts = {part: await _lines(unit, part, household) for part in LINES}
    contingency = row["contingency"] if row else choices.contingency_percent
    return Plan(household_id=HouseholdId(household), contingency=contingency, **parts)


async def _lines(unit: Unit, part: str, household: int) -> tuple[Any, ...]:
    rows = await unit.all(f"SELECT * FROM plan_{part} WHERE household_id = ? ORDER BY id", (household,))
    return tuple(_read(LINES[part], row) for row in rows)


def _read(record: type[T], row: Any) -> T:
    return record(**{name: row[name] for name in record.model_fields})


async def line(unit: Unit, part: str, key: int) -> Any | None:
    """Return one line of a plan, None when it is gone."""
    row = await unit.one(f"SELECT * FROM plan_{part} WHERE id = ?", (key,)) if part in LINES else None
    return _read(LINES[part], row) if row else None


async def household_of(unit: Unit, part: str, key: int) -> HouseholdId | None:
    """Return whose plan a line belongs to."""
    found = await unit.value(f"SELECT household_id FROM plan_{part} WHERE id = ?", (key,)) if part in LINES else None
    return HouseholdId(found) if found is not None else None


async def add(
    unit: Unit, part: str, household: int, by: PersonId, fields: Mapping[str, Any], choices: Choices
) -> int | None:
    """Write a line and return its id; None when the part is full. Raises ValueError for a field it has not."""
    _known(part, fields)
    await unit.run(
        "INSERT INTO financing_plans (household_id, contingency, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (household, choices.contingency_percent, unit.now),
    )
    if await unit.value(f"SELECT COUNT(*) FROM plan_{part} WHERE household_id = ?", (household,)) >= MOST:
        return None
    names = ["household_id", *fields]
    key = await unit.insert(
        f"INSERT INTO plan_{part} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (household, *fields.values()),
    )
    await _changed(unit, household, by, f"{part}_added", {})
    return key


async def change(unit: Unit, part: str, key: int, by: PersonId, fields: Mapping[str, Any]) -> bool:
    """Change a line; False when it is gone. A state moves by `move` only."""
    _known(part, fields)
    before = await line(unit, part, key)
    household = await household_of(unit, part, key)
    if before is None or household is None or "state" in fields:
        return False
    for name, value in fields.items():
        await unit.run(f"UPDATE plan_{part} SET {name} = ? WHERE id = ?", (value, key))
    await _changed(unit, household, by, f"{part}_changed", {n: (getattr(before, n), v) for n, v in fields.items()})
    return True


async def remove(unit: Unit, part: str, key: int, by: PersonId) -> HouseholdId | None:
    """Take a line away; return whose plan it was of, None when it was gone already."""
    household = await household_of(unit, part, key)
    if household is None:
        return None
    await unit.run(f"DELETE FROM plan_{part} WHERE id = ?", (key,))
    await _changed(unit, household, by, f"{part}_removed", {})
    return household


async def move(unit: Unit, part: str, key: int, by: PersonId, state: str) -> bool:
    """Move an aid or a loan to a state it may go to; False where it may not, or is gone."""
    found = await line(unit, part, key)
    moves: Mapping[Any, frozenset[Any]] = GRANT_MOVES if part == "grants" else LOAN_MOVES
    if not isinstance(found, Grant | Loan) or state not in moves[found.state]:
        return False
    household = await household_of(unit, part, key)
    assert household is not None
    await unit.run(f"UPDATE plan_{part} SET state = ? WHERE id = ?", (state, key))
    await _changed(unit, household, by, f"{part}_moved", {"state": (found.state, state)})
    return True


async def set_contingency(unit: Unit, household: int, by: PersonId, percent: int) -> None:
    """Set the share added for what nobody foresees, in percent (0 to 50)."""
    before = await unit.value("SELECT contingency FROM financing_plans WHERE household_id = ?", (household,))
    await unit.run(
        "INSERT INTO financing_plans (household_id, contingency, created_at) VALUES (?, ?, ?)"
        " ON CONFLICT (household_id) DO UPDATE SET contingency = excluded.contingency",
        (household, percent, unit.now),
    )
    await _changed(unit, household, by, "contingency_set", {"contingency": (before, percent)})


def _known(part: str, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - (set(LINES[part].model_fields) - {"id"})
    if unknown:
        raise ValueError(f"a line of {part} has no {', '.join(sorted(unknown))}")


async def _changed(unit: Unit, household: int, by: PersonId, action: str, changes: dict[str, tuple[Any, Any]]) -> None:
    """Every change raises the version of the plan and leaves its trace; amounts are personal, so only their names."""
    await unit.run("UPDATE financing_plans SET version = version + 1 WHERE household_id = ?", (household,))
    told = {name: pair if name in ("state", "contingency") else (None, None) for name, pair in changes.items()}
    await audit.record(unit, by, f"financing_{action}", Subject("household", household), told)


def next_states(found: Grant | Loan) -> list[GrantState | LoanState]:
    """Return where an aid or a loan may go from here, in the order of the road."""
    if isinstance(found, Grant):
        return [state for state in GrantState if state in GRANT_MOVES[found.state]]
    return [state for state in LoanState if state in LOAN_MOVES[found.state]]
