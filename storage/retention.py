"""What is over by itself goes: table by table as the register says, in portions."""

from __future__ import annotations

from datetime import timedelta

from storage.choices import Choices
from storage.personal_data import Expiry, register
from storage.store import Unit

PORTION = 500  # rows of each table in one unit


async def apply(unit: Unit, choices: Choices) -> bool:
    """Let go of a portion of what is over; return whether there is more."""
    done = [
        await _let_go(unit, name, table.expiry, {c: table.columns[c].empty for c in table.expiry.columns}, choices)
        for name, table in register().items()
        if table.expiry is not None
    ]
    done.append(
        await unit.run(
            "DELETE FROM kept_records WHERE id IN (SELECT id FROM kept_records WHERE keep_until < ? LIMIT ?)",
            (unit.now, PORTION),
        )
    )
    return PORTION in done


async def _let_go(unit: Unit, name: str, over: Expiry, empty: dict[str, object], choices: Choices) -> int:
    before = unit.now - timedelta(days=getattr(choices, over.days))
    found = f"({over.key}) IN (SELECT {over.key} FROM {name} WHERE {over.where} LIMIT :portion)"
    values = {"before": before, "portion": PORTION, **{f"empty_{column}": value for column, value in empty.items()}}
    if not empty:
        return await unit.run(f"DELETE FROM {name} WHERE {found}", values)
    sets = ", ".join(f"{column} = :empty_{column}" for column in empty)
    return await unit.run(f"UPDATE {name} SET {sets} WHERE {found}", values)
