"""A notice to hand over, once: what is kept of people without Telegram, and of those named as emergency contacts."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Job, Press, Route, Viewer
from storage import messages, people, tellings
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.people import Person
from storage.permissions import Action
from storage.quiet import after_quiet
from storage.store import Unit
from storage.tellings import About, Telling

CARD, HAND_OVER = "tellings/card", "tellings/hand_over"
"""The view that follows what is left to hand over, and the message it shows."""
PAGE = 6
TEXTS = {About.PERSON: "tellings/notice", About.CONTACT: "tellings/contact_notice"}
"""What is handed over: a message of its own, to forward, copy or print."""


async def ask_tellers(unit: Unit, choices: Choices) -> bool:
    """A portion of those who have notices to hand over get their texts, all of theirs together; whether more wait."""
    found = await tellings.tellers(unit)
    for teller in found:
        await _ask(unit, choices, teller)
    return len(found) == tellings.TELLERS_AT_ONCE


async def _ask(unit: Unit, choices: Choices, teller: PersonId) -> None:
    if await people.private_chat(unit, teller) is None:
        await tellings.asked(unit, teller)  # nobody to ask: it stays in the list of who follows
        return
    by = (await people.get(unit, teller)).name
    for about in await tellings.kinds_unasked(unit, teller):
        text = message(TEXTS[about], cooperative=choices.cooperative_name, by=by)
        await notify(unit, teller, text, not_before=after_quiet(choices, unit.now))
    last = await tellings.asked(unit, teller)
    await notify(
        unit, teller, message(CARD, up_to=last), subject=Subject("telling", last), is_card=True,
        not_before=after_quiet(choices, unit.now),
    )  # fmt: skip


async def hand_over(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """To whom the notice is still to be handed (of those `up_to` a number), for who hands it over."""
    if viewer.person is None or not viewer.private:
        return None
    last = int(context["up_to"])
    count = await tellings.count_open(unit, viewer.person.id, last)
    if count == 0:
        shown = await messages.is_posted(unit, Subject("telling", last), viewer.chat_id)
        return message("tellings/handed_over") if shown else None
    named = await tellings.open_of(unit, viewer.person.id, up_to=last, limit=tellings.NAMED)
    some = [[button("tellings.list", "tllist", 0)]] if count > 1 else []
    keyboard = [[button("tellings.done_all" if some else "tellings.done", "tlall", last)], *some]
    return message(HAND_OVER, keyboard, people=[_line(one) for one in named], more=count - len(named))


def _line(one: Telling) -> dict[str, Any]:
    return {"name": one.name, "of": one.of}


async def done_all(ctx: Context, up_to: int) -> None:
    """«C’est remis», to all that the message names."""
    touched = await tellings.all_told(ctx.unit, ctx.me.id, up_to)
    for person in touched:
        await messages.touch(ctx.unit, Subject("person", person))
    await messages.touch(ctx.unit, Subject("telling", up_to))
    await ctx.toast("relays/done_toast" if touched else "tellings/done_already")


async def listed(ctx: Context, page: int = 0) -> None:
    """Everyone to whom this person still has to hand a notice, one button each."""
    page = max(page, 0)
    found = await tellings.open_of(ctx.unit, ctx.me.id, limit=PAGE + 1, offset=page * PAGE)
    keyboard = [[button("tellings.one", "tldone", one.id, page, who=one.name)] for one in found[:PAGE]]
    arrows = [button("lists.previous", "tllist", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "tllist", page + 1))
    texts = [button("tellings.texts", "tltexts"), button("menu.menu", "menu")]
    lines = [_line(one) for one in found[:PAGE]]
    await ctx.show("tellings/list", [*keyboard, arrows, texts], lines=lines, page=page + 1)


async def done(ctx: Context, telling: int, page: int = 0) -> None:
    """One of the list was told."""
    if await tellings.teller_of(ctx.unit, telling) != ctx.me.id:
        await ctx.toast("refused/scope", alert=True)
        return
    person = await tellings.told(ctx.unit, telling, ctx.me.id)
    await _noted(ctx, telling, person)
    await listed(ctx, page)


async def _noted(ctx: Context, telling: int, person: PersonId | None) -> None:
    await messages.touch(ctx.unit, Subject("telling", telling))
    if person is not None:
        await messages.touch(ctx.unit, Subject("person", person))
    await ctx.toast("relays/done_toast" if person is not None else "tellings/done_already")


async def send_texts(ctx: Context) -> None:
    """The texts once more, to forward or print."""
    for text in TEXTS.values():
        await ctx.say(text, cooperative=ctx.choices.cooperative_name, by=ctx.me.name)


async def of_person(ctx: Context, person: int) -> None:
    """The button «Notice à remettre» of a person's card: the text, then that it was handed over."""
    known = await people.get(ctx.unit, person)
    await ctx.say(TEXTS[About.PERSON], cooperative=ctx.choices.cooperative_name, by=ctx.me.name)
    keyboard = [[button("tellings.done", "tlpdone", person)], [button("without_telegram.back", "wtshow", person)]]
    await ctx.say(HAND_OVER, keyboard, people=[{"name": known.name, "of": None}], more=0)


async def done_person(ctx: Context, person: int) -> None:
    """«C’est remis», said on the card by whoever acts for them."""
    telling = await tellings.of_person(ctx.unit, PersonId(person))
    if telling is None or telling.told_at is not None:
        await ctx.toast("tellings/done_already")
        return
    await _noted(ctx, telling.id, await tellings.told(ctx.unit, telling.id, ctx.me.id))
    await ctx.show("tellings/handed_over", [[button("without_telegram.back", "wtshow", person)]])


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Notices this person still has to hand over."""
    count = await tellings.count_open(unit, person.id)
    return [Waiting("tellings.to_hand_over", button("", "tllist", 0).press or "", count)]


VIEWS = {CARD: hand_over}
WAITING = waiting
JOBS = (Job("tellings", ask_tellers),)
ROUTES: tuple[Route, ...] = (
    Press("tllist", listed),
    Press("tlall", done_all),
    Press("tldone", done),
    Press("tltexts", send_texts),
    Press("tlperson", of_person, Action.ACT_FOR, subject="person"),
    Press("tlpdone", done_person, Action.ACT_FOR, subject="person"),
)
