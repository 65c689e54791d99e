"""Passing on what someone wrote: to whoever can answer, as it was written; never to anybody without their wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from handlers.buttons import button
from handlers.context import Context, message
from handlers.matters import matter
from handlers.routing import Plain, Press, Reply, Route
from handlers.threads.threads import write
from storage import outbox, people, sessions, threads
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.people import Person
from storage.permissions import Action
from storage.sessions import SessionState

LATELY = timedelta(days=2)
"""How long after a session what is written without «Reply» may still be about it."""
_PRESSES = {
    "session": "rppass", "thread": "thpass", "diagnostic": "thfile", "appointment": "thvisit", "household": "thhouse",
    "broadcast": "bcpass",
}  # fmt: skip


async def pass_on(ctx: Context, subject: Subject, text: str, *, also: Sequence[PersonId] = ()) -> bool:
    """Send what someone wrote about a matter to whoever can answer, and to `also`; they are told who gets it."""
    first = await _recipient(ctx, subject)
    to = [person for person in dict.fromkeys([*([first.id] if first else []), *also]) if person != ctx.me.id]
    if not to:
        await ctx.say("threads/nobody")
        return True
    opened = [await threads.between(ctx.unit, ctx.me.id, person, subject) for person in to]
    await write(ctx, opened, text)
    return True


async def _recipient(ctx: Context, subject: Subject) -> Person | None:
    """Who can answer about a matter: the nearest whom we reach."""
    if subject.kind == "thread":
        found = await threads.get(ctx.unit, subject.id)
        return await people.get(ctx.unit, found.partner_of(ctx.me.id))
    for other in await threads.answers_to(ctx.unit, subject):
        if other != ctx.me.id and await people.private_chat(ctx.unit, other) is not None:
            return await people.get(ctx.unit, other)
    return None


# It may be for somebody: asked first.


async def not_understood(ctx: Context) -> bool:
    """A text that nothing else took, while a question of ours is open: is it for who put it?"""
    if not ctx.text or ctx.person is None or not ctx.me.accepted or ctx.asked is None or ctx.asked.subject is None:
        return False
    return await offer(ctx, ctx.asked.subject)


async def offer(ctx: Context, subject: Subject) -> bool:
    """Ask whether what was written should go to whoever can answer; False where nobody can, or all is over."""
    to = await _recipient(ctx, subject) if subject.kind in _PRESSES and await _current(ctx, subject) else None
    if to is None:
        return False
    keyboard = [[button("threads.send", _PRESSES[subject.kind], subject.id), button("threads.keep", "thkeep")]]
    about = await matter(ctx.unit, subject)
    await ask_back(ctx, message("threads/offer", keyboard, to=to.name, **about), subject, asks=False)
    return True


async def _current(ctx: Context, subject: Subject) -> bool:
    """A session that was cancelled, or is over for long, is nothing one writes about without saying so."""
    if subject.kind != "session":
        return True
    found = await sessions.get_session(ctx.unit, subject.id)
    return found.state is not SessionState.CANCELLED and found.ends_at > ctx.now - LATELY


async def ask_back(ctx: Context, what: Message, subject: Subject | None, *, asks: bool = True) -> None:
    """Answer as a reply to what was written: `written` finds it there when one of the buttons is pressed."""
    await outbox.put(
        ctx.unit, what, chat=ctx.chat_id, person=ctx.me.id, subject=subject, asks=asks, reply_to=written(ctx).message,
    )  # fmt: skip


class Written(NamedTuple):
    """What someone wrote, and the message in which they did."""

    text: str
    message: int | None


def written(ctx: Context) -> Written:
    """Return what was written: just now, or before the button of an `ask_back` was pressed."""
    sent = ctx.message
    if sent is None and ctx.query is not None:
        sent = getattr(ctx.query.message, "reply_to_message", None)
    return Written((sent.text or sent.caption or "") if sent else "", sent.message_id if sent else None)


async def taken_up(ctx: Context, done: str, **context: Any) -> str | None:
    """Return what was written before a button of an `ask_back` was pressed, once: then it shows `done`.

    None: it is gone from the chat, and asked for again; or it was taken up already.
    """
    text, pressed = written(ctx).text, ctx.pressed_message
    if pressed is None or not text:
        return None
    key = f"passed_on:{ctx.chat_id}:{pressed}"
    shown = message(done, **context)
    first = await outbox.put(ctx.unit, shown, kind="edit", chat=ctx.chat_id, target=pressed, key=key)
    return text if first else None


async def pass_on_written(ctx: Context, subject: Subject) -> None:
    """«C'est un message»: what the person wrote, to which ours replies, goes on as it is, once."""
    if not written(ctx).text:
        await ctx.say("replies/write_again", subject=subject, asks=True)
        return
    text = await taken_up(ctx, "replies/passed_on")
    if text is None:
        return
    if subject.kind == "thread":
        await write(ctx, [await threads.get(ctx.unit, subject.id)], text)
    else:
        await pass_on(ctx, subject, text)


async def keep(ctx: Context) -> None:
    """«Non»: nothing leaves."""
    await ctx.show("threads/kept")


async def _thread(ctx: Context, thread: int) -> None:
    await pass_on_written(ctx, Subject("thread", thread))


async def _file(ctx: Context, diagnostic: int) -> None:
    await pass_on_written(ctx, Subject("diagnostic", diagnostic))


async def _visit(ctx: Context, appointment: int) -> None:
    await pass_on_written(ctx, Subject("appointment", appointment))


async def _house(ctx: Context, household: int) -> None:
    await pass_on_written(ctx, Subject("household", household))


async def about(ctx: Context, subject: Subject) -> bool:
    """A text about a file, a visit or a household: a reply to a message of ours about it goes on as it is."""
    return ctx.pointed and bool(ctx.text) and await pass_on(ctx, subject, ctx.text)


ROUTES: tuple[Route, ...] = (
    Press("thpass", _thread, Action.WRITE_IN_THREAD, subject="thread"),
    Press("thfile", _file, Action.SEE_DIAGNOSTIC, subject="diagnostic"),
    Press("thvisit", _visit, Action.SEE_DIAGNOSTIC, subject="appointment"),
    Press("thhouse", _house, Action.SEE_DIAGNOSTIC, subject="household"),
    Press("thkeep", keep),
    Reply("household", about, Action.SEE_DIAGNOSTIC),
    Plain(not_understood, order=900),
)
