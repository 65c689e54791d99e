"""Seats taken and given back for somebody without Telegram, by who acts for them."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.routing import Press, Route
from handlers.sign_ups.withdrawals import give_back
from handlers.without_telegram.card import show
from storage import agenda, gate, memberships, messages, people, seats, sessions
from storage.agenda import Wanted
from storage.ids import PersonId, Subject
from storage.outbox import Button
from storage.permissions import Action
from storage.seats import ACTIVE, SignUp, SignUpState
from storage.sessions import Session
from storage.sign_ups import Verdict, sign_up

LINES = 6


async def choose(ctx: Context, person: int, page: int = 0) -> None:
    """Sessions to come: one button each, those they are in already left out of the buttons."""
    known = await people.get(ctx.unit, person)
    page = max(page, 0)
    found = await agenda.coming(ctx.unit, Wanted(), ctx.choices, offset=page * LINES, limit=LINES)
    lines, keyboard = [], []
    for at, session in enumerate(found.sessions, found.first):
        line = await _line(ctx, session, known.id)
        lines.append({"number": at, **line})
        if line["state"] is None:
            keyboard.append(button("agenda.number", "wtseat", person, session.id, number=at))
    arrows = [button("lists.previous", "wtsessions", person, page - 1)] if page else []
    if found.first + LINES <= found.total:
        arrows.append(button("lists.next", "wtsessions", person, page + 1))
    back = [button("without_telegram.back", "wtshow", person)]
    await ctx.show("without_telegram/sessions", [keyboard, arrows, back], who=known.name, lines=lines)


async def _line(ctx: Context, session: Session, person: PersonId) -> dict[str, Any]:
    theirs = await seats.find(ctx.unit, person, session.id)
    counted = await seats.count(ctx.unit, session, ctx.choices)
    return {
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
        "commune": session.commune,
        "works": list(session.works),
        "free": counted.free,
        "state": theirs.state if theirs is not None and theirs.state in ACTIVE else None,
    }


async def take(ctx: Context, person: int, session: int) -> None:
    """A seat for them, or a place in the line."""
    known = await people.get(ctx.unit, person)
    verdict, theirs = await sign_up(ctx.unit, known.id, session, ctx.choices)
    if theirs is None or verdict not in (Verdict.FREE, Verdict.FULL, Verdict.CEILING):
        await ctx.toast(f"companions/no_{verdict}", alert=True, who=known.name)
        return
    place = await sessions.get_session(ctx.unit, session)
    await memberships.ask(ctx.unit, known.id, await memberships.season(ctx.unit, gate.day_of(place)))
    await messages.touch(ctx.unit, Subject("person", known.id))
    if theirs.state is SignUpState.SEATED:
        await ctx.toast("without_telegram/seated", who=known.name)
    else:
        rank = await seats.rank(ctx.unit, theirs)
        await ctx.toast("without_telegram/in_line", alert=True, who=known.name, rank=rank)
    await listed(ctx, person)


async def listed(ctx: Context, person: int) -> None:
    """What they signed up for, with a button to give each back."""
    known = await people.get(ctx.unit, person)
    found, _ = await agenda.sign_ups_of(ctx.unit, known.id, offset=0, limit=8)
    own = [one for one in found if one.person_id == known.id]
    keyboard: list[list[Button]] = []
    lines = []
    for one in own:
        place = await sessions.get_session(ctx.unit, one.session_id)
        lines.append({**await _line(ctx, place, known.id), "rank": await _rank(ctx, one)})
        start = place.starts_at.isoformat()
        keyboard.append([button("without_telegram.give_back", "wtleave", person, one.session_id, 0, start=start)])
    last = [
        button("without_telegram.sign_up", "wtsessions", person, 0),
        button("without_telegram.back", "wtshow", person),
    ]
    await ctx.show("without_telegram/seats", [*keyboard, last], who=known.name, lines=lines)


async def _rank(ctx: Context, one: SignUp) -> int | None:
    return await seats.rank(ctx.unit, one) if one.state is SignUpState.WAITING else None


async def leave(ctx: Context, person: int, session: int, confirmed: int) -> None:
    """Give a seat back for them, after a second tap."""
    known = await people.get(ctx.unit, person)
    theirs = await seats.find(ctx.unit, known.id, session)
    place = await sessions.get_session(ctx.unit, session) if theirs is not None and theirs.state in ACTIVE else None
    if place is None or not place.is_open or place.starts_at <= ctx.now:
        await ctx.toast("without_telegram/nothing_to_give_back", alert=True)
        await listed(ctx, person)
        return
    start = place.starts_at.isoformat()
    if not confirmed:
        keyboard = [
            [button("without_telegram.give_back_surely", "wtleave", person, session, 1)],
            [button("without_telegram.back", "wtseats", person)],
        ]
        await ctx.show("without_telegram/confirm_leaving", keyboard, who=known.name, start=start)
        return
    await give_back(ctx, known.id, session)
    await messages.touch(ctx.unit, Subject("person", known.id))
    await ctx.toast("without_telegram/given_back")
    await show(ctx, person)


_A = Action.ACT_FOR
ROUTES: tuple[Route, ...] = (
    Press("wtsessions", choose, _A, subject="person"),
    Press("wtseat", take, _A, subject="person"),
    Press("wtseats", listed, _A, subject="person"),
    Press("wtleave", leave, _A, subject="person", always=True),
)
