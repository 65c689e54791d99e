"""Houses: what a household renovates, and the papers kept with it (insurance certificates, permits)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from storage import audit
from storage.ids import FileId, HouseholdId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit

Kind = Literal["insurance", "permit"]
KINDS: tuple[Kind, ...] = ("insurance", "permit")
"""Papers by number: what callback data says of them."""


class House(Frozen):
    """What a household renovates. `address` and `access` are for those whom the table allows only."""

    household_id: HouseholdId
    commune: str | None = None
    address: str | None = None
    access: str | None = None
    built_year: int | None = None
    permit_on: date | None = None
    asbestos_cleared: bool = False
    lead_cleared: bool = False


class Paper(Frozen):
    """An insurance certificate or a permit, kept with the household and used again."""

    id: int
    household_id: HouseholdId
    kind: Kind
    file_id: FileId | None
    valid_from: date | None
    valid_until: date | None
    given_at: datetime


async def house(unit: Unit, household: int) -> House:
    """Return the house of a household (empty where nothing was said)."""
    row = await unit.one("SELECT * FROM houses WHERE household_id = ?", (household,))
    return House(**dict(row)) if row else House(household_id=HouseholdId(household))


_HOUSE_FIELDS = frozenset(House.model_fields) - {"household_id"}


async def change_house(unit: Unit, household: int, by: PersonId | None, **fields: Any) -> House:
    """Change what is known of a house (see `House`), with an entry in the trail."""
    before = await house(unit, household)
    await unit.run("INSERT INTO houses (household_id) VALUES (?) ON CONFLICT DO NOTHING", (household,))
    for name, value in fields.items():
        if name not in _HOUSE_FIELDS:
            raise ValueError(f"a house has no {name}")
        kept = value.isoformat() if isinstance(value, date) else value
        await unit.run(f"UPDATE houses SET {name} = ? WHERE household_id = ?", (kept, household))
    changes = {name: (getattr(before, name), value) for name, value in fields.items() if getattr(before, name) != value}
    if changes:
        await audit.record(unit, by, "house_changed", Subject("household", household), changes)
    return await house(unit, household)


async def add_paper(
    unit: Unit,
    household: int,
    kind: Kind,
    by: PersonId,
    *,
    file: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    replaces: int | None = None,
) -> Paper:
    """Keep an insurance certificate or a permit with the days it covers (both included; None: no limit).

    `replaces`: a paper of the same household and kind that no longer counts.
    """
    row_id = await unit.insert(
        "INSERT INTO papers (household_id, kind, file_id, valid_from, valid_until, given_by, given_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            household, kind, file, valid_from.isoformat() if valid_from else None,
            valid_until.isoformat() if valid_until else None, by, unit.now,
        ),
    )  # fmt: skip
    await audit.record(unit, by, "paper_added", Subject("household", household), {"kind": (None, kind)})
    if replaces is not None and await unit.run(
        "UPDATE papers SET replaced_at = ? WHERE id = ? AND household_id = ? AND kind = ? AND replaced_at IS NULL",
        (unit.now, replaces, household, kind),
    ):
        await audit.record(unit, by, "paper_replaced", Subject("household", household), {"kind": (kind, kind)})
    row = await unit.one("SELECT * FROM papers WHERE id = ?", (row_id,))
    return _paper(row)


def _paper(row: Any) -> Paper:
    return Paper(**dict(row))


async def household_of_paper(unit: Unit, file: int) -> HouseholdId | None:
    """Return the household whose paper a file is; None where it is no paper."""
    found = await unit.value("SELECT household_id FROM papers WHERE file_id = ?", (file,))
    return HouseholdId(found) if found is not None else None


async def papers(unit: Unit, household: int, kind: Kind | None = None) -> list[Paper]:
    """Return a household's papers, newest first; not those that were replaced."""
    rows = await unit.all(
        "SELECT * FROM papers WHERE household_id = ? AND kind = COALESCE(?, kind) AND replaced_at IS NULL"
        " ORDER BY id DESC",
        (household, kind),
    )
    return [_paper(row) for row in rows]


async def paper_valid_on(unit: Unit, household: int, kind: Kind, day: date) -> bool:
    """Tell whether a paper of this kind covers a day (in Paris); one whose file could not be kept is none."""
    found = await unit.value(
        "SELECT 1 FROM papers WHERE household_id = ? AND kind = ? AND replaced_at IS NULL"
        " AND COALESCE(valid_from, ?) <= ? AND COALESCE(valid_until, ?) >= ?"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE files.id = file_id AND files.state = 'failed')",
        (household, kind, *[day.isoformat()] * 4),
    )
    return bool(found)


async def insurance_valid_on(unit: Unit, household: int, day: date) -> bool:
    """Tell whether an insurance certificate covers a day."""
    return await paper_valid_on(unit, household, "insurance", day)


async def permit_valid_on(unit: Unit, household: int, day: date) -> bool:
    """Tell whether a permit covers a day."""
    return await paper_valid_on(unit, household, "permit", day)


# One paper, and its end.


async def paper(unit: Unit, paper_id: int) -> Paper | None:
    """Return a paper that counts; None when there is none, or it was replaced."""
    row = await unit.one("SELECT * FROM papers WHERE id = ? AND replaced_at IS NULL", (paper_id,))
    return _paper(row) if row else None


async def ending(unit: Unit, until: date, limit: int) -> list[Paper]:
    """Return papers that end by a day, and of which nobody was reminded, the first to end first."""
    rows = await unit.all(
        "SELECT * FROM papers WHERE valid_until <= ? AND valid_until IS NOT NULL AND reminded_at IS NULL"
        " AND replaced_at IS NULL ORDER BY valid_until, id LIMIT ?",
        (until.isoformat(), limit),
    )
    return [_paper(row) for row in rows]


async def first_end(unit: Unit) -> date | None:
    """Return when the next paper ends of which nobody was reminded."""
    text = await unit.value(
        "SELECT MIN(valid_until) FROM papers WHERE valid_until IS NOT NULL AND reminded_at IS NULL"
        " AND replaced_at IS NULL"
    )
    return date.fromisoformat(text) if text else None


async def reminded(unit: Unit, paper_id: int) -> None:
    """Note that the household was reminded of a paper's end, or needs not be."""
    await unit.run("UPDATE papers SET reminded_at = ? WHERE id = ?", (unit.now, paper_id))
