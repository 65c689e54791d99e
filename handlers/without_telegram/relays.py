"""«À transmettre à Odette»: what is told to somebody without Telegram, as who registered them reads and passes it on.

What it says is asked of the notice itself whenever it is shown, with the rights of whom it is for: the address comes
when it is due to them, and nothing comes that no longer holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.buttons import button
from handlers.buttons import read as read_button
from handlers.context import Context, message
from handlers.home.waiting import Waiting
from handlers.routes import table
from handlers.routing import Job, Press, Reply, Route, Viewer
from storage import messages, notices, people, relays, urgent_news
from storage.choices import Choices
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.quiet import after_quiet
from storage.relays import Relay, RelayState
from storage.store import Unit

PAGE = 6
FOR_THEM = {"sotake": "relays.take", "sonot": "relays.leave_offer"}
"""Buttons of a notice that may be pressed for whom it is for: those whose right is checked on a sign-up."""


async def said(unit: Unit, relay: Relay, chat: int) -> Message | None:
    """Return the notice as it is now, drawn for whom it is for; None once it no longer holds."""
    view = table().views.get(relay.name)
    if relay.expires_at is not None and relay.expires_at <= unit.now:
        return None
    if view is None:
        return Message(name=relay.name, context=relay.context)
    person = await people.get(unit, relay.person_id)
    return await view(unit, Viewer(person, chat, private=True), relay.context)


async def pass_on(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What is to be passed on (`relay`), for who may act for that person; later what became of it."""
    try:
        relay = await relays.get(unit, context["relay"])
    except LookupError:
        return None
    subject = Subject("relay", relay.id)
    if viewer.person is None or not viewer.private:
        return None
    shown = await messages.is_posted(unit, subject, viewer.chat_id)
    person = await people.get(unit, relay.person_id)
    may = await check(unit, viewer.person, Action.ACT_FOR, subject) is Verdict.ALLOWED
    notice = await said(unit, relay, viewer.chat_id) if may and relay.stands else None
    if notice is None:
        return await _settled(unit, relay, person) if shown else None
    asked = await people.get(unit, relay.asked_id) if relay.asked_id not in (None, viewer.person.id) else None
    told = message(
        "relays/pass_on", _buttons(relay, notice, person), relay_to=person.name,
        relay_said=f"{notice.name}.j2", relay_state=relay.state, relay_asked=asked.name if asked else None,
        **notice.context,
    )  # fmt: skip
    return told.model_copy(update={"protect": notice.protect})


def _buttons(relay: Relay, notice: Message, person: Person) -> list[list[Button]]:
    offered = [read_button(key.press) for row in notice.keyboard for key in row if key.press]
    theirs = [
        [button(FOR_THEM[one.name], one.name, *one.args, who=person.name)]
        for one in offered
        if one is not None and one.name in FOR_THEM
    ]
    last = [button("relays.done", "rldone", relay.id), button("relays.person", "wtshow", person.id)]
    return [*theirs, last]


async def _settled(unit: Unit, relay: Relay, person: Person) -> Message:
    by = await people.get(unit, relay.settled_by) if relay.settled_by else None
    keyboard = [[button("relays.person", "wtshow", person.id)]] if person.telegram_id is None else []
    passed = relay.state is RelayState.PASSED
    return message("relays/settled", keyboard, to=person.name, passed=passed, by=by.name if by else None)


async def done(ctx: Context, relay_id: int) -> None:
    """«C’est fait»."""
    relay = await relays.get(ctx.unit, relay_id)
    passed = await relays.move(ctx.unit, relay, RelayState.PASSED, by=ctx.me.id)
    if passed and relay.subject is not None and relay.subject.kind == "session":
        await urgent_news.answer_session(ctx.unit, relay.subject.id, relay.person_id)
    await ctx.toast("relays/done_toast" if passed else "relays/done_already")
    await messages.touch(ctx.unit, Subject("relay", relay_id))


async def show(ctx: Context, relay: int) -> None:
    """Show once more what is to be passed on."""
    what = Message(name=notices.RELAYED, context={"relay": relay})
    found = await relays.get(ctx.unit, relay)
    if not found.stands or await said(ctx.unit, found, ctx.chat_id) is None:
        await ctx.toast("relays/done_already")
        return
    await ctx.send(what, subject=Subject("relay", relay), is_card=True)


async def listed(ctx: Context, page: int = 0) -> None:
    """What this person has to pass on, and what others did not, where they follow them."""
    page = max(page, 0)
    found = await relays.asked_of(ctx.unit, ctx.me.id, limit=PAGE + 1, offset=page * PAGE)
    late = [one for one in await late_of(ctx.unit, ctx.me) if one.asked_id != ctx.me.id] if page == 0 else []
    keyboard = [
        [button("relays.one", "rlshow", one.id, who=(await people.get(ctx.unit, one.person_id)).name)]
        for one in [*late[:PAGE], *found[:PAGE]]
    ]
    arrows = [button("lists.previous", "rllist", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "rllist", page + 1))
    await ctx.show(
        "relays/list", [*keyboard, arrows, [button("menu.menu", "menu")]], count=len(found[:PAGE]), late=len(late),
        page=page + 1,
    )  # fmt: skip


async def late_of(unit: Unit, person: Person) -> list[Relay]:
    """Return what others did not pass on in time to people for whom this person may act."""
    if not person.has(Role.COACH, Role.COORDINATOR):
        return []
    late = await relays.overdue(unit, limit=20)
    return [
        one for one in late if await check(unit, person, Action.ACT_FOR, Subject("relay", one.id)) is Verdict.ALLOWED
    ]


async def answered(ctx: Context, subject: Subject) -> bool:
    """An answer to what is passed on is theirs: it is noted on the card of that person, by a button."""
    if await check(ctx.unit, ctx.person, Action.ACT_FOR, subject) is not Verdict.ALLOWED:
        return False
    person = await people.get(ctx.unit, (await relays.get(ctx.unit, subject.id)).person_id)
    await ctx.say("relays/their_answer", [[button("relays.person", "wtshow", person.id)]], who=person.name)
    return True


# What is not passed on is asked once more, then shown to who follows.


async def recall(unit: Unit, choices: Choices) -> bool:
    """A portion of what should have been passed on by now; whether more is left."""
    if after_quiet(choices, unit.now) != unit.now:
        return False
    late = await relays.due(unit)
    for relay in late:
        if await said(unit, relay, 0) is None:
            await relays.move(unit, relay, RelayState.DROPPED)
        elif relay.state is RelayState.OPEN:
            await _ask_again(unit, relay, choices)
        else:
            await _show_followers(unit, relay)
    return len(late) == relays.AT_ONCE or await relays.forget_old(unit)


async def _ask_again(unit: Unit, relay: Relay, choices: Choices) -> None:
    await relays.move(unit, relay, RelayState.REMINDED, choices)
    asked = await relays.messenger(unit, relay.person_id)
    if asked is not None:
        await relays.ask_instead(unit, relay, asked)
        await notices.ask(unit, asked, relay.id, key=f"relay_again:{relay.id}", expires_at=relay.expires_at)


async def _show_followers(unit: Unit, relay: Relay) -> None:
    await relays.move(unit, relay, RelayState.OVERDUE)
    for person in await relays.followers(unit, relay):
        if person != relay.asked_id:
            key = f"relay_late:{relay.id}:{person}"
            await notices.ask(unit, person, relay.id, key=key, expires_at=relay.expires_at)


async def next_recall(unit: Unit, choices: Choices) -> datetime | None:
    """When something should have been passed on next."""
    return await relays.next_due(unit)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """What this person has to pass on, or sees that others did not."""
    first = await relays.asked_of(unit, person.id, limit=1)
    mine = await relays.count_asked(unit, person.id) if first else 0
    late = [one for one in await late_of(unit, person) if one.asked_id != person.id]
    since = min((one.created_at for one in [*first, *late]), default=None)
    return [Waiting("relays.to_pass_on", button("", "rllist", 0).press or "", mine + len(late), since=since)]


VIEWS = {notices.RELAYED: pass_on}
WAITING = waiting
JOBS = (Job("relays", recall, next_recall),)
ROUTES: tuple[Route, ...] = (
    Press("rldone", done, Action.ACT_FOR, subject="relay", always=True),
    Press("rlshow", show, Action.ACT_FOR, subject="relay"),
    Press("rllist", listed),
    Reply("relay", answered),
)
