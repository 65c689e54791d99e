"""Erasing a person: what the register says of each column is done at once, in one unit of work.

The row of `people` stays, emptied: what others hold of it (a thread's other side, hours counted, a work day posted for
a household that stays) leads to a number that names nobody. A household goes with the last of its people.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import NamedTuple

from storage import audit, choices
from storage.clock import from_text
from storage.ids import HouseholdId, PersonId, Subject
from storage.people import Role
from storage.personal_data import NOBODY, Erasure, Table, register
from storage.store import Unit

REACHABLE = timedelta(hours=48)
"""So long Telegram lets a bot delete what it sent."""


LAST_TRACES = timedelta(minutes=10)
"""After that the chat has been emptied and forgotten: what the journal of the database still shows of it may go."""


class Gone(NamedTuple):
    """What there was to say goodbye to: the chat, its language, our messages Telegram still lets us delete there, and
    how many lines of registers are kept."""

    telegram_id: int | None
    language: str
    copies: tuple[int, ...]
    kept: int


async def erase(unit: Unit, person: PersonId, by: PersonId | None) -> Gone | None:
    """Erase a person, with those only they answer for; None when there is nobody, or they were erased before.

    What they hold in conversations (seats, sessions led) is given back before (`handlers/rights/erasing.py`).
    """
    row = await unit.one("SELECT telegram_id, language, name FROM people WHERE id = ? AND erased_at IS NULL", (person,))
    if row is None:
        return None
    for other in await answered_for(unit, person):
        await erase(unit, other, by)
    for household in await alone_in(unit, person):
        await _erase_household(unit, household)
    copies = await _copies(unit, row["telegram_id"])
    kept = await _keep_registers(unit, person, row["name"])
    await _erase_files(unit, person)
    for name, table in register().items():
        if table.person and name not in ("files", "people"):
            await _apply(unit, name, table, table.person, person)
    await _forget_name(unit, row["name"])
    await _apply(unit, "people", register()["people"], "id = :id", person)
    await unit.run("UPDATE people SET erased_at = ?, excluded_at = ? WHERE id = ?", (unit.now, unit.now, person))
    await unit.run("INSERT INTO erasures (person_id, at) VALUES (?, ?)", (person, unit.now))
    await audit.record(unit, by, "person_erased", Subject("person", person))
    return Gone(row["telegram_id"], row["language"], tuple(copies), kept)


async def answered_for(unit: Unit, person: PersonId) -> list[PersonId]:
    """Return those without Telegram of whom we know only by this person: the minors they are guardian of, the
    companions they brought. Whom a coach or coordinator registered came by themselves."""
    rows = await unit.all(
        "SELECT id FROM people WHERE guardian_id = :id AND telegram_id IS NULL AND erased_at IS NULL"
        " UNION SELECT id FROM people WHERE registered_by = :id AND telegram_id IS NULL AND erased_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM roles WHERE person_id = :id AND role IN (:coach, :coordinator))",
        {"id": person, "coach": Role.COACH, "coordinator": Role.COORDINATOR},
    )
    return [PersonId(row[0]) for row in rows]


async def alone_in(unit: Unit, person: PersonId) -> list[HouseholdId]:
    """Return the households of which nobody would be left, requests never accepted among them."""
    rows = await unit.all(
        "SELECT household_id AS id FROM household_members AS mine WHERE person_id = :id AND NOT EXISTS"
        " (SELECT 1 FROM household_members AS others WHERE others.household_id = mine.household_id"
        " AND others.person_id <> :id)"
        " UNION SELECT id FROM households WHERE asked_by = :id AND NOT EXISTS"
        " (SELECT 1 FROM household_members WHERE household_id = households.id)",
        {"id": person},
    )
    return [HouseholdId(row["id"]) for row in rows]


async def _erase_household(unit: Unit, household: HouseholdId) -> None:
    owned = [
        f"SELECT {table.file} FROM {name} WHERE {table.household}"
        for name, table in register().items()
        if table.file and table.household
    ]
    await _remove_files(unit, f"id IN ({' UNION '.join(owned)})", household)
    for name, table in register().items():
        if table.household:
            await _apply(unit, name, table, table.household, household)
    await unit.run("UPDATE households SET state = 'left' WHERE id = ? AND state IN ('asked', 'active')", (household,))


async def _erase_files(unit: Unit, person: PersonId) -> None:
    """What a person sent, but for what belongs to a household that stays."""
    stays = [
        f"NOT EXISTS (SELECT 1 FROM {name} WHERE {name}.{table.file} = files.id)"
        for name, table in register().items()
        if table.file and table.household
    ]
    await _remove_files(unit, " AND ".join(["owner_id = :id", *stays]), person)
    await unit.run("UPDATE files SET owner_id = NULL WHERE owner_id = ?", (person,))


async def _remove_files(unit: Unit, condition: str, key: int) -> None:
    """Forget files; their bytes are removed after the commit (`bot/removals.py`)."""
    values: dict[str, object] = {"id": key}
    await unit.run(
        "INSERT INTO removals (path) SELECT path FROM files"
        f" WHERE path IS NOT NULL AND {condition} ON CONFLICT DO NOTHING",
        values,
    )
    await unit.run(f"DELETE FROM files WHERE {condition}", values)


async def _apply(unit: Unit, name: str, table: Table, condition: str, key: int) -> None:
    """Do to the rows of a person or household what the register says."""
    if table.goes:
        await unit.run(f"DELETE FROM {name} WHERE {condition}", {"id": key})
    elif emptied := table.emptied():
        values = {f"empty_{column}": empty for column, empty in emptied.items()}
        sets = ", ".join(f"{column} = :empty_{column}" for column in emptied)
        await unit.run(f"UPDATE {name} SET {sets} WHERE {condition}", {"id": key, **values})


async def _copies(unit: Unit, telegram_id: int | None) -> list[int]:
    """The messages in a private chat that Telegram still lets us delete."""
    rows = await unit.all(
        "SELECT message_id FROM messages WHERE chat_id = ? AND sent_at > ? ORDER BY message_id",
        (telegram_id, unit.now - REACHABLE),
    )
    return [row[0] for row in rows]


async def _keep_registers(unit: Unit, person: PersonId, name: str) -> int:
    """Keep the lines of the attendance register that the law asks for; return how many there are."""
    years = timedelta(days=365 * (await choices.load(unit)).register_years)
    rows = await unit.all(
        f"SELECT session_id, starts_at, commune, minutes {_ATTENDED} AND starts_at > ?", (person, unit.now - years)
    )
    for row in rows:
        facts = {"session": row["session_id"], "commune": row["commune"], "minutes": row["minutes"]}
        await keep_record(unit, "attendance", name, row["starts_at"], facts, years)
    return len(rows)


_ATTENDED = (
    "FROM attendance JOIN sign_ups ON sign_ups.id = sign_up_id JOIN sessions ON sessions.id = session_id"
    " JOIN work_days ON work_days.id = work_day_id WHERE person_id = ? AND came = 'came'"
)


async def lines_to_keep(unit: Unit, person: PersonId) -> int:
    """Return how many lines of the attendance register erasure would have to keep."""
    years = timedelta(days=365 * (await choices.load(unit)).register_years)
    return int(await unit.value(f"SELECT COUNT(*) {_ATTENDED} AND starts_at > ?", (person, unit.now - years)))


async def keep_record(
    unit: Unit, kind: str, name: str, happened_at: str, facts: dict[str, object], lasts: timedelta
) -> None:
    """Add a line to a register of what the law has us keep (`kind`: attendance, incident, fund), for coordinators."""
    await unit.run(
        "INSERT INTO kept_records (register, name, happened_at, facts, keep_until) VALUES (?, ?, ?, ?, ?)",
        (kind, name, happened_at, json.dumps(facts, ensure_ascii=False), from_text(happened_at) + lasts),
    )


async def _forget_name(unit: Unit, name: str) -> None:
    """Their name leaves what others were sent: what was delivered is emptied, what still waits names nobody."""
    if name == NOBODY:
        return
    await unit.run(
        "UPDATE outbox SET context = '{}', keyboard = '[]', attachment = NULL WHERE settled_at IS NOT NULL"
        " AND context <> '{}' AND instr(context || keyboard, ?)",
        (name,),
    )
    written, nobody = json.dumps(name, ensure_ascii=False), json.dumps(NOBODY, ensure_ascii=False)
    await unit.run(
        "UPDATE outbox SET context = replace(context, :name, :nobody), keyboard = replace(keyboard, :name, :nobody)"
        " WHERE state = 'waiting' AND instr(context || keyboard, :name)",
        {"name": written, "nobody": nobody},
    )


class Erasing(NamedTuple):
    """An erasure under way: its row, whose it was and when (as text). `written`: it stands in the journal."""

    id: int
    person_id: int
    at: str
    written: bool


async def under_way(unit: Unit) -> list[Erasing]:
    """Return the erasures to be written down outside the database, and those whose last traces may go now."""
    rows = await unit.all(
        "SELECT id, person_id, at, noted FROM erasures INDEXED BY erasures_under_way"
        " WHERE noted < 2 AND (noted = 0 OR at < ?) ORDER BY id LIMIT 50",
        (unit.now - LAST_TRACES,),
    )
    return [Erasing(row["id"], row["person_id"], row["at"], bool(row["noted"])) for row in rows]


async def noted(unit: Unit, found: list[Erasing]) -> None:
    """These were dealt with; and the index of names holds nothing of them any more."""
    await unit.many("UPDATE erasures SET noted = noted + 1 WHERE id = ?", [(one.id,) for one in found])
    if any(not one.written for one in found):
        await unit.run("INSERT INTO people_names (people_names) VALUES ('optimize')")  # drops what was deleted


async def is_due(unit: Unit, person: int, at: str) -> bool:
    """Whether an erasure that the journal tells of has to be done again: the database was put back from before it."""
    found = await unit.value("SELECT 1 FROM people WHERE id = ? AND erased_at IS NULL AND created_at < ?", (person, at))
    return found is not None


async def to_remove(unit: Unit, limit: int = 50) -> list[str]:
    """Return paths below the data folder whose bytes have to go."""
    return [row[0] for row in await unit.all("SELECT path FROM removals LIMIT ?", (limit,))]


async def removed(unit: Unit, paths: list[str]) -> None:
    """These bytes are gone."""
    await unit.many("DELETE FROM removals WHERE path = ?", [(path,) for path in paths])


def lawful() -> list[str]:
    """Return the tables of which the law has us keep something."""
    return [
        name
        for name, table in register().items()
        if any(column.erasure is Erasure.LAW for column in table.columns.values())
    ]
