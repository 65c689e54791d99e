"""Who may do what: one table, action × role × scope, and one function that reads it."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import NamedTuple

from storage.absences import ACTS_FOR
from storage.ids import PersonId, Subject
from storage.people import Person, Role
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


class Verdict(StrEnum):
    """The answer, and why not."""

    ALLOWED = "allowed"
    CHARTER = "charter"  # first the charter
    EXCLUDED = "excluded"
    ROLE = "role"  # not with these roles
    SCOPE = "scope"  # with these roles, but not here
    GONE = "gone"  # the matter does not exist (any more)


class Grant(NamedTuple):
    """A role that may act, and how far."""

    role: Role
    scope: Scope


class Action(Enum):
    """Everything a person can do that not everybody may do anywhere."""

    USE = "use"  # menus, agenda, own profile
    MANAGE_PEOPLE = "manage_people"
    INVITE = "invite"
    VALIDATE_MEMBERSHIP = "validate_membership"
    ACCEPT_HOUSEHOLD = "accept_household"
    INVITE_TO_HOUSEHOLD = "invite_to_household"
    APPROVE_GROUP = "approve_group"
    SET_CHOICES = "set_choices"
    POST_WORK_DAY = "post_work_day"
    CHANGE_WORK_DAY = "change_work_day"
    SEE_ADDRESS = "see_address"
    SEE_PARTICIPANTS = "see_participants"
    SUPPLY_GATE = "supply_gate"
    SEE_PAPERS = "see_papers"
    GIVE_CONSENT = "give_consent"
    DECIDE_SESSION = "decide_session"
    SUPERVISE = "supervise"
    LEAD_SESSION = "lead_session"
    RECORD_ATTENDANCE = "record_attendance"
    SIGN_UP = "sign_up"
    CHANGE_SIGN_UP = "change_sign_up"
    ASK_DIAGNOSTIC = "ask_diagnostic"
    SEE_DIAGNOSTIC = "see_diagnostic"
    CHANGE_DIAGNOSTIC = "change_diagnostic"
    DECIDE_APPOINTMENT = "decide_appointment"
    PUBLISH_AVAILABILITY = "publish_availability"
    BROADCAST = "broadcast"
    STEER_BROADCAST = "steer_broadcast"
    ANSWER_BROADCAST = "answer_broadcast"
    WRITE_IN_THREAD = "write_in_thread"
    SEE_HEALTH = "see_health"
    KEEP_NOTES = "keep_notes"
    HAND_OVER = "hand_over"
    BE_AWAY = "be_away"
    SEE_JOURNAL = "see_journal"
    CANCEL_ON_THE_DAY = "cancel_on_the_day"
    SEE_NUMBERS = "see_numbers"
    GIVE_BRIEFING = "give_briefing"
    DECLARE_INCIDENT = "declare_incident"
    SEE_INCIDENT = "see_incident"
    SEE_FINANCING = "see_financing"
    CHANGE_FINANCING = "change_financing"
    REGISTER = "register"  # somebody without Telegram
    ACT_FOR = "act_for"  # them: seats, name and number, what is passed on
    IMPORT_PEOPLE = "import_people"
    EXERCISE_RIGHTS = "exercise_rights"  # see, take along or erase what is held of somebody else, at their wish
    SEE_REGISTERS = "see_registers"  # what the law has us keep of people who were erased
    SEE_MEALS = "see_meals"
    SHARE_RIDES = "share_rides"
    CHANGE_RIDE = "change_ride"


_V, _H, _S, _C, _P, _K = Role.VOLUNTEER, Role.HOUSEHOLD, Role.SUPERVISOR, Role.COACH, Role.PARTNER, Role.COORDINATOR


def _anyone(scope: Scope) -> tuple[Grant, ...]:
    return tuple(Grant(role, scope) for role in Role)


_HOUSE = Grant(_H, Scope.HOUSE)
_LED = Grant(_S, Scope.LED)
_FOLLOWED = Grant(_C, Scope.FOLLOWED)
_OVERSEER = Grant(_K, Scope.ALL)
_FOR_OTHERS = (*_anyone(Scope.REGISTERED), Grant(_K, Scope.OFFLINE))

TABLE: dict[Action, tuple[Grant, ...]] = {
    Action.USE: _anyone(Scope.ALL),
    Action.MANAGE_PEOPLE: (_OVERSEER,),
    Action.INVITE: (_OVERSEER, Grant(_C, Scope.ALL)),
    Action.VALIDATE_MEMBERSHIP: (_OVERSEER, Grant(_C, Scope.ALL)),
    Action.ACCEPT_HOUSEHOLD: (_OVERSEER, Grant(_C, Scope.ALL)),
    Action.INVITE_TO_HOUSEHOLD: (_HOUSE, _FOLLOWED, _OVERSEER),
    Action.APPROVE_GROUP: (_OVERSEER,),
    Action.SET_CHOICES: (_OVERSEER,),
    Action.POST_WORK_DAY: (_HOUSE, Grant(_C, Scope.ALL), _OVERSEER),
    Action.CHANGE_WORK_DAY: (_HOUSE, _FOLLOWED, _OVERSEER),
    Action.SEE_ADDRESS: (_HOUSE, _LED, _FOLLOWED, Grant(_V, Scope.SEATED), _OVERSEER),
    Action.SEE_PARTICIPANTS: (_HOUSE, _LED, _FOLLOWED, _OVERSEER),
    Action.SUPPLY_GATE: (_HOUSE, _FOLLOWED, _OVERSEER),
    Action.SEE_PAPERS: (_HOUSE, _FOLLOWED, _OVERSEER),
    Action.GIVE_CONSENT: _anyone(Scope.SELF),
    Action.DECIDE_SESSION: (_HOUSE, _LED, _FOLLOWED, _OVERSEER),
    Action.SUPERVISE: (Grant(_S, Scope.ALL),),
    Action.LEAD_SESSION: (_LED, _OVERSEER),
    Action.RECORD_ATTENDANCE: (_LED, _FOLLOWED, _OVERSEER),
    Action.SIGN_UP: _anyone(Scope.ALL),
    Action.CHANGE_SIGN_UP: (*_anyone(Scope.SELF), *_FOR_OTHERS),
    Action.ASK_DIAGNOSTIC: (_HOUSE,),
    Action.SEE_DIAGNOSTIC: (_HOUSE, Grant(_C, Scope.ALL), _OVERSEER),
    Action.CHANGE_DIAGNOSTIC: (_HOUSE,),
    Action.DECIDE_APPOINTMENT: (Grant(_C, Scope.ALL), _OVERSEER),
    Action.PUBLISH_AVAILABILITY: (Grant(_C, Scope.ALL),),
    Action.BROADCAST: (Grant(_C, Scope.ALL), _OVERSEER),
    Action.STEER_BROADCAST: (Grant(_C, Scope.SELF), _OVERSEER),
    Action.ANSWER_BROADCAST: _anyone(Scope.SELF),
    Action.WRITE_IN_THREAD: _anyone(Scope.SELF),
    Action.SEE_HEALTH: (_OVERSEER,),
    Action.KEEP_NOTES: (_FOLLOWED, _OVERSEER),
    Action.HAND_OVER: (_FOLLOWED, _OVERSEER),
    Action.BE_AWAY: (Grant(_C, Scope.ALL),),
    Action.SEE_JOURNAL: (_OVERSEER,),
    Action.CANCEL_ON_THE_DAY: (_HOUSE, _LED, _FOLLOWED, _OVERSEER),
    Action.SEE_NUMBERS: (_HOUSE, _LED, Grant(_V, Scope.SEATED)),
    Action.GIVE_BRIEFING: (_LED, _OVERSEER),
    Action.DECLARE_INCIDENT: (_HOUSE, _LED, _FOLLOWED, Grant(_V, Scope.SEATED), _OVERSEER),
    Action.SEE_INCIDENT: (_FOLLOWED, _OVERSEER),
    Action.SEE_FINANCING: (_HOUSE, _FOLLOWED),
    Action.CHANGE_FINANCING: (_HOUSE, _FOLLOWED),
    Action.REGISTER: tuple(Grant(role, Scope.ALL) for role in (_H, _S, _C, _K)),
    Action.ACT_FOR: _FOR_OTHERS,
    Action.IMPORT_PEOPLE: (_OVERSEER,),
    Action.EXERCISE_RIGHTS: (_OVERSEER, Grant(_C, Scope.OFFLINE)),
    Action.SEE_REGISTERS: (_OVERSEER,),
    Action.SEE_MEALS: (_HOUSE, Grant(_V, Scope.COOKS)),
    Action.SHARE_RIDES: (Grant(_V, Scope.SEATED),),
    Action.CHANGE_RIDE: _anyone(Scope.SELF),
}

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


async def check(unit: Unit, person: Person | None, action: Action, subject: Subject | None = None) -> Verdict:
    """Say whether a person may act on a matter (None: on none in particular, so the role alone decides)."""
    if person is not None and person.excluded_at is not None:
        return Verdict.EXCLUDED
    if person is None or not person.accepted:
        return Verdict.CHARTER
    grants = [grant for grant in TABLE[action] if grant.role in person.roles]
    if not grants:
        return Verdict.ROLE
    if subject is None:
        return Verdict.ALLOWED
    table = SUBJECT_TABLES.get(subject.kind)
    if table and await unit.value(f"SELECT 1 FROM {table} WHERE id = ?", (subject.id,)) is None:
        return Verdict.GONE
    for grant in grants:
        if await _reaches(unit, person.id, grant.scope, subject):
            return Verdict.ALLOWED
    return Verdict.SCOPE


async def _reaches(unit: Unit, person: PersonId, scope: Scope, subject: Subject) -> bool:
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
