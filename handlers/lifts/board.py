"""«Covoiturage»: the board of a session, for those who have a seat in it; first names only, nearest first."""

from __future__ import annotations

from typing import Any

from handlers.agenda.nearness import around
from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Press, Route, Viewer
from storage import lifts, people, sessions, threads
from storage.ids import PersonId, Subject
from storage.lifts import Lift, Ride, RideState
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.sessions import Session
from storage.store import Unit

BOARD = "lifts/board_now"
PAGE = 6


async def show(ctx: Context, session: int, page: int = 0) -> None:
    """The button «Covoiturage» of a seat, or a page of the board."""
    if await may(ctx, await sessions.get_session(ctx.unit, session)):
        what = message(BOARD, session=session, page=max(0, page))
        await ctx.display(what, subject=Subject("session", session))


async def may(ctx: Context, session: Session) -> bool:
    """Whether who speaks has a seat there, and it has not begun; else they are told."""
    if await lifts.may_share(ctx.unit, ctx.me.id, session):
        return True
    await ctx.toast("lifts/no_seat", alert=True)
    return False


async def board(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What is offered and looked for to a session (`session`, `page`), as it is when it leaves."""
    session = await sessions.get_session(unit, context["session"])
    subject = Subject("session", session.id)
    allowed = await check(unit, viewer.person, Action.SHARE_RIDES, subject) is Verdict.ALLOWED
    if viewer.person is None or not viewer.private or not allowed:
        return None
    if not await lifts.may_share(unit, viewer.person.id, session):
        return None
    me, page = viewer.person, context["page"]
    own = await lifts.of(unit, me.id, session.id)
    ride = await lifts.riding(unit, me.id, session.id)
    start = (own.commune if own else None) or me.commune
    found, total = await lifts.board(
        unit, session.id, start, around(start) if start else (), offset=page * PAGE, limit=PAGE
    )
    keyboard = [
        [button("lifts.number", "lfone", lift.id, number=page * PAGE + at) for at, lift in enumerate(found, 1)],
        _arrows(session, page, total),
        *await _own_buttons(unit, me, session, own, ride),
        [button("sign_ups.back", "wdsession", session.id)],
    ]
    return message(
        "lifts/board", keyboard, start=session.starts_at.isoformat(), end=session.ends_at.isoformat(),
        first=page * PAGE + 1, lines=[line(lift, me.id) for lift in found], own=line(own, me.id) if own else None,
        driver=await _driver(unit, ride), passengers=await _passengers(unit, own),
    )  # fmt: skip


def line(lift: Lift, reader: PersonId) -> dict[str, Any]:
    """Return what others of the session read of a lift."""
    return {
        "who": lift.name, "mine": lift.person_id == reader, "commune": lift.commune,
        "at": f"2000-01-01T{lift.leaves_at}", "seats": lift.seats, "left": lift.left,
    }  # fmt: skip


def _arrows(session: Session, page: int, total: int) -> list[Button]:
    arrows = [button("lists.previous", "lfboard", session.id, page - 1)] if page else []
    return arrows + ([button("lists.next", "lfboard", session.id, page + 1)] if (page + 1) * PAGE < total else [])


async def _own_buttons(
    unit: Unit, me: Person, session: Session, own: Lift | None, ride: Ride | None
) -> list[list[Button]]:
    if ride is not None:
        write = button("lifts.write", "lfwrite", ride.id, who=await _driver(unit, ride))
        return [[write], [button("lifts.leave", "lfleave", ride.id)]]
    if own is None:
        return [[button("lifts.offer", "lfoffer", session.id)], [button("lifts.wish", "lfwish", session.id)]]
    with_me = await lifts.rides_of(unit, own.id, RideState.ACCEPTED)
    return [
        *[[button("lifts.write", "lfwrite", one.id, who=await first_name(unit, one.person_id))] for one in with_me],
        [button("lifts.take_away", "lftake", own.id)],
    ]


async def _driver(unit: Unit, ride: Ride | None) -> str | None:
    return (await lifts.get(unit, ride.lift_id)).name if ride else None


async def _passengers(unit: Unit, own: Lift | None) -> list[str]:
    accepted = await lifts.rides_of(unit, own.id, RideState.ACCEPTED) if own else []
    return [await first_name(unit, one.person_id) for one in accepted]


async def first_name(unit: Unit, person: PersonId) -> str:
    """Return the first name of a person."""
    return lifts.first_name((await people.get(unit, person)).name)


async def one(ctx: Context, lift: int) -> None:
    """A line of the board: who, from where, and what may be done about it."""
    found = await lifts.get(ctx.unit, lift)
    if not await may(ctx, await sessions.get_session(ctx.unit, found.session_id)):
        return
    own = await lifts.of(ctx.unit, ctx.me.id, found.session_id)
    keyboard = []
    if found.person_id != ctx.me.id and found.left and (own is None or own.seats is None):
        keyboard.append([button("lifts.ask", "lfask", found.id)])
    if found.person_id != ctx.me.id and found.seats is None and own is not None and own.left:
        keyboard.append([button("lifts.suggest", "lfsuggest", found.id)])
    back = button("sign_ups.back", "lfboard", found.session_id, 0)
    await ctx.show("lifts/one", [*keyboard, [back]], line=line(found, ctx.me.id))


async def write(ctx: Context, ride: int) -> None:
    """*Écrire à …*: driver and passenger write to each other through the bot, and only they."""
    from handlers.threads.threads import reply_by_button  # it shows what was said, with buttons of its own

    found = await lifts.get_ride(ctx.unit, ride)
    if found is None or found.state is not RideState.ACCEPTED:
        await ctx.toast("lifts/over", alert=True)
        return
    lift = await lifts.get(ctx.unit, found.lift_id)
    matter = Subject("session", lift.session_id)
    await reply_by_button(ctx, (await threads.between(ctx.unit, lift.person_id, found.person_id, matter)).id)


VIEWS = {BOARD: board}
ROUTES: tuple[Route, ...] = (
    Press("lfboard", show, Action.SHARE_RIDES, subject="session"),
    Press("lfone", one, Action.SHARE_RIDES, subject="lift"),
    Press("lfwrite", write, Action.CHANGE_RIDE, subject="ride"),
)
