"""What people write about a session, in plain French: understood, confirmed with a button, answered or passed on."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message
from handlers.routing import Press, Reply, Route
from handlers.sessions import handing_back, supervising
from handlers.sessions.addresses import may_see_address, show_address
from handlers.sessions.session_card import show_private
from handlers.sign_ups.seat_messages import session_facts
from handlers.sign_ups.withdrawals import ASKS_TO_LEAVE, keep
from handlers.threads.passing_on import ask_back, offer, pass_on, pass_on_written
from locales.fr import reply as understanding
from locales.fr.search import read_search
from locales.fr.second_thoughts import asks_what_is_missing, read_stay, speaks_of_the_past
from locales.fr.when import Slot
from storage import agenda, seats, sessions, waitlist
from storage.clock import PARIS
from storage.ids import Subject
from storage.outbox import Button
from storage.permissions import Action
from storage.sessions import Session

ANSWERED = frozenset({"time", "duration", "what_to_bring", "supervisor", "meal", "work", "minors"})
PLACES = frozenset({"place", "parking"})
_NOT_COMING = "replies/not_coming"
_PUT = ("reminders/", "sessions/", "replies/", "sign_ups/withdraw", "sign_ups/offer")
"""Messages that ask something of their own accord: what is written next answers them, whatever else one has joined."""


async def replied(ctx: Context, subject: Subject) -> bool:
    """A text that answers a card, a reminder or a notice about a session."""
    if not ctx.text or ctx.person is None or not ctx.me.accepted or ctx.asked is None:
        return False
    session = await sessions.get_session(ctx.unit, subject.id)
    if _looks_elsewhere(ctx, session) or (asks_for_card(ctx) and not ctx.pointed):
        return False
    coming = session.is_open and session.starts_at > ctx.now
    if coming and (ctx.pointed or await _is_meant(ctx, session)) and await understood(ctx, session):
        return True
    return ctx.pointed and await pass_on(ctx, subject, ctx.text)


async def _is_meant(ctx: Context, session: Session) -> bool:
    """Whether a text without «Reply» can only be about the session of the newest question."""
    others = [one for one in await agenda.sessions_joined(ctx.unit, ctx.me.id) if one.id != session.id]
    if not others:
        return True
    named = understanding.read_reply(ctx.text, ctx.now.astimezone(PARIS)).dates
    if any(one.starts_at.astimezone(PARIS).date() in named for one in others):
        return False
    return ctx.asked is not None and ctx.asked.name.startswith(_PUT)


async def understood(ctx: Context, session: Session) -> bool:
    """Answer a text about a session to come; False where it says nothing that is understood, or nobody can answer."""
    if await _thought_again(ctx, session):
        return True
    read = understanding.read_reply(ctx.text, ctx.now.astimezone(PARIS), slot_of(session))
    if read.intent == "other":
        return False
    if read.intent == "question":
        if speaks_of_the_past(ctx.text):
            return False
        if asks_for_card(ctx) and await _oversees(ctx, session):
            await show_private(ctx, session.id)
            return True
        return await answer(ctx, session, read.topic)
    if read.intent == "thanks":
        await ctx.say("replies/thanks")
    elif read.intent in ("unsure", "later") or read.conflict:
        await _say(ctx, session, "replies/unsure", await _both(ctx, session))
    else:
        await _confirm(ctx, session, read)
    return True


def _looks_elsewhere(ctx: Context, session: Session) -> bool:
    """Whether a text that is no reply by itself looks for other works or another commune than this session's."""
    if ctx.pointed:
        return False
    looked_for = read_search(ctx.text, ctx.now.astimezone(PARIS))
    if looked_for is None:
        return False
    elsewhere = bool(looked_for.communes) and session.commune not in {one.insee for one in looked_for.communes}
    return elsewhere or (bool(looked_for.works) and not set(looked_for.works) & set(session.works))


def asks_for_card(ctx: Context) -> bool:
    """Whether they ask who comes or what is missing: the card says it to those who may know."""
    read = understanding.read_reply(ctx.text, ctx.now.astimezone(PARIS))
    return asks_what_is_missing(ctx.text) or (read.intent == "question" and read.topic == "who_comes")


async def _oversees(ctx: Context, session: Session) -> bool:
    return session.id in [one.id for one in await agenda.sessions_overseen(ctx.unit, ctx.me.id)]


async def _thought_again(ctx: Context, session: Session) -> bool:
    """Whether they were asked if they withdraw, and this answers it."""
    if ctx.asked is None or ctx.asked.name not in (ASKS_TO_LEAVE, _NOT_COMING) or not await _seated(ctx, session):
        return False
    meant = read_stay(ctx.text, ctx.now.astimezone(PARIS))
    if meant == "stays":
        await keep(ctx, session.id)
    elif meant == "leaves":
        await _say(ctx, session, _NOT_COMING, await _keyboard(ctx, session, "not_coming", seated=True))
    return meant is not None


def slot_of(session: Session) -> Slot:
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
    """Nothing changes before a button is pressed; hours are told to household and supervisors at once."""
    seated = await _seated(ctx, session)
    leads = [one.id for one in await sessions.supervisors(ctx.unit, session.id)]
    if (seated or ctx.me.id in leads) and read.intent in ("late", "early_leave"):
        await pass_on(ctx, Subject("session", session.id), ctx.text, also=leads)
        return
    if ctx.me.id in leads and not seated and read.intent in ("not_coming", "coming"):
        await (handing_back.leave if read.intent == "not_coming" else supervising.keep)(ctx, session.id)
        return
    await _say(
        ctx, session, _name(read.intent, seated=seated), await _keyboard(ctx, session, read.intent, seated=seated)
    )
    if read.topic is not None and read.intent != "not_coming":
        await answer(ctx, session, read.topic)


def _name(intent: str, *, seated: bool) -> str:
    if intent == "not_coming":
        return _NOT_COMING if seated else "replies/not_in"
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
    await ask_back(ctx, message(name, keyboard, **_when(session)), Subject("session", session.id))


async def answer(ctx: Context, session: Session, topic: str | None, *, named: bool = False) -> bool:
    """Answer at once what may be told to this person; the rest is for the household: at their wish.

    `named`: say which session it is about, as there are several. False: nobody is there to answer.
    """
    subject = Subject("session", session.id)
    if topic in PLACES:
        if await may_see_address(ctx.unit, ctx.me, session):
            await show_address(ctx, session.id)
        else:
            await ctx.say("replies/place", **_when(session), hours=ctx.choices.address_hours_before)
    elif topic in ANSWERED:
        await ctx.say("replies/facts", topic=topic, named=named, **await session_facts(ctx.unit, session.id))
    elif ctx.pointed:
        return await pass_on(ctx, subject, ctx.text)
    else:
        return await offer(ctx, subject)
    return True


async def pass_instead(ctx: Context, session: int) -> None:
    """«C'est un message»: what the person wrote goes to the household."""
    await pass_on_written(ctx, Subject("session", session))


ROUTES: tuple[Route, ...] = (Reply("session", replied), Press("rppass", pass_instead, Action.USE, subject="session"))
