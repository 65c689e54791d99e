"""The search for supervisors: the coach first, then everyone qualified, then a coordinator is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.routing import Job, Press, Route, Viewer
from storage import choices as chosen
from storage import people, sessions, supervision, work_days
from storage.choices import Choices
from storage.ids import Subject
from storage.outbox import Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.sessions import Session
from storage.store import Unit

REQUEST = "supervising/request"
NOBODY = "supervising/nobody"
SOON = timedelta(hours=72)
"""A session nearer than this is put to every qualified supervisor at once."""


# Asking.


async def needing(unit: Unit, work_day: int, choices: Choices) -> list[Session]:
    """Return the sessions to come of a work day that lack a qualified supervisor for some of their work."""
    found = [s for s in await sessions.sessions_of(unit, work_day) if s.is_open and s.starts_at > unit.now]
    return [session for session in found if await supervision.uncovered(unit, session, choices)]


async def ask_round(unit: Unit, work_day: int, choices: Choices, *, everyone: bool, again: bool = False) -> int:
    """Ask supervisors: first the household's coach where qualified, then (`everyone`) all who are.

    Nobody is asked twice, but for `again`; who declined is left alone. Returns how many people were asked now.
    """
    plan = await work_days.get_work_day(unit, work_day)
    needed = await needing(unit, work_day, choices)
    if not needed:
        return 0
    able = await supervision.candidates(unit, plan.works, choices)
    coach = [person for person in able if person.id == plan.coach_id]
    soon = needed[0].starts_at - unit.now <= SOON
    asked = 0
    for person in coach if coach and not everyone and not soon else able:
        asked += await _ask(unit, person, needed, choices, again=again)
    return asked


async def _ask(unit: Unit, person: Person, needed: list[Session], choices: Choices, *, again: bool) -> int:
    new = [session for session in needed if await supervision.ask(unit, session.id, person.id)]
    said = await supervision.asked(unit, [session.id for session in needed], person.id)
    if not new and not (again and "asked" in said.values()):
        return 0
    await notify(
        unit, person, message(REQUEST, work_day=needed[0].work_day_id),
        subject=Subject("work_day", needed[0].work_day_id), is_card=True,
        not_before=notice_time(choices, unit.now, needed[0].starts_at), expires_at=needed[-1].starts_at,
    )  # fmt: skip
    return 1


# Nobody yet: everyone is asked after the coach, then the coordinator is told.


async def watch(unit: Unit, choices: Choices) -> None:
    """Ask further and tell coordinators, each once for each work day and loss."""
    for work_day, alone in await _alone(unit):
        since = await _since(unit, alone)
        if unit.now >= since + timedelta(hours=choices.supervisor_first_hours) or alone[0].starts_at - unit.now <= SOON:
            await ask_round(unit, work_day, choices, everyone=True)
        if unit.now >= since + timedelta(hours=choices.supervisor_wait_hours):
            for person in await people.with_role(unit, Role.COORDINATOR):
                await notify(
                    unit, person, message(NOBODY, work_day=work_day), subject=Subject("work_day", work_day),
                    key=f"nobody_leads:{work_day}:{since.isoformat()}:{person.id}",
                    not_before=notice_time(choices, unit.now, alone[0].starts_at), expires_at=alone[-1].starts_at,
                )  # fmt: skip


async def _alone(unit: Unit) -> list[tuple[int, list[Session]]]:
    found = sorted(await supervision.without(unit), key=lambda s: (s.work_day_id, s.starts_at))
    return [(key, list(group)) for key, group in groupby(found, key=lambda s: s.work_day_id)]


async def _since(unit: Unit, alone: list[Session]) -> datetime:
    return min([await supervision.alone_since(unit, session) for session in alone])


async def next_watch(unit: Unit, choices: Choices) -> datetime | None:
    """When somebody is to be asked or told next."""
    waits = [timedelta(hours=choices.supervisor_first_hours), timedelta(hours=choices.supervisor_wait_hours)]
    times = [await _since(unit, alone) + wait for _, alone in await _alone(unit) for wait in waits]
    return min((moment for moment in times if moment > unit.now), default=None)


async def nobody(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """For a coordinator: a work day (`work_day`) whose sessions nobody leads, as long as that is so."""
    if viewer.person is None or await check(unit, viewer.person, Action.MANAGE_PEOPLE) is not Verdict.ALLOWED:
        return None
    choices = await chosen.load(unit)
    needed = await needing(unit, context["work_day"], choices)
    if not needed:
        return None
    plan = await work_days.get_work_day(unit, context["work_day"])
    return message(
        "supervising/nobody_leads",
        [
            [button("supervising.ask_again", "svagain", plan.id)],
            [button("sessions.open", "wdsession", needed[0].id)],
        ],
        household=plan.household_name,
        works=list(plan.works),
        commune=plan.commune,
        sessions=[{"start": s.starts_at.isoformat(), "end": s.ends_at.isoformat()} for s in needed],
        able=len(await supervision.candidates(unit, plan.works, choices)),
    )


async def ask_again(ctx: Context, work_day: int) -> None:
    """A coordinator has every qualified supervisor asked again."""
    if not await allowed(ctx, Action.MANAGE_PEOPLE):
        return
    asked = await ask_round(ctx.unit, work_day, ctx.choices, everyone=True, again=True)
    await ctx.toast("supervising/asked_again", alert=True, asked=asked)


VIEWS = {NOBODY: nobody}
ROUTES: tuple[Route, ...] = (Press("svagain", ask_again, Action.MANAGE_PEOPLE, subject="work_day"),)
JOBS = (Job("supervisors", watch, next_watch),)
