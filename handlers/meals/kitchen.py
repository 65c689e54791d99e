"""The kitchen: how many eat, their diets and allergies as counts without names; for who cooks and who receives."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.routing import Job, Press, Route, Viewer
from storage import households, meals, messages, outbox, people, seats, sessions, short_lived, work_days
from storage.choices import Choices
from storage.ids import PersonId, SessionId, Subject
from storage.outbox import IN_PLACE, Message, Priority
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.seat_kinds import SeatKind
from storage.sessions import Session
from storage.store import Unit

KITCHEN = "meals/kitchen_sheet"
PORTION = 20
"""Sessions forgotten in one unit."""


async def show(ctx: Context, session: int) -> None:
    """The button «Pour la cuisine»: in a message of its own, which cannot be forwarded."""
    found = await sessions.get_session(ctx.unit, session)
    if found.is_open and found.ends_at > ctx.now:
        await ctx.send(message(KITCHEN, session=session), subject=Subject("session", session))
    else:
        await ctx.toast("meals/over", alert=True)


async def sheet(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What those who come to a session (`session`) eat, while it is to come and this person may read it."""
    session = await sessions.get_session(unit, context["session"])
    subject = Subject("session", session.id)
    may = await check(unit, viewer.person, Action.SEE_MEALS, subject) is Verdict.ALLOWED
    if not viewer.private or not may or not session.is_open or session.ends_at <= unit.now:
        return None
    day = await work_days.get_work_day(unit, session.work_day_id)
    shown = message(
        "meals/kitchen", [[button("meals.again", "mlkitchen", session.id)]], start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(), meal=day.meal, lodging=day.lodging,
        **(await meals.kitchen(unit, session.id)).model_dump(mode="json"),
    )  # fmt: skip
    return shown.model_copy(update={"protect": True})


async def readers(unit: Unit, session: Session) -> list[PersonId]:
    """Return who may read it: the household, and those who have a seat to cook."""
    house = [one.id for one in await households.members(unit, session.household_id)]
    return list(dict.fromkeys([*house, *await seats.people_with(unit, session.id, SeatKind.COOKING)]))


async def tell_aloud(ctx: Context, session: Session) -> None:
    """Who cooks, and the household, learn that somebody will speak to them of an allergy; not who."""
    said = (await meals.kitchen(ctx.unit, session.id)).aloud
    for person in await readers(ctx.unit, session):
        if person != ctx.me.id:
            await notify(
                ctx.unit, person, message("meals/aloud", start=session.starts_at.isoformat()),
                subject=Subject("session", session.id), key=f"aloud:{session.id}:{said}:{person}",
                expires_at=session.ends_at, not_before=notice_time(ctx.choices, ctx.now, session.starts_at),
            )  # fmt: skip


# Forty-eight hours after a session, what was kept for it is gone, here and where it may still be read.


async def forget(unit: Unit, choices: Choices) -> bool:
    """The clock's work: what was kept shortly and is over; True where more is left."""
    over = await short_lived.over(unit, PORTION)
    for session in over:
        await _take_back(unit, session)
        await short_lived.forget(unit, session)
    return len(over) == PORTION


async def _take_back(unit: Unit, session: SessionId) -> None:
    """The sheets that stand in chats are emptied, where Telegram still lets us."""
    found = await sessions.get_session(unit, session)
    for person in await readers(unit, found):
        language = (await people.get(unit, person)).language
        for sent in await messages.standing(unit, person, (KITCHEN,), Subject("session", session)):
            emptied = Message(name="meals/emptied", context={IN_PLACE: True}, language=language)
            await outbox.put(
                unit, emptied, kind="edit", chat=sent.chat_id, target=sent.message_id, priority=Priority.NOTICE,
                subject=sent.subject,
            )  # fmt: skip


async def _next(unit: Unit, choices: Choices) -> Any:
    return await short_lived.next_end(unit)


VIEWS = {KITCHEN: sheet}
JOBS = (Job("short_lived", forget, _next),)
ROUTES: tuple[Route, ...] = (Press("mlkitchen", show, Action.SEE_MEALS, subject="session"),)
