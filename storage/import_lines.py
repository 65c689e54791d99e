"""The lines of an imported list, as they are shown: what will happen to each, then what became of it."""

from __future__ import annotations

import json
from typing import Any, Literal

from storage.import_matches import Outcome
from storage.records import Frozen
from storage.store import Unit


class Shown(Frozen):
    """A line as it is shown: what will happen, or what became of it."""

    number: int
    name: str
    outcome: Outcome | None
    why: tuple[str, ...]
    known: str | None  # the name of who it may be
    decision: Literal["same", "other"] | None
    became: Literal["created", "changed", "nothing", "left"] | None


class Counts(Frozen):
    """How many lines of each kind. `looked`: those looked at; `over`: those done."""

    total: int = 0
    looked: int = 0
    over: int = 0
    create: int = 0
    change: int = 0
    same: int = 0
    ask: int = 0  # nobody decided
    unreadable: int = 0
    created: int = 0
    changed: int = 0
    nothing: int = 0
    left: int = 0


async def counts(unit: Unit, import_id: int) -> Counts:
    """Count the lines by what happens to them."""
    rows = await unit.all(
        "SELECT outcome, decision, became, COUNT(*) AS many FROM import_lines WHERE import_id = ?"
        " GROUP BY outcome, decision, became",
        (import_id,),
    )
    tally: dict[str, int] = {}
    for row in rows:
        kinds = ["total", _kind(row["outcome"], row["decision"])]
        kinds += ["looked"] if row["outcome"] else []
        kinds += ["over", row["became"]] if row["became"] else []
        for kind in kinds:
            tally[kind] = tally.get(kind, 0) + row["many"]
    return Counts(**{name: many for name, many in tally.items() if name in Counts.model_fields})


def _kind(outcome: str | None, decision: str | None) -> str:
    if outcome == Outcome.ASK and decision is not None:
        return "create" if decision == "other" else "change"
    return outcome or "unlooked"


async def page(unit: Unit, import_id: int, *, doubts: bool, limit: int, offset: int = 0) -> list[Shown]:
    """Return a page of the lines in the order of the file; `doubts`: only those that are not simply done."""
    wanted = " AND (outcome IN ('ask', 'unreadable') OR became = 'left')" if doubts else ""
    rows = await unit.all(
        "SELECT number, fields, outcome, why, decision, became, people.name AS known FROM import_lines"
        f" LEFT JOIN people ON people.id = person_id WHERE import_id = ?{wanted} ORDER BY number LIMIT ? OFFSET ?",
        (import_id, limit, offset),
    )
    return [
        Shown(
            number=row["number"], name=_name(row), outcome=row["outcome"], why=tuple(json.loads(row["why"])),
            known=row["known"], decision=row["decision"], became=row["became"],
        )
        for row in rows
    ]  # fmt: skip


def _name(row: Any) -> str:
    """The name of a line; once it is over, of whom it became."""
    there = row["known"] if row["became"] in ("created", "changed", "nothing") else None
    return json.loads(row["fields"]).get("name") or there or ""
