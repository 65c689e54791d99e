"""Threads: a reply to any message of ours reaches the right person, and the answer comes back. No number is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.matters import matter
from handlers.received import attached, keep_file
from handlers.routing import Press, Reply, Route, Viewer
from storage import messages, people, threads
from storage.ids import FileId, PersonId, Subject
from storage.outbox import Message
from storage.permissions import Action
from storage.store import Unit
from storage.threads import Thread

WRITE_NOW = "threads/write_now"


async def answered(ctx: Context, subject: Subject) -> bool:
    """A reply within a thread goes to the other side; so does what follows *Répondre*. Anything else is asked about."""
    asked = ctx.asked
    if not ctx.pointed and (asked is None or asked.name != WRITE_NOW):
        return False
    if not await allowed(ctx, Action.WRITE_IN_THREAD, subject):
        return True
    thread = await threads.get(ctx.unit, subject.id)
    file = await _file(ctx)
    if file is None and not ctx.text:
        await ctx.say("forms/use_words")
        return True
    await write(ctx, [thread], ctx.text, file)
    if asked is not None and asked.name == WRITE_NOW:
        await messages.answered(ctx.unit, asked.chat_id, asked.message_id)
    return True


async def _file(ctx: Context) -> FileId | None:
    from handlers.forms.form import Trouble
    from handlers.forms.forms import given

    sent = given(ctx)
    if sent.photo is None and sent.document is None:
        return None
    kept = await keep_file(ctx, sent)
    if isinstance(kept, Trouble):
        await ctx.say(kept.name, **kept.context)
        return None
    return FileId(kept)


async def write(ctx: Context, to: Sequence[Thread], text: str, file: FileId | None = None) -> None:
    """Write in threads about one matter; whoever writes is told who gets it."""
    for thread in to:
        written = await threads.write(ctx.unit, thread.id, ctx.me.id, text, file)
        what = Message(
            name="threads/message",
            context={"thread": thread.id, "message": written},
            attachment=await attached(ctx.unit, file) if file else None,
        )
        other = thread.partner_of(ctx.me.id)
        await notify(ctx.unit, other, what, subject=Subject("thread", thread.id), asks=True)
    names = [await _name(ctx.unit, thread.partner_of(ctx.me.id)) for thread in to]
    await ctx.say(
        "threads/passed_on", to=names, subject=Subject("thread", to[0].id), **await matter(ctx.unit, to[0].subject)
    )


async def reply_by_button(ctx: Context, thread: int) -> None:
    """*Répondre*: the next text answers this thread; its recipient is named before anything leaves."""
    found = await threads.get(ctx.unit, thread)
    other = await people.get(ctx.unit, found.partner_of(ctx.me.id))
    await ctx.say(
        WRITE_NOW,
        to=other.name,
        subject=Subject("thread", thread),
        asks=True,
        **await matter(ctx.unit, found.subject),
    )


async def shown(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A message of a thread for its reader: who writes, about which household and matter."""
    thread = await threads.get(unit, context["thread"])
    text, _, author = await threads.text_of(unit, context["message"])
    if viewer.person is None or viewer.person.id not in (thread.opener_id, thread.other_id):
        return None
    return message(
        "threads/received",
        [[button("threads.answer", "thanswer", thread.id)]],
        author=await _name(unit, author),
        text=text,
        **await matter(unit, thread.subject),
    )


async def _name(unit: Unit, person: PersonId | None) -> str | None:
    return (await people.get(unit, person)).name if person else None


VIEWS = {"threads/message": shown}
ROUTES: tuple[Route, ...] = (
    Press("thanswer", reply_by_button, Action.WRITE_IN_THREAD, subject="thread"),
    Reply("thread", answered, Action.WRITE_IN_THREAD),
)
