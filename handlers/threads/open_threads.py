"""A thread that waits for an answer: what was written last, and the two ways to settle it."""

from __future__ import annotations

from handlers.buttons import button, data
from handlers.context import Context
from handlers.home.waiting import AT_MOST, Waiting
from handlers.matters import matter
from handlers.routing import Press, Route
from storage import people, threads
from storage.ids import Subject
from storage.people import Person, Role
from storage.permissions import Action
from storage.store import Unit

TEXT_SHOWN = 600


async def show(ctx: Context, thread: int) -> None:
    """What the two wrote last, the matter, and what can be done."""
    found = await threads.get(ctx.unit, thread)
    other = await people.get(ctx.unit, found.partner_of(ctx.me.id))
    lines = [
        {"author": one.author, "text": one.text[:TEXT_SHOWN], "file": one.with_file, "at": one.at.isoformat()}
        for one in await threads.latest(ctx.unit, thread)
    ]
    keyboard = [
        [button("threads.answer", "thanswer", thread), button("threads.settled", "thdone", thread)],
        [button("menu.back_to_list", "wtall", 0)],
    ]
    await ctx.show(
        "threads/open", keyboard, subject=Subject("thread", thread), other=other.name, lines=lines,
        **await matter(ctx.unit, found.subject),
    )  # fmt: skip


async def settle(ctx: Context, thread: int) -> None:
    """Nothing to answer: it leaves the list of what waits."""
    done = await threads.close(ctx.unit, thread)
    await ctx.toast("threads/settled" if done else "threads/settled_already")
    await show(ctx, thread)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Messages to whoever answers many people."""
    if not person.has(Role.COACH, Role.COORDINATOR):
        return []
    return [
        Waiting("threads.waits", data("thopen", one.thread_id), since=one.at,
                context={"author": one.author, "household": one.household})
        for one in await threads.unanswered(unit, person.id, AT_MOST)
    ]  # fmt: skip


WAITING = waiting
ROUTES: tuple[Route, ...] = (
    Press("thopen", show, Action.WRITE_IN_THREAD, subject="thread"),
    Press("thdone", settle, Action.WRITE_IN_THREAD, subject="thread"),
)
