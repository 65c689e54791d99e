"""The exact address: who may read it, on demand, and sent by itself when the time has come, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.routing import Job, Press, Route, Viewer
from handlers.sessions.telling import Part, ask_to_answer, read_buttons, send_answers
from storage import choices as chosen
from storage import dues, gate, seats, sessions, work_days
from storage.choices import Choices
from storage.dues import Visited
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.participants import participants
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.seats import SignUpState
from storage.sessions import Session, SessionState
from storage.store import Unit

ADDRESS = "sessions/address"


# Who may read it, asked again whenever it is sent.


async def may_see_address(unit: Unit, person: Person, session: Session) -> bool:
    """Whether this person may read the exact address now.

    Household, supervisors, coach and coordinators at any time; a helper only with a whole seat in a confirmed
    session, their own or that of someone they bring, from `address_hours_before` until it ends.
    """
    if not await _may(unit, person, Action.SEE_ADDRESS, session) or session.state is SessionState.CANCELLED:
        return False
    if await _may(unit, person, Action.SEE_PARTICIPANTS, session):
        return True
    choices = await chosen.load(unit)
    hours_left = (session.starts_at - unit.now).total_seconds() / 3600
    if session.state is not SessionState.CONFIRMED or hours_left > choices.address_hours_before:
        return False
    return session.ends_at > unit.now and await has_whole_seat(unit, person, session, choices)


async def has_whole_seat(unit: Unit, person: Person, session: Session, choices: Choices) -> bool:
    """Whether this person, or somebody they bring, has a seat to which nothing is missing."""
    for one in await seats.party(unit, person.id, session.id):
        if one.state == "seated" and not await gate.seat_missing(unit, one.person_id, session, choices):
            return True
    return False


async def address(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The exact address of a session (`session`), in private, only while this person may read it."""
    try:
        session = await sessions.get_session(unit, context["session"])
    except LookupError:
        return None
    if not viewer.private or viewer.person is None or not await may_see_address(unit, viewer.person, session):
        return None
    work_day = await work_days.get_work_day(unit, session.work_day_id)
    leads = await sessions.supervisors(unit, session.id)
    read = read_buttons(context["news"], Part(context["part"])) if context.get("news") else []
    shown = message(
        "sessions/address_given",
        [*read, [button("sessions.open", "wdsession", session.id)]],
        start=session.starts_at.isoformat(),
        end=session.ends_at.isoformat(),
        commune=session.commune,
        address=work_day.address,
        access=work_day.access,
        household=work_day.household_name,
        supervisors=[person.name for person in leads],
        tools=work_day.tools,
        equipment=work_day.equipment,
        meal=work_day.meal,
        changed=bool(context.get("changed")),
    )
    return shown.model_copy(update={"protect": True})


async def show_address(ctx: Context, session: int) -> None:
    """The button «Voir l’adresse»."""
    found = await sessions.get_session(ctx.unit, session)
    if not ctx.private:
        await ctx.open_link(f"s-{session}")
    elif await may_see_address(ctx.unit, ctx.me, found):
        await ctx.send(message("sessions/address", session=session), subject=Subject("session", session))
    else:
        await ctx.toast("sessions/address_later", alert=True, hours=ctx.choices.address_hours_before)


async def _may(unit: Unit, person: Person, action: Action, session: Session) -> bool:
    return await check(unit, person, action, Subject("session", session.id)) is Verdict.ALLOWED


# Sent by itself when the time has come.


async def send_addresses(unit: Unit, choices: Choices) -> bool:
    """Send the address to helpers who may have it now, once for each seat and each date of the session."""

    async def one(session: Session) -> Visited:
        moment = session.starts_at - timedelta(hours=choices.address_hours_before)
        if moment > unit.now:
            return Visited(0, moment)
        told = await _told(unit, session) if session.state is SessionState.CONFIRMED else []
        for person in told:
            await _send(unit, person, session, choices, f"address:{session.id}:{session.version}:{person}")
        return Visited(len(told), None)

    return await dues.visit(unit, "addresses", one)


async def _told(unit: Unit, session: Session) -> list[PersonId]:
    """Return who hears of the whole seats of a session, each once: a guardian for a minor, too."""
    found = await participants(unit, session.id)
    return list(dict.fromkeys(one.told for one in found if one.state is SignUpState.SEATED and not one.provisional))


async def _send(unit: Unit, person: PersonId, session: Session, choices: Choices, key: str) -> None:
    await notify(
        unit, person, message(ADDRESS, session=session.id),
        subject=Subject("session", session.id), key=key, expires_at=session.ends_at,
        not_before=notice_time(choices, unit.now, session.starts_at),
    )  # fmt: skip


async def send_changed(ctx: Context, found: list[Session]) -> None:
    """The address or the way there changed: those who may have it get it again, and say so within a day of it."""
    told = [(session, await _told_again(ctx, session)) for session in found]
    asked = await ask_to_answer(ctx, "address", told)
    for session, people in told:
        for person, part in people.items():
            await notify(
                ctx.unit, person,
                message(ADDRESS, session=session.id, changed=True, news=asked.news if asked else None, part=part),
                subject=Subject("session", session.id), expires_at=session.ends_at,
                not_before=notice_time(ctx.choices, ctx.now, session.starts_at),
            )  # fmt: skip
    if told:
        await send_answers(ctx, asked, told[0][0].id)


async def _told_again(ctx: Context, session: Session) -> dict[PersonId, Part]:
    near = session.starts_at - ctx.now <= timedelta(hours=ctx.choices.address_hours_before)
    if session.state is not SessionState.CONFIRMED or not near:
        return {}
    leads = [person.id for person in await sessions.supervisors(ctx.unit, session.id)]
    return {**dict.fromkeys(await _told(ctx.unit, session), Part.HELPER), **dict.fromkeys(leads, Part.SUPERVISOR)}


async def next_addresses(unit: Unit, choices: Choices) -> datetime | None:
    """When the next session comes near enough for its address to be sent."""
    return await dues.next_time(unit, "addresses")


VIEWS = {ADDRESS: address}
ROUTES: tuple[Route, ...] = (Press("wdaddress", show_address, Action.SEE_ADDRESS, subject="session"),)
JOBS = (Job("addresses", send_addresses, next_addresses),)
