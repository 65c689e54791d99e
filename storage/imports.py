"""Importing a list of people: each line is looked at first, then exactly what was shown is done, in portions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from storage import audit, households, import_matches, memberships, people, registered, tellings
from storage.choices import Choices
from storage.households import HouseholdState
from storage.ids import PersonId, Subject
from storage.import_matches import Line, Outcome, Plan
from storage.memberships import MembershipState
from storage.records import Frozen
from storage.store import Unit

AT_ONCE = 50  # lines in one portion


class ImportState(StrEnum):
    """Where an import stands."""

    FETCHING = "fetching"
    READING = "reading"  # its lines are looked at
    READY = "ready"  # what will happen is shown
    RUNNING = "running"
    DONE = "done"
    ABANDONED = "abandoned"
    UNREADABLE = "unreadable"


_S = ImportState
TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    _S.FETCHING: frozenset({_S.READING, _S.UNREADABLE, _S.ABANDONED}),
    _S.READING: frozenset({_S.READY, _S.ABANDONED}),
    _S.READY: frozenset({_S.RUNNING, _S.ABANDONED}),
    _S.RUNNING: frozenset({_S.DONE}),
    _S.DONE: frozenset(),
    _S.ABANDONED: frozenset(),
    _S.UNREADABLE: frozenset(),
}
"""From each state, where an import may go."""


class Import(Frozen):
    """A list somebody sent. `why`: the code of what made it unreadable; `unknown`: headings nobody knows."""

    id: int
    started_by: PersonId | None
    file_hash: str | None
    state: ImportState
    why: str | None
    unknown: tuple[str, ...]
    created_at: datetime

    @property
    def mark(self) -> int:
        """A number of the file's content, for the button that imports it."""
        return int((self.file_hash or "0")[:12], 16)


def _read(row: Any) -> Import:
    return Import(
        id=row["id"], started_by=row["started_by"], file_hash=row["file_hash"], state=row["state"], why=row["why"],
        unknown=tuple(json.loads(row["columns"]).get("unknown", ())), created_at=row["created_at"],
    )  # fmt: skip


async def get(unit: Unit, number: int) -> Import:
    """Return an import; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM imports WHERE id = ?", (number,))
    if row is None:
        raise LookupError(f"no import {number}")
    return _read(row)


async def of_file(unit: Unit, file: int) -> Import | None:
    """Return the import a file was sent for."""
    row = await unit.one("SELECT * FROM imports WHERE file_id = ?", (file,))
    return _read(row) if row else None


async def begin(unit: Unit, by: PersonId, file: int) -> Import:
    """Somebody sent a list: their earlier ones that were not imported are given up."""
    rows = await unit.all(
        "SELECT * FROM imports WHERE started_by = ? AND state IN ('fetching', 'reading', 'ready')", (by,)
    )
    for row in rows:
        await move(unit, _read(row), _S.ABANDONED, by)
    number = await unit.insert(
        "INSERT INTO imports (file_id, started_by, created_at) VALUES (?, ?, ?)", (file, by, unit.now)
    )
    return await get(unit, number)


async def waiting_of(unit: Unit, by: PersonId) -> Import | None:
    """Return the newest import that waits for somebody's word."""
    row = await unit.one(
        "SELECT * FROM imports WHERE started_by = ? AND state = 'ready' ORDER BY id DESC LIMIT 1", (by,)
    )
    return _read(row) if row else None


async def move(unit: Unit, found: Import, state: ImportState, by: PersonId | None, why: str | None = None) -> bool:
    """Bring an import to a state; once over, nothing stays of what its lines said. False: the table forbids it."""
    if state not in TRANSITIONS[found.state]:
        return False
    over = unit.now if not TRANSITIONS[state] else None
    await unit.run("UPDATE imports SET state = ?, why = ?, finished_at = ? WHERE id = ?", (state, why, over, found.id))
    if over is not None:
        await unit.run("UPDATE import_lines SET fields = '{}' WHERE import_id = ?", (found.id,))
    await audit.record(unit, by, "import_moved", Subject("import", found.id), {"state": (found.state, state)})
    return True


async def take_lines(
    unit: Unit,
    found: Import,
    file_hash: str,
    lines: Sequence[tuple[int, dict[str, Any], tuple[str, ...]]],
    unknown: Sequence[str],
) -> None:
    """Keep what was read: for each line its number, what it says, and why it cannot be read, or needs a word."""
    if not await move(unit, found, _S.READING, None):
        return
    await unit.run(
        "UPDATE imports SET file_hash = ?, columns = ? WHERE id = ?",
        (file_hash, json.dumps({"unknown": list(unknown)}, ensure_ascii=False), found.id),
    )
    await unit.many(
        "INSERT INTO import_lines (import_id, number, fields, outcome, why) VALUES (?, ?, ?, ?, ?)",
        [
            (
                found.id, number, json.dumps(fields, ensure_ascii=False), _read_outcome(why), json.dumps(list(why)),
            )
            for number, fields, why in lines
        ],
    )  # fmt: skip


def _read_outcome(why: tuple[str, ...]) -> Outcome | None:
    if not why:
        return None
    return Outcome.ASK if why == ("twice",) else Outcome.UNREADABLE


async def busy(unit: Unit) -> Import | None:
    """Return the oldest import on which the clock works."""
    row = await unit.one("SELECT * FROM imports WHERE state IN ('reading', 'running') ORDER BY id LIMIT 1")
    return _read(row) if row else None


async def look(unit: Unit, found: Import) -> bool:
    """Look at a portion of the lines: what would happen to each; False once all are looked at."""
    rows = await unit.all(
        "SELECT number, fields FROM import_lines WHERE import_id = ? AND outcome IS NULL ORDER BY number LIMIT ?",
        (found.id, AT_ONCE),
    )
    for row in rows:
        plan = await import_matches.plan(unit, Line.model_validate_json(row["fields"]))
        await unit.run(
            "UPDATE import_lines SET outcome = ?, why = ?, person_id = ? WHERE import_id = ? AND number = ?",
            (plan.outcome, json.dumps(list(plan.why)), plan.person, found.id, row["number"]),
        )
    if len(rows) == AT_ONCE:
        return True
    await move(unit, found, _S.READY, None)
    return False


async def decide(unit: Unit, found: Import, number: int, decision: Literal["same", "other"]) -> bool:
    """Somebody says whether a line is who it may be; False where there is nothing to decide."""
    if found.state is not _S.READY:
        return False
    done = await unit.run(
        "UPDATE import_lines SET decision = ? WHERE import_id = ? AND number = ? AND outcome = 'ask'"
        " AND (? = 'other' OR person_id IS NOT NULL)",
        (decision, found.id, number, decision),
    )
    return bool(done)


async def go_on(unit: Unit, found: Import, choices: Choices) -> bool:
    """Do a portion of what was shown; False once all is done. What is no longer as it was shown is left."""
    rows = await unit.all(
        "SELECT * FROM import_lines WHERE import_id = ? AND became IS NULL ORDER BY number LIMIT ?",
        (found.id, AT_ONCE),
    )
    if found.started_by is None:  # whoever began it is gone: nobody answers for the rest
        await move(unit, found, _S.DONE, None)
        return False
    for row in rows:
        became, person, why = await _do(unit, row, found.started_by, choices)
        await unit.run(
            "UPDATE import_lines SET became = ?, person_id = ?, why = ? WHERE import_id = ? AND number = ?",
            (became, person, json.dumps(list(why)), found.id, row["number"]),
        )
    if len(rows) == AT_ONCE:
        return True
    await move(unit, found, _S.DONE, found.started_by)
    return False


async def _do(unit: Unit, row: Any, by: PersonId, choices: Choices) -> tuple[str, PersonId | None, tuple[str, ...]]:
    shown = Plan(Outcome(row["outcome"]), tuple(json.loads(row["why"])), row["person_id"])
    if shown.outcome is Outcome.UNREADABLE or (shown.outcome is Outcome.ASK and row["decision"] is None):
        return "left", shown.person, shown.why
    line = Line.model_validate_json(row["fields"])
    now = await import_matches.plan(unit, line)
    if shown.why != ("twice",) and (now.outcome, now.person) != (shown.outcome, shown.person):
        return "left", now.person, ("changed_since",)
    if shown.outcome is Outcome.CREATE or row["decision"] == "other":
        return "created", await _create(unit, line, by, choices), ()
    person = shown.person
    if person is None:
        return "left", None, ("changed_since",)
    changes = await import_matches.changes(unit, line, person)
    await _fill(unit, line, person, changes, by, choices)
    return ("changed" if changes else "nothing"), person, changes


async def _create(unit: Unit, line: Line, by: PersonId, choices: Choices) -> PersonId:
    added = await people.add(unit, line.name, registered_by=by)
    await _fill(unit, line, added.id, await import_matches.changes(unit, line, added.id), by, choices)
    await tellings.owe(unit, added.id, tellings.About.PERSON, by)
    return added.id


async def _fill(
    unit: Unit, line: Line, person: PersonId, changes: Sequence[str], by: PersonId, choices: Choices
) -> None:
    """Add what the line says and nobody had said."""
    plain = {name: getattr(line, name) for name in ("phone", "commune") if name in changes}
    if plain:
        await people.change(unit, person, by, **plain)
    if "charter" in changes and line.signed_on is not None:
        await registered.sign(unit, person, line.signed_on, line.held_by, by, choices)
    if "membership" in changes:
        season = await memberships.season(unit)
        await memberships.ask(unit, person, season)
        await memberships.decide(unit, person, season, MembershipState.VALID, by)
    if "household" in changes and line.household is not None:
        await _join(unit, line.household, line.commune, person, by)


async def _join(unit: Unit, name: str, commune: str | None, person: PersonId, by: PersonId) -> None:
    """Join the household of that name, or found it: it exists already, so nobody has to accept it."""
    known = await import_matches.household(unit, name)
    if known is not None:
        await households.join(unit, known, person, by)
    elif commune is not None:
        asked = await households.ask(unit, person, name, commune=commune)
        await households.accept(unit, asked.id, by, None)
        assert (await households.get(unit, asked.id)).state is HouseholdState.ACTIVE


async def give_up_old(unit: Unit, lasts: timedelta) -> None:
    """Lists nobody decided about in time are given up, and what they said is gone."""
    rows = await unit.all(
        "SELECT * FROM imports WHERE created_at < ? AND state IN ('fetching', 'reading', 'ready') LIMIT 20",
        (unit.now - lasts,),
    )
    for row in rows:
        await move(unit, _read(row), _S.ABANDONED, None)
