"""Diagnostic appointments: the coach's queue and decisions, and the household's answers to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.buttons import button, data
from handlers.context import Context, message, notify
from handlers.home.waiting import AT_MOST, Waiting, one_by_one
from handlers.received import attached
from handlers.routing import Command, Press, Route, Viewer
from storage import absences, appointments, diagnostics, houses, messages, people
from storage.appointments import Appointment, AppointmentState, Decision
from storage.diagnostics import Diagnostic
from storage.ids import PersonId, Subject
from storage.outbox import Attachment, Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

PAGE = 6


async def queue(ctx: Context, page: int = 0) -> None:
    """The files that wait for an appointment, oldest first."""
    found = await diagnostics.queue(ctx.unit, offset=page * PAGE, limit=PAGE + 1)
    keyboard = [
        [button("diagnostics.open_file", "dxfile", file.id, household=file.household_name, need=file.need)]
        for file in found[:PAGE]
    ]
    arrows = [button("lists.previous", "dxqueue", page - 1)] if page else []
    if len(found) > PAGE:
        arrows.append(button("lists.next", "dxqueue", page + 1))
    keyboard += [arrows, [button("diagnostics.publish", "dxpublish"), button("diagnostics.agenda", "dxagenda")]]
    keyboard.append([button("menu.menu", "menu")])
    await ctx.show("diagnostics/queue", keyboard, count=len(found[:PAGE]), page=page + 1)


async def open_file(ctx: Context, diagnostic: int) -> None:
    """Show a file, as a card that stays up to date."""
    card = message("diagnostics/coach_card", diagnostic=diagnostic)
    await ctx.display(card, subject=Subject("diagnostic", diagnostic), is_card=True)


async def coach_card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The card of a file for a coach: what is asked, the wishes, and what can be decided now."""
    subject = Subject("diagnostic", context["diagnostic"])
    if await check(unit, viewer.person, Action.SEE_DIAGNOSTIC, subject) is not Verdict.ALLOWED:
        return None
    assert viewer.person is not None
    file = await diagnostics.get(unit, subject.id)
    listed = await appointments.of_diagnostic(
        unit, file.id, AppointmentState.ASKED, AppointmentState.PROPOSED, AppointmentState.APPROVED
    )
    decides = await check(unit, viewer.person, Action.DECIDE_APPOINTMENT, subject) is Verdict.ALLOWED
    photos = len(await diagnostics.files(unit, file.id))
    mine = await absences.acts_for(unit, viewer.person.id)
    keyboard = _coach_buttons(file, listed, mine, unit) if decides else []
    if decides and photos and not _is_visit_over(listed, unit):
        keyboard.append([button("diagnostics.photos", "dxphotos", file.id, count=photos)])
    return message(
        "diagnostics/file",
        keyboard,
        household=file.household_name,
        commune=file.commune,
        need=file.need,
        state=file.state,
        why=file.why,
        intake=file.intake,
        photos=photos,
        appointments=[{"start": a.starts_at.isoformat(), "state": a.state, "by": a.proposed_by} for a in listed],
    )


def _coach_buttons(
    file: Diagnostic, listed: list[Appointment], mine: frozenset[PersonId], unit: Unit
) -> list[list[Button]]:
    if file.waits:
        asked = [a for a in listed if a.state is AppointmentState.ASKED and a.starts_at > unit.now]
        rows = [
            [button("diagnostics.approve", "dxapprove", a.id, start=a.starts_at.isoformat())]
            for a in asked[:5]
            if a.coach_id is None or a.coach_id in mine
        ]
        return [
            *rows,
            [button("diagnostics.propose_other" if rows else "diagnostics.propose", "dxpropose", file.id)],
            [button("diagnostics.reorient", "dxreorient", file.id), button("diagnostics.refuse", "dxrefuse", file.id)],
        ]
    approved = _approved(listed)
    if approved is None:
        return []
    if approved.starts_at <= unit.now:
        return [
            [
                button("diagnostics.visited", "dxvisited", approved.id),
                button("diagnostics.absent", "dxabsent", approved.id),
            ]
        ]
    return [[button("diagnostics.move", "dxpropose", file.id), button("diagnostics.cancel", "dxcancel", file.id)]]


def _approved(listed: list[Appointment]) -> Appointment | None:
    return next((one for one in listed if one.state is AppointmentState.APPROVED), None)


def _is_visit_over(listed: list[Appointment], unit: Unit) -> bool:
    approved = _approved(listed)
    return approved is not None and approved.starts_at <= unit.now


async def approve(ctx: Context, appointment: int) -> None:
    """The coach takes a slot the household asked for."""
    found = await appointments.get(ctx.unit, appointment)
    decision = await appointments.approve(ctx.unit, appointment, ctx.me.id, ctx.me.id, ctx.choices)
    await ctx.toast(f"diagnostics/decision_{decision}", alert=decision is not Decision.DONE)
    await refresh(ctx, found.diagnostic_id)
    if decision is Decision.DONE:
        await _tell_fixed(ctx.unit, found.diagnostic_id, appointment)


async def accept(ctx: Context, appointment: int) -> None:
    """The household takes the slot the coach proposed."""
    found = await appointments.get(ctx.unit, appointment)
    if found.proposed_by != "coach" or found.coach_id is None:
        await ctx.toast("refused/old_button")
        return
    decision = await appointments.approve(ctx.unit, appointment, found.coach_id, ctx.me.id, ctx.choices)
    await refresh(ctx, found.diagnostic_id)
    if decision is Decision.DONE:
        await ctx.toast("diagnostics/decision_done")
        await _tell_fixed(ctx.unit, found.diagnostic_id, appointment)
    else:
        await ctx.toast(f"diagnostics/decision_{decision}", alert=True)


async def _tell_fixed(unit: Unit, diagnostic: int, appointment: int) -> None:
    """Everyone concerned gets the appointment with its calendar file; nothing else about it waits any more."""
    file = await diagnostics.get(unit, diagnostic)
    subject = Subject("appointment", appointment)
    for person in await concerned(unit, file):
        what = Message(
            name="diagnostics/fixed",
            context={"appointment": appointment},
            attachment=Attachment(make="visit_calendar", context={"appointment": appointment}),
        )
        await notify(unit, person, what, subject=subject)


async def concerned(unit: Unit, file: Diagnostic) -> list[PersonId]:
    """The household's members and the coach of a file, or who stands in for them."""
    members = await diagnostics.people_of(unit, file.id)
    coach = await absences.reader_for(unit, file.coach_id) if file.coach_id else None
    return [*members, coach] if coach and coach not in members else members


async def fixed(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """The appointment as it stands: only while it stands, to those it concerns; the address to the coach only."""
    found = await appointments.get(unit, context["appointment"])
    file = await diagnostics.get(unit, found.diagnostic_id)
    if found.state is not AppointmentState.APPROVED or viewer.person is None:
        return None
    if viewer.person.id not in await concerned(unit, file):
        return None
    is_coach = found.coach_id in await absences.acts_for(unit, viewer.person.id)
    house = await houses.house(unit, file.household_id)
    return message(
        context.get("template", "diagnostics/appointment"),
        [[button("diagnostics.another_slot", "dxother", file.id), button("diagnostics.cancel", "dxcancel", file.id)]]
        if not is_coach
        else [[button("diagnostics.open", "dxfile", file.id)]],
        start=found.starts_at.isoformat(),
        end=found.ends_at.isoformat(),
        household=file.household_name,
        commune=file.commune,
        coach=await _name(unit, found.coach_id),
        is_coach=is_coach,
        address=house.address if is_coach and house else None,
    )


async def _name(unit: Unit, person: PersonId | None) -> str:
    return (await people.get(unit, person)).name if person else ""


async def refresh(ctx: Context, diagnostic: int) -> None:
    """Every card of a file is drawn again."""
    await messages.touch(ctx.unit, Subject("diagnostic", diagnostic))


async def visited(ctx: Context, appointment: int) -> None:
    """The visit took place."""
    await _after(ctx, appointment, came=True)


async def absent(ctx: Context, appointment: int) -> None:
    """Nobody was there."""
    await _after(ctx, appointment, came=False)


async def _after(ctx: Context, appointment: int, *, came: bool) -> None:
    found = await appointments.get(ctx.unit, appointment)
    decision = await appointments.visited(ctx.unit, appointment, ctx.me.id, came=came)
    await ctx.toast(f"diagnostics/decision_{decision}")
    await refresh(ctx, found.diagnostic_id)
    if decision is Decision.DONE:
        file = await diagnostics.get(ctx.unit, found.diagnostic_id)
        for person in await diagnostics.people_of(ctx.unit, file.id):
            name = "diagnostics/thanks_for_visit" if came else "diagnostics/nobody_there"
            await notify(ctx.unit, person, message(name), subject=Subject("diagnostic", file.id), asks=True)


async def photos(ctx: Context, diagnostic: int) -> None:
    """Send the photos and documents of a file, protected."""
    found = await diagnostics.files(ctx.unit, diagnostic)
    if not found:
        await ctx.toast("diagnostics/no_photos")
    for file in found:
        sent = Message(name="", attachment=await attached(ctx.unit, file), protect=True)
        await ctx.send(sent, subject=Subject("diagnostic", diagnostic))


async def agenda(ctx: Context) -> None:
    """A coach's coming appointments."""
    coming = await appointments.agenda(ctx.unit, ctx.me.id)
    lines = []
    for found in coming:
        file = await diagnostics.get(ctx.unit, found.diagnostic_id)
        lines.append({"start": found.starts_at.isoformat(), "household": file.household_name, "commune": file.commune})
    keyboard = [
        [button("diagnostics.open_visit", "dxfile", a.diagnostic_id, start=a.starts_at.isoformat())] for a in coming
    ]
    await ctx.show("diagnostics/agenda", [*keyboard, [button("diagnostics.queue", "dxqueue", 0)]], lines=lines)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Files that wait for this coach's decision, and visits of which they have not said how they went."""
    if not person.has(Role.COACH):
        return []
    found = [
        _waits("diagnostics.waits", file, file.created_at)
        for file in await diagnostics.to_decide(unit, person.id, AT_MOST + 1)
    ]
    rest = Waiting("diagnostics.to_treat", data("dxqueue", 0), await diagnostics.queue_length(unit))
    over = [
        _waits("diagnostics.visit_over", await diagnostics.get(unit, visit.diagnostic_id), visit.ends_at)
        for visit in await appointments.to_tell(unit, person.id, AT_MOST)
    ]
    return [*one_by_one(found, rest), *over]


def _waits(label: str, file: Diagnostic, since: datetime) -> Waiting:
    return Waiting(label, data("dxfile", file.id), context={"household": file.household_name}, since=since)


WAITING = waiting
ROUTES: tuple[Route, ...] = (
    Command("rendezvous", queue, Action.DECIDE_APPOINTMENT),
    Press("dxqueue", queue, Action.DECIDE_APPOINTMENT),
    Press("dxfile", open_file, Action.SEE_DIAGNOSTIC, subject="diagnostic"),
    Press("dxapprove", approve, Action.DECIDE_APPOINTMENT, subject="appointment"),
    Press("dxaccept", accept, Action.CHANGE_DIAGNOSTIC, subject="appointment"),
    Press("dxvisited", visited, Action.DECIDE_APPOINTMENT, subject="appointment"),
    Press("dxabsent", absent, Action.DECIDE_APPOINTMENT, subject="appointment"),
    Press("dxphotos", photos, Action.SEE_DIAGNOSTIC, subject="diagnostic"),
    Press("dxagenda", agenda, Action.DECIDE_APPOINTMENT),
)
VIEWS = {"diagnostics/coach_card": coach_card, "diagnostics/fixed": fixed}
