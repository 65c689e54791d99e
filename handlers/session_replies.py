"""What people write about a session, in plain French: understood, confirmed with a button, answered or passed on."""

from __future__ import annotations

from typing import Any

from handlers import threads
from handlers.addresses import may_see_address, show_address
from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Press, Reply, Route
from handlers.seat_messages import session_facts
from locales.fr import reply as understanding
from locales.fr.search import read_search
from locales.fr.when import Slot
from storage import seats, sessions, waitlist
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button
from storage.permissions import Action
from storage.sessions import Session

ANSWERED = frozenset({"time", "duration", "what_to_bring", "supervisor", "meal", "work", "minors"})
PLACES = frozenset({"place", "parking"})


async def replied(ctx: Context, subject: Subject) -> bool:
    """A text that answers a card, a reminder or a notice about a session."""
    if not ctx.text or ctx.person is None or not ctx.me.accepted:
        return False
    session = await sessions.get_session(ctx.unit, subject.id)
    if _looks_elsewhere(ctx, session):
        return False
    read = understanding.read_reply(ctx.text, ctx.now.astimezone(PARIS), _slot(session))
    if not session.is_open or session.starts_at <= ctx.now or read.intent == "other":
        return await threads.pass_on(ctx, subject, ctx.text)
    if read.intent == "question":
        await _answer(ctx, session, read.topic)
    elif read.intent == "thanks":
        await ctx.say("replies/thanks")
    elif read.intent in ("unsure", "later") or read.conflict:
        await _say(ctx, session, "replies/unsure", await _both(ctx, session))
    else:
        await _confirm(ctx, session, read)
    return True


def _looks_elsewhere(ctx: Context, session: Session) -> bool:
    """Whether a text that is no reply by itself looks for other works or another commune than this session's."""
    if ctx.message is not None and ctx.message.reply_to_message is not None:
        return False
    looked_for = read_search(ctx.text, ctx.now.astimezone(PARIS))
    if looked_for is None:
        return False
    elsewhere = bool(looked_for.communes) and session.commune not in {one.insee for one in looked_for.communes}
    return elsewhere or (bool(looked_for.works) and not set(looked_for.works) & set(session.works))


def _slot(session: Session) -> Slot:
    start, end = session.starts_at.astimezone(PARIS), session.ends_at.astimezone(PARIS)
    return Slot(date=start.date(), start=start.time(), end=end.time() if end.date() == start.date() else None)


def _when(session: Session) -> dict[str, Any]:
    return {"start": session.starts_at.isoformat(), "end": session.ends_at.isoformat(), "commune": session.commune}


async def _seated(ctx: Context, session: Session) -> bool:
    return bool(await seats.party(ctx.unit, ctx.me.id, session.id))


async def _both(ctx: Context, session: Session) -> list[list[Button]]:
    yes = "sokeep" if await _seated(ctx, session) else "sojoin"
    keyboard = [[button("replies.coming", yes, session.id)], [button("replies.pass_on", "rppass", session.id)]]
    if yes == "sokeep":
        keyboard.insert(1, [button("replies.not_coming", "sowithdraw", session.id)])
    return keyboard


async def _confirm(ctx: Context, session: Session, read: understanding.Reply) -> None:
    """Nothing changes before a button is pressed; hours are told to the household at once, they change nothing."""
    seated = await _seated(ctx, session)
    if seated and read.intent in ("late", "early_leave"):
        await threads.pass_on(ctx, Subject("session", session.id), ctx.text)
        return
    await _say(
        ctx, session, _name(read.intent, seated=seated), await _keyboard(ctx, session, read.intent, seated=seated)
    )
    if read.topic is not None and read.intent != "not_coming":
        await _answer(ctx, session, read.topic)


def _name(intent: str, *, seated: bool) -> str:
    if intent == "not_coming":
        return "replies/not_coming" if seated else "replies/not_in"
    if not seated:
        return "replies/join"
    return "replies/companion" if intent == "companion" else "replies/coming"


async def _keyboard(ctx: Context, session: Session, intent: str, *, seated: bool) -> list[list[Button]]:
    if intent == "not_coming":
        alone = not await waitlist.brought(ctx.unit, ctx.me.id, session.id)  # else: who stays is asked first
        leave = [
            [button("replies.not_coming", "soleave" if alone else "sowithdraw", session.id)],
            [button("replies.stay", "sokeep", session.id)],
        ]
        return leave if seated else await _both(ctx, session)
    if not seated:
        return [[button("replies.join", "sojoin", session.id)], [button("replies.pass_on", "rppass", session.id)]]
    yes = button("replies.companion", "socompany", session.id)
    first = yes if intent == "companion" else button("replies.coming", "sokeep", session.id)
    return [[first], [button("replies.pass_on", "rppass", session.id)]]


async def _say(ctx: Context, session: Session, name: str, keyboard: list[list[Button]]) -> None:
    await threads.ask_back(ctx, message(name, keyboard, **_when(session)), Subject("session", session.id))


async def _answer(ctx: Context, session: Session, topic: str | None) -> None:
    """Answer at once what may be told to this person; the rest goes to the household."""
    if topic in PLACES:
        if await may_see_address(ctx.unit, ctx.me, session):
            await show_address(ctx, session.id)
        else:
            await ctx.say("replies/place", **_when(session), hours=ctx.choices.address_hours_before)
    elif topic in ANSWERED:
        await ctx.say("replies/facts", topic=topic, **await session_facts(ctx.unit, session.id))
    else:
        await threads.pass_on(ctx, Subject("session", session.id), ctx.text)


async def pass_on(ctx: Context, session: int) -> None:
    """«C'est un message»: what the person wrote goes to the household."""
    await threads.pass_on_written(ctx, Subject("session", session))


ROUTES: tuple[Route, ...] = (Reply("session", replied), Press("rppass", pass_on, Action.USE, subject="session"))
