"""A freed seat is offered to the first who waits, until a time; then to the next."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Job, Press, Route, Viewer
from handlers.sign_ups.seat_messages import answerer, seat_message, session_facts
from storage import dues, people, relays, seats, sessions, waitlist
from storage.choices import Choices
from storage.dues import Visited
from storage.ids import SignUpId, Subject
from storage.outbox import Message
from storage.people import Person
from storage.permissions import Action
from storage.quiet import after_quiet
from storage.seat_kinds import KINDS
from storage.seats import SignUp, SignUpState
from storage.sessions import Session
from storage.sign_ups import Verdict, sign_up
from storage.store import Unit

OFFER, EXPIRED = "sign_ups/offer", "sign_ups/offer_over"


async def move_list(unit: Unit, choices: Choices, session: int) -> None:
    """Offer free seats of a session to who waits, end what is over, and tell them."""
    expired, offered = await waitlist.advance(unit, session, choices)
    for found in offered:
        await _tell(unit, found, message(OFFER, sign_up=found.id, until=_iso(found)), asks=True)
    for found in expired:
        if (await people.get(unit, found.person_id)).accepted:  # a newcomer's hold ends without a word
            await _tell(unit, found, message(EXPIRED, sign_up=found.id))


def _iso(found: SignUp) -> str | None:
    return found.offered_until.isoformat() if found.offered_until else None


async def _tell(unit: Unit, found: SignUp, what: Message, *, asks: bool = False) -> None:
    session = await sessions.get_session(unit, found.session_id)
    await notify(
        unit, await answerer(unit, found), what, subject=Subject("session", session.id), asks=asks,
        expires_at=found.offered_until or session.starts_at,
    )  # fmt: skip


async def move_lists(unit: Unit, choices: Choices) -> bool:
    """The clock's work: what was offered, held or kept for too long, and lists in which something moved.

    In quiet hours nothing is offered: those lists wait.
    """
    over = await waitlist.over(unit, dues.PORTION)
    for session in over:
        await move_list(unit, choices, session)
    if len(over) == dues.PORTION:
        return True

    async def one(session: Session) -> Visited:
        await move_list(unit, choices, session.id)
        return Visited(1, None)

    return after_quiet(choices, unit.now) == unit.now and await dues.visit(unit, "offers", one)


async def offer(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """An offered seat (`sign_up`, `until`), while it is offered."""
    found = await _mine(unit, viewer, context)
    if found is None or found.state is not SignUpState.OFFERED or _iso(found) != context["until"]:
        return None
    keyboard = [[button("sign_ups.take", "sotake", found.id)], [button("sign_ups.leave_offer", "sonot", found.id)]]
    facts = {**await session_facts(unit, found.session_id), "kind": found.kind.value}
    return message("sign_ups/offered", keyboard, until=context["until"], who=await _other(unit, viewer, found), **facts)


async def offer_over(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """An offer that nobody took in time (`sign_up`)."""
    found = await _mine(unit, viewer, context)
    if found is None or found.state is not SignUpState.EXPIRED:
        return None
    keyboard = [[button("sign_ups.join_again", "sojoin", found.session_id, KINDS.index(found.kind))]]
    return message("sign_ups/expired", keyboard, kind=found.kind.value, **await session_facts(unit, found.session_id))


async def _mine(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> SignUp | None:
    found = await seats.get(unit, context["sign_up"])
    if viewer.person is None or viewer.person.id not in (found.person_id, found.brought_by):
        return None
    return found


async def _other(unit: Unit, viewer: Viewer, found: SignUp) -> str | None:
    """The name of a companion for whom the seat is; None for oneself."""
    if viewer.person is not None and viewer.person.id == found.person_id:
        return None
    return (await people.get(unit, found.person_id)).name


async def take(ctx: Context, sign_up_id: int) -> None:
    """The button «Je prends la place»."""
    found = await seats.get(ctx.unit, sign_up_id)
    if found.state is SignUpState.SEATED:
        await ctx.toast("sign_ups/no_already_in")
        return
    if found.state is not SignUpState.OFFERED:
        await ctx.toast("sign_ups/offer_gone", alert=True)
        return
    verdict, mine = await sign_up(ctx.unit, found.person_id, found.session_id, ctx.choices, kind=found.kind)
    if verdict is Verdict.FREE and mine is not None and ctx.me.id not in (mine.person_id, mine.brought_by):
        await _taken_for(ctx, mine)
    elif verdict is Verdict.FREE and mine is not None:
        await ctx.toast("sign_ups/joined")
        await ctx.send(seat_message(mine), subject=Subject("session", mine.session_id), asks=True)
    elif mine is not None and mine.state is SignUpState.WAITING:
        await ctx.toast("sign_ups/offer_gone_waiting", alert=True, rank=await seats.rank(ctx.unit, mine))
    else:
        await ctx.toast(f"sign_ups/no_{verdict}", alert=True)


async def _taken_for(ctx: Context, mine: SignUp) -> None:
    """Whoever acts for somebody without Telegram took it for them: there is no offer to pass on any more."""
    await relays.drop(
        ctx.unit, person=mine.person_id, subject=Subject("session", mine.session_id), names=(OFFER,)
    )  # fmt: skip
    await ctx.toast("without_telegram/seated", who=(await people.get(ctx.unit, mine.person_id)).name)


async def leave(ctx: Context, sign_up_id: int) -> None:
    """The button «Non merci»: the next in line gets the offer at once."""
    found = await seats.get(ctx.unit, sign_up_id)
    if found.state is not SignUpState.OFFERED:
        await ctx.toast("sign_ups/offer_gone", alert=True)
        return
    await waitlist.withdraw(ctx.unit, found.person_id, found.session_id, with_companions=False)
    await move_list(ctx.unit, ctx.choices, found.session_id)
    await ctx.show("sign_ups/offer_left", [[button("sign_ups.agenda", "agenda", 0, 0)]])


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Seats offered to this person, or to whom they bring."""
    offered = [one for one in await waitlist.offers_of(unit, person.id) if one.offered_until]
    return [
        Waiting(
            "sign_ups.offer_waits", button("", "soffer", one.id).press or "", context={"until": _iso(one)}, urgent=True
        )
        for one in offered
    ]


async def show(ctx: Context, sign_up_id: int) -> None:
    """Show an offer again."""
    found = await seats.get(ctx.unit, SignUpId(sign_up_id))
    if found.state is not SignUpState.OFFERED:
        await ctx.toast("sign_ups/offer_gone", alert=True)
        return
    what = message(OFFER, sign_up=found.id, until=_iso(found))
    await ctx.display(what, subject=Subject("session", found.session_id), asks=True)


VIEWS = {OFFER: offer, EXPIRED: offer_over}
WAITING = waiting
JOBS = (Job("offers", move_lists, waitlist.next_deadline),)
ROUTES: tuple[Route, ...] = (
    Press("sotake", take, Action.CHANGE_SIGN_UP, subject="sign_up"),
    Press("sonot", leave, Action.CHANGE_SIGN_UP, subject="sign_up", always=True),
    Press("soffer", show, Action.CHANGE_SIGN_UP, subject="sign_up"),
)
