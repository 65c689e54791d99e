"""Who may do what: one table, action × role × scope, and one function that reads it."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import NamedTuple

from storage.ids import Subject
from storage.people import Person, Role
from storage.scopes import SUBJECT_TABLES, Scope, reaches
from storage.store import Unit


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
        if await reaches(unit, person.id, grant.scope, subject):
            return Verdict.ALLOWED
    return Verdict.SCOPE
