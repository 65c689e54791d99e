"""Changing a posted work day: one field of it, or the day and hours of a session. Everyone concerned is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button, in_pairs
from handlers.context import Context
from handlers.dispatch import allowed
from handlers.forms import plan_steps as ask
from handlers.forms.asked_back import asked_back
from handlers.forms.form import Answers, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.when_steps import moment_of, slot_values
from handlers.routing import Press, Route
from handlers.sessions.addresses import send_changed
from handlers.sessions.session_card import show_private
from handlers.sessions.telling import ask_to_answer, send_answers, tell, whom_to_tell
from handlers.work_days.work_day import manage
from locales.fr.when import Slot, read_when
from storage import gate, outbox, sessions, work_days
from storage.clock import PARIS
from storage.ids import Subject
from storage.permissions import Action
from storage.sessions import Session
from storage.work_days import Meal

_MINORS = Step("minors", "work_days/ask_minors", choices=ask.YES_NO, per_line=2)
_LODGING = Step("lodging", "work_days/ask_lodging", choices=ask.YES_NO, per_line=2)
_RISKY = Step("risky", "work_days/ask_risky", choices=ask.YES_NO, per_line=2)
_ASKED = (
    ask.DESCRIPTION, ask.WORKS_STEP, ask.SEATS, ask.TOOLS, ask.SKILLS, ask.EQUIPMENT, ask.MEAL, _MINORS, _RISKY,
    ask.ADDRESS, ask.ACCESS, ask.LEAST, ask.OTHERWISE, _LODGING,
)  # fmt: skip
FIELDS = tuple(step.field for step in _ASKED)
"""What may be changed, by number: the numbers are in buttons already sent."""
PRIVATE = frozenset({"address", "access"})
UNTOLD = frozenset({"min_helpers"})
"""What concerns nobody but the household: no helper is told of it."""


class Edit(BaseModel):
    """One field, and its new value; nothing: emptied."""

    which: str
    description: str = ""
    works: list[str] = []
    seats: int = 1
    tools: str = ""
    skills: str = ""
    equipment: str | None = None
    meal: Meal | None = None
    minors: bool = False
    risky: bool = False
    address: str | None = None
    access: str | None = None
    min_helpers: int | None = None
    otherwise: list[str] = []
    lodging: bool = False


async def edit(ctx: Context, work_day: int) -> None:
    """List what may be changed."""
    found = await sessions.sessions_of(ctx.unit, work_day)
    if not any(s.is_open and s.starts_at > ctx.now for s in found):
        await ctx.toast("work_days/over_already", alert=True)
        return
    offered = [(index, name) for index, name in enumerate(FIELDS) if name != "lodging" or _several_days(found)]
    fields = [button(f"work_day.{name}", "wdfield", work_day, index) for index, name in offered]
    keyboard = in_pairs(fields)
    await ctx.show("work_days/what_to_change", [*keyboard, [button("sessions.back", "wdopen", work_day)]])


def _several_days(found: list[Session]) -> bool:
    return len({_day(session.starts_at) for session in found}) > 1


async def field(ctx: Context, work_day: int, index: int) -> None:
    """Ask for the new value of one field."""
    if not 0 <= index < len(FIELDS):
        await ctx.toast("refused/old_button")
        return
    await open_form(ctx, EDIT, prefill={"which": FIELDS[index]}, about={"work_day": work_day})


async def _changed(ctx: Context, given: Edit, about: dict[str, Any]) -> None:
    work_day, name = about["work_day"], given.which
    if not await allowed(ctx, Action.CHANGE_WORK_DAY, Subject("work_day", work_day)):
        return
    if name == "description" and ask.tells_address(
        given.description, (await work_days.get_work_day(ctx.unit, work_day)).address
    ):
        await ctx.say("work_days/address_told")
        await field(ctx, work_day, FIELDS.index(name))
        return
    found = [s for s in await sessions.sessions_of(ctx.unit, work_day) if s.is_open and s.starts_at > ctx.now]
    people = {session.id: {} if name in UNTOLD else await whom_to_tell(ctx, session) for session in found}
    change = await _apply(ctx, work_day, name, getattr(given, name), found)
    if change is None:
        await ctx.toast("work_days/nothing_changed")
        await manage(ctx, work_day)
        return
    await gate.refresh_work_day(ctx.unit, work_day, ctx.choices)
    if name in PRIVATE:
        await send_changed(ctx, found)
    else:
        told: set[int] = set()
        for session in found:
            new = {person: part for person, part in people[session.id].items() if person not in told}
            told |= set(new)
            await tell(ctx, session, new, "sessions/changed", field=name, before=change[0], after=change[1])
    await ctx.say("work_days/changed", people=len({one for some in people.values() for one in some}))
    await manage(ctx, work_day)


async def _apply(ctx: Context, work_day: int, name: str, value: Any, found: list[Session]) -> tuple[Any, Any] | None:
    """Change the field; return its value before and after, or None when it is the same."""
    if name == "seats":
        before = found[0].seats if found else value
        done = [await sessions.set_seats(ctx.unit, session.id, value, ctx.me.id) for session in found]
        return (before, value) if any(done) else None
    if name == "otherwise":
        wished = ask.otherwise_seats(value)
        changed = [await sessions.set_otherwise(ctx.unit, one.id, wished, ctx.me.id) for one in found]
        return (found[0].otherwise, wished) if any(changed) else None
    kept = tuple(value) if name == "works" else value
    return (await work_days.change(ctx.unit, work_day, ctx.me.id, {name: kept})).get(name)


def _only(step: Step) -> Step:
    return replace(step, applies=lambda answers: answers.get("which") == step.field)


EDIT = Form(
    name="edit_work_day",
    model=Edit,
    steps=tuple(_only(step) for step in _ASKED),
    done=_changed,
    private=PRIVATE,
)


# Postponing a session.


class Move(BaseModel):
    """The new day and hours of a session; `day` is the day it has now."""

    day: str
    slot: dict[str, Any]


async def move(ctx: Context, session: int) -> None:
    """Ask for the new moment."""
    found = await sessions.get_session(ctx.unit, session)
    if not found.is_open or found.ends_at <= ctx.now:
        await ctx.toast("work_days/over_already", alert=True)
        return
    await open_form(ctx, MOVE, prefill={"day": _day(found.starts_at).isoformat()}, about={"session": session})


async def _read_slot(ctx: Context, given: Given, answers: Answers) -> dict[str, Any] | Trouble:
    found = read_when(given.text, ctx.now.astimezone(PARIS))
    if found.kind != "when":
        return _same_day(ctx, given.text, answers["day"]) or asked_back(found, _one)
    return _one(found.slots) or Trouble("dates/one_only")


def _same_day(ctx: Context, text: str, day: str) -> dict[str, Any] | None:
    """Read hours alone («11h-17h») as those of the session's own day."""
    found = read_when(f"{date.fromisoformat(day):%d/%m/%Y} {text}", ctx.now.astimezone(PARIS))
    return _one(found.slots) if found.kind == "when" and found.slots[0].start else None


def _one(slots: Sequence[Slot]) -> dict[str, Any] | None:
    values = slot_values(slots)
    return values[0] if len(values) == 1 else None


def new_hours(session: Session, slot: dict[str, Any]) -> tuple[datetime, datetime]:
    """Return the new beginning and end; hours that were not said stay as they are, the length too."""
    start = slot["start"] or session.starts_at.astimezone(PARIS).strftime("%H:%M")
    begins = moment_of(slot["date"], start)
    if slot["end"]:
        return begins, moment_of(slot["date"], slot["end"])
    lasts: timedelta = session.ends_at - session.starts_at
    return begins, begins + lasts


async def _move_summary(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    found = await sessions.get_session(ctx.unit, about["session"])
    start, end = new_hours(found, answers["slot"])
    return {
        "before": {"start": found.starts_at.isoformat(), "end": found.ends_at.isoformat()},
        "after": {"start": start.isoformat(), "end": end.isoformat()},
        "people": len(await whom_to_tell(ctx, found)),
    }


async def _may_move(ctx: Context, answers: Answers, about: dict[str, Any]) -> Trouble | None:
    found = await sessions.get_session(ctx.unit, about["session"])
    start, end = new_hours(found, answers["slot"])
    if start <= ctx.now:
        return Trouble("dates/past")
    return Trouble("work_days/hours_unclear") if end <= start else None


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


async def _moved(ctx: Context, given: Move, about: dict[str, Any]) -> None:
    session = about["session"]
    if not await allowed(ctx, Action.CHANGE_WORK_DAY, Subject("session", session)):
        return
    before = await sessions.get_session(ctx.unit, session)
    people = await whom_to_tell(ctx, before)
    start, end = new_hours(before, given.slot)
    if not await sessions.set_hours(ctx.unit, session, start, end, ctx.me.id):
        await ctx.show("work_days/nothing_changed")
        return
    await outbox.drop_subject(ctx.unit, Subject("session", session))
    await gate.refresh(ctx.unit, session, ctx.choices)
    asked = await ask_to_answer(ctx, "moved", [(before, people)])
    await tell(ctx, before, people, "sessions/moved", asked=asked, new_start=start.isoformat(), new_end=end.isoformat(),
               same_day=_day(start) == _day(before.starts_at))  # fmt: skip
    await ctx.say("work_days/changed", people=len(people))
    await show_private(ctx, session)
    await send_answers(ctx, asked, session)


MOVE = Form(
    name="move_session",
    model=Move,
    steps=(Step("slot", "work_days/ask_move", _read_slot, dated=True),),
    done=_moved,
    summary="work_days/move_summary",
    summary_context=_move_summary,
    check=_may_move,
    confirm_label="work_days.move_surely",
    cancel_label="work_days.keep",
)

FORMS = (EDIT, MOVE)
ROUTES: tuple[Route, ...] = (
    Press("wdedit", edit, Action.CHANGE_WORK_DAY, subject="work_day"),
    Press("wdfield", field, Action.CHANGE_WORK_DAY, subject="work_day"),
    Press("wdmove", move, Action.CHANGE_WORK_DAY, subject="session"),
)
