"""People: who they are, what they accepted, which roles they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from storage import audit
from storage.ids import PersonId, Subject
from storage.recalling import recalled
from storage.records import Frozen
from storage.store import Unit


class Role(StrEnum):
    """What a person may be; several at once is usual."""

    VOLUNTEER = "volunteer"
    HOUSEHOLD = "household"
    SUPERVISOR = "supervisor"
    COACH = "coach"
    PARTNER = "partner"
    COORDINATOR = "coordinator"


READERS = (Role.COACH, Role.COORDINATOR)
"""Those whose days would be full of notices."""


class Person(Frozen):
    """A person, with or without Telegram."""

    id: PersonId
    telegram_id: int | None = None
    name: str
    language: str = "fr"
    commune: str | None = None
    likes: tuple[str, ...] = ()
    phone: str | None = None
    notifications: Literal["all", "fewer", "none"] = "all"
    charter_version: int | None = None
    notice_version: int | None = None
    profile_done: bool = False
    guardian_id: PersonId | None = None
    unreachable: str | None = None
    excluded_at: datetime | None = None
    digest: bool | None = None  # what can wait, once in the morning; None: as the role has it
    left_at: datetime | None = None
    erased_at: datetime | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def accepted(self) -> bool:
        """Whether the charter was accepted and the person was not excluded."""
        return self.charter_version is not None and self.excluded_at is None

    @property
    def reads_digest(self) -> bool:
        """Whether what can wait is told to them in the morning, all at once, and not each thing as it comes."""
        return self.has(*READERS) and self.digest is not False

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles."""
        return not self.roles.isdisjoint(roles)


_SELECT = (
    "SELECT people.*, (SELECT json_group_array(role) FROM roles WHERE roles.person_id = people.id) AS roles FROM people"
)


def read(row: Any) -> Person:
    """Turn a row of `people` (with `roles`, a JSON array) into a record."""
    fields = dict(row)
    fields["likes"] = json.loads(fields["likes"])
    fields["roles"] = json.loads(fields["roles"])
    return Person(**fields)


async def by_telegram(unit: Unit, telegram_id: int) -> Person | None:
    """Return the person of a Telegram account."""
    person = await unit.value("SELECT id FROM people WHERE telegram_id = ?", (telegram_id,))
    return await get(unit, person) if person else None


@recalled
async def get(unit: Unit, person: int) -> Person:
    """Return a person; raise LookupError when there is none."""
    row = await unit.one(f"{_SELECT} WHERE people.id = ?", (person,))
    if row is None:
        raise LookupError(f"no person {person}")
    return read(row)


async def with_role(unit: Unit, *roles: Role) -> list[Person]:
    """Return everyone who holds one of the roles and was not excluded."""
    rows = await unit.all(
        f"{_SELECT} WHERE excluded_at IS NULL AND people.id IN"
        " (SELECT person_id FROM roles WHERE role IN (SELECT value FROM json_each(?))) ORDER BY people.id",
        (json.dumps(roles),),
    )
    return [read(row) for row in rows]


async def reading_digest(unit: Unit, *, after: int, limit: int) -> list[Person]:
    """Return those who read what waits in the morning, a portion of them in the order of their ids."""
    rows = await unit.all(
        f"{_SELECT} WHERE people.id IN (SELECT person_id FROM roles WHERE role IN (SELECT value FROM json_each(:roles))"
        " AND person_id > :after) AND excluded_at IS NULL AND COALESCE(digest, 1) = 1 ORDER BY people.id LIMIT :limit",
        {"roles": json.dumps(READERS), "after": after, "limit": limit},
    )
    return [read(row) for row in rows]


async def reading_other_than(unit: Unit, language: str) -> list[Person]:
    """Return those who read another language than this one and were not excluded."""
    rows = await unit.all(f"{_SELECT} WHERE language <> ? AND excluded_at IS NULL ORDER BY people.id", (language,))
    return [read(row) for row in rows]


async def of_ids(unit: Unit, ids: Iterable[int]) -> list[Person]:
    """Return these people, as far as they are still known and were not excluded."""
    rows = await unit.all(
        f"{_SELECT} WHERE people.id IN (SELECT value FROM json_each(?)) AND excluded_at IS NULL ORDER BY people.id",
        (json.dumps(sorted(ids)),),
    )
    return [read(row) for row in rows]


async def search(unit: Unit, words: str, *, limit: int, offset: int = 0) -> list[Person]:
    """Return people with a name that has words beginning like these (accents forgiven); all of them for no words."""
    wanted = " ".join(f'"{word}"*' for word in re.findall(r"\w+", words))
    page = "ORDER BY rowid DESC LIMIT ? OFFSET ?"
    names = f"SELECT rowid FROM people_names WHERE people_names MATCH ? {page}"
    everyone = f"WHERE erased_at IS NULL {page.replace('rowid', 'people.id')}"
    chosen = f"WHERE people.id IN ({names}) ORDER BY people.id DESC" if wanted else everyone
    rows = await unit.all(f"{_SELECT} {chosen}", (*([wanted] if wanted else []), limit, offset))
    return [read(row) for row in rows]


async def add(
    unit: Unit,
    name: str,
    *,
    telegram_id: int | None = None,
    language: str = "fr",
    registered_by: PersonId | None = None,
) -> Person:
    """Add a person; nothing is accepted yet and no role is held."""
    row_id = await unit.insert(
        "INSERT INTO people (telegram_id, name, language, registered_by, created_at) VALUES (?, ?, ?, ?, ?)",
        (telegram_id, name, language, registered_by, unit.now),
    )
    for table in ("outbox", "messages"):  # what a stranger was sent is from now on a known person's
        await unit.run(
            f"UPDATE {table} SET person_id = ? WHERE person_id IS NULL AND chat_id > 0 AND chat_id = ?",
            (row_id, telegram_id),
        )
    await audit.record(unit, registered_by or PersonId(row_id), "person_added", Subject("person", row_id))
    return await get(unit, row_id)


async def change(unit: Unit, person: PersonId, actor: PersonId | None, **fields: Any) -> Person:
    """Change plain fields of a person (see `Person`), with an entry in the trail."""
    before = await get(unit, person)
    for name, value in fields.items():
        if name not in _CHANGEABLE:
            raise ValueError(f"{name} is not changed this way")
        kept = json.dumps(list(value)) if name == "likes" else value
        await unit.run(f"UPDATE people SET {name} = ? WHERE id = ?", (kept, person))
    changes = {name: (getattr(before, name), value) for name, value in fields.items() if getattr(before, name) != value}
    if changes:
        await audit.record(unit, actor, "person_changed", Subject("person", person), changes)
    return await get(unit, person)


_CHANGEABLE = frozenset({"name", "language", "commune", "likes", "phone", "notifications", "profile_done", "digest"})


async def accept_charter(unit: Unit, person: PersonId, charter: int, notice: int) -> None:
    """Note the version of the charter accepted and of the data notice shown; the person becomes a volunteer."""
    before = await unit.value("SELECT charter_version FROM people WHERE id = ?", (person,))
    await unit.run(
        "UPDATE people SET charter_version = ?, charter_at = ?, notice_version = ?, left_at = NULL WHERE id = ?",
        (charter, unit.now, notice, person),
    )
    changes = {"charter": (before, charter)}
    await audit.record(unit, person, "charter_accepted", Subject("person", person), changes)
    await grant(unit, person, Role.VOLUNTEER, None)


async def notice_shown(unit: Unit, person: PersonId, notice: int) -> None:
    """Note the version of the data notice that was shown."""
    await unit.run("UPDATE people SET notice_version = ? WHERE id = ?", (notice, person))


async def grant(unit: Unit, person: PersonId, role: Role, by: PersonId | None) -> None:
    """Give a role; giving it twice changes nothing."""
    added = await unit.run(
        "INSERT INTO roles (person_id, role, granted_by, granted_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (person, role, by, unit.now),
    )
    if added:
        await audit.record(unit, by, "role_granted", Subject("person", person), {"role": (None, role)})


async def revoke(unit: Unit, person: PersonId, role: Role, by: PersonId | None) -> None:
    """Take a role away."""
    if await unit.run("DELETE FROM roles WHERE person_id = ? AND role = ?", (person, role)):
        await audit.record(unit, by, "role_revoked", Subject("person", person), {"role": (role, None)})


async def qualify(unit: Unit, person: PersonId, works: list[str], by: PersonId | None) -> None:
    """Set the kinds of work a supervisor may lead."""
    await unit.run("DELETE FROM qualifications WHERE person_id = ?", (person,))
    await unit.many(
        "INSERT INTO qualifications (person_id, work) VALUES (?, ?)", [(person, work) for work in set(works)]
    )
    await audit.record(unit, by, "qualified", Subject("person", person), {"works": (None, sorted(works))})


async def qualifications(unit: Unit, person: PersonId) -> list[str]:
    """Return the kinds of work a supervisor may lead."""
    return [row[0] for row in await unit.all("SELECT work FROM qualifications WHERE person_id = ?", (person,))]


async def unreachable(unit: Unit, chat: int, why: str | None) -> None:
    """Note that Telegram refuses messages to a private chat, or (None) that it takes them again."""
    await unit.run("UPDATE people SET unreachable = ? WHERE telegram_id = ?", (why, chat))


async def private_chat(unit: Unit, person: PersonId) -> int | None:
    """Return the chat in which a person can be told something; None without Telegram, blocked or excluded."""
    try:
        known = await get(unit, person)
    except LookupError:
        return None
    return known.telegram_id if known.unreachable is None and known.excluded_at is None else None
