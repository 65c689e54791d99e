"""What is passed on by somebody: a notice to a person without Telegram, from the asking until it is done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from storage import absences, messages
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.quiet import after_waking
from storage.records import Frozen
from storage.store import Unit

if TYPE_CHECKING:
    from storage.outbox import Message

AT_ONCE = 50  # relays in one portion of the clock's work
KEPT = timedelta(days=30)
"""What was passed on, or no longer had to be, is forgotten after this."""


class RelayState(StrEnum):
    """Where it stands."""

    OPEN = "open"
    REMINDED = "reminded"  # asked a second time
    OVERDUE = "overdue"  # shown to who follows
    PASSED = "passed"
    DROPPED = "dropped"  # there is nothing to pass on any more


_S = RelayState
TRANSITIONS: dict[RelayState, frozenset[RelayState]] = {
    _S.OPEN: frozenset({_S.REMINDED, _S.PASSED, _S.DROPPED}),
    _S.REMINDED: frozenset({_S.OVERDUE, _S.PASSED, _S.DROPPED}),
    _S.OVERDUE: frozenset({_S.PASSED, _S.DROPPED}),
    _S.PASSED: frozenset(),
    _S.DROPPED: frozenset({_S.PASSED}),
}
"""From each state, where it may go. What was dropped may have been said all the same."""
STANDING = frozenset({_S.OPEN, _S.REMINDED, _S.OVERDUE})
_STANDING = "state IN ('open', 'reminded', 'overdue')"


class Relay(Frozen):
    """A notice (`name` and `context` of a message) for `person_id`, that `asked_id` is asked to pass on.

    `due_at`: when it is recalled, then shown to who follows; None when neither is to come.
    """

    id: int
    person_id: PersonId
    asked_id: PersonId | None
    name: str
    context: dict[str, Any]
    subject: Subject | None
    state: RelayState
    due_at: datetime | None
    expires_at: datetime | None
    created_at: datetime
    settled_by: PersonId | None
    settled_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether it is still to be passed on."""
        return self.state in STANDING


def _read(row: Any) -> Relay:
    fields = dict(row)
    fields["context"] = json.loads(fields["context"])
    return Relay(subject=Subject(row["subject_kind"], row["subject_id"]) if row["subject_kind"] else None, **fields)


async def messenger(unit: Unit, person: PersonId) -> PersonId | None:
    """Return who passes things on to somebody without Telegram; None for who has it, or was excluded.

    Who registered them, else their guardian, the coach of their household, a coordinator: the first we reach, or who
    stands in for them.
    """
    found: PersonId | None = await unit.value(
        "SELECT asked.id FROM (SELECT registered_by AS id, 0 AS rank FROM people WHERE id = :person"
        " UNION ALL SELECT guardian_id, 1 FROM people WHERE id = :person"
        " UNION ALL SELECT coach_id, 2 FROM households JOIN household_members ON household_id = households.id"
        " WHERE person_id = :person AND state = 'active'"
        " UNION ALL SELECT person_id, 3 FROM roles WHERE role = 'coordinator') AS asked"
        " CROSS JOIN people ON people.id = asked.id"
        " WHERE telegram_id IS NOT NULL AND unreachable IS NULL AND excluded_at IS NULL AND EXISTS"
        " (SELECT 1 FROM people WHERE id = :person AND telegram_id IS NULL AND excluded_at IS NULL)"
        " ORDER BY rank, asked.id LIMIT 1",
        {"person": person},
    )
    return None if found is None else await absences.reader_for(unit, found)


async def followers(unit: Unit, relay: Relay) -> list[PersonId]:
    """Return who sees what was not passed on: the coaches of their household, or of who registered them.

    Without any but who was asked themselves: the coordinators.
    """
    rows = await unit.all(
        "SELECT DISTINCT coach_id FROM people JOIN household_members ON person_id IN (people.id, registered_by)"
        " JOIN households ON households.id = household_id"
        " WHERE people.id = ? AND state = 'active' AND coach_id IS NOT NULL AND coach_id IS NOT ?",
        (relay.person_id, relay.asked_id),
    )
    if not rows:
        rows = await unit.all("SELECT person_id FROM roles WHERE role = 'coordinator'")
    return [await absences.reader_for(unit, PersonId(row[0])) for row in rows]


async def add(
    unit: Unit,
    what: Message,
    choices: Choices,
    *,
    person: PersonId,
    asked: PersonId,
    subject: Subject | None,
    from_: datetime,
    expires_at: datetime | None,
) -> Relay:
    """Note that a notice is to be passed on, from a moment on."""
    row_id = await unit.insert(
        "INSERT INTO relays (person_id, asked_id, name, context, subject_kind, subject_id, due_at, expires_at,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person, asked, what.name, json.dumps(what.context, ensure_ascii=False),
            subject.kind if subject else None, subject.id if subject else None,
            _due(choices, from_, expires_at), expires_at, unit.now,
        ),
    )  # fmt: skip
    return await get(unit, row_id)


def _due(choices: Choices, from_: datetime, expires_at: datetime | None) -> datetime:
    """When to ask again: after `relay_hours` outside quiet hours, less where it expires before."""
    lasts = timedelta(hours=choices.relay_hours)
    if expires_at is not None:
        lasts = min(lasts, max((expires_at - from_) / 3, timedelta(0)))
    return after_waking(choices, from_, lasts)


async def get(unit: Unit, relay: int) -> Relay:
    """Return what is passed on; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM relays WHERE id = ?", (relay,))
    if row is None:
        raise LookupError(f"no relay {relay}")
    return _read(row)


async def due(unit: Unit) -> list[Relay]:
    """Return what should have been passed on by now, a portion of it, oldest first."""
    rows = await unit.all(
        "SELECT * FROM relays WHERE due_at <= ? AND due_at IS NOT NULL ORDER BY due_at, id LIMIT ?", (unit.now, AT_ONCE)
    )
    return [_read(row) for row in rows]


async def next_due(unit: Unit) -> datetime | None:
    """Return when something should have been passed on next."""
    text = await unit.value("SELECT MIN(due_at) FROM relays WHERE due_at > ?", (unit.now,))
    return datetime.fromisoformat(text) if text else None


async def move(
    unit: Unit, relay: Relay, state: RelayState, choices: Choices | None = None, *, by: PersonId | None = None
) -> bool:
    """Bring it to a state (`choices` where it is asked again later); False where the table does not allow it."""
    if state not in TRANSITIONS[relay.state]:
        return False
    again = _due(choices, unit.now, relay.expires_at) if choices is not None else None
    settled = unit.now if state not in STANDING else None
    await unit.run(
        "UPDATE relays SET state = ?, due_at = ?, settled_by = ?, settled_at = ? WHERE id = ?",
        (state, again, by, settled, relay.id),
    )
    await messages.touch(unit, Subject("relay", relay.id))
    return True


async def drop(
    unit: Unit, *, person: PersonId | None = None, subject: Subject | None = None, names: Sequence[str] = ()
) -> None:
    """What was to be passed on (to a person, about a matter, of some names) no longer has to be."""
    rows = await unit.all(
        "SELECT * FROM relays WHERE person_id = ?" if subject is None
        else "SELECT * FROM relays WHERE subject_kind = ? AND subject_id = ?",
        (person,) if subject is None else subject,
    )  # fmt: skip
    for relay in (_read(row) for row in rows if row["state"] in STANDING):
        if person in (None, relay.person_id) and (not names or relay.name in names):
            await move(unit, relay, RelayState.DROPPED)


async def ask_instead(unit: Unit, relay: Relay, asked: PersonId) -> None:
    """Somebody else is asked: who was before cannot be reached any more."""
    await unit.run("UPDATE relays SET asked_id = ? WHERE id = ?", (asked, relay.id))


async def asked_of(unit: Unit, asked: PersonId, *, limit: int, offset: int = 0) -> list[Relay]:
    """Return what somebody still has to pass on, oldest first."""
    rows = await unit.all(
        f"SELECT * FROM relays WHERE asked_id = ? AND {_STANDING} ORDER BY id LIMIT ? OFFSET ?", (asked, limit, offset)
    )
    return [_read(row) for row in rows]


async def count_asked(unit: Unit, asked: PersonId) -> int:
    """Count what somebody still has to pass on."""
    return int(await unit.value(f"SELECT COUNT(*) FROM relays WHERE asked_id = ? AND {_STANDING}", (asked,)))


async def of_person(unit: Unit, person: PersonId, *, limit: int) -> list[Relay]:
    """Return what is still to be passed on to somebody, newest first."""
    rows = await unit.all(
        f"SELECT * FROM relays WHERE person_id = ? AND {_STANDING} ORDER BY id DESC LIMIT ?", (person, limit)
    )
    return [_read(row) for row in rows]


async def overdue(unit: Unit, *, limit: int) -> list[Relay]:
    """Return what nobody passed on in time, oldest first."""
    rows = await unit.all("SELECT * FROM relays WHERE state = 'overdue' ORDER BY id LIMIT ?", (limit,))
    return [_read(row) for row in rows]


async def forget_old(unit: Unit) -> bool:
    """Forget a portion of what was settled thirty days ago; return whether more is left."""
    removed = await unit.run(
        "DELETE FROM relays WHERE id IN"
        " (SELECT id FROM relays WHERE settled_at < ? AND settled_at IS NOT NULL LIMIT ?)",
        (unit.now - KEPT, AT_ONCE),
    )
    return removed == AT_ONCE
