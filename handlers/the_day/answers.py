"""Who said «Bien reçu» to news that could not wait, counted live on one card, and whom to call."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button, data
from handlers.context import Context, message
from handlers.dispatch import allowed
from handlers.home.waiting import Waiting
from handlers.routing import REDRAWN, Press, Route, Viewer
from handlers.sessions.telling import ANSWERS
from storage import choices as chosen
from storage import numbers, sessions, urgent_news
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.sessions import Session
from storage.store import Unit


async def read(ctx: Context, news: int) -> None:
    """The button «Bien reçu»."""
    answered = await urgent_news.answer(ctx.unit, news, ctx.me.id)
    if answered is None:
        await ctx.toast("refused/old_button")
    else:
        await ctx.toast("the_day/thanks" if answered else "the_day/read_before")


async def show(ctx: Context, news: int) -> None:
    """The button «Qui a répondu»."""
    try:
        found = await urgent_news.get(ctx.unit, news)
    except LookupError:
        await ctx.toast("refused/gone", alert=True)
        return
    subject = Subject("session", found.session_id)
    if await allowed(ctx, Action.SEE_PARTICIPANTS, subject):
        await ctx.send(message(ANSWERS, news=news), subject=subject, is_card=True)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The answers to some news (`news`), for who receives, leads or follows the session."""
    try:
        news = await urgent_news.get(unit, context["news"])
    except LookupError:
        return None
    subject = Subject("session", news.session_id)
    if await check(unit, viewer.person, Action.SEE_PARTICIPANTS, subject) is not Verdict.ALLOWED:
        return message("numbers/emptied") if context.get(REDRAWN) else None
    session = await sessions.get_session(unit, news.session_id)
    readers = await urgent_news.readers(unit, news.id)
    waiting = await _waiting(unit, viewer.person, session, readers)
    shown = message(
        "the_day/answered",
        [[button("sessions.open", "wdsession", session.id)]],
        kind=news.kind,
        commune=session.commune,
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        answered=len(readers) - len(waiting),
        total=len(readers),
        waiting=waiting,
    )
    return shown.model_copy(update={"protect": True})


async def _waiting(
    unit: Unit, person: Person | None, session: Session, readers: list[urgent_news.Reader]
) -> list[dict[str, Any]]:
    """Who has not answered, with whom to call: numbers of those who agreed, to whom the table lets see them."""
    phones: dict[PersonId | None, str] = {}
    if await check(unit, person, Action.SEE_NUMBERS, Subject("session", session.id)) is Verdict.ALLOWED:
        found = await numbers.shared(unit, session, await chosen.load(unit))
        phones = {one.person_id: one.phone for one in found}
    return [
        {
            **one.model_dump(include={"name", "telegram", "reached", "through"}),
            "phone": phones.get(one.person_id),
            "through_phone": phones.get(one.through_id),
        }
        for one in readers
        if not one.answered
    ]


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """News of this day that some have not answered, for who hosts or leads."""
    found = await urgent_news.unanswered(unit, person.id)
    return [
        Waiting("the_day.unanswered", data("nwcard", news.id), count, since=news.told_at, urgent=True)
        for news, count in found
    ]


VIEWS = {ANSWERS: card}
WAITING = waiting
ROUTES: tuple[Route, ...] = (Press("nwread", read, always=True), Press("nwcard", show))
