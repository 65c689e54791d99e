"""After a session: one list for who led it, «tous présents» then corrections, and one message of thanks to each."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any

from handlers.buttons import button, in_pairs
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Job, Press, Route, Viewer
from storage import attendance, dues, households, incidents, people, sessions, work_days
from storage.attendance import Came, Line
from storage.choices import Choices
from storage.clock import PARIS
from storage.ids import PersonId, Subject
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.quiet import after_quiet
from storage.sessions import Session, SessionState
from storage.store import Unit

LIST = "attendance/list"
PAGE = 8
STEP = 30  # minutes
CODES = tuple(Came)
AGAIN = time(9)


async def close_sessions(unit: Unit, choices: Choices) -> bool:
    """Open the list of sessions that ended, and recall those left open the next morning, in portions."""
    over = await attendance.over(unit, dues.PORTION)
    for session in over:
        if await attendance.begin(unit, session):
            await _ask(unit, choices, session, "attendance")
    left = await dues.due(unit, "attendance")
    for found in left:
        next_morning = datetime.combine(found.ends_at.astimezone(PARIS).date() + timedelta(days=1), AGAIN, PARIS)
        if next_morning > unit.now:
            await dues.again_at(unit, "attendance", found.id, next_morning)
        else:
            await _ask(unit, choices, found.id, "attendance_again")
            await dues.done(unit, "attendance", found.id)
    return dues.PORTION in (len(over), len(left))


async def _ask(unit: Unit, choices: Choices, session: int, key: str) -> None:
    """Send the list to who keeps it; without anybody on it, there is nothing to tell."""
    if not await attendance.sheet(unit, session):
        await attendance.close(unit, session, None)
        return
    keepers = await attendance.responsible(unit, session)
    if not keepers:
        keepers = [person.id for person in await people.with_role(unit, Role.COORDINATOR)]
    for person in keepers:
        await notify(
            unit, person, message(LIST, session=session, page=0), subject=Subject("session", session), is_card=True,
            key=f"{key}:{session}:{person}", not_before=after_quiet(choices, unit.now),
        )  # fmt: skip


async def next_list(unit: Unit, choices: Choices) -> datetime | None:
    """When the next session ends, or the next open list is recalled."""
    times = (await attendance.next_end(unit), await dues.next_time(unit, "attendance"))
    return min((moment for moment in times if moment is not None), default=None)


async def show_list(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The list of a session (`session`, `page`), for who may keep it."""
    subject = Subject("session", context["session"])
    if await check(unit, viewer.person, Action.RECORD_ATTENDANCE, subject) is not Verdict.ALLOWED:
        return None
    session = await sessions.get_session(unit, subject.id)
    lines = await attendance.sheet(unit, session.id)
    last = max(0, (len(lines) - 1) // PAGE)
    page = min(max(0, int(context.get("page", 0))), last)
    shown = lines[page * PAGE : (page + 1) * PAGE]
    plan = await work_days.get_work_day(unit, session.work_day_id)
    return message(
        "attendance/sheet",
        _buttons(session, lines, shown, page, last) if session.state is SessionState.HELD else [],
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        household=plan.household_name,
        lines=[line.model_dump(mode="json", include={"name", "came", "minutes"}) for line in shown],
        missing=sum(line.came is None for line in lines),
        total=len(lines),
        first=page * PAGE + 1,
        closed=session.state is SessionState.CLOSED,
        frozen=bool(await incidents.of_session(unit, session.id)),
    )


def _buttons(session: Session, lines: list[Line], shown: list[Line], page: int, last: int) -> list[list[Button]]:
    keyboard = []
    if any(line.came is None for line in lines):
        keyboard.append([button("attendance.all", "atall", session.id, page)])
    people_buttons = [
        button("attendance.person", "atone", session.id, line.sign_up_id, page, who=line.name) for line in shown
    ]
    keyboard += in_pairs(people_buttons)
    arrows = [button("lists.previous", "atlist", session.id, page - 1)] if page else []
    if page < last:
        arrows.append(button("lists.next", "atlist", session.id, page + 1))
    keyboard.append(arrows)
    if all(line.came is not None for line in lines):
        keyboard.append([button("attendance.close", "atclose", session.id)])
    return keyboard


async def open_list(ctx: Context, session: int, page: int = 0) -> None:
    """Show the list, or another page of it."""
    found = await sessions.get_session(ctx.unit, session)
    if found.state not in (SessionState.HELD, SessionState.CLOSED):
        await ctx.toast("attendance/not_yet", alert=True)
        return
    await ctx.display(message(LIST, session=session, page=page), subject=Subject("session", session), is_card=True)


async def everyone(ctx: Context, session: int, page: int = 0) -> None:
    """The button «Tous présents»: everyone of whom nothing is told yet."""
    marked = await attendance.all_present(ctx.unit, session, ctx.me.id)
    await ctx.toast("attendance/marked", count=marked)
    await open_list(ctx, session, page)


async def one(ctx: Context, session: int, sign_up: int, page: int = 0) -> None:
    """Show one line, to correct it."""
    line = await _line(ctx, session, sign_up)
    if line is None:
        return
    found = await sessions.get_session(ctx.unit, session)
    minutes = line.minutes if line.came is Came.CAME else attendance.length(found)
    answers = [
        [button(f"attendance.{came}", "atset", session, sign_up, code, minutes, page, ticked=line.came is came)]
        for code, came in enumerate(CODES)
    ]
    if line.came is Came.CAME:
        less, more = max(0, minutes - STEP), min(attendance.DAY_MINUTES, minutes + STEP)
        answers.append([
            button("attendance.less", "atset", session, sign_up, 0, less, page),
            button("attendance.more", "atset", session, sign_up, 0, more, page),
        ])  # fmt: skip
    keyboard = [*answers, [button("attendance.back", "atlist", session, page)]]
    await ctx.show("attendance/one", keyboard, who=line.name, came=line.came, minutes=line.minutes)


async def _line(ctx: Context, session: int, sign_up: int) -> Line | None:
    """The line of a list that is open; else they are told, and see the list as it is."""
    found = await sessions.get_session(ctx.unit, session)
    line = next((one for one in await attendance.sheet(ctx.unit, session) if one.sign_up_id == sign_up), None)
    if line is None or found.state is not SessionState.HELD:
        await ctx.toast("attendance/closed_already", alert=True)
        return None
    return line


async def correct(ctx: Context, session: int, sign_up: int, code: int, minutes: int, page: int = 0) -> None:
    """Note what became of one seat."""
    if await _line(ctx, session, sign_up) is None:
        return
    if not 0 <= code < len(CODES):
        await ctx.toast("refused/old_button")
        return
    await attendance.mark(ctx.unit, sign_up, CODES[code], minutes, ctx.me.id)
    await one(ctx, session, sign_up, page)


async def close(ctx: Context, session: int) -> None:
    """Close the list: each who came is thanked once, with their hours."""
    lines = await attendance.close(ctx.unit, session, ctx.me.id)
    if lines is None:
        found = await sessions.get_session(ctx.unit, session)
        closed = found.state is SessionState.CLOSED
        await ctx.toast("attendance/closed_already" if closed else "attendance/incomplete", alert=not closed)
        await open_list(ctx, session)
        return
    await _thank(ctx, session, lines)
    came = [line for line in lines if line.came is Came.CAME]
    minutes = sum(line.minutes for line in came)
    await ctx.show("attendance/closed", came=len(came), total=len(lines), minutes=minutes)


async def _thank(ctx: Context, session: int, lines: list[Line]) -> None:
    """One message a reader: their own hours, and those of whom they brought without Telegram."""
    by_reader: dict[PersonId, list[Line]] = defaultdict(list)
    for line in lines:
        if line.came is Came.CAME:
            by_reader[line.told].append(line)
    found = await sessions.get_session(ctx.unit, session)
    plan = await work_days.get_work_day(ctx.unit, found.work_day_id)
    for reader, theirs in by_reader.items():
        own = next((line for line in theirs if line.person_id == reader), None)
        what = message(
            "attendance/thanks",
            start=found.starts_at.isoformat(),
            household=plan.household_name,
            commune=found.commune,
            minutes=own.minutes if own else None,
            others=[{"name": line.name, "minutes": line.minutes} for line in theirs if line is not own],
        )
        await notify(
            ctx.unit, reader, what, subject=Subject("session", session), key=f"thanks:{session}:{reader}",
            not_before=after_quiet(ctx.choices, ctx.now),
        )  # fmt: skip


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Lists this person keeps that are open."""
    found = []
    for session in await attendance.kept_by(unit, person.id):
        data = button("", "atlist", session.id, 0).press or ""
        context = {
            "start": session.starts_at.isoformat(),
            "household": (await households.get(unit, session.household_id)).name,
        }
        found.append(Waiting("attendance.waits", data, context=context, since=session.ends_at))
    return found


VIEWS = {LIST: show_list}
WAITING = waiting
JOBS = (Job("attendance", close_sessions, next_list),)
ROUTES: tuple[Route, ...] = tuple(
    Press(name, handler, Action.RECORD_ATTENDANCE, subject="session")
    for name, handler in (
        ("atlist", open_list), ("atall", everyone), ("atone", one), ("atset", correct), ("atclose", close),
    )
)  # fmt: skip
