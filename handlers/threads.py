"""Threads: a reply to any message of ours reaches the right person, and the answer comes back. No number is shown."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.received import keep_file
from handlers.routing import Press, Reply, Route, Viewer
from storage import outbox, people, threads
from storage.ids import FileId, PersonId, Subject
from storage.outbox import Attachment, Message
from storage.permissions import Action
from storage.store import Unit
from storage.threads import Thread


async def pass_on(ctx: Context, subject: Subject, text: str) -> bool:
    """Send what someone wrote about a matter to whoever can answer; False where nobody can."""
    for other in await threads.answers_to(ctx.unit, subject):
        if other != ctx.me.id:
            await _write(ctx, await threads.between(ctx.unit, ctx.me.id, other, subject), text)
            return True
    await ctx.say("threads/nobody")
    return True


async def ask_back(ctx: Context, what: Message, subject: Subject) -> None:
    """Answer as a reply to what was written: should it be a message after all, `pass_on_written` finds it there."""
    await outbox.put(
        ctx.unit, what, chat=ctx.chat_id, person=ctx.me.id, subject=subject, asks=True,
        reply_to=ctx.message.message_id if ctx.message else None,
    )  # fmt: skip


async def pass_on_written(ctx: Context, subject: Subject) -> None:
    """«C'est un message»: what the person wrote, to which ours replies, goes on as it is, once."""
    asked = ctx.query.message if ctx.query else None
    written = getattr(asked, "reply_to_message", None)
    text = (written.text or written.caption or "") if written is not None else ""
    if asked is None or not text:
        await ctx.say("replies/write_again", subject=subject, asks=True)
        return
    key = f"passed_on:{ctx.chat_id}:{asked.message_id}"
    done = message("replies/passed_on")
    if await outbox.put(ctx.unit, done, kind="edit", chat=ctx.chat_id, target=asked.message_id, key=key):
        await pass_on(ctx, subject, text)


async def answered(ctx: Context, subject: Subject) -> bool:
    """A reply within a thread goes to the other side."""
    if not await allowed(ctx, Action.WRITE_IN_THREAD, subject):
        return True
    thread = await threads.get(ctx.unit, subject.id)
    file = await _file(ctx)
    if file is None and not ctx.text:
        await ctx.say("forms/use_words")
        return True
    await _write(ctx, thread, ctx.text, file)
    return True


async def _file(ctx: Context) -> FileId | None:
    from handlers.forms import Trouble, given

    sent = given(ctx)
    if sent.photo is None and sent.document is None:
        return None
    kept = await keep_file(ctx, sent)
    if isinstance(kept, Trouble):
        await ctx.say(kept.name, **kept.context)
        return None
    return FileId(kept)


async def _write(ctx: Context, thread: Thread, text: str, file: FileId | None = None) -> None:
    other = thread.partner_of(ctx.me.id)
    written = await threads.write(ctx.unit, thread.id, ctx.me.id, text, file)
    what = Message(
        name="threads/message",
        context={"thread": thread.id, "message": written},
        attachment=Attachment(kind="document", file_id=file) if file else None,
    )
    await notify(ctx.unit, other, what, subject=Subject("thread", thread.id), asks=True)
    name = (await people.get(ctx.unit, other)).name
    await ctx.say("threads/passed_on", to=name, subject=Subject("thread", thread.id))


async def reply_by_button(ctx: Context, thread: int) -> None:
    """*Répondre*: the next text answers this thread; its recipient is named before anything leaves."""
    found = await threads.get(ctx.unit, thread)
    other = await people.get(ctx.unit, found.partner_of(ctx.me.id))
    await ctx.say(
        "threads/write_now", to=other.name, household=found.household_name, subject=Subject("thread", thread), asks=True
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
        household=thread.household_name,
        matter=thread.subject.kind,
        text=text,
    )


async def _name(unit: Unit, person: PersonId | None) -> str | None:
    return (await people.get(unit, person)).name if person else None


async def _about(ctx: Context, subject: Subject) -> bool:
    return bool(ctx.text) and await pass_on(ctx, subject, ctx.text)


VIEWS = {"threads/message": shown}
ROUTES: tuple[Route, ...] = (
    Press("thanswer", reply_by_button, Action.WRITE_IN_THREAD, subject="thread"),
    Reply("thread", answered),
    Reply("diagnostic", _about),
    Reply("appointment", _about),
    Reply("household", _about),
)
