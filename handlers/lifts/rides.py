"""A place in somebody's car: asked through the bot, given by the driver's tap, given back, taken away."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.lifts.board import first_name, line, may, show
from handlers.routing import Press, Route, Viewer
from storage import lifts, sessions, threads
from storage.ids import PersonId, Subject
from storage.lifts import Answer, Lift, Ride, RideState
from storage.outbox import Message
from storage.people import Person
from storage.permissions import Action
from storage.quiet import notice_time
from storage.sessions import Session
from storage.store import Unit

OFFERED, ASKED = "lifts/offered_now", "lifts/asked_now"


# A car somebody may ask.


async def offered(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A car (`lift`) for who looks for a place, while there is one and both have a seat in the session."""
    lift = await lifts.find(unit, context["lift"])
    if lift is None or viewer.person is None or not lift.left:
        return None
    session = await sessions.get_session(unit, lift.session_id)
    if not await lifts.may_share(unit, viewer.person.id, session):
        return None
    keyboard = [[button("lifts.ask", "lfask", lift.id)], [button("lifts.board", "lfboard", session.id, 0)]]
    return message("lifts/offered", keyboard, start=session.starts_at.isoformat(), line=line(lift, viewer.person.id))


async def suggest(ctx: Context, lift: int) -> None:
    """A driver draws the attention of who looks for a place to their car."""
    wish = await lifts.get(ctx.unit, lift)
    session = await sessions.get_session(ctx.unit, wish.session_id)
    own = await lifts.of(ctx.unit, ctx.me.id, wish.session_id)
    if not await may(ctx, session):
        return
    if wish.seats is not None or own is None or not own.left:
        await ctx.toast("lifts/over", alert=True)
        return
    await _notify(ctx, wish.person_id, message(OFFERED, lift=own.id), session, f"lift_said:{own.id}:{wish.person_id}")
    await ctx.toast("lifts/suggested", who=wish.name)


async def ask(ctx: Context, lift: int) -> None:
    """«Demander une place»: the driver is asked."""
    found = await lifts.get(ctx.unit, lift)
    session = await sessions.get_session(ctx.unit, found.session_id)
    if not await may(ctx, session):
        return
    answer, ride = await lifts.ask(ctx.unit, found, ctx.me.id)
    if ride is not None:
        await _notify(ctx, found.person_id, message(ASKED, ride=ride.id), session, f"ride:{ride.id}")
        await ctx.toast("lifts/asked_for", who=found.name, alert=True)
    else:
        await ctx.toast(f"lifts/no_{answer}", alert=True)
    await show(ctx, session.id)


async def _notify(ctx: Context, person: PersonId, what: Message, session: Session, key: str | None = None) -> None:
    await notify(
        ctx.unit, person, what, subject=Subject("session", session.id), key=key, expires_at=session.starts_at,
        not_before=notice_time(ctx.choices, ctx.now, session.starts_at),
    )  # fmt: skip


# The driver's answer.


async def asked(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A wish for a place (`ride`) as its driver reads it, while it is not answered."""
    found = await _of_driver(unit, viewer.person, context["ride"])
    if found is None or found[0].state is not RideState.ASKED:
        return None
    ride, lift = found
    session = await sessions.get_session(unit, lift.session_id)
    keyboard = [[button("lifts.yes", "lfyes", ride.id)], [button("lifts.no", "lfno", ride.id)]]
    return message(
        "lifts/asked", keyboard, start=session.starts_at.isoformat(), who=await first_name(unit, ride.person_id),
        left=lift.left,
    )  # fmt: skip


async def _of_driver(unit: Unit, person: Person | None, ride: int) -> tuple[Ride, Lift] | None:
    found = await lifts.get_ride(unit, ride)
    lift = await lifts.find(unit, found.lift_id) if found else None
    if found is None or lift is None or person is None or lift.person_id != person.id:
        return None
    return found, lift


async def reopen(ctx: Context, ride: int) -> None:
    """Show a wish again, from what waits."""
    found = await _of_driver(ctx.unit, ctx.me, ride)
    if found is None or found[0].state is not RideState.ASKED:
        await ctx.toast("lifts/over", alert=True)
        return
    await ctx.display(message(ASKED, ride=ride), subject=Subject("session", found[1].session_id))


async def accept(ctx: Context, ride: int) -> None:
    """The driver's «D’accord»: the place is given, both may write to each other."""
    found = await _of_driver(ctx.unit, ctx.me, ride)
    if found is None:
        await ctx.toast("lifts/not_yours", alert=True)
        return
    answer = await lifts.accept(ctx.unit, found[0])
    if answer is not Answer.DONE:
        await ctx.toast("lifts/over" if answer is Answer.OVER else f"lifts/no_{answer}", alert=True)
        return
    lift = found[1]
    session = await sessions.get_session(ctx.unit, lift.session_id)
    matter = Subject("session", session.id)
    thread = await threads.between(ctx.unit, lift.person_id, found[0].person_id, matter)
    start, who = session.starts_at.isoformat(), await first_name(ctx.unit, found[0].person_id)
    write = [[button("lifts.write", "thanswer", thread.id, who=who)]]
    await ctx.show("lifts/taken_along", write, subject=Subject("thread", thread.id), who=who, start=start)
    told = message(
        "lifts/accepted",
        [[button("lifts.write", "thanswer", thread.id, who=lift.name)], [button("lifts.leave", "lfleave", ride)]],
        start=start, line=line(lift, found[0].person_id),
    )  # fmt: skip
    await notify(
        ctx.unit, found[0].person_id, told, subject=Subject("thread", thread.id), asks=True,
        expires_at=session.starts_at, not_before=notice_time(ctx.choices, ctx.now, session.starts_at),
    )  # fmt: skip


async def decline(ctx: Context, ride: int) -> None:
    """The driver's «Pas possible»."""
    found = await _of_driver(ctx.unit, ctx.me, ride)
    if found is None:
        await ctx.toast("lifts/not_yours", alert=True)
        return
    if await lifts.decline(ctx.unit, found[0]) is not Answer.DONE:
        await ctx.toast("lifts/over", alert=True)
        return
    session = await sessions.get_session(ctx.unit, found[1].session_id)
    board = [[button("lifts.board", "lfboard", session.id, 0)]]
    what = message("lifts/declined", board, start=session.starts_at.isoformat(), who=found[1].name)
    await _notify(ctx, found[0].person_id, what, session)
    await show(ctx, session.id)


# Giving it back.


async def leave(ctx: Context, ride: int) -> None:
    """A passenger no longer rides; the driver is told."""
    found = await lifts.get_ride(ctx.unit, ride)
    if found is None or found.person_id != ctx.me.id:
        await ctx.toast("lifts/not_yours", alert=True)
        return
    session = (await lifts.get(ctx.unit, found.lift_id)).session_id
    await lifts.leave(ctx.unit, found)
    await ctx.toast("lifts/given_back")
    await show(ctx, session)


async def take_away(ctx: Context, lift: int) -> None:
    """One's own car, or wish, is no more; who rode is told."""
    found = await lifts.get(ctx.unit, lift)
    if found.person_id != ctx.me.id:
        await ctx.toast("lifts/not_yours", alert=True)
        return
    await lifts.take_away(ctx.unit, found)
    await ctx.toast("lifts/taken_away")
    await show(ctx, found.session_id)


def _left(template: str) -> Any:
    async def view(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
        """Somebody's part is no more (`session`, `who`)."""
        session = await sessions.get_session(unit, context["session"])
        if not session.is_open or session.starts_at <= unit.now:
            return None
        keyboard = [[button("lifts.board", "lfboard", session.id, 0)]]
        return message(template, keyboard, start=session.starts_at.isoformat(), who=context["who"])

    return view


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Wishes for a place in one's car that are not answered."""
    return [
        Waiting(
            "lifts.waits", button("", "lfshow", ride.id).press or "", context={"start": session.starts_at.isoformat()}
        )
        for ride, session in await lifts.asked_of(unit, person.id)
    ]


VIEWS = {
    OFFERED: offered,
    ASKED: asked,
    "lifts/driver_left": _left("lifts/no_driver"),
    "lifts/passenger_left": _left("lifts/no_passenger"),
}
WAITING = waiting
ROUTES: tuple[Route, ...] = (
    Press("lfask", ask, Action.SHARE_RIDES, subject="lift"),
    Press("lfsuggest", suggest, Action.SHARE_RIDES, subject="lift"),
    Press("lftake", take_away, Action.SHARE_RIDES, subject="lift", always=True),
    Press("lfshow", reopen, Action.CHANGE_RIDE, subject="ride"),
    Press("lfyes", accept, Action.CHANGE_RIDE, subject="ride"),
    Press("lfno", decline, Action.CHANGE_RIDE, subject="ride"),
    Press("lfleave", leave, Action.CHANGE_RIDE, subject="ride", always=True),
)
