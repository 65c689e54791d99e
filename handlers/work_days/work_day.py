"""A household's work days: the list, one day's sessions, and cancelling."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Choice, Form, Step, Trouble
from handlers.forms.forms import open_form
from handlers.forms.plan_steps import read_words
from handlers.routing import Command, Press, Route, Viewer
from handlers.sessions.session_card import session_line, show_private
from handlers.work_days.cancelling import REASONS, cancel_sessions, show_cancelled
from storage import choices as chosen
from storage import gate, households, sessions, work_days
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Role
from storage.permissions import Action, Verdict, check
from storage.sessions import Session
from storage.store import Unit

MANAGE = "work_days/manage"
PAGE = 6


# The list, and one day.


async def mine(ctx: Context) -> None:
    """`/chantiers`: the work days to come that I host, or that the households I follow host."""
    ids = [one.id for one in await households.of_person(ctx.unit, ctx.me.id)]
    if ctx.me.has(Role.COACH):
        ids += [one.id for one in await households.followed_by(ctx.unit, ctx.me.id)]
    if ctx.me.has(Role.COORDINATOR):
        ids += [one.id for one in await households.active(ctx.unit, limit=200)]
    found = await work_days.of_households(ctx.unit, ids, limit=PAGE)
    keyboard = []
    for day in found:
        first = next(s for s in await sessions.sessions_of(ctx.unit, day.id) if s.ends_at > ctx.now)
        label = {"start": first.starts_at.isoformat(), "works": list(day.works), "household": day.household_name}
        keyboard.append([button("work_days.open", "wdopen", day.id, **label)])
    await ctx.show("work_days/mine", [*keyboard, [button("work_days.new", "wdnew")]], count=len(found))


async def manage(ctx: Context, work_day: int) -> None:
    """One work day for those who run it: its only session, or the list of its sessions."""
    found = await sessions.sessions_of(ctx.unit, work_day)
    if len(found) == 1:
        await show_private(ctx, found[0].id)
        return
    what = message(MANAGE, work_day=work_day)
    await ctx.display(what, subject=Subject("work_day", work_day), is_card=True)


async def manage_view(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A work day (`work_day`) of several sessions, for those who run it, kept up to date."""
    subject = Subject("work_day", context["work_day"])
    if viewer.person is None or await check(unit, viewer.person, Action.SEE_PARTICIPANTS, subject) != Verdict.ALLOWED:
        return None
    day = await work_days.get_work_day(unit, subject.id)
    choices = await chosen.load(unit)
    found = await sessions.sessions_of(unit, day.id)
    lines = []
    for session in found:
        lacks = len(await gate.missing(unit, session, choices)) if session.is_open else 0
        lines.append({**await session_line(unit, session, choices), "missing": lacks})
    return message(
        "work_days/managed", await _manage_buttons(unit, viewer, day.id, found), works=list(day.works),
        commune=day.commune, household=day.household_name, sessions=lines, cancelled=day.state == "cancelled",
    )  # fmt: skip


async def _manage_buttons(unit: Unit, viewer: Viewer, work_day: int, found: list[Session]) -> list[list[Button]]:
    coming = [session for session in found if session.is_open and session.ends_at > unit.now]
    keyboard = [[button("work_days.session", "wdsession", s.id, start=s.starts_at.isoformat())] for s in coming[:8]]
    may = await check(unit, viewer.person, Action.CHANGE_WORK_DAY, Subject("work_day", work_day)) is Verdict.ALLOWED
    if coming and may:
        keyboard.append([button("work_days.edit", "wdedit", work_day), button("work_days.share", "wdshare", work_day)])
        keyboard.append([button("work_days.cancel_all", "wdcancelall", work_day)])
    return keyboard


# Cancelling one session, or all that are to come.


class Cancellation(BaseModel):
    """Why."""

    why: str


async def cancel(ctx: Context, session: int) -> None:
    """Ask why one session is cancelled."""
    found = await sessions.get_session(ctx.unit, session)
    await _ask_why(ctx, [found])


async def cancel_all(ctx: Context, work_day: int) -> None:
    """Ask why the rest of a work day is cancelled."""
    await _ask_why(ctx, await sessions.sessions_of(ctx.unit, work_day))


async def _ask_why(ctx: Context, found: list[Session]) -> None:
    coming = [session for session in found if session.is_open and session.ends_at > ctx.now]
    if coming:
        await open_form(ctx, CANCEL, about={"sessions": [session.id for session in coming]})
    else:
        await ctx.toast("work_days/over_already", alert=True)


async def _cancel_summary(ctx: Context, answers: Answers, about: dict[str, Any]) -> dict[str, Any]:
    found = [await sessions.get_session(ctx.unit, one) for one in about["sessions"]]
    people = {person for session in found for person in await gate.concerned(ctx.unit, session.id)} - {ctx.me.id}
    return {"sessions": [_hours(session) for session in found], "people": len(people)}


def _hours(session: Session) -> dict[str, str]:
    return {"start": session.starts_at.isoformat(), "end": session.ends_at.isoformat()}


async def _still_there(ctx: Context, answers: Answers, about: dict[str, Any]) -> Trouble | None:
    return None if answers.get("why") else Trouble("work_days/ask_why")


async def _cancelled(ctx: Context, given: Cancellation, about: dict[str, Any]) -> None:
    found = [await sessions.get_session(ctx.unit, one) for one in about["sessions"]]
    if not await allowed(ctx, Action.CHANGE_WORK_DAY, Subject("work_day", found[0].work_day_id)):
        return
    await show_cancelled(ctx, await cancel_sessions(ctx, found, given.why))


CANCEL = Form(
    name="cancel_session",
    model=Cancellation,
    steps=(
        Step(
            "why", "work_days/ask_why", read_words(200),
            tuple(Choice(f"={reason}", f"work_days.why_{reason}") for reason in REASONS), per_line=1,
        ),
    ),
    done=_cancelled,
    summary="work_days/cancel_summary",
    summary_context=_cancel_summary,
    check=_still_there,
    confirm_label="work_days.cancel_surely",
    cancel_label="work_days.keep",
)  # fmt: skip

FORMS = (CANCEL,)
VIEWS = {MANAGE: manage_view}
ROUTES: tuple[Route, ...] = (
    Command("chantiers", mine, Action.POST_WORK_DAY),
    Press("wdmine", mine, Action.POST_WORK_DAY),
    Press("wdopen", manage, Action.SEE_PARTICIPANTS, subject="work_day"),
    Press("wdcancel", cancel, Action.CHANGE_WORK_DAY, subject="session"),
    Press("wdcancelall", cancel_all, Action.CHANGE_WORK_DAY, subject="work_day"),
)
