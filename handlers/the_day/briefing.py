"""The safety briefing: who leads opens it at the start, each helper acknowledges it, and who has not is seen."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button, data, in_pairs
from handlers.context import Context, message, notify
from handlers.dispatch import allowed
from handlers.home.waiting import Waiting
from handlers.routing import Press, Route, Viewer
from storage import briefings, sessions, work_days
from storage import choices as chosen
from storage.ids import Subject
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.sessions import Session
from storage.store import Unit

SHEET, TEXT = "briefing/sheet", "briefing/text"
TICKS = 6


async def offered(unit: Unit, person: Person, session: Session) -> list[list[Button]]:
    """Return the button that opens the briefing, to who may give it or see who heard it, at its time."""
    if not briefings.is_time(session, unit.now) or not await _may(unit, person, Action.SEE_PARTICIPANTS, session.id):
        return []
    if not await _may(unit, person, Action.GIVE_BRIEFING, session.id) and not await briefings.is_given(
        unit, session.id
    ):
        return []
    return [[button("briefing.open", "bgshow", session.id)]]


async def _may(unit: Unit, person: Person | None, action: Action, session: int) -> bool:
    return await check(unit, person, action, Subject("session", session)) is Verdict.ALLOWED


async def _said(unit: Unit, session: Session) -> dict[str, Any]:
    """What the briefing says: by kind of work, and in the cooperative's own words."""
    plan = await work_days.get_work_day(unit, session.work_day_id)
    choices = await chosen.load(unit)
    return {
        "start": session.starts_at.isoformat(),
        "end": session.ends_at.isoformat(),
        "works": list(plan.works),
        "risky": plan.risky,
        "equipment": plan.equipment or "",
        "words": choices.briefing_words,
    }


# For who leads.


async def show(ctx: Context, session: int, page: int = 0) -> None:
    """The button «Consignes»."""
    if not briefings.is_time(await sessions.get_session(ctx.unit, session), ctx.now):
        await ctx.toast("briefing/later", alert=True)
        return
    what = message(SHEET, session=session, page=page)
    await ctx.display(what, subject=Subject("session", session), is_card=True)


async def sheet(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The briefing of a session (`session`, `page`) and who acknowledged it, live, for who leads, hosts or follows."""
    session = await sessions.get_session(unit, context["session"])
    if not await _may(unit, viewer.person, Action.SEE_PARTICIPANTS, session.id):
        return None
    gives = await _may(unit, viewer.person, Action.GIVE_BRIEFING, session.id)
    given = await briefings.is_given(unit, session.id)
    found = await briefings.listeners(unit, session.id)
    missing = [one for one in found if one.heard_at is None]
    return message(
        "briefing/of_session",
        await _buttons(unit, session, missing, given=given, gives=gives, page=context.get("page", 0)),
        given=given,
        gives=gives,
        people=[{"name": one.name, "heard": one.heard_at is not None, "alone": one.alone} for one in found],
        missing=len(missing),
        **await _said(unit, session),
    )


async def _buttons(
    unit: Unit, session: Session, missing: list[briefings.Listener], *, given: bool, gives: bool, page: int
) -> list[list[Button]]:
    back = [button("sessions.back", "wdsession", session.id)]
    if not gives or not briefings.is_time(session, unit.now):
        return [back]
    if not given:
        return [[button("briefing.give", "bggive", session.id)], back]
    page = min(max(0, page), max(0, len(missing) - 1) // TICKS)
    ticks = [
        button("briefing.tick", "bgtick", session.id, one.sign_up_id, page, who=one.name)
        for one in missing[page * TICKS : (page + 1) * TICKS]
    ]
    arrows = [button("lists.previous", "bgshow", session.id, page - 1)] if page else []
    if len(missing) > (page + 1) * TICKS:
        arrows.append(button("lists.next", "bgshow", session.id, page + 1))
    return [*in_pairs(ticks), arrows, back]


async def give(ctx: Context, session: int) -> None:
    """The briefing is given: each helper with Telegram is asked to acknowledge it."""
    found = await sessions.get_session(ctx.unit, session)
    if not briefings.is_time(found, ctx.now):
        await ctx.toast("briefing/later", alert=True)
        return
    if await briefings.give(ctx.unit, session, ctx.me.id):
        for one in await briefings.listeners(ctx.unit, session):
            if one.alone and one.person_id != ctx.me.id:
                await notify(
                    ctx.unit, one.person_id, message(TEXT, session=session), subject=Subject("session", session),
                    is_card=True, key=f"briefing:{session}:{one.person_id}", expires_at=found.ends_at,
                )  # fmt: skip
    await show(ctx, session)


async def tick(ctx: Context, session: int, sign_up: int, page: int = 0) -> None:
    """Who leads notes it for somebody without a telephone, or whose telephone is elsewhere."""
    found = await sessions.get_session(ctx.unit, session)
    listener = next((one for one in await briefings.listeners(ctx.unit, session) if one.sign_up_id == sign_up), None)
    given = await briefings.is_given(ctx.unit, session)
    if listener is None or not given or not briefings.is_time(found, ctx.now):
        await ctx.toast("refused/old_button")
        return
    await briefings.hear(ctx.unit, session, listener, ctx.me.id)
    await show(ctx, session, page)


# For helpers.


async def text(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The briefing of a session (`session`) for a helper, with «J’ai compris» until they said so."""
    session = await sessions.get_session(unit, context["session"])
    mine = await _own(unit, viewer.person, session.id)
    if mine is None:
        return None
    open_ = mine.heard_at is None and briefings.is_time(session, unit.now)
    keyboard = [[button("briefing.heard", "bgheard", session.id)]] if open_ else []
    last = [button("sessions.open", "wdsession", session.id)]
    return message(
        "briefing/for_helper", [*keyboard, last], heard=mine.heard_at is not None, **await _said(unit, session)
    )


async def _own(unit: Unit, person: Person | None, session: int) -> briefings.Listener | None:
    found = await briefings.listeners(unit, session) if await briefings.is_given(unit, session) else []
    return next((one for one in found if person is not None and one.person_id == person.id), None)


async def heard(ctx: Context, session: int) -> None:
    """The button «J’ai compris»."""
    mine = await _own(ctx.unit, ctx.me, session)
    if mine is None or not briefings.is_time(await sessions.get_session(ctx.unit, session), ctx.now):
        await ctx.toast("refused/old_button")
        return
    await briefings.hear(ctx.unit, session, mine, ctx.me.id)
    await ctx.toast("the_day/thanks")


async def read(ctx: Context, session: int) -> None:
    """A helper opens the briefing again."""
    if await allowed(ctx, Action.SIGN_UP, Subject("session", session)):
        if await _own(ctx.unit, ctx.me, session) is None:
            await ctx.toast("briefing/later", alert=True)
            return
        await ctx.send(message(TEXT, session=session), subject=Subject("session", session), is_card=True)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """A briefing to give, or to acknowledge."""
    found = [
        Waiting("briefing.to_give", data("bgshow", one), since=unit.now, urgent=True)
        for one in await briefings.to_give(unit, person.id)
    ]
    return found + [
        Waiting("briefing.to_hear", data("bgread", one.id), since=one.starts_at, urgent=True)
        for one in await briefings.unheard(unit, person.id)
    ]


VIEWS = {SHEET: sheet, TEXT: text}
WAITING = waiting
ROUTES: tuple[Route, ...] = (
    Press("bgshow", show, Action.SEE_PARTICIPANTS, subject="session"),
    Press("bggive", give, Action.GIVE_BRIEFING, subject="session"),
    Press("bgtick", tick, Action.GIVE_BRIEFING, subject="session"),
    Press("bgheard", heard, Action.SIGN_UP, subject="session"),
    Press("bgread", read, Action.SIGN_UP, subject="session"),
)
