"""`/agenda`: what comes, with filters as buttons; `/mesinscriptions`: one's own seats and waiting lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntFlag
from typing import Any

from handlers.agenda.nearness import around
from handlers.buttons import button, link
from handlers.context import Context
from handlers.routing import Command, Press, Route
from storage import agenda, people, seats, sessions
from storage.agenda import Page, Wanted
from storage.clock import PARIS
from storage.outbox import Button
from storage.seats import SignUp
from storage.sessions import Session

LINES = 6


class Filter(IntFlag):
    """The filters, added together in callback data."""

    MINE = 1
    NEAR = 2
    WEEKEND = 4
    FREE = 8
    LIKES = 16


ALL = sum(Filter)


async def show(ctx: Context, filters: int = 0, page: int = 0) -> None:
    """Show a page of the agenda; in a group what is for everyone, with links to the private chat."""
    if not ctx.private:
        await _show_in_group(ctx)
        return
    chosen = Filter(filters & ALL)
    wanted = _wanted(ctx, chosen)
    found = await agenda.coming(ctx.unit, wanted, ctx.choices, offset=max(0, page) * LINES, limit=LINES)
    if not found.sessions and found.total:
        page = 0
        found = await agenda.coming(ctx.unit, wanted, ctx.choices, offset=0, limit=LINES)
    lines = await session_lines(ctx, found.sessions)
    await ctx.show(
        "agenda/list",
        [_numbers(found), _arrows(found, chosen, page), *_filters(chosen)],
        lines=lines,
        first=found.first,
        total=found.total,
        more=found.more,
        filtered=bool(chosen),
        no_commune=bool(chosen & Filter.NEAR) and ctx.me.commune is None,
        no_likes=bool(chosen & Filter.LIKES) and not ctx.me.likes,
    )


async def _show_in_group(ctx: Context) -> None:
    found = await agenda.coming(ctx.unit, Wanted(), ctx.choices, offset=0, limit=LINES)
    lines = [{**line, "mine": None} for line in await session_lines(ctx, found.sessions)]
    keyboard = [
        [link("agenda.own", f"s-{session.id}", start=session.starts_at.isoformat())] for session in found.sessions
    ]
    await ctx.say("agenda/in_group", keyboard, lines=lines)


def _wanted(ctx: Context, chosen: Filter) -> Wanted:
    begins, ends = weekend(ctx.now)
    on_weekend = bool(chosen & Filter.WEEKEND)
    return Wanted(
        mine=ctx.me.id if chosen & Filter.MINE else None,
        communes=around(ctx.me.commune) if chosen & Filter.NEAR and ctx.me.commune else None,
        from_=begins if on_weekend else None,
        until=ends if on_weekend else None,
        free=bool(chosen & Filter.FREE),
        works=ctx.me.likes if chosen & Filter.LIKES and ctx.me.likes else None,
    )


def weekend(now: datetime) -> tuple[datetime, datetime]:
    """Return from when to when this week-end lasts in Paris: Saturday and Sunday, the present one on Sunday too."""
    today = now.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0)
    saturday = today + timedelta(days=5 - today.weekday())
    monday = saturday + timedelta(days=2)
    return saturday, monday


async def session_lines(ctx: Context, found: Sequence[Session]) -> list[dict[str, Any]]:
    """Return what the lines of the agenda tell of these sessions."""
    counted = await seats.count_each(ctx.unit, found, ctx.choices)
    mine = await agenda.states_of(ctx.unit, ctx.me.id, [session.id for session in found])
    return [
        {
            "start": session.starts_at.isoformat(),
            "end": session.ends_at.isoformat(),
            "commune": session.commune,
            "works": list(session.works),
            "free": counted[session.id].free,
            "confirmed": session.state == "confirmed",
            "mine": mine.get(session.id),
        }
        for session in found
    ]


def _numbers(found: Page) -> list[Button]:
    return [number(session, found.first + at) for at, session in enumerate(found.sessions)]


def number(session: Session, at: int) -> Button:
    """Return the button of a numbered line: it opens the session's card."""
    return button("agenda.number", "wdsession", session.id, number=at)


def _arrows(found: Page, chosen: Filter, page: int) -> list[Button]:
    arrows = [button("lists.previous", "agenda", chosen, page - 1)] if found.first > 1 else []
    if found.first + LINES <= found.total:
        arrows.append(button("lists.next", "agenda", chosen, page + 1))
    return arrows


def _filters(chosen: Filter) -> list[list[Button]]:
    toggles = [
        button(f"agenda.{one.name.lower()}", "agenda", chosen ^ one, 0, ticked=bool(chosen & one))
        for one in Filter
        if one.name
    ]
    return [toggles[:2], toggles[2:4], toggles[4:]]


async def mine(ctx: Context, page: int = 0) -> None:
    """Show one's sign-ups, those of one's companions below one's own."""
    found, total = await agenda.sign_ups_of(ctx.unit, ctx.me.id, offset=max(0, page) * LINES, limit=LINES)
    lines = [await _own_line(ctx, one) for one in found]
    keyboard = [[button("agenda.own", "wdsession", one, start=start)] for one, start in _once(found, lines)]
    arrows = [button("lists.previous", "mine", page - 1)] if page > 0 else []
    if (page + 1) * LINES < total:
        arrows.append(button("lists.next", "mine", page + 1))
    last = [button("agenda.all", "agenda", 0, 0), button("calendar.open", "clopen")]
    await ctx.show("agenda/mine", [*keyboard, arrows, last], lines=lines, total=total)


def _once(found: list[SignUp], lines: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return list(
        {one.session_id: (one.session_id, line["start"]) for one, line in zip(found, lines, strict=True)}.values()
    )


async def _own_line(ctx: Context, one: SignUp) -> dict[str, Any]:
    session = await sessions.get_session(ctx.unit, one.session_id)
    other = None if one.person_id == ctx.me.id else (await people.get(ctx.unit, one.person_id)).name
    return {
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
        "commune": session.commune,
        "state": one.state,
        "kind": one.kind.value,
        "rank": await seats.rank(ctx.unit, one) if one.state == "waiting" else None,
        "until": one.offered_until.isoformat() if one.offered_until else None,
        "who": other,
        "confirmed": session.state == "confirmed",
    }


ROUTES: tuple[Route, ...] = (
    Command("agenda", show, in_groups=True),
    Command("mesinscriptions", mine),
    Press("agenda", show),
    Press("mine", mine),
)
