"""What is decided of a session that is not complete two days before: the first press decides, for five minutes it may
be taken back, and a cancellation takes effect only then. Another date makes it another question."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage import audit
from storage.choices import Choices
from storage.ids import PersonId, SessionId, Subject
from storage.quiet import notice_time
from storage.records import Frozen
from storage.sessions import SELECT, Session, read
from storage.store import Unit

UNDO = timedelta(minutes=5)


class Decision(StrEnum):
    """What may be decided."""

    HOLD = "hold"  # it takes place once it is complete
    POSTPONE = "postpone"  # another date is to be chosen
    CANCEL = "cancel"


DECISIONS = tuple(Decision)
"""By number: what callback data says of them."""


class Question(Frozen):
    """A session put to decision, and what was decided. `turn` grows with each decision and each second thought.

    `decided_at`: since when it may be taken back; of what is decided in quiet hours, since their end.
    """

    session_id: SessionId
    version: int
    turn: int
    decision: Decision | None
    decided_by: PersonId | None
    decided_at: datetime | None
    done_at: datetime | None

    @property
    def undone_until(self) -> datetime | None:
        """Until when it may be taken back."""
        return self.decided_at + UNDO if self.decided_at is not None else None

    def may_undo(self, now: datetime) -> bool:
        """Whether it may still be taken back."""
        return self.done_at is None and self.undone_until is not None and now < self.undone_until


def _read(row: Any) -> Question:
    return Question(**dict(row))


async def put(unit: Unit, session: Session) -> Question:
    """Put a session to decision; what was decided of an earlier date no longer counts."""
    await unit.run(
        "INSERT INTO session_decisions (session_id, version) VALUES (?, ?) ON CONFLICT (session_id) DO UPDATE SET"
        " version = excluded.version, turn = turn + 1, decision = NULL, decided_by = NULL, decided_at = NULL,"
        " done_at = NULL WHERE version <> excluded.version",
        (session.id, session.version),
    )
    found = await of(unit, session)
    assert found is not None
    return found


async def of(unit: Unit, session: Session) -> Question | None:
    """Return the question about a session as it is dated now; None where there is none."""
    sql = "SELECT * FROM session_decisions WHERE session_id = ? AND version = ?"
    row = await unit.one(sql, (session.id, session.version))
    return _read(row) if row else None


async def open_for(unit: Unit, person: PersonId) -> list[Session]:
    """Return the sessions a person receives, leads or follows of which nothing, or no other date yet, is decided."""
    rows = await unit.all(
        f"{SELECT} JOIN session_decisions ON session_id = sessions.id AND session_decisions.version = sessions.version"
        " WHERE starts_at > :now AND sessions.state IN ('preparing', 'confirmed')"
        " AND (decision IS NULL OR decision = 'postpone') AND sessions.id IN"
        " (SELECT session_id FROM session_supervisors WHERE person_id = :person AND state = 'accepted'"
        " UNION SELECT sessions.id FROM sessions JOIN work_days ON work_days.id = work_day_id"
        " WHERE household_id IN (SELECT household_id FROM household_members WHERE person_id = :person"
        " UNION SELECT id FROM households WHERE coach_id = :person)) ORDER BY starts_at, sessions.id",
        {"person": person, "now": unit.now},
    )
    return [read(row) for row in rows]


async def decide(unit: Unit, session: Session, decision: Decision, by: PersonId, choices: Choices) -> bool:
    """Decide; False where somebody was first. The others are told after quiet hours: only then time begins to run."""
    known_at = notice_time(choices, unit.now, session.starts_at)
    done = await unit.run(
        "UPDATE session_decisions SET decision = ?, decided_by = ?, decided_at = ?, turn = turn + 1"
        " WHERE session_id = ? AND version = ? AND decision IS NULL",
        (decision, by, known_at, session.id, session.version),
    )
    if done:
        await audit.record(unit, by, "session_decided", Subject("session", session.id), {"decision": (None, decision)})
    return bool(done)


async def undo(unit: Unit, session: Session, by: PersonId) -> bool:
    """Take a decision back, whoever's it was; False when it is too late, or there is none."""
    found = await of(unit, session)
    if found is None or found.decision is None or not found.may_undo(unit.now):
        return False
    await unit.run(
        "UPDATE session_decisions SET decision = NULL, decided_by = NULL, decided_at = NULL, turn = turn + 1"
        " WHERE session_id = ?",
        (session.id,),
    )
    changes = {"decision": (found.decision, None)}
    await audit.record(unit, by, "session_decision_undone", Subject("session", session.id), changes)
    return True


# A cancellation takes effect once it can no longer be taken back.

_CANCELLING = "FROM session_decisions WHERE decision = 'cancel' AND done_at IS NULL"


async def cancelling(unit: Unit, limit: int) -> list[Question]:
    """Return the cancellations that take effect now."""
    rows = await unit.all(f"SELECT * {_CANCELLING} AND decided_at <= ? LIMIT ?", (unit.now - UNDO, limit))
    return [_read(row) for row in rows]


async def done(unit: Unit, session: int) -> None:
    """Note that a cancellation took effect, or that nothing was left to cancel."""
    await unit.run("UPDATE session_decisions SET done_at = ? WHERE session_id = ?", (unit.now, session))


async def next_effect(unit: Unit) -> datetime | None:
    """Return when the next cancellation takes effect."""
    text = await unit.value(f"SELECT MIN(decided_at) {_CANCELLING} AND decided_at > ?", (unit.now - UNDO,))
    return datetime.fromisoformat(text) + UNDO if text else None
