"""An incident in four taps: protect and call, what happened, who is told, done. Nothing medical is asked or kept."""

from __future__ import annotations

from typing import Any

from handlers.buttons import button, data, in_pairs
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Press, Reply, Route, Viewer
from handlers.sessions.addresses import may_see_address
from handlers.the_day.taking_back import CALL, CALLING
from storage import incidents, messages, people, sessions, work_days
from storage.ids import Subject
from storage.incidents import Nature, Part
from storage.outbox import Button, Message, Priority
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.sessions import Session
from storage.store import Unit

TOLD = "incident/told"
NATURES, PARTS = tuple(Nature), tuple(Part)
"""By number: the numbers are in buttons already sent."""
EVERYONE = 2 ** len(PARTS) - 1
ALWAYS = 1 << PARTS.index(Part.COORDINATOR)


async def offered(unit: Unit, person: Person, session: Session) -> list[list[Button]]:
    """Return the button, to who may declare an incident of this session now."""
    return [[button("incident.open", "inopen", session.id)]] if await _may(unit, person, session) else []


async def _may(unit: Unit, person: Person | None, session: Session) -> bool:
    if not incidents.is_time(session, unit.now):
        return False
    return await check(unit, person, Action.DECLARE_INCIDENT, Subject("session", session.id)) is Verdict.ALLOWED


# 1. Protect and call.


async def begin(ctx: Context, session: int) -> None:
    """The big button: the numbers to call come first, at once, in a message of their own."""
    if await _may(ctx.unit, ctx.me, await sessions.get_session(ctx.unit, session)):
        await ctx.send(message(CALL, session=session), subject=Subject(CALLING, session), asks=True)
    else:
        await ctx.toast("incident/not_now", alert=True)


async def call(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """Whom to call, from where (`session`): the exact address for who may see it; and what happened, as buttons."""
    session = await sessions.get_session(unit, context["session"])
    if viewer.person is None or not viewer.private or not await _may(unit, viewer.person, session):
        return None
    plan = await work_days.get_work_day(unit, session.work_day_id)
    sees = await may_see_address(unit, viewer.person, session)
    natures = [button(f"incident.{nature}", "inwhat", session.id, code) for code, nature in enumerate(NATURES)]
    keyboard = in_pairs(natures)
    shown = message(
        "incident/protect_and_call",
        [*keyboard, [button("incident.nothing", "innothing", session.id)]],
        address=plan.address if sees else None,
        access=plan.access if sees else None,
        commune=session.commune,
        household=plan.household_name,
    )
    return shown.model_copy(update={"protect": True})


async def nothing(ctx: Context, session: int) -> None:
    """It was no incident: nothing is kept."""
    await _words_are_taken_again(ctx)
    await ctx.toast("incident/nothing")
    await ctx.show("incident/nothing", [[button("sessions.open", "wdsession", session)]])


# 2. What. 3. Who is told.


async def what(ctx: Context, session: int, code: int) -> None:
    """What happened, in a word; the numbers to call stay on the screen above."""
    if not await _usable(ctx, session, code, EVERYONE):
        return
    await _words_are_taken_again(ctx)
    keyboard, told = await _who(ctx, session, code, EVERYONE)
    await ctx.say(
        "incident/who", keyboard, subject=Subject(CALLING, session), asks=True, nature=NATURES[code], told=told
    )


async def who(ctx: Context, session: int, code: int, mask: int) -> None:
    """Tick or untick who is told; coordinators always are."""
    if await _usable(ctx, session, code, mask):
        keyboard, told = await _who(ctx, session, code, mask | ALWAYS)
        await ctx.show("incident/who", keyboard, subject=Subject(CALLING, session), asks=True,
                       nature=NATURES[code], told=told)  # fmt: skip


async def _who(ctx: Context, session: int, code: int, mask: int) -> tuple[list[list[Button]], int]:
    found = await sessions.get_session(ctx.unit, session)
    told = await incidents.to_tell(ctx.unit, found, _parts(mask))
    ticks = [
        button(f"incident.tell_{part}", "inwho", session, code, mask ^ (1 << bit), ticked=bool(mask >> bit & 1))
        for bit, part in enumerate(PARTS)
    ]
    keyboard = [[button("incident.tell", "intell", session, code, mask)], ticks[:2], ticks[2:]]
    return keyboard, len(told.keys() - {ctx.me.id})


def _parts(mask: int) -> set[Part]:
    return {part for bit, part in enumerate(PARTS) if (mask | ALWAYS) >> bit & 1}


async def _usable(ctx: Context, session: int, code: int, mask: int) -> bool:
    if not 0 <= code < len(NATURES) or not 0 <= mask <= EVERYONE:
        await ctx.toast("refused/old_button")
    elif not await _may(ctx.unit, ctx.me, await sessions.get_session(ctx.unit, session)):
        await ctx.toast("incident/not_now", alert=True)
    else:
        return True
    return False


# 4. Done.


async def tell(ctx: Context, session: int, code: int, mask: int) -> None:
    """They are told at once, whatever the hour; the register is frozen and the record kept."""
    if not await _usable(ctx, session, code, mask):
        return
    found = await sessions.get_session(ctx.unit, session)
    incident = await incidents.declare(ctx.unit, found, NATURES[code], ctx.me.id, _parts(mask))
    if incident is None:
        await ctx.toast("incident/told_already", alert=True)
        return
    told = await incidents.told(ctx.unit, incident)
    for person in told:
        await notify(
            ctx.unit, person, message(TOLD, incident=incident), subject=Subject("session", session),
            priority=Priority.ANSWER,
        )  # fmt: skip
    await ctx.show("incident/done", [[button("incident.finish", "wdsession", session)]], told=len(told))


async def told(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What those who are told read of an incident (`incident`); its record only for whom the table allows."""
    incident = await incidents.get(unit, context["incident"])
    if viewer.person is None or viewer.person.id not in await incidents.told(unit, incident.id):
        return None
    session = await sessions.get_session(unit, incident.session_id)
    plan = await work_days.get_work_day(unit, session.work_day_id)
    record = await check(unit, viewer.person, Action.SEE_INCIDENT, Subject("incident", incident.id)) is Verdict.ALLOWED
    keyboard = [[button("incident.record", "inrecord", incident.id)]] if record else []
    by = (await people.get(unit, incident.declared_by)).name if incident.declared_by else None
    return message(
        "incident/news", [*keyboard, [button("sessions.open", "wdsession", session.id)]], nature=incident.nature, by=by,
        at=incident.declared_at.isoformat(), household=plan.household_name, commune=session.commune,
        start=session.starts_at.isoformat(), end=session.ends_at.isoformat(),
    )  # fmt: skip


# Words are not taken: what is not written here is not kept here.


async def no_words(ctx: Context, subject: Subject) -> bool:
    """Refuse words on these screens, and say why; nothing of them is kept."""
    session = await sessions.get_session(ctx.unit, subject.id)
    if not ctx.text or ctx.person is None or not await _may(ctx.unit, ctx.me, session):
        return False
    await ctx.say("incident/no_words")
    return True


async def _words_are_taken_again(ctx: Context) -> None:
    if ctx.pressed_message is not None:
        await messages.answered(ctx.unit, ctx.chat_id, ctx.pressed_message)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """The session of this hour, with its big button."""
    return [
        Waiting("incident.under_way", data("wdsession", one.id), context={"start": one.starts_at.isoformat()},
                since=one.starts_at, urgent=True)
        for one in await incidents.under_way(unit, person.id)
    ]  # fmt: skip


VIEWS = {CALL: call, TOLD: told}
WAITING = waiting
_D = Action.DECLARE_INCIDENT
ROUTES: tuple[Route, ...] = (
    Press("inopen", begin, _D, subject="session", always=True),
    Press("innothing", nothing, _D, subject="session", always=True),
    Press("inwhat", what, _D, subject="session", always=True),
    Press("inwho", who, _D, subject="session", always=True),
    Press("intell", tell, _D, subject="session", always=True),
    Reply(CALLING, no_words, _D, right_on="session"),
)
