"""How far a right reaches: what binds a person to a matter, asked of the records."""

from __future__ import annotations

from enum import StrEnum

from storage.absences import ACTS_FOR
from storage.ids import PersonId, Subject
from storage.store import Unit


class Scope(StrEnum):
    """How far a right reaches."""

    ALL = "all"  # every matter
    SELF = "self"  # what is one's own: one's sign-up, one's thread
    HOUSE = "house"  # matters of one's household
    LED = "led"  # sessions one supervises
    FOLLOWED = "followed"  # households one coaches, or whose coach is away and has one stand in
    REGISTERED = "registered"  # people without Telegram whom one registered, or whose household one coaches
    OFFLINE = "offline"  # people without Telegram
    SEATED = "seated"  # sessions in which one has a seat, or brings someone who has
    COOKS = "cooks"  # sessions in which one has a seat to cook


_HOUSEHOLD_OF = {
    "household": "SELECT id FROM households WHERE id = ?",
    "paper": "SELECT household_id FROM papers WHERE id = ?",
    "work_day": "SELECT household_id FROM work_days WHERE id = ?",
    "session": "SELECT household_id FROM work_days JOIN sessions ON work_day_id = work_days.id WHERE sessions.id = ?",
    "diagnostic": "SELECT household_id FROM diagnostics WHERE id = ?",
    "appointment": (
        "SELECT household_id FROM diagnostics JOIN appointments ON diagnostic_id = diagnostics.id"
        " WHERE appointments.id = ?"
    ),
    "sign_up": (
        "SELECT household_id FROM work_days JOIN sessions ON work_day_id = work_days.id"
        " JOIN sign_ups ON session_id = sessions.id WHERE sign_ups.id = ?"
    ),
    "incident": (
        "SELECT household_id FROM work_days JOIN sessions ON work_day_id = work_days.id"
        " JOIN incidents ON session_id = sessions.id WHERE incidents.id = ?"
    ),
}
_OWN = {
    "ride": (
        "SELECT 1 FROM rides JOIN lifts ON lifts.id = lift_id WHERE rides.id = ? AND (rides.person_id = ?"
        " OR lifts.person_id = ?)"
    ),
    "person": "SELECT 1 FROM people WHERE id = ? AND (id = ? OR guardian_id = ?)",
    "sign_up": "SELECT 1 FROM sign_ups WHERE id = ? AND (person_id = ? OR brought_by = ?)",
    "thread": "SELECT 1 FROM threads WHERE id = ? AND (opener_id = ? OR other_id = ?)",
    "broadcast": "SELECT 1 FROM broadcasts WHERE id = ? AND (author_id = ? OR author_id = ?)",
    "recipient": (  # whom it was kept from by a stop has nothing to answer
        "SELECT 1 FROM recipients LEFT JOIN outbox ON outbox.id = outbox_id WHERE broadcast_id = ?"
        " AND recipients.person_id IN (?, ?) AND recipients.state <> 'stopped' AND outbox.state IS NOT 'dropped'"
    ),
}
_LEADS = {
    "session": "SELECT 1 FROM session_supervisors WHERE session_id = ? AND person_id = ? AND state = 'accepted'",
    "sign_up": (
        "SELECT 1 FROM session_supervisors JOIN sign_ups USING (session_id)"
        " WHERE sign_ups.id = ? AND session_supervisors.person_id = ? AND session_supervisors.state = 'accepted'"
    ),
    "work_day": (
        "SELECT 1 FROM session_supervisors JOIN sessions ON session_id = sessions.id"
        " WHERE work_day_id = ? AND person_id = ? AND session_supervisors.state = 'accepted'"
    ),
}
_SEATED = (
    "SELECT 1 FROM sign_ups WHERE session_id = ? AND person_id = ? AND state = 'seated'"
    " UNION ALL SELECT 1 FROM sign_ups WHERE session_id = ? AND brought_by = ? AND state = 'seated'"
)
_IN_SESSION_OF_LIFT = (
    "SELECT 1 FROM lifts JOIN sign_ups ON sign_ups.session_id = lifts.session_id WHERE lifts.id = ?"
    " AND sign_ups.person_id = ? AND state = 'seated'"
)
_COOKS = "SELECT 1 FROM sign_ups WHERE session_id = ? AND person_id = ? AND state = 'seated' AND kind = 'cooking'"
_OFFLINE = {
    "person": "SELECT 1 FROM people WHERE people.id = :key",
    "sign_up": "SELECT 1 FROM people JOIN sign_ups ON person_id = people.id WHERE sign_ups.id = :key",
    "relay": "SELECT 1 FROM people JOIN relays ON person_id = people.id WHERE relays.id = :key",
}
_NO_TELEGRAM = " AND people.telegram_id IS NULL AND people.erased_at IS NULL"
_REGISTERED = (
    f" AND (registered_by IN ({ACTS_FOR}) OR guardian_id = :person OR EXISTS"
    " (SELECT 1 FROM household_members AS theirs JOIN households ON households.id = theirs.household_id"
    f" WHERE theirs.person_id IN (people.id, registered_by) AND coach_id IN ({ACTS_FOR})"
    " AND households.state = 'active'))"
)
SUBJECT_TABLES = {
    "person": "people", "household": "households", "work_day": "work_days", "session": "sessions",
    "sign_up": "sign_ups", "diagnostic": "diagnostics", "appointment": "appointments", "broadcast": "broadcasts",
    "incident": "incidents", "incident_call": "sessions", "paper": "papers",
    "thread": "threads", "invitation": "invitations", "relay": "relays", "import": "imports", "telling": "tellings",
    "lift": "lifts", "ride": "rides", "lot": "lots",
}  # fmt: skip
"""Where the matter of each kind lives."""


async def reaches(unit: Unit, person: PersonId, scope: Scope, subject: Subject) -> bool:
    """Tell whether a right of this scope reaches a matter for a person."""
    kind, key = subject
    if scope is Scope.ALL:
        return True
    if scope is Scope.SELF:
        sql = _OWN.get(kind)
        return sql is not None and await unit.value(sql, (key, person, person)) is not None
    if scope is Scope.LED:
        sql = _LEADS.get(kind)
        return sql is not None and await unit.value(sql, (key, person)) is not None
    if scope is Scope.COOKS:
        return kind == "session" and await unit.value(_COOKS, (key, person)) is not None
    if scope is Scope.SEATED:
        if kind == "lift":
            return await unit.value(_IN_SESSION_OF_LIFT, (key, person)) is not None
        return kind == "session" and await unit.value(_SEATED, (key, person) * 2) is not None
    if scope in (Scope.REGISTERED, Scope.OFFLINE):
        sql = _OFFLINE.get(kind)
        which = _NO_TELEGRAM + (_REGISTERED if scope is Scope.REGISTERED else "")
        return (
            sql is not None
            and await unit.value(sql + which, {"key": key, "person": person, "now": unit.now}) is not None
        )
    household = await household_of(unit, subject)
    return household is not None and await _belongs(unit, person, scope, household)


async def _belongs(unit: Unit, person: PersonId, scope: Scope, household: int) -> bool:
    if scope is Scope.HOUSE:
        sql = "SELECT 1 FROM household_members WHERE household_id = :household AND person_id = :person"
    else:
        sql = f"SELECT 1 FROM households WHERE id = :household AND coach_id IN ({ACTS_FOR})"
    values = {"household": household, "person": person, "now": unit.now}
    return await unit.value(sql, values) is not None


async def household_of(unit: Unit, subject: Subject) -> int | None:
    """Return the household a matter belongs to, or None."""
    sql = _HOUSEHOLD_OF.get(subject.kind)
    found: int | None = await unit.value(sql, (subject.id,)) if sql else None
    return found
