"""Who a line of an imported list may be: nobody yet, somebody known, or somebody to be asked about."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from storage import memberships
from storage.clock import PARIS
from storage.ids import HouseholdId, PersonId
from storage.memberships import MembershipState
from storage.records import Frozen
from storage.store import Unit


class Outcome(StrEnum):
    """What would happen to a line."""

    CREATE = "create"
    CHANGE = "change"  # they are there, and the line says more
    SAME = "same"  # they are there, with all of it
    ASK = "ask"  # are they there already?
    UNREADABLE = "unreadable"


class Line(Frozen):
    """Somebody of a list: `commune` is an INSEE code, `phone` international, `member` for this season."""

    name: str
    phone: str | None = None
    commune: str | None = None
    household: str | None = None
    member: bool = False
    signed_on: date | None = None
    held_by: str | None = None


class Plan(NamedTuple):
    """What would happen, codes of what changes or why, and who it is, or may be."""

    outcome: Outcome
    why: tuple[str, ...] = ()
    person: PersonId | None = None


async def plan(unit: Unit, line: Line) -> Plan:
    """Say what would happen to a line now. The same number and name are one person; less than that is asked."""
    if line.phone is not None:
        by_number = await _known(unit, "phone = ?", line.phone)
        for one in by_number:
            if name_words(one["name"]) == name_words(line.name):
                return await _there(unit, line, one["id"])
        if by_number:
            return Plan(Outcome.ASK, ("same_number",), by_number[0]["id"])
    for one in await _named(unit, line):
        if line.commune is None or one["commune"] in (None, line.commune):
            return Plan(Outcome.ASK, ("same_name",), one["id"])
    if line.household is not None and line.commune is None and await household(unit, line.household) is None:
        return Plan(Outcome.UNREADABLE, ("household_place",))
    return Plan(Outcome.CREATE)


async def _there(unit: Unit, line: Line, person: PersonId) -> Plan:
    more = await changes(unit, line, person)
    return Plan(Outcome.CHANGE if more else Outcome.SAME, more, person)


async def changes(unit: Unit, line: Line, person: PersonId) -> tuple[str, ...]:
    """Return what a line says of somebody that nobody had said: never something in the place of something else."""
    row = (await _known(unit, "id = ?", person))[0]
    today = unit.now.astimezone(PARIS).date()
    state = await memberships.state(unit, person, today)
    home = await household(unit, line.household) if line.household else None
    foundable = home is not None or line.commune is not None
    found = {
        "phone": row["phone"] is None and line.phone is not None,
        "commune": row["commune"] is None and line.commune is not None,
        "charter": row["charter_version"] is None and row["telegram_id"] is None and line.signed_on is not None,
        "membership": line.member and state not in (MembershipState.VALID, MembershipState.REFUSED),
        "household": line.household is not None and foundable and not await _belongs(unit, person, home),
    }
    return tuple(name for name, new in found.items() if new)


async def household(unit: Unit, name: str) -> HouseholdId | None:
    """Return the active household of a name."""
    found: HouseholdId | None = await unit.value(
        "SELECT id FROM households WHERE state = 'active' AND name = ? ORDER BY id LIMIT 1", (name,)
    )
    return found


async def _belongs(unit: Unit, person: PersonId, home: HouseholdId | None) -> bool:
    sql = "SELECT 1 FROM household_members WHERE household_id = ? AND person_id = ?"
    return home is not None and await unit.value(sql, (home, person)) is not None


async def _known(unit: Unit, which: str, value: object) -> list[Any]:
    return await unit.all(
        "SELECT id, name, phone, commune, charter_version, telegram_id FROM people"
        f" WHERE {which} AND excluded_at IS NULL ORDER BY id LIMIT 5",
        (value,),
    )


async def _named(unit: Unit, line: Line) -> list[Any]:
    """Those whose names have the same words."""
    words = " ".join(f'"{word}"' for word in re.findall(r"\w+", line.name))
    rows = await unit.all(
        "SELECT id, name, commune FROM people WHERE excluded_at IS NULL AND id IN"
        " (SELECT rowid FROM people_names WHERE people_names MATCH ? LIMIT 20)",
        (words,),
    )
    return [row for row in rows if name_words(row["name"]) == name_words(line.name)]


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name whatever their order, capitals and accents: «ROY Odette» and «Odette Roy» are one."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))
    return tuple(sorted(re.findall(r"[a-z0-9]+", plain)))
