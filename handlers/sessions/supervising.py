"""*J'encadre*: a supervisor takes a session, or those of a whole day, and sees which they lead."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from handlers.buttons import button, data
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Command, Press, Route, Viewer
from handlers.sessions.handing_back import tell_found
from handlers.sessions.session_card import session_line, show_private
from handlers.sessions.supervisor_search import REQUEST, needing
from storage import choices as chosen
from storage import gate, households, sessions, supervision, urgent_news, work_days
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.sessions import Session
from storage.store import Unit
from storage.supervision import LeadVerdict

BUTTONS = 6
WANTED = 10  # work days that look for someone, the next ones


# The request.


async def request(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A work day (`work_day`) for a supervisor: its sessions, and *J'encadre* for those that need someone."""
    if viewer.person is None or await check(unit, viewer.person, Action.SUPERVISE) is not Verdict.ALLOWED:
        return None
    try:
        plan = await work_days.get_work_day(unit, context["work_day"])
    except LookupError:
        return None
    choices = await chosen.load(unit)
    if not await supervision.qualified(unit, viewer.person.id, plan.works, choices):
        return None
    mine = {session.id for session in await supervision.led_by(unit, viewer.person.id, limit=100)}
    needed = [s for s in await needing(unit, plan.id, choices) if s.id not in mine]
    found = await sessions.sessions_of(unit, plan.id)
    lines = [{**await session_line(unit, s, choices), "mine": s.id in mine} for s in found]
    return message(
        "supervising/asked",
        _request_buttons(plan.id, needed, alone=len(found) == 1),
        works=list(plan.works),
        commune=plan.commune,
        household=plan.household_name,
        description=plan.description,
        risky=plan.risky,
        sessions=lines,
        needed=len(needed),
    )


def _request_buttons(work_day: int, needed: list[Session], *, alone: bool) -> list[list[Button]]:
    if not needed:
        return []
    if alone:
        keyboard = [[button("supervising.take", "svtake", needed[0].id, 1)]]
    else:
        keyboard = [
            [
                button(
                    "supervising.take_one", "svtake", s.id, 1, start=s.starts_at.isoformat(), end=s.ends_at.isoformat()
                )
            ]
            for s in needed[:BUTTONS]
        ]
        keyboard += [
            [button("supervising.take_day", "svday", s.id, start=s.starts_at.isoformat())] for s in _days(needed)
        ]
    return [*keyboard, [button("supervising.decline", "svno", work_day)]]


def _days(needed: list[Session]) -> list[Session]:
    """The first session of each day that has several."""
    by_day = groupby(needed, key=lambda session: session.starts_at.astimezone(PARIS).date())
    days = [list(found) for _, found in by_day]
    return [found[0] for found in days if len(found) > 1][:2]


# Taking, declining.


async def take(ctx: Context, session: int, from_request: int = 0) -> None:
    """The button «J’encadre»."""
    verdict = await _take(ctx, session)
    await ctx.toast(f"supervising/take_{verdict}", alert=verdict not in (LeadVerdict.ACCEPTED, LeadVerdict.ALREADY))
    found = await sessions.get_session(ctx.unit, session)
    if not ctx.private:
        return
    if from_request and await needing(ctx.unit, found.work_day_id, ctx.choices):
        await show_request(ctx, found.work_day_id)
    else:
        await show_private(ctx, session)


async def _take(ctx: Context, session: int) -> LeadVerdict:
    """Take one session; those concerned are told."""
    verdict = await supervision.accept(ctx.unit, session, ctx.me.id, ctx.choices)
    if verdict is LeadVerdict.ACCEPTED:
        found = await sessions.get_session(ctx.unit, session)
        if not await tell_found(ctx.unit, ctx.choices, found, ctx.me.id):
            await gate.refresh(ctx.unit, session, ctx.choices)
            await _tell_house(ctx, found)
    return verdict


async def take_day(ctx: Context, session: int) -> None:
    """The button «J’encadre toute la journée»: every session of that day that looks for someone, in one tap."""
    found = await sessions.get_session(ctx.unit, session)
    day = {one.id for one in await sessions.same_day(ctx.unit, session)}
    wanted = [one.id for one in await needing(ctx.unit, found.work_day_id, ctx.choices) if one.id in day]
    verdicts = [await _take(ctx, one) for one in wanted]
    taken = verdicts.count(LeadVerdict.ACCEPTED)
    refused = next((verdict for verdict in verdicts if verdict is not LeadVerdict.ACCEPTED), None)
    if taken and taken == len(verdicts):
        await ctx.toast("supervising/took_day", taken=taken)
    else:
        await ctx.toast(f"supervising/take_{refused or LeadVerdict.OVER}", alert=True)
    await show_request(ctx, found.work_day_id)


async def show_request(ctx: Context, work_day: int) -> None:
    """Show a work day to a supervisor."""
    subject = Subject("work_day", work_day)
    await ctx.display(message(REQUEST, work_day=work_day), subject=subject, is_card=True)


async def decline(ctx: Context, work_day: int) -> None:
    """The button «Pas cette fois»: nobody asks again for these sessions."""
    for session in await sessions.sessions_of(ctx.unit, work_day):
        await supervision.decline(ctx.unit, session.id, ctx.me.id)
    await ctx.show("supervising/declined")


async def keep(ctx: Context, session: int) -> None:
    """After a change, a supervisor says they will be there."""
    found = await sessions.get_session(ctx.unit, session)
    await urgent_news.answer_session(ctx.unit, session, ctx.me.id)
    await ctx.toast("supervising/kept" if found.is_open else "supervising/take_over")
    await show_private(ctx, session)


async def _tell_house(ctx: Context, session: Session) -> None:
    """The household and its coach learn who leads."""
    coach = await households.reader(ctx.unit, session.household_id)
    members = [person.id for person in await households.members(ctx.unit, session.household_id)]
    keyboard = [[button("sessions.open", "wdsession", session.id)]]
    told = {"who": ctx.me.name, "start": session.starts_at.isoformat(), "end": session.ends_at.isoformat()}
    what = message("supervising/found", keyboard, **told)
    for person in dict.fromkeys([*members, *([coach] if coach else [])]):
        if person != ctx.me.id:
            await notify(
                ctx.unit, person, what, subject=Subject("session", session.id),
                not_before=notice_time(ctx.choices, ctx.now, session.starts_at),
            )  # fmt: skip


async def mine(ctx: Context) -> None:
    """`/encadrer`: the sessions I lead, and those that look for someone."""
    led = await supervision.led_by(ctx.unit, ctx.me.id, limit=BUTTONS)
    wanted = await supervision.wanting(ctx.unit, ctx.me.id, ctx.choices, WANTED)
    keyboard = [[button("supervising.led", "wdsession", s.id, start=s.starts_at.isoformat())] for s in led]
    keyboard += [
        [button("supervising.wanted", "svshow", s.work_day_id, start=s.starts_at.isoformat(), commune=s.commune)]
        for s in wanted[:BUTTONS]
    ]
    await ctx.show("supervising/mine", keyboard, led=len(led), wanted=len(wanted))


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Sessions that look for a supervisor like this person."""
    if not person.has(Role.SUPERVISOR):
        return []
    found = []
    for session in await supervision.wanting(unit, person.id, await chosen.load(unit), WANTED):
        day = await work_days.get_work_day(unit, session.work_day_id)
        context = {"start": session.starts_at.isoformat(), "household": day.household_name}
        found.append(Waiting("supervising.waits", data("svshow", day.id), context=context, since=day.created_at))
    return found


VIEWS = {REQUEST: request}
ROUTES: tuple[Route, ...] = (
    Command("encadrer", mine, Action.SUPERVISE),
    Press("svmine", mine, Action.SUPERVISE),
    Press("svshow", show_request, Action.SUPERVISE, subject="work_day"),
    Press("svtake", take, Action.SUPERVISE, subject="session"),
    Press("svno", decline, Action.SUPERVISE, subject="work_day"),
    Press("svkeep", keep, Action.LEAD_SESSION, subject="session"),
    Press("svday", take_day, Action.SUPERVISE, subject="session"),
)
WAITING = waiting
