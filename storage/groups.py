"""Group chats: the bot serves only those that a coordinator approved in private, and leaves those it may not serve."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from storage import audit
from storage.ids import ChatId, PersonId, Subject
from storage.records import Frozen
from storage.store import Unit


class GroupState(StrEnum):
    """Where a group stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"  # the bot is about to leave
    GONE = "gone"  # the bot was removed


TRANSITIONS: dict[GroupState, frozenset[GroupState]] = {
    GroupState.ASKED: frozenset({GroupState.APPROVED, GroupState.REFUSED, GroupState.GONE}),
    GroupState.APPROVED: frozenset({GroupState.REFUSED, GroupState.GONE}),
    GroupState.REFUSED: frozenset({GroupState.APPROVED, GroupState.GONE}),
    GroupState.GONE: frozenset({GroupState.ASKED}),
}
"""From each state, where a group may go."""


class Group(Frozen):
    """A group chat the bot was added to."""

    chat_id: ChatId
    title: str
    state: GroupState
    added_by: PersonId | None
    decided_by: PersonId | None
    created_at: datetime


async def find(unit: Unit, chat: int) -> Group | None:
    """Return a group by its chat."""
    row = await unit.one("SELECT * FROM group_chats WHERE chat_id = ?", (chat,))
    return Group(**dict(row)) if row else None


async def added(unit: Unit, chat: int, title: str, by: PersonId | None) -> bool:
    """The bot is in a group (again); True when a coordinator is to be asked."""
    await unit.run("UPDATE group_chats SET title = ? WHERE chat_id = ?", (title, chat))
    if await find(unit, chat) is None:
        await unit.run(
            "INSERT INTO group_chats (chat_id, title, added_by, created_at) VALUES (?, ?, ?, ?)",
            (chat, title, by, unit.now),
        )
        return True
    if not await move_to(unit, chat, GroupState.ASKED, by):
        return False
    await unit.run("UPDATE group_chats SET added_by = ?, created_at = ? WHERE chat_id = ?", (by, unit.now, chat))
    return True


async def move_to(unit: Unit, chat: int, state: GroupState, by: PersonId | None) -> bool:
    """Approve, refuse, or note that the bot was removed; False where the table does not allow it."""
    found = await find(unit, chat)
    if found is None or state not in TRANSITIONS[found.state]:
        return False
    decided = by if state in (GroupState.APPROVED, GroupState.REFUSED) else None
    await unit.run("UPDATE group_chats SET state = ?, decided_by = ? WHERE chat_id = ?", (state, decided, chat))
    await audit.record(unit, by, "group_moved", Subject("group", chat), {"state": (found.state, state)})
    return True


async def is_approved(unit: Unit, chat: int) -> bool:
    """Tell whether the bot serves a group."""
    return bool(await unit.value("SELECT 1 FROM group_chats WHERE chat_id = ? AND state = 'approved'", (chat,)))


async def approved(unit: Unit) -> list[int]:
    """Return the chats of the groups the bot serves."""
    return [row[0] for row in await unit.all("SELECT chat_id FROM group_chats WHERE state = 'approved' ORDER BY 1")]


async def listed(unit: Unit, *states: GroupState) -> list[Group]:
    """Return the groups in some states."""
    rows = await unit.all("SELECT * FROM group_chats ORDER BY title, chat_id")
    return [group for group in (Group(**dict(row)) for row in rows) if group.state in states]


async def refuse_unanswered(unit: Unit, lasts: timedelta) -> None:
    """Refuse the groups that have waited for an approval longer than `lasts`."""
    rows = await unit.all(
        "SELECT chat_id FROM group_chats WHERE state = 'asked' AND created_at <= ?", (unit.now - lasts,)
    )
    for row in rows:
        await move_to(unit, row[0], GroupState.REFUSED, None)


async def next_unanswered(unit: Unit, lasts: timedelta) -> datetime | None:
    """Return when the next group will have waited for too long."""
    text = await unit.value("SELECT MIN(created_at) FROM group_chats WHERE state = 'asked'")
    return datetime.fromisoformat(text) + lasts if text else None


async def to_leave(unit: Unit) -> list[int]:
    """Return the chats of groups the bot has to leave."""
    return [row[0] for row in await unit.all("SELECT chat_id FROM group_chats WHERE state = 'refused'")]


async def left(unit: Unit, chat: int) -> None:
    """The bot is no longer in a group."""
    await move_to(unit, chat, GroupState.GONE, None)
