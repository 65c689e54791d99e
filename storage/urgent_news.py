"""What is told within a day of a session: who had to hear it, and who said «Bien reçu»."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from storage import messages, relays
from storage.ids import PersonId, SessionId, Subject
from storage.records import Frozen
from storage.store import Unit

NewsKind = Literal["cancelled", "moved", "address"]
LATELY = timedelta(hours=24)
"""How long answers are still waited for."""


class News(Frozen):
    """Something urgent about a session, the first of those it concerns."""

    id: int
    session_id: SessionId
    kind: NewsKind
    told_by: PersonId | None
    told_at: datetime


class Reader(Frozen):
    """Someone who had to hear it. `through`: who hears for them; `reached`: whether a message can arrive at all."""

    person_id: PersonId
    name: str
    answered: bool
    telegram: bool
    reached: bool
    through_id: PersonId | None
    through: str | None


async def put(unit: Unit, session: int, kind: NewsKind, people: Iterable[PersonId], by: PersonId | None) -> int:
    """Note that these people are told now; return the news, to which their buttons answer."""
    news = await unit.insert(
        "INSERT INTO urgent_news (session_id, kind, told_by, told_at) VALUES (?, ?, ?, ?)",
        (session, kind, by, unit.now),
    )
    for person in sorted(set(people)):
        through = await relays.messenger(unit, person)
        await unit.run(
            "INSERT INTO urgent_news_readers (news_id, person_id, through_id) VALUES (?, ?, ?)", (news, person, through)
        )
    return news


async def get(unit: Unit, news: int) -> News:
    """Return some news; raise LookupError when there is none."""
    row = await unit.one("SELECT * FROM urgent_news WHERE id = ?", (news,))
    if row is None:
        raise LookupError(f"no urgent news {news}")
    return News(**dict(row))


async def answer(unit: Unit, news: int, person: PersonId) -> bool | None:
    """«Bien reçu», for oneself and those one hears for; False: said before, None: nothing was asked of them."""
    found = await unit.one(
        "SELECT COUNT(*) AS asked, SUM(read_at IS NULL) AS left FROM urgent_news_readers"
        " WHERE news_id = ? AND (person_id = ? OR through_id = ?)",
        (news, person, person),
    )
    if found is None or not found["asked"]:
        return None
    if not found["left"]:
        return False
    await unit.run(
        "UPDATE urgent_news_readers SET read_at = ?"
        " WHERE news_id = ? AND read_at IS NULL AND (person_id = ? OR through_id = ?)",
        (unit.now, news, person, person),
    )
    await messages.touch(unit, Subject("session", (await get(unit, news)).session_id))
    return True


async def answer_session(unit: Unit, session: int, person: PersonId) -> None:
    """Someone said what they do about a session (they come, or do not): they have read the news of its day."""
    rows = await unit.all(
        "SELECT urgent_news.id FROM urgent_news JOIN sessions ON sessions.id = session_id WHERE told_at > ?"
        " AND work_day_id = (SELECT work_day_id FROM sessions WHERE id = ?)",
        (unit.now - LATELY, session),
    )
    for row in rows:
        await answer(unit, row[0], person)


async def readers(unit: Unit, news: int) -> list[Reader]:
    """Return who had to hear it, who has not answered first."""
    rows = await unit.all(
        "SELECT people.id AS person_id, people.name, through.id AS through_id, through.name AS through,"
        " people.telegram_id IS NOT NULL AS telegram, COALESCE(through.telegram_id, people.telegram_id) IS NOT NULL"
        " AND COALESCE(through.unreachable, people.unreachable) IS NULL AS reached,"
        " read_at IS NOT NULL AS answered FROM urgent_news_readers"
        " JOIN people ON people.id = person_id LEFT JOIN people AS through ON through.id = through_id"
        " WHERE news_id = ? ORDER BY answered, people.name, people.id",
        (news,),
    )
    return [Reader(**dict(row)) for row in rows]


async def unanswered(unit: Unit, person: PersonId) -> list[tuple[News, int]]:
    """Return the news of the last day about sessions this person hosts or leads that wait for answers, and how many."""
    rows = await unit.all(
        "SELECT urgent_news.id, COUNT(*) FROM urgent_news JOIN urgent_news_readers ON news_id = urgent_news.id"
        " WHERE told_at > :since AND read_at IS NULL AND urgent_news.session_id IN ("
        " SELECT session_id FROM session_supervisors WHERE person_id = :person AND state = 'accepted'"
        " UNION SELECT sessions.id FROM household_members JOIN work_days USING (household_id)"
        " JOIN sessions ON work_day_id = work_days.id WHERE household_members.person_id = :person)"
        " GROUP BY urgent_news.id",
        {"since": unit.now - LATELY, "person": person},
    )
    return [(await get(unit, row[0]), row[1]) for row in rows]
