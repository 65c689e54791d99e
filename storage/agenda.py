"""What comes: sessions to come with filters, in pages, and a person's own sign-ups."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.absences import ACTS_FOR
from storage.choices import Choices
from storage.clock import to_text
from storage.ids import SessionId
from storage.records import Frozen
from storage.seats import SignUp, SignUpState
from storage.seats import read as read_sign_up
from storage.sessions import SELECT, Session, read
from storage.store import Unit


class Wanted(Frozen):
    """Filters of the agenda; None and False: not asked. `communes`: INSEE codes; `works`: any of these kinds, or seats
    for helping otherwise.

    `stretches`: a session fits when an hour of it lies in one of them (all of it, or of the stretch, when shorter).
    """

    mine: int | None = None  # the person
    communes: tuple[str, ...] | None = None
    from_: datetime | None = None
    until: datetime | None = None
    free: bool = False
    works: tuple[str, ...] | None = None
    stretches: tuple[tuple[datetime, datetime], ...] | None = None


COUNTED = 120
"""An agenda counts and leafs no further: whoever has not found theirs by then wants a filter."""


class Page(Frozen):
    """Some sessions, from `first` (counted from 1) of `total`, which is at most COUNTED."""

    sessions: tuple[Session, ...]
    first: int
    total: int

    @property
    def more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.total == COUNTED


SOONEST = 400
"""Free seats are looked for in so many sessions, the next ones: of each, its seats are counted."""
_HORIZON = (
    "SELECT starts_at FROM sessions WHERE starts_at > ? AND state IN ('preparing', 'confirmed')"
    " ORDER BY starts_at LIMIT 1 OFFSET ?"
)
_FREE = (
    "NOT EXISTS (SELECT 1 FROM sign_ups WHERE session_id = sessions.id AND state = 'waiting'"
    " AND kind = 'building')"
    " AND (SELECT COUNT(*) FROM sign_ups WHERE session_id = sessions.id AND kind = 'building'"
    " AND (state IN ('held', 'seated', 'offered') OR state = 'withdrawn' AND kept_until > :now))"
    " < MIN(seats, CASE risky WHEN 1 THEN :risky_ceiling ELSE :ceiling END * MAX(1,"
    " (SELECT COUNT(*) FROM session_supervisors WHERE session_id = sessions.id AND state = 'accepted')))"
)
_MINE = (
    "sessions.id IN (SELECT session_id FROM sign_ups WHERE person_id = :mine"
    " AND state IN ('held', 'seated', 'waiting', 'offered') UNION SELECT session_id FROM sign_ups"
    " WHERE brought_by = :mine AND state IN ('held', 'seated', 'waiting', 'offered'))"
)
# Only open postings, which have an index of their own: what has ever been in a commune is much.
_NEAR = (
    "sessions.id IN (SELECT there.id FROM work_days AS near CROSS JOIN sessions AS there ON there.work_day_id = near.id"
    " WHERE near.state = 'open' AND near.commune IN (SELECT value FROM json_each(:communes)))"
)
_WORKS = (
    "(EXISTS (SELECT 1 FROM json_each(works) AS one JOIN json_each(:works) AS other ON one.value = other.value)"
    " OR EXISTS (SELECT 1 FROM json_each(:works) AS other WHERE CASE other.value WHEN 'cooking' THEN cooking"
    " WHEN 'welcoming' THEN welcoming WHEN 'child_minding' THEN child_minding END > 0))"
)


_STRETCHES = (
    "starts_at >= :earliest AND starts_at < :latest AND EXISTS (SELECT 1 FROM json_each(:stretches) AS one"
    " WHERE starts_at <= json_extract(one.value, '$[1]') AND ends_at >= json_extract(one.value, '$[0]'))"
)
_AN_HOUR = timedelta(hours=1)
_LONGEST_SESSION = timedelta(days=1)


def _fitting(stretches: tuple[tuple[datetime, datetime], ...]) -> dict[str, object]:
    """What the statement needs of stretches of time: their bounds, and each with an hour taken off at its ends."""
    shortened = [
        [to_text(begin + min(_AN_HOUR, end - begin)), to_text(end - min(_AN_HOUR, end - begin))]
        for begin, end in stretches
    ]
    return {
        "earliest": min(begin for begin, _ in stretches) - _LONGEST_SESSION,
        "latest": max(end for _, end in stretches),
        "stretches": json.dumps(shortened),
    }


async def coming(unit: Unit, wanted: Wanted, choices: Choices, *, offset: int, limit: int) -> Page:
    """Return one page of open sessions that have not begun, in order of time."""
    narrow = (wanted.mine is not None or wanted.communes is not None) and not wanted.stretches
    listed = "" if narrow else "+"
    conditions = [
        "+starts_at > :now" if narrow else "starts_at > :now",  # a plus keeps an index out: found by list, or by time
        "sessions.state IN ('preparing', 'confirmed')",
        listed + _MINE if wanted.mine is not None else "",
        listed + _NEAR if wanted.communes is not None else "",
        "starts_at >= :from AND starts_at < :until" if wanted.from_ and wanted.until else "",
        f"starts_at <= :horizon AND {_FREE}" if wanted.free else "",
        _WORKS if wanted.works is not None else "",
        _STRETCHES if wanted.stretches else "",
    ]
    where = " AND ".join(condition for condition in conditions if condition)
    values: dict[str, object] = {
        "now": unit.now, "mine": wanted.mine, "communes": json.dumps(wanted.communes or ()),
        "works": json.dumps(wanted.works or ()), "from": wanted.from_, "until": wanted.until,
        "ceiling": choices.helpers_per_supervisor, "risky_ceiling": choices.helpers_per_supervisor_risky,
        "horizon": await unit.value(_HORIZON, (unit.now, SOONEST)) or "9999" if wanted.free else None,
        "counted": COUNTED,
        **(_fitting(wanted.stretches) if wanted.stretches else {}),
    }  # fmt: skip
    rows = await unit.all(
        f"SELECT sessions.id FROM sessions JOIN work_days ON work_days.id = work_day_id WHERE {where}"
        " ORDER BY starts_at, sessions.id LIMIT :counted",
        values,
    )
    shown = json.dumps([row[0] for row in rows[offset : offset + limit]])
    page = await unit.all(
        f"{SELECT} WHERE sessions.id IN (SELECT value FROM json_each(?)) ORDER BY starts_at, sessions.id", (shown,)
    )
    return Page(sessions=tuple(read(row) for row in page), first=offset + 1, total=len(rows))


async def sign_ups_of(unit: Unit, person: int, *, offset: int, limit: int) -> tuple[list[SignUp], int]:
    """Return a page of a person's sign-ups to come, their companions' included, in order of time, and how many."""
    where = (
        " FROM sign_ups CROSS JOIN sessions ON sessions.id = session_id"
        " WHERE (person_id = :person OR brought_by = :person)"
        " AND sign_ups.state IN ('held', 'seated', 'waiting', 'offered') AND ends_at > :now"
        " AND sessions.state IN ('preparing', 'confirmed')"
    )
    values: dict[str, object] = {"person": person, "now": unit.now, "offset": offset, "limit": limit}
    total: int = await unit.value(f"SELECT COUNT(*){where}", values)
    rows = await unit.all(
        f"SELECT sign_ups.*{where} ORDER BY starts_at, person_id <> :person, sign_ups.id LIMIT :limit OFFSET :offset",
        values,
    )
    return [read_sign_up(row) for row in rows], total


async def states_of(unit: Unit, person: int, places: Iterable[int]) -> dict[SessionId, SignUpState]:
    """Return the states of a person's active sign-ups for some sessions."""
    rows = await unit.all(
        "SELECT session_id, state FROM sign_ups WHERE session_id IN (SELECT value FROM json_each(?))"
        " AND person_id = ? AND +state IN ('held', 'seated', 'waiting', 'offered')",
        (json.dumps(list(places)), person),
    )
    return {row["session_id"]: SignUpState(row["state"]) for row in rows}


async def sessions_joined(unit: Unit, person: int) -> list[Session]:
    """Return the sessions still to begin to which a person, or somebody they bring, has signed up."""
    rows = await unit.all(
        f"{SELECT} WHERE starts_at > :now AND sessions.state IN ('preparing', 'confirmed') AND sessions.id IN"
        " (SELECT session_id FROM sign_ups WHERE person_id = :person AND state IN"
        " ('held', 'seated', 'waiting', 'offered') UNION SELECT session_id FROM sign_ups WHERE brought_by = :person"
        " AND state IN ('held', 'seated', 'waiting', 'offered')) ORDER BY starts_at, sessions.id",
        {"person": person, "now": unit.now},
    )
    return [read(row) for row in rows]


async def sessions_overseen(unit: Unit, person: int) -> list[Session]:
    """Return the sessions not yet over that a person receives, leads or is asked to lead, or follows as a coach."""
    rows = await unit.all(
        f"{SELECT} WHERE ends_at > :now AND sessions.state IN ('preparing', 'confirmed') AND sessions.id IN"
        " (SELECT session_id FROM session_supervisors WHERE person_id = :person AND state IN ('accepted', 'asked')"
        " UNION SELECT sessions.id FROM sessions JOIN work_days ON work_days.id = work_day_id"
        " WHERE household_id IN (SELECT household_id FROM household_members WHERE person_id = :person"
        f" UNION SELECT id FROM households WHERE coach_id IN ({ACTS_FOR}))) ORDER BY starts_at, sessions.id",
        {"person": person, "now": unit.now},
    )
    return [read(row) for row in rows]


REMEMBERED = timedelta(days=30)


async def sessions_of(unit: Unit, person: int) -> list[Session]:
    """Return the sessions of a person's calendar, of the last month and to come: where they, or somebody they bring,
    have a seat, which they lead, or which their household receives."""
    rows = await unit.all(
        f"{SELECT} WHERE ends_at > :since AND sessions.state <> 'cancelled' AND sessions.id IN"
        " (SELECT session_id FROM sign_ups WHERE person_id = :person AND state = 'seated'"
        " UNION SELECT session_id FROM sign_ups WHERE brought_by = :person AND state = 'seated'"
        " UNION SELECT session_id FROM session_supervisors WHERE person_id = :person AND state = 'accepted'"
        " UNION SELECT sessions.id FROM sessions JOIN work_days ON work_days.id = work_day_id"
        " WHERE household_id IN (SELECT household_id FROM household_members WHERE person_id = :person))"
        " ORDER BY starts_at, sessions.id LIMIT 300",
        {"person": person, "since": unit.now - REMEMBERED},
    )
    return [read(row) for row in rows]
