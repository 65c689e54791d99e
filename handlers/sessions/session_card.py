"""The cards of a work day and of a session: public ones, the same for all, and private ones, drawn for who reads."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any

from handlers.buttons import button, link
from handlers.context import Context, message
from handlers.routing import Link, Press, Route, Viewer
from handlers.sessions import emergency
from handlers.sessions.addresses import may_see_address
from handlers.sessions.kinds_of_seats import may_change_kind, otherwise_buttons, otherwise_line
from handlers.sessions.who_comes import beside_the_seat, own_seat, people_of, seat_of
from handlers.sign_ups import seat_points
from handlers.the_day import buttons as of_the_day
from storage import choices as chosen
from storage import gate, helper_calls, seats, sessions, supervision, work_days
from storage.choices import Choices
from storage.clock import PARIS
from storage.gate import GatePoint, Missing, Supplier
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.seats import SignUp
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import Plan

PUBLIC_CARD = "work_days/card"
PRIVATE_CARD = "sessions/card"
PAGE = 6
FEW = 3
POINTS = tuple(GatePoint)
"""Points by number: what callback data says of them."""


# The public card: counts and facts, no names, no address.


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Return what a card says of a plan, for its template; nothing private is in it."""
    return plan.model_dump(
        mode="json",
        include={
            "works",
            "commune",
            "description",
            "meal",
            "skills",
            "tools",
            "equipment",
            "minors",
            "risky",
            "lodging",
        },
    )


async def session_line(unit: Unit, session: Session, choices: Choices) -> dict[str, Any]:
    """Return what a card says of one session: hours, state, seats and how many are free."""
    counted = await seats.count(unit, session, choices)
    return {
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
        "state": session.state,
        "seats": session.seats,
        "taken": counted.taken,
        "free": counted.free,
        "short": await sessions.short_of(unit, session) if session.is_open and session.starts_at > unit.now else 0,
        "otherwise": await otherwise_line(unit, session),
        "over": session.starts_at <= unit.now,
        "why": session.cancelled_why,
    }


async def public_card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A work day for everyone (`work_day`): in groups, shared in any chat, or in the agenda (with a `page`)."""
    try:
        work_day = await work_days.get_work_day(unit, context["work_day"])
    except LookupError:
        return None
    choices = await chosen.load(unit)
    found = await sessions.sessions_of(unit, work_day.id)
    lines = [await session_line(unit, session, choices) for session in found]
    keyboard = _join_buttons(found, lines, viewer, context.get("page", 0), unit)
    return message("work_days/public", keyboard, **plan_facts(work_day), sessions=lines)


def _join_buttons(
    found: list[Session], lines: list[dict[str, Any]], viewer: Viewer, page: int, unit: Unit
) -> list[list[Button]]:
    open_ones = [(s, line) for s, line in zip(found, lines, strict=True) if s.is_open and s.starts_at > unit.now]
    if not open_ones:
        return []
    otherwise = otherwise_buttons(session for session, _ in open_ones)
    if not viewer.private and len(open_ones) > PAGE:
        return [[link("work_days.choose", f"d-{found[0].work_day_id}")], *otherwise]
    offered = [[_join_button(session, line, alone=len(open_ones) == 1)] for session, line in open_ones]
    offered = _with_whole_days(offered, [session for session, _ in open_ones])
    keyboard = offered[page * PAGE : (page + 1) * PAGE]
    arrows = [button("lists.previous", "wdcard", found[0].work_day_id, page - 1)] if page else []
    if len(offered) > (page + 1) * PAGE:
        arrows.append(button("lists.next", "wdcard", found[0].work_day_id, page + 1))
    return [*keyboard, arrows, *otherwise]


def _with_whole_days(offered: list[list[Button]], coming: list[Session]) -> list[list[Button]]:
    """Put «Toute la journée» below the sessions of each day that has several."""
    rows, alone = [], len({_day(session) for session in coming}) == 1
    for _, group in groupby(zip(offered, coming, strict=True), key=lambda pair: _day(pair[1])):
        lines = list(group)
        rows += [line for line, _ in lines]
        if len(lines) > 1:
            rows.append([whole_day_button(lines[0][1], alone=alone)])
    return rows


def whole_day_button(session: Session, *, alone: bool = True) -> Button:
    """Return the button that takes every session of a day; it names the day where there are others."""
    start = None if alone else session.starts_at.isoformat()
    return button("work_days.whole_day_seat", "soday", session.id, start=start)


def _day(session: Session) -> date:
    return session.starts_at.astimezone(PARIS).date()


def _join_button(session: Session, line: dict[str, Any], *, alone: bool) -> Button:
    label = "join" if line["free"] else "wait"
    if alone:
        return button(f"work_days.{label}", "sojoin", session.id)
    return button(f"work_days.{label}_one", "sojoin", session.id, start=line["start"], end=line["end"])


async def show_public(ctx: Context, work_day: int, page: int = 0) -> None:
    """Show a work day to choose sessions from, in private."""
    if not ctx.private:
        await ctx.open_link(f"d-{work_day}")
        return
    what = message(PUBLIC_CARD, work_day=work_day, page=page)
    await ctx.display(what, subject=Subject("work_day", work_day), is_card=True)


async def follow_link(ctx: Context, rest: str) -> None:
    """`t.me/<bot>?start=d-<work day>`."""
    known = rest.isascii() and rest.isdigit() and len(rest) < 10
    if known and await work_days.exists(ctx.unit, int(rest)):
        await show_public(ctx, int(rest))
    else:
        await ctx.say("work_days/gone")


# The private card: the same session, with what this reader may see and do.


async def private_card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A session (`session`) for one person in private: who comes, what is missing, and their buttons."""
    try:
        session = await sessions.get_session(unit, context["session"])
    except LookupError:
        return None
    if viewer.person is None or await check(unit, viewer.person, Action.USE) is not Verdict.ALLOWED:
        return None
    choices = await chosen.load(unit)
    work_day = await work_days.get_work_day(unit, session.work_day_id)
    oversees = await _may(unit, viewer.person, Action.SEE_PARTICIPANTS, session)
    seat = await seat_of(unit, viewer.person, session)
    missing = await _missing(unit, session, choices)
    lacks = await _suppliable(unit, viewer.person, session, choices, missing)
    leads = await sessions.supervisors(unit, session.id)
    shown = {
        **plan_facts(work_day),
        "session": await session_line(unit, session, choices),
        "household": work_day.household_name if oversees or (seat and seat.state == "seated") else None,
        "supervisors": [person.name for person in leads],
        "people": await people_of(unit, session) if oversees else None,
        "mine": await own_seat(unit, viewer.person, seat, session, choices),
        "missing": [{"point": lack.point, "details": list(lack.details)} for lack in lacks],
        "awaited": _awaited(missing, lacks) if oversees else {},
        "called": await helper_calls.count(unit, session.id) if oversees else 0,
    }
    keyboard = await _private_buttons(unit, viewer.person, session, seat, lacks, oversees=oversees)
    keyboard.append(await beside_the_seat(unit, viewer.person, session, seat, work_day, oversees=oversees))
    return message("sessions/private", keyboard, **shown)


def _awaited(missing: list[Missing], mine: list[Missing]) -> dict[str, int]:
    """How many points others still have to supply, by who they are; which ones only they see."""
    return dict(Counter(str(lack.supplier) for lack in missing if lack not in mine))


async def _may(unit: Unit, person: Person, action: Action, session: Session) -> bool:
    return await check(unit, person, action, Subject("session", session.id)) is Verdict.ALLOWED


async def missing_for(unit: Unit, person: Person, session: Session, choices: Choices) -> list[Missing]:
    """Return what is missing that this person can supply, while the session is still to come."""
    return await _suppliable(unit, person, session, choices, await _missing(unit, session, choices))


async def _missing(unit: Unit, session: Session, choices: Choices) -> list[Missing]:
    coming = session.is_open and session.starts_at > unit.now
    return await gate.missing(unit, session, choices) if coming else []


async def _suppliable(
    unit: Unit, person: Person, session: Session, choices: Choices, missing: list[Missing]
) -> list[Missing]:
    if not missing:
        return []
    supplies = await _may(unit, person, Action.SUPPLY_GATE, session)
    all_of_it = await check(unit, person, Action.MANAGE_PEOPLE) is Verdict.ALLOWED
    leads = (
        await check(unit, person, Action.SUPERVISE) is Verdict.ALLOWED
        and person.id not in [one.id for one in await sessions.supervisors(unit, session.id)]
        and await supervision.qualified(unit, person.id, session.works, choices)
    )
    allowed = {Supplier.HOUSEHOLD: supplies, Supplier.SUPERVISOR: leads or all_of_it, Supplier.COORDINATOR: all_of_it}
    return [lack for lack in missing if allowed[lack.supplier]]


async def _private_buttons(
    unit: Unit, person: Person, session: Session, seat: SignUp | None, lacks: list[Missing], *, oversees: bool
) -> list[list[Button]]:
    first = await of_the_day.first(unit, person, session)
    if not session.is_open or session.ends_at <= unit.now:
        return first
    leads = await _may(unit, person, Action.LEAD_SESSION, session) and person.id in [
        one.id for one in await sessions.supervisors(unit, session.id)
    ]
    keyboard = [*first, *_supply_buttons(session, lacks, person)]
    if session.starts_at > unit.now and not leads:
        if await seats.party(unit, person.id, session.id):
            keyboard.append([button("sessions.withdraw", "sowithdraw", session.id)])
        if may_change_kind(seat) and not await _may(unit, person, Action.SUPPLY_GATE, session):
            keyboard += await _seats_to_take(unit, session) if seat is None else []
            keyboard += otherwise_buttons([session])
    if session.starts_at > unit.now:
        keyboard += await seat_points.buttons(unit, person.id, session, await chosen.load(unit))
    if await may_see_address(unit, person, session):
        keyboard.append([button("sessions.address", "wdaddress", session.id)])
    keyboard += await of_the_day.offered(unit, person, session)
    keyboard += await emergency.offered(unit, person, session)
    if leads and session.starts_at > unit.now:
        keyboard.append([button("supervising.leave", "svleave", session.id)])
    if oversees and await check(unit, person, Action.BROADCAST) is Verdict.ALLOWED:
        keyboard.append([button("sessions.write", "bcsession", session.id)])
    if await _may(unit, person, Action.CHANGE_WORK_DAY, session):
        keyboard.append(
            [button("work_days.edit", "wdedit", session.work_day_id), button("work_days.move", "wdmove", session.id)]
        )
    cancel = await of_the_day.cancelling(unit, person, session)
    share = [button("work_days.share", "wdshare", session.work_day_id)] if seat or leads or oversees else []
    return [*keyboard, [*([cancel] if cancel else []), *(share if session.starts_at > unit.now else [])]]


async def _seats_to_take(unit: Unit, session: Session) -> list[list[Button]]:
    free = (await seats.count(unit, session, await chosen.load(unit))).free
    rows = [[button("work_days.join" if free else "work_days.wait", "sojoin", session.id)]]
    return [*rows, [whole_day_button(session)]] if len(await sessions.same_day(unit, session.id)) > 1 else rows


def _supply_buttons(session: Session, lacks: list[Missing], person: Person) -> list[list[Button]]:
    """A button for each missing point: one a line while they are few."""
    buttons = [supply_button(session, lack, person) for lack in lacks]
    wide = 1 if len(buttons) <= FEW else 2
    return [buttons[at : at + wide] for at in range(0, len(buttons), wide)]


def supply_button(session: Session, lack: Missing, person: Person) -> Button:
    """Return the button with which this person supplies what is missing."""
    if lack.supplier is Supplier.SUPERVISOR and person.has(Role.SUPERVISOR):
        return button("supervising.take", "svtake", session.id)
    label = f"{lack.point}_{lack.details[0]}" if lack.point is GatePoint.WORK_ALLOWED else str(lack.point)
    return button(f"gate.{label}", "gpgive", session.id, POINTS.index(lack.point))


async def show_private(ctx: Context, session: int) -> None:
    """Show a session to the person who speaks, as a card that stays up to date."""
    if not ctx.private:
        await ctx.open_link(f"s-{session}")
        return
    await ctx.display(message(PRIVATE_CARD, session=session), subject=Subject("session", session), is_card=True)


VIEWS = {PUBLIC_CARD: public_card, PRIVATE_CARD: private_card}
ROUTES: tuple[Route, ...] = (
    Press("wdcard", show_public, Action.USE, subject="work_day"),
    Press("wdsession", show_private, Action.USE, subject="session"),
    Link("d", follow_link),
)
