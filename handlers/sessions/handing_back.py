"""*Je ne peux plus encadrer*: someone else is sought at once, and everyone is told, then and when somebody is found."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.routing import Press, Route, Viewer
from handlers.sessions.session_card import show_private
from handlers.sessions.supervisor_search import ask_round, tell_coordinators
from handlers.the_day.taking_back import take_back
from storage import choices as chosen
from storage import gate, people, seats, sessions, supervision
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.permissions import Action
from storage.quiet import is_urgent, notice_time
from storage.seats import ACTIVE, SignUpState
from storage.sessions import Session, SessionState
from storage.store import Unit
from storage.supervision import LeadVerdict

SOUGHT, FOUND = "supervising/sought", "supervising/found_again"


async def leave(ctx: Context, session: int) -> None:
    """Ask before a session is handed back: the button, or the plain words of who leads it."""
    found = await sessions.get_session(ctx.unit, session)
    yes = button("supervising.leave_surely", "svleft", session)
    keyboard = [[yes], [button("sessions.back", "wdsession", session)]]
    await ctx.show("supervising/leave", keyboard, start=found.starts_at.isoformat(), end=found.ends_at.isoformat())


async def left(ctx: Context, session: int) -> None:
    """They are sure."""
    verdict = await hand_back(ctx.unit, ctx.choices, ctx.me.id, session)
    if verdict is LeadVerdict.ACCEPTED:
        await ctx.show("supervising/left")
    else:
        await ctx.toast(f"supervising/take_{verdict}", alert=True)
        await show_private(ctx, session)


async def hand_back(unit: Unit, choices: Choices, person: PersonId, session: int) -> LeadVerdict:
    """A session loses who led it: others are asked now, those concerned are told, the gate is recomputed."""
    verdict = await supervision.withdraw(unit, session, person)
    if verdict is not LeadVerdict.ACCEPTED:
        return verdict
    found = await sessions.get_session(unit, session)
    await take_back(unit, person, session)
    alone = bool(await supervision.uncovered(unit, found, choices))
    await gate.refresh(unit, session, choices, quietly=alone)
    if alone:
        await ask_round(unit, found.work_day_id, choices, everyone=True, again=True)
        if is_urgent(unit.now, found.starts_at):
            await tell_coordinators(unit, found.work_day_id, [found], unit.now, choices)
    await _tell(unit, choices, found, SOUGHT, person)
    return verdict


async def tell_found(unit: Unit, choices: Choices, session: Session, person: PersonId) -> bool:
    """Someone takes a session that had been handed back: whoever was told of that is told now; False: nobody was."""
    if not await supervision.was_handed_back(unit, session.id) or await supervision.uncovered(unit, session, choices):
        return False
    await gate.refresh(unit, session.id, choices, quietly=True)
    await _tell(unit, choices, session, FOUND, person)
    return True


async def _tell(unit: Unit, choices: Choices, session: Session, name: str, about: PersonId) -> None:
    for person in await gate.concerned(unit, session.id):
        if person != about:
            await notify(
                unit, person, message(name, session=session.id, who=about), subject=Subject("session", session.id),
                not_before=notice_time(choices, unit.now, session.starts_at), expires_at=session.starts_at,
            )  # fmt: skip


# What they read, as it is when it leaves.


async def sought(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """Somebody (`who`) no longer leads a session (`session`); nothing once they do again, or somebody was found."""
    session = await sessions.get_session(unit, context["session"])
    leads = await sessions.supervisors(unit, session.id)
    alone = bool(await supervision.uncovered(unit, session, await chosen.load(unit)))
    if not session.is_open or session.starts_at <= unit.now or context["who"] in [one.id for one in leads]:
        return None
    part = await _part(unit, viewer, session)
    if part in ("helper", "waiting") and not alone:
        return None
    return message(
        "supervising/now_sought", [[button("sessions.open", "wdsession", session.id)]], part=part,
        leads=[] if alone else [one.name for one in leads], **await _facts(unit, session, context["who"]),
    )  # fmt: skip


async def found_again(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """Somebody else (`who`) leads a session (`session`), as long as they do."""
    session = await sessions.get_session(unit, context["session"])
    leads = [one.id for one in await sessions.supervisors(unit, session.id)]
    if not session.is_open or session.starts_at <= unit.now or context["who"] not in leads:
        return None
    return message(
        "supervising/now_found", [[button("sessions.open", "wdsession", session.id)]],
        part=await _part(unit, viewer, session), confirmed=session.state is SessionState.CONFIRMED,
        **await _facts(unit, session, context["who"]),
    )  # fmt: skip


async def _part(unit: Unit, viewer: Viewer, session: Session) -> str:
    person = viewer.person.id if viewer.person else 0
    theirs = {one.state for one in await seats.party(unit, person, session.id)} & ACTIVE
    if not theirs:
        return "house"
    return "waiting" if theirs == {SignUpState.WAITING} else "helper"


async def _facts(unit: Unit, session: Session, who: int) -> dict[str, Any]:
    return {
        "who": (await people.get(unit, who)).name,
        "works": list(session.works),
        "commune": session.commune,
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
    }


async def let_go(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Someone leaves: the sessions they lead look for another supervisor."""
    for session in await supervision.led_by(unit, person, limit=100):
        await hand_back(unit, choices, person, session.id)


VIEWS = {SOUGHT: sought, FOUND: found_again}
ROUTES: tuple[Route, ...] = (
    Press("svleave", leave, Action.LEAD_SESSION, subject="session", always=True),
    Press("svleft", left, Action.LEAD_SESSION, subject="session", always=True),
)
LEAVING = let_go
