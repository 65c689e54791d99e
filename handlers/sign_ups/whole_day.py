"""«Toute la journée»: the sessions of one day in one tap, all or nothing; one message, one calendar file."""

from __future__ import annotations

from typing import Any

from handlers.agenda.calendar import calendar
from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.routing import Press, Route, Viewer
from handlers.sign_ups import seat_points
from handlers.sign_ups.seat_messages import session_facts
from handlers.sign_ups.sign_ups import join
from storage import choices as chosen
from storage import gate, seats, sessions, sign_ups
from storage.choices import Choices
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.sign_ups import Verdict
from storage.store import Unit

DAY, CHOICE = "sign_ups/day", "sign_ups/day_choice"
LINED_UP = (Verdict.FULL, Verdict.CEILING)


async def join_day(ctx: Context, session: int) -> None:
    """The button «Toute la journée»: a seat in each session of that day, or in none and a clear answer."""
    day = await sessions.same_day(ctx.unit, session)
    if len(day) < 2:
        await join(ctx, session)
        return
    verdicts, taken = await sign_ups.sign_up_for_all(ctx.unit, ctx.me.id, day, ctx.choices)
    if taken:
        await ctx.toast("sign_ups/joined_day")
        await _send(ctx, message(DAY, sign_ups=[one.id for one in taken]), session)
    elif all(verdict is Verdict.ALREADY_IN for verdict in verdicts):
        await ctx.toast("sign_ups/no_already_in")
    elif len(set(verdicts)) == 1 and verdicts[0] not in LINED_UP:
        await ctx.toast(f"sign_ups/no_{verdicts[0]}", alert=True)
    else:
        await ctx.toast("sign_ups/day_not_whole", alert=True, halves=_halves(day, verdicts))
        await _send(ctx, message(CHOICE, session=session), session)


def _halves(day: list[Session], verdicts: list[Verdict]) -> list[dict[str, Any]]:
    return [
        {"start": one.starts_at.isoformat(), "end": one.ends_at.isoformat(), "verdict": verdict.value}
        for one, verdict in zip(day, verdicts, strict=True)
    ]


async def _send(ctx: Context, what: Message, session: int) -> None:
    subject = Subject("session", session)
    if ctx.private:
        await ctx.send(what, subject=subject, asks=True)
    else:
        await notify(ctx.unit, ctx.me, what, subject=subject, asks=True)


# Where not every session of the day has a seat: what is left to choose from.


async def choice(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The sessions of a day (that of `session`) as they stand for this person, and what may be taken."""
    day = await sessions.same_day(unit, context["session"])
    if viewer.person is None or not day:
        return None
    choices = await chosen.load(unit)
    verdicts = [await sign_ups.may_sign_up(unit, viewer.person, one, choices) for one in day]
    first = {"works": list(day[0].works), "commune": day[0].commune, "start": day[0].starts_at.isoformat()}
    return message("sign_ups/choose_half", _choices(day, verdicts), halves=_halves(day, verdicts), **first)


def _choices(day: list[Session], verdicts: list[Verdict]) -> list[list[Button]]:
    keyboard = [
        [button(f"sign_ups.{'take' if verdict is Verdict.FREE else 'line'}_half", "sojoin", one.id, **_hours(one))]
        for one, verdict in zip(day, verdicts, strict=True)
        if verdict in (Verdict.FREE, *LINED_UP)
    ]
    if len(keyboard) > 1:
        label = "sign_ups.seat_and_line" if Verdict.FREE in verdicts else "sign_ups.both_lines"
        keyboard.insert(0, [button(label, "soboth", day[0].id)])
    return keyboard


def _hours(session: Session) -> dict[str, str]:
    return {"start": session.starts_at.isoformat(), "end": session.ends_at.isoformat()}


async def join_what_can(ctx: Context, session: int) -> None:
    """A seat where there is one, the waiting list where there is none."""
    found = []
    for one in await sessions.same_day(ctx.unit, session):
        _, mine = await sign_ups.sign_up(ctx.unit, ctx.me.id, one.id, ctx.choices)
        found += [mine] if mine is not None and mine.state in seats.ACTIVE else []
    if not found:
        await ctx.toast("sign_ups/no_past", alert=True)
        return
    await ctx.toast("sign_ups/day_noted")
    await _send(ctx, message(DAY, sign_ups=[one.id for one in found]), session)


# The one message.


async def whole_day(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A person's seats and places in line of one day (`sign_ups`), with one calendar file for the seats."""
    if viewer.person is None:
        return None
    mine = [await seats.get(unit, one) for one in context["sign_ups"]]
    mine = [one for one in mine if one.person_id == viewer.person.id and one.state in seats.ACTIVE]
    if not mine:
        return None
    choices = await chosen.load(unit)
    day = [await sessions.get_session(unit, one.session_id) for one in mine]
    shown = message(
        "sign_ups/whole_day",
        [*await seat_points.buttons(unit, viewer.person.id, day[0], choices), *_buttons(day)],
        halves=[await _half(unit, one, session) for one, session in zip(mine, day, strict=True)],
        missing=await _missing(unit, viewer.person, mine, day, choices),
        address_hours=choices.address_hours_before,
        **await session_facts(unit, day[0].id),
    )
    seated = [one.session_id for one in mine if one.state is SignUpState.SEATED]
    return shown.model_copy(update={"attachment": calendar(*seated) if seated else None})


async def _half(unit: Unit, mine: SignUp, session: Session) -> dict[str, Any]:
    rank = await seats.rank(unit, mine) if mine.state is SignUpState.WAITING else None
    return {**_hours(session), "rank": rank}


async def _missing(unit: Unit, person: Person, mine: list[SignUp], day: list[Session], choices: Choices) -> list[str]:
    seated = [session for one, session in zip(mine, day, strict=True) if one.state is SignUpState.SEATED]
    return [str(point) for point in await gate.seat_missing(unit, person.id, seated[0], choices)] if seated else []


def _buttons(day: list[Session]) -> list[list[Button]]:
    keyboard = []
    for session in day:
        bring = button("sign_ups.bring_half", "socompany", session.id, **_hours(session))
        keyboard += [[bring], [button("sign_ups.leave_half", "sowithdraw", session.id, **_hours(session))]]
    return keyboard


VIEWS = {DAY: whole_day, CHOICE: choice}
ROUTES: tuple[Route, ...] = (
    Press("soday", join_day, Action.SIGN_UP, subject="session", in_groups=True),
    Press("soboth", join_what_can, Action.SIGN_UP, subject="session"),
)
