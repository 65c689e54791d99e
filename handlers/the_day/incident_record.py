"""The record of an incident, for the household's coach and coordinators only: what is kept, and what to do next."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button, data
from handlers.context import Context, message
from handlers.home.waiting import Waiting
from handlers.routing import Press, Route, Viewer
from storage import choices as chosen
from storage import incidents, people, sessions, work_days
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.sessions import Session
from storage.store import Unit

RECORD = "incident/record"
AT_MOST = 3


async def offered(unit: Unit, person: Person, session: Session) -> list[list[Button]]:
    """Return a button for each record of a session, the newest, to who may see them."""
    found = await incidents.of_session(unit, session.id)
    return [
        [button("incident.record", "inrecord", one)]
        for one in found[:AT_MOST]
        if await check(unit, person, Action.SEE_INCIDENT, Subject("incident", one)) is Verdict.ALLOWED
    ]


async def show(ctx: Context, incident: int) -> None:
    """Open the record."""
    await ctx.display(message(RECORD, incident=incident), subject=Subject("incident", incident), is_card=True)


async def record(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The record of an incident (`incident`): session, moment, nature, who declared it, who was told, the register."""
    subject = Subject("incident", context["incident"])
    if not viewer.private or await check(unit, viewer.person, Action.SEE_INCIDENT, subject) is not Verdict.ALLOWED:
        return None
    incident = await incidents.get(unit, subject.id)
    session = await sessions.get_session(unit, incident.session_id)
    plan = await work_days.get_work_day(unit, session.work_day_id)
    told = await incidents.told(unit, incident.id)
    names = {one.id: one.name for one in await people.of_ids(unit, told)}
    follow = [[button("incident.follow", "infollow", incident.id)]] if incident.followed_at is None else []
    shown = message(
        "incident/recorded",
        [*follow, [button("sessions.open", "wdsession", session.id)]],
        nature=incident.nature,
        at=incident.declared_at.isoformat(),
        by=(await people.get(unit, incident.declared_by)).name if incident.declared_by else None,
        household=plan.household_name,
        commune=session.commune,
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        told=[{"name": names[person], "part": part} for person, part in told.items() if person in names],
        register=[
            {**one.model_dump(), "corrected": one.corrected} for one in await incidents.register(unit, incident.id)
        ],
        words=(await chosen.load(unit)).incident_words,
        followed=incident.followed_at.isoformat() if incident.followed_at else None,
    )
    return shown.model_copy(update={"protect": True})


async def follow(ctx: Context, incident: int) -> None:
    """What comes after an incident was done: it no longer waits."""
    done = await incidents.follow(ctx.unit, incident, ctx.me.id)
    await ctx.toast("incident/followed" if done else "incident/followed_already")
    await show(ctx, incident)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Incidents after which something is to be done."""
    if not person.has(Role.COACH, Role.COORDINATOR):
        return []
    found = await incidents.to_follow(unit, None if person.has(Role.COORDINATOR) else person.id)
    return [
        Waiting("incident.to_follow", data("inrecord", one.id), context={"at": one.declared_at.isoformat()},
                since=one.declared_at, urgent=True)
        for one in found
    ]  # fmt: skip


VIEWS = {RECORD: record}
WAITING = waiting
ROUTES: tuple[Route, ...] = (
    Press("inrecord", show, Action.SEE_INCIDENT, subject="incident"),
    Press("infollow", follow, Action.SEE_INCIDENT, subject="incident"),
)
