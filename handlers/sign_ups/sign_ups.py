"""*Je participe*: a seat, or the waiting list with one's rank, in one tap wherever the card is."""

from __future__ import annotations

from handlers.context import Context, notify
from handlers.routing import Link, Press, Route
from handlers.sessions.session_card import show_private
from handlers.sign_ups.offers import move_list
from handlers.sign_ups.seat_messages import line_message, seat_message
from storage import seats, sessions, waitlist
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.permissions import Action
from storage.seat_kinds import SeatKind, numbered
from storage.seats import SignUp, SignUpState
from storage.sign_ups import Verdict, hold, sign_up
from storage.store import Unit

QUIET_ABOUT = (Verdict.FREE, Verdict.FULL, Verdict.CEILING, Verdict.ALREADY_IN)


async def join(ctx: Context, session: int, kind: int = 0) -> None:
    """The button «Je participe», or one of «Aider autrement»: the toast says what happened, details come in private."""
    wished = numbered(kind)
    if wished is None:
        await ctx.toast("refused/old_button")
        return
    verdict, mine = await sign_up(ctx.unit, ctx.me.id, session, ctx.choices, kind=wished)
    if mine is None or verdict not in QUIET_ABOUT:
        await ctx.toast(f"sign_ups/no_{verdict}", alert=True)
    elif verdict is Verdict.ALREADY_IN:
        await _already(ctx, mine)
    elif verdict is Verdict.FREE:
        await ctx.toast("sign_ups/joined")
        await _details(ctx, mine)
        if wished is not SeatKind.BUILDING:  # who waited to build, or was offered a seat, makes room
            await move_list(ctx.unit, ctx.choices, session)
    else:
        await ctx.toast(f"sign_ups/{verdict}", alert=True, rank=await seats.rank(ctx.unit, mine))
        await _details(ctx, mine)


async def _already(ctx: Context, mine: SignUp) -> None:
    """A second tap is harmless, and says how things stand."""
    if mine.state is SignUpState.WAITING:
        await ctx.toast("sign_ups/waiting_already", rank=await seats.rank(ctx.unit, mine))
    else:
        await ctx.toast("sign_ups/no_already_in")


async def _details(ctx: Context, mine: SignUp) -> None:
    what = seat_message(mine) if mine.state is SignUpState.SEATED else line_message(mine)
    subject = Subject("session", mine.session_id)
    if ctx.private:
        await ctx.send(what, subject=subject, asks=True)
    else:
        await notify(ctx.unit, ctx.me, what, subject=subject, asks=True)


async def arrive(ctx: Context, rest: str) -> None:
    """A newcomer comes by a session's link: their seat is held while name and charter are asked."""
    session = _number(rest)
    if session is None:
        return
    verdict, mine = await hold(ctx.unit, ctx.me.id, session, ctx.choices)
    if verdict is Verdict.FREE and mine is not None and mine.offered_until is not None:
        found = await sessions.get_session(ctx.unit, session)
        await ctx.say(
            "sign_ups/held", until=mine.offered_until.isoformat(), start=found.starts_at.isoformat(),
            end=found.ends_at.isoformat(), commune=found.commune,
        )  # fmt: skip
    else:
        await ctx.say(f"sign_ups/not_held_{_HOLDS.get(verdict, 'gone')}")


_HOLDS = {
    Verdict.FULL: "full",
    Verdict.CEILING: "full",
    Verdict.PAST: "past",
    Verdict.CANCELLED: "cancelled",
    Verdict.ALREADY_IN: "full",
}


async def follow(ctx: Context, rest: str) -> None:
    """`t.me/<bot>?start=s-<session>`: what was held becomes a seat; anybody else sees the session."""
    session = _number(rest)
    if session is None or not await _exists(ctx, session):
        await ctx.say("sign_ups/gone")
        return
    mine = await seats.find(ctx.unit, ctx.me.id, session)
    newcomer = mine is not None and mine.state is SignUpState.EXPIRED and not ctx.me.profile_done
    if newcomer or (mine is not None and mine.state is SignUpState.HELD):
        await join(ctx, session)
    else:
        await show_private(ctx, session)


async def _exists(ctx: Context, session: int) -> bool:
    try:
        await sessions.get_session(ctx.unit, session)
    except LookupError:
        return False
    return True


def _number(rest: str) -> int | None:
    return int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 10 else None


async def leaving(unit: Unit, choices: Choices, person: PersonId) -> None:
    """Someone leaves the cooperative: their seats are free, the lists move."""
    for session in await waitlist.drop_person(unit, person):
        await move_list(unit, choices, session)


LEAVING = leaving
ROUTES: tuple[Route, ...] = (
    Press("sojoin", join, Action.SIGN_UP, subject="session", in_groups=True),
    Link("s", follow, arrive),
)
