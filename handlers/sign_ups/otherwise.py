"""«Aider autrement»: cooking, welcoming, minding children; the kinds a work day has seats for, and what each asks."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.routing import Link, Press, Route
from storage import seats, sessions, work_days
from storage.ids import PersonId
from storage.outbox import Button
from storage.permissions import Action
from storage.seat_kinds import KINDS, SeatKind
from storage.seats import ACTIVE, Seats
from storage.sessions import Session

PAGE = 6
Offer = tuple[Session, SeatKind, Seats]


async def show(ctx: Context, work_day: int, page: int = 0) -> None:
    """Show the seats for helping otherwise of a work day, in private; from a group this leads there."""
    if not ctx.private:
        await ctx.open_link(f"o-{work_day}")
        return
    offers = await _offers(ctx, work_day)
    if not offers:
        await ctx.toast("sign_ups/no_not_wished", alert=True)
        return
    page = page if 0 <= page * PAGE < len(offers) else 0
    shown = offers[page * PAGE : (page + 1) * PAGE]
    await ctx.show(
        "sign_ups/otherwise",
        [*[[_button(offer)] for offer in shown], _arrows(work_day, page, len(offers)), [_back(shown[0][0])]],
        works=list(shown[0][0].works),
        commune=shown[0][0].commune,
        kinds=[kind.value for kind in dict.fromkeys(kind for _, kind, _ in offers)],
        lines=[await _line(ctx, *offer) for offer in shown],
    )


async def _offers(ctx: Context, work_day: int) -> list[Offer]:
    found = [one for one in await sessions.sessions_of(ctx.unit, work_day) if one.is_open and one.starts_at > ctx.now]
    counted = [(one, await seats.count_otherwise(ctx.unit, one)) for one in found]
    return [(one, kind, many) for one, kinds in counted for kind, many in kinds.items()]


async def _line(ctx: Context, session: Session, kind: SeatKind, counted: Seats) -> dict[str, Any]:
    return {
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
        "kind": kind.value,
        "free": counted.free,
        "seats": counted.seats,
        "mine": await _has(ctx, session, kind, ctx.me.id),
    }


async def _has(ctx: Context, session: Session, kind: SeatKind, person: PersonId) -> str | None:
    mine = await seats.find(ctx.unit, person, session.id)
    return mine.state.value if mine is not None and mine.kind is kind and mine.state in ACTIVE else None


def _button(offer: Offer) -> Button:
    session, kind, counted = offer
    label = "take" if counted.free else "wait"
    return button(
        f"otherwise.{label}_{kind}", "sojoin", session.id, KINDS.index(kind), start=session.starts_at.isoformat()
    )


def _arrows(work_day: int, page: int, total: int) -> list[Button]:
    arrows = [button("lists.previous", "otday", work_day, page - 1)] if page else []
    return arrows + ([button("lists.next", "otday", work_day, page + 1)] if (page + 1) * PAGE < total else [])


def _back(session: Session) -> Button:
    return button("sign_ups.back", "wdcard", session.work_day_id)


async def follow(ctx: Context, rest: str) -> None:
    """`t.me/<bot>?start=o-<work day>`."""
    known = rest.isascii() and rest.isdigit() and len(rest) < 10
    if known and await work_days.exists(ctx.unit, int(rest)):
        await show(ctx, int(rest))
    else:
        await ctx.say("work_days/gone")


ROUTES: tuple[Route, ...] = (
    Press("otday", show, Action.SIGN_UP, subject="work_day", in_groups=True),
    Link("o", follow),
)
