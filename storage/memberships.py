"""Memberships: asked for by accepting the charter, valid for a season once a coach or coordinator validated them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from storage import audit, choices
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class MembershipState(StrEnum):
    """Where a membership stands for one season."""

    ASKED = "asked"
    VALID = "valid"
    REFUSED = "refused"


TRANSITIONS: dict[MembershipState, frozenset[MembershipState]] = {
    MembershipState.ASKED: frozenset({MembershipState.VALID, MembershipState.REFUSED}),
    MembershipState.REFUSED: frozenset({MembershipState.VALID}),
    MembershipState.VALID: frozenset({MembershipState.REFUSED}),
}
"""From each state, where a membership may go."""


class Waiting(Frozen):
    """A membership to be validated."""

    person_id: PersonId
    name: str
    commune: str | None
    season: int
    asked_at: datetime


def season_of(on: date, starts_month: int) -> int:
    """Return the season of a day: the year in which it began."""
    return on.year if on.month >= starts_month else on.year - 1


async def season(unit: Unit, on: date | None = None) -> int:
    """Return the season of a day, or the present one."""
    chosen = await choices.load(unit)
    return season_of(on or unit.now.astimezone(PARIS).date(), chosen.season_starts_month)


async def state(unit: Unit, person: int, on: date) -> MembershipState | None:
    """Return where a person's membership stands for a day's season; None: never asked."""
    found = await unit.value(
        "SELECT state FROM memberships WHERE person_id = ? AND season = ?", (person, await season(unit, on))
    )
    return MembershipState(found) if found else None


async def is_member(unit: Unit, person: int, on: date) -> bool:
    """Tell whether a person's membership is validated for a day."""
    return await state(unit, person, on) is MembershipState.VALID


async def ask(unit: Unit, person: PersonId, of_season: int | None = None) -> bool:
    """Ask for a season's membership (the present one); False when it was asked or decided before."""
    wanted = await season(unit) if of_season is None else of_season
    asked = await unit.run(
        "INSERT INTO memberships (person_id, season, state, asked_at) VALUES (?, ?, 'asked', ?) ON CONFLICT DO NOTHING",
        (person, wanted, unit.now),
    )
    if asked:
        await audit.record(unit, person, "membership_asked", Subject("person", person), {"season": (None, wanted)})
    return bool(asked)


async def decide(
    unit: Unit, person: int, of_season: int, decision: MembershipState, by: PersonId
) -> MembershipState | None:
    """Validate or refuse; return the state before when it changed, None when the table does not allow it."""
    before = await unit.value("SELECT state FROM memberships WHERE person_id = ? AND season = ?", (person, of_season))
    if before is None or decision not in TRANSITIONS[MembershipState(before)]:
        return None
    await unit.run(
        "UPDATE memberships SET state = ?, decided_by = ?, decided_at = ? WHERE person_id = ? AND season = ?",
        (decision, by, unit.now, person, of_season),
    )
    changes = {"season": (of_season, of_season), "state": (before, decision)}
    await audit.record(unit, by, "membership_decided", Subject("person", person), changes)
    return MembershipState(before)


_WAITING = (
    " FROM memberships JOIN people ON people.id = person_id"
    " WHERE state = 'asked' AND excluded_at IS NULL AND charter_version IS NOT NULL"
)


async def waiting(unit: Unit, *, limit: int, offset: int = 0, up_to: datetime | None = None) -> list[Waiting]:
    """Return memberships to be validated, oldest first; `up_to`: none asked later."""
    rows: list[Any] = await unit.all(
        f"SELECT person_id, name, commune, season, asked_at{_WAITING} AND asked_at <= COALESCE(?, asked_at)"
        " ORDER BY asked_at, person_id LIMIT ? OFFSET ?",
        (up_to, limit, offset),
    )
    return [Waiting(**dict(row)) for row in rows]


COUNTED = 200
"""As many are counted, and validated at once; those that wait longer come first anyway."""


async def count_waiting(unit: Unit) -> int:
    """Return how many memberships wait, COUNTED at most."""
    return int(await unit.value(f"SELECT COUNT(*) FROM (SELECT 1{_WAITING} LIMIT ?)", (COUNTED,)))


async def sessions_of(unit: Unit, person: int) -> list[int]:
    """Return the coming sessions in which a person has or waits for a seat: their cards show who is a member."""
    rows = await unit.all(
        "SELECT session_id FROM sign_ups JOIN sessions ON sessions.id = session_id"
        " WHERE person_id = ? AND sign_ups.state IN ('held', 'seated', 'waiting', 'offered') AND ends_at > ?",
        (person, unit.now),
    )
    return [row[0] for row in rows]
