"""The search for supervisors: the coach first, then the nearest, wave after wave, then a coordinator is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.agenda.nearness import around
from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.routing import Job, Press, Route, Viewer
from storage import choices as chosen
from storage import dues, households, people, sessions, supervision, work_days
from storage.choices import Choices
from storage.dues import Visited
from storage.ids import Subject
from storage.outbox import Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.sessions import Session
from storage.store import Unit
from storage.work_days import WorkDay

REQUEST = "supervising/request"
NOBODY = "supervising/nobody"
SOON = timedelta(hours=72)
"""Of a session nearer than this the coach has no advance, and waves follow each other fast."""
AT_ONCE = 20  # people asked in one unit, before the next work day is left to another


# Asking.


async def needing(unit: Unit, work_day: int, choices: Choices) -> list[Session]:
    """Return the sessions to come of a work day that lack a qualified supervisor for some of their work."""
    found = [s for s in await sessions.sessions_of(unit, work_day) if s.is_open and s.starts_at > unit.now]
    return [session for session in found if await supervision.uncovered(unit, session, choices)]


async def ask_round(unit: Unit, work_day: int, choices: Choices, *, everyone: bool, again: bool = False) -> int:
    """Ask supervisors: first the household's coach where qualified, then (`everyone`) the next wave, nearest first.

    Nobody is asked twice, but for `again`: as many of those who said nothing as are in a wave. Who declined is left
    alone. Returns how many people were asked now.
    """
    plan = await work_days.get_work_day(unit, work_day)
    needed = await needing(unit, work_day, choices)
    if not needed:
        return 0
    asked = [session.id for session in needed]
    circles = ((plan.commune,), around(plan.commune))
    wave = await supervision.nearest(unit, plan.works, asked, choices, circles)
    coach = await _coach(unit, plan, choices)
    if coach is not None and not everyone and needed[0].starts_at - unit.now > SOON:
        wave = [coach]
    elif coach is not None:
        wave = [coach, *(person for person in wave if person.id != coach.id)]
    if again:
        known = {person.id for person in wave}
        silent = await supervision.silent(unit, asked, choices.supervisor_wave)
        wave += [person for person in silent if person.id not in known]
    return sum([await _ask(unit, person, needed, choices, again=again) for person in wave])


async def _coach(unit: Unit, plan: WorkDay, choices: Choices) -> Person | None:
    """The household's coach, or who stands in for them, where they may lead some of the work."""
    reader = await households.reader(unit, plan.household_id)
    if reader is None:
        return None
    coach = await people.get(unit, reader)
    able = coach.has(Role.SUPERVISOR) and await supervision.qualified(unit, coach.id, plan.works, choices)
    return coach if able else None


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


# Nobody yet: wave after wave is asked, then the coordinator is told.


async def watch(unit: Unit, choices: Choices) -> bool:
    """Ask further and tell coordinators, each once for each work day and loss; a portion of what is due."""
    due = await dues.due(unit, "supervisors")
    asked = 0
    for work_day in dict.fromkeys(session.work_day_id for session in due):
        if asked >= AT_ONCE:
            return True
        alone = await supervision.alone(unit, work_day)
        told, again_at = await _search(unit, work_day, alone, choices) if alone else Visited(0, None)
        asked += told
        still = {session.id for session in alone}
        for session in await sessions.sessions_of(unit, work_day):
            if session.id in still:
                await dues.again_at(unit, "supervisors", session.id, again_at)
            else:  # whoever hands it back has it looked at again
                await dues.done(unit, "supervisors", session.id)
    return len(due) == dues.PORTION


async def _search(unit: Unit, work_day: int, alone: list[Session], choices: Choices) -> Visited:
    """Do what is due for a work day of which nobody leads these sessions."""
    since = min([await supervision.alone_since(unit, session) for session in alone])
    told_at = since + timedelta(hours=choices.supervisor_wait_hours)
    if told_at <= unit.now:
        await tell_coordinators(unit, work_day, alone, since, choices)
    wave_at = await _next_wave(unit, alone, choices)
    asked = await ask_round(unit, work_day, choices, everyone=True) if wave_at <= unit.now else 0
    if asked:
        wave_at = await _next_wave(unit, alone, choices)
    waves = (wave_at, alone[0].starts_at - SOON) if wave_at > unit.now else ()  # none: everybody was asked
    return Visited(asked, min((moment for moment in (told_at, *waves) if moment > unit.now), default=None))


async def _next_wave(unit: Unit, alone: list[Session], choices: Choices) -> datetime:
    """When the next wave is asked: those asked last have some hours first, of the day; at once where all said no."""
    asked = await supervision.last_asked(unit, [session.id for session in alone])
    if asked is None:
        return unit.now
    near = alone[0].starts_at - unit.now <= SOON
    hours = choices.supervisor_soon_hours if near else choices.supervisor_first_hours
    return notice_time(choices, asked, alone[0].starts_at) + timedelta(hours=hours)


async def tell_coordinators(unit: Unit, work_day: int, alone: list[Session], since: datetime, choices: Choices) -> None:
    """Tell coordinators, once for a loss (`since`), that nobody leads these sessions of a work day."""
    for person in await people.with_role(unit, Role.COORDINATOR):
        await notify(
            unit, person, message(NOBODY, work_day=work_day), subject=Subject("work_day", work_day),
            key=f"nobody_leads:{work_day}:{since.isoformat()}:{person.id}",
            not_before=notice_time(choices, unit.now, alone[0].starts_at), expires_at=alone[-1].starts_at,
        )  # fmt: skip


async def next_watch(unit: Unit, choices: Choices) -> datetime | None:
    """When somebody is to be asked or told next."""
    return await dues.next_time(unit, "supervisors")


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
        able=await supervision.count_asked(unit, [session.id for session in needed]),
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
