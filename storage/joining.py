"""A person without Telegram is joined to the account they opened: one record of the two, nothing doubled.

Whatever refers to the record is found in the schema itself, so that a table added later comes along, too.
"""

from __future__ import annotations

import json
from typing import Any

from storage import audit, messages, relays, seats
from storage.ids import PersonId, SessionId, Subject
from storage.records import Frozen
from storage.relays import Relay
from storage.seats import SignUpState
from storage.store import Unit

_REFERENCES = (
    'SELECT tables.name AS "table", keys."from" AS "column" FROM sqlite_schema AS tables'
    " JOIN pragma_foreign_key_list(tables.name) AS keys"
    " WHERE tables.type = 'table' AND keys.\"table\" = ? ORDER BY 1, 2"
)
_BEST_SEAT = (SignUpState.SEATED, SignUpState.OFFERED, SignUpState.HELD, SignUpState.WAITING)
_FIELDS = ("commune", "phone", "born_on", "guardian_id", "registered_by")
_PREFERRED = {
    "memberships": ("season", "CASE state WHEN 'valid' THEN 0 WHEN 'asked' THEN 1 ELSE 2 END"),
    "session_supervisors": ("session_id", "CASE state WHEN 'accepted' THEN 0 WHEN 'asked' THEN 1 ELSE 2 END"),
}
"""Where both have a row about the same thing, the one that counts: by what they meet, and in which order."""


class Joined(Frozen):
    """What came of it: sessions whose seats may have moved, and what was still to be passed on."""

    sessions: tuple[SessionId, ...]
    to_tell: tuple[Relay, ...]
    overlapping: bool  # two seats at the same time, one taken in each record


async def join(unit: Unit, record: PersonId, account: PersonId, by: PersonId) -> Joined:
    """Join the `record` of somebody without Telegram to their `account`, which stays; the record is gone afterwards."""
    waiting = await relays.of_person(unit, record, limit=20)
    await relays.drop(unit, person=record)
    await unit.run(
        "UPDATE invitations SET state = 'revoked' WHERE person_id = ? AND state IN ('open', 'opened')", (record,)
    )
    await unit.run("DELETE FROM tellings WHERE person_id = ? AND about = 'person' AND told_at IS NULL", (record,))
    await _one_seat_a_session(unit, record, account)
    for table, (meets, order) in _PREFERRED.items():
        await _keep_the_better(unit, table, meets, order, record, account)
    await _move_references(unit, record, account)
    await _join_fields(unit, record, account)
    await unit.run("DELETE FROM people WHERE id = ?", (record,))
    await audit.record(unit, by, "joined_account", Subject("person", account), {"record": (record, account)})
    return Joined(
        sessions=tuple(await _touched(unit, account)), to_tell=tuple(reversed(waiting)),
        overlapping=await _overlapping(unit, account),
    )  # fmt: skip


async def _one_seat_a_session(unit: Unit, record: PersonId, account: PersonId) -> None:
    """Where both signed up for a session, the better sign-up stays, with what was noted of either."""
    rows = await unit.all(
        "SELECT theirs.id AS record, own.id AS account FROM sign_ups AS theirs"
        " JOIN sign_ups AS own ON own.session_id = theirs.session_id AND own.person_id = ? WHERE theirs.person_id = ?",
        (account, record),
    )
    for row in rows:
        worst, best = sorted([await _worth(unit, row["record"]), await _worth(unit, row["account"])])
        for table, column in await _references(unit, "sign_ups"):
            await unit.run(
                f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?",
                (best[-1], worst[-1]),
            )
        await unit.run("DELETE FROM sign_ups WHERE id = ?", (worst[-1],))


async def _worth(unit: Unit, sign_up: int) -> tuple[int, int, int]:
    """How much a sign-up says: minutes given, then its state; with its number."""
    found = await seats.get(unit, sign_up)
    minutes = await unit.value("SELECT minutes FROM attendance WHERE sign_up_id = ?", (sign_up,))
    state = len(_BEST_SEAT) - _BEST_SEAT.index(found.state) if found.state in _BEST_SEAT else 0
    return (-1 if minutes is None else minutes, state, sign_up)


async def _keep_the_better(unit: Unit, table: str, meets: str, order: str, record: PersonId, account: PersonId) -> None:
    rows = await unit.all(
        f"SELECT {meets} AS meets, person_id FROM {table} WHERE person_id IN (?, ?) ORDER BY {order}, person_id = ?",
        (record, account, record),
    )
    seen: set[Any] = set()
    for row in rows:
        if row["meets"] in seen:
            await unit.run(
                f"DELETE FROM {table} WHERE {meets} = ? AND person_id = ?",
                (row["meets"], row["person_id"]),
            )
        seen.add(row["meets"])


async def _references(unit: Unit, to: str) -> list[tuple[str, str]]:
    """Every column that refers to a table, by the schema."""
    return [(row["table"], row["column"]) for row in await unit.all(_REFERENCES, (to,))]


async def _move_references(unit: Unit, record: PersonId, account: PersonId) -> None:
    """All that refers to the record refers to the account; what the account has already is not doubled."""
    for table, column in await _references(unit, "people"):
        changed, alone = f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", ""
        if table == "people":
            alone = f" AND id NOT IN ({int(record)}, {int(account)})"
        await unit.run(changed + alone, (account, record))
        if table != "people":
            await unit.run(f"DELETE FROM {table} WHERE {column} = ?", (record,))
    await unit.run("UPDATE sign_ups SET brought_by = NULL WHERE brought_by = ? AND person_id = ?", (account, account))
    await unit.run("DELETE FROM threads WHERE opener_id = ? AND other_id = ?", (account, account))
    await unit.run(
        "UPDATE audit SET subject_id = ? WHERE subject_kind = 'person' AND subject_id = ?", (account, record)
    )
    await unit.run("DELETE FROM cards WHERE subject_kind = 'person' AND subject_id = ?", (record,))


async def _join_fields(unit: Unit, record: PersonId, account: PersonId) -> None:
    """What was known of the record and the account does not say itself."""
    known, theirs = [
        dict(row)
        for person in (account, record)
        for row in await unit.all(f"SELECT {', '.join(_FIELDS)}, likes FROM people WHERE id = ?", (person,))
    ]
    values = [theirs[name] if known[name] is None else known[name] for name in _FIELDS]
    likes = list(dict.fromkeys([*json.loads(known["likes"]), *json.loads(theirs["likes"])]))
    await unit.run(
        f"UPDATE people SET {', '.join(f'{name} = ?' for name in _FIELDS)}, likes = ? WHERE id = ?",
        (*values, json.dumps(likes), account),
    )
    await unit.run("UPDATE people SET registered_by = NULL WHERE id = ? AND registered_by = id", (account,))


async def _touched(unit: Unit, account: PersonId) -> list[SessionId]:
    """Let every card that shows them follow; return the sessions to come in which they are."""
    await messages.touch(unit, Subject("person", account))
    for row in await unit.all("SELECT household_id FROM household_members WHERE person_id = ?", (account,)):
        await messages.touch(unit, Subject("household", row["household_id"]))
    rows = await unit.all(
        "SELECT session_id FROM sign_ups JOIN sessions ON sessions.id = session_id WHERE person_id = ? AND ends_at > ?",
        (account, unit.now),
    )
    found = sorted({SessionId(row["session_id"]) for row in rows})
    for session in found:
        await messages.touch(unit, Subject("session", session))
    return found


async def _overlapping(unit: Unit, account: PersonId) -> bool:
    found = await unit.value(
        "SELECT 1 FROM sign_ups AS one JOIN sessions AS here ON here.id = one.session_id"
        " JOIN sign_ups AS other ON other.person_id = one.person_id AND other.session_id > one.session_id"
        " JOIN sessions AS there ON there.id = other.session_id WHERE one.person_id = ? AND here.ends_at > ?"
        " AND one.state IN ('held', 'seated', 'offered') AND other.state IN ('held', 'seated', 'offered')"
        " AND there.starts_at < here.ends_at AND there.ends_at > here.starts_at LIMIT 1",
        (account, unit.now),
    )
    return found is not None
