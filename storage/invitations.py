"""Invitation links: single use, expiring, and, because a link can be forwarded, confirmed by whoever invited."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal

from storage import audit
from storage.ids import HouseholdId, PersonId, Subject
from storage.people import Role
from storage.records import Frozen
from storage.store import Unit

TOKEN_BYTES = 16


class InvitationState(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    OPENED = "opened"  # someone followed the link and waits to be confirmed
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REVOKED = "revoked"


TRANSITIONS: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.OPEN: frozenset({InvitationState.OPENED, InvitationState.REVOKED}),
    InvitationState.OPENED: frozenset({InvitationState.CONFIRMED, InvitationState.REFUSED, InvitationState.REVOKED}),
    InvitationState.CONFIRMED: frozenset(),
    InvitationState.REFUSED: frozenset(),
    InvitationState.REVOKED: frozenset(),
}
"""From each state, where an invitation may go."""


class Opening(StrEnum):
    """What following a link led to."""

    OPENED = "opened"
    AGAIN = "again"  # by the same person: they still wait
    OWN = "own"  # by whoever made it
    GONE = "gone"  # unknown, used, revoked or expired: a stranger is not told which


class Invitation(Frozen):
    """An invitation to hold a role, to join a household, or to take over one's record. The token is never kept."""

    id: int
    kind: Literal["role", "household", "person"]
    role: Role | None
    works: tuple[str, ...]
    household_id: HouseholdId | None
    person_id: PersonId | None
    created_by: PersonId
    created_at: datetime
    opened_at: datetime | None = None
    expires_at: datetime
    state: InvitationState
    opened_by: PersonId | None


def _read(row: Any) -> Invitation:
    fields = {name: row[name] for name in Invitation.model_fields}
    fields["works"] = json.loads(fields["works"])
    return Invitation(**fields)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


async def to_role(
    unit: Unit, role: Role, by: PersonId, lasts: timedelta, works: list[str] | None = None
) -> tuple[Invitation, str]:
    """Invite someone to a role (a supervisor with the kinds of work they may lead); return it with its token."""
    return await _create(unit, "role", by, lasts, role=role, works=works or [])


async def to_household(unit: Unit, household: int, by: PersonId, lasts: timedelta) -> tuple[Invitation, str]:
    """Invite someone to join a household; return it with its token."""
    return await _create(unit, "household", by, lasts, household=household)


async def to_person(unit: Unit, person: int, by: PersonId, lasts: timedelta) -> tuple[Invitation, str]:
    """Invite somebody registered without Telegram to take their record over; return it with its token."""
    return await _create(unit, "person", by, lasts, person=person)


async def _create(
    unit: Unit, kind: str, by: PersonId, lasts: timedelta, *, role: Role | None = None, works: list[str] | None = None,
    household: int | None = None, person: int | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row_id = await unit.insert(
        "INSERT INTO invitations (token_hash, kind, role, works, household_id, person_id, created_by, created_at,"
        " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_hash(token), kind, role, json.dumps(works or []), household, person, by, unit.now, unit.now + lasts),
    )
    await audit.record(unit, by, "invited", Subject("invitation", row_id), {"kind": (None, kind), "role": (None, role)})
    return await get(unit, row_id), token


async def get(unit: Unit, invitation: int) -> Invitation:
    """Return an invitation; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM invitations WHERE id = ?", (invitation,))
    if row is None:
        raise LookupError(f"no invitation {invitation}")
    return _read(row)


async def follow(unit: Unit, token: str, person: PersonId) -> tuple[Opening, Invitation | None]:
    """Someone follows a link: the first one takes it, and waits until whoever invited confirms them."""
    row = await unit.one("SELECT * FROM invitations WHERE token_hash = ?", (_hash(token),))
    if row is None:
        return Opening.GONE, None
    found = _read(row)
    if found.state is InvitationState.OPENED and found.opened_by == person:
        return Opening.AGAIN, found
    if found.state is not InvitationState.OPEN or found.expires_at <= unit.now:
        return Opening.GONE, None
    if found.created_by == person:
        return Opening.OWN, found
    await unit.run(
        "UPDATE invitations SET state = 'opened', opened_by = ?, opened_at = ? WHERE id = ?",
        (person, unit.now, found.id),
    )
    await _trail(unit, found, InvitationState.OPENED, person)
    return Opening.OPENED, await get(unit, found.id)


async def move_to(unit: Unit, invitation: int, state: InvitationState, by: PersonId) -> bool:
    """Confirm, refuse or revoke; False, and nothing changed, where the table does not allow it."""
    found = await get(unit, invitation)
    if state not in TRANSITIONS[found.state]:
        return False
    await unit.run("UPDATE invitations SET state = ? WHERE id = ?", (state, invitation))
    await _trail(unit, found, state, by)
    return True


async def _trail(unit: Unit, before: Invitation, state: InvitationState, by: PersonId) -> None:
    await audit.record(unit, by, "invitation_moved", Subject("invitation", before.id), {"state": (before.state, state)})


_PENDING = "(state = 'opened' OR (state = 'open' AND expires_at > ?))"


async def pending(unit: Unit, by: PersonId, *, limit: int, offset: int = 0) -> list[Invitation]:
    """Return what someone's invitations still lead to: links not used yet, and people to confirm first."""
    rows = await unit.all(
        f"SELECT * FROM invitations WHERE created_by = ? AND {_PENDING} ORDER BY state = 'open', id LIMIT ? OFFSET ?",
        (by, unit.now, limit, offset),
    )
    return [_read(row) for row in rows]


async def to_confirm(unit: Unit, by: PersonId) -> list[Invitation]:
    """Return the invitations of someone that were opened and wait for their word."""
    rows = await unit.all("SELECT * FROM invitations WHERE created_by = ? AND state = 'opened' ORDER BY id", (by,))
    return [_read(row) for row in rows]


async def fall(unit: Unit, person: PersonId) -> None:
    """Someone leaves: the links they made are revoked, those they opened refused."""
    await unit.run(
        "UPDATE invitations SET state = 'revoked' WHERE created_by = ? AND state IN ('open', 'opened')", (person,)
    )
    await unit.run("UPDATE invitations SET state = 'refused' WHERE opened_by = ? AND state = 'opened'", (person,))


async def forget_tokens(unit: Unit) -> None:
    """A message that carried a link has left: the token in its record goes."""
    await unit.run(
        "UPDATE outbox SET context = '{}', keyboard = '[]' WHERE id IN (SELECT id FROM outbox"
        " WHERE subject_kind = 'invitation' AND context <> '{}' AND state <> 'waiting' LIMIT 200)"
    )
