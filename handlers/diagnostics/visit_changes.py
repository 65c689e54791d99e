"""Changing a diagnostic appointment: another slot, a refusal, a re-orientation, a cancellation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.diagnostics.diagnostic_form import Visit, read_visit, tell_coaches
from handlers.diagnostics.visits import concerned, refresh
from handlers.dispatch import allowed
from handlers.forms.form import Answers, Choice, Form, Given, Step, Trouble
from handlers.forms.forms import open_form
from handlers.routing import Press, Route, Viewer
from storage import absences, appointments, availabilities, diagnostics, people
from storage.appointments import AppointmentState, Decision
from storage.diagnostics import Diagnostic, DiagnosticState
from storage.ids import PersonId, Subject
from storage.outbox import Message
from storage.permissions import Action
from storage.store import Unit


class Moment(BaseModel):
    """A slot typed by a person."""

    start: datetime
    end: datetime


FREE_SHOWN = 4


class NewSlot(BaseModel):
    """One slot."""

    slot: Moment


class Reason(BaseModel):
    """Why."""

    why: str | None = None


async def _read_slot(ctx: Context, given: Given, answers: Answers) -> dict[str, Any] | Trouble:
    return read_visit(ctx, given.text, slot_answer)


def slot_answer(visit: Visit) -> dict[str, Any]:
    """Return the beginning and end of a visit as the answer of a step."""
    return Moment(start=visit[0], end=visit[1]).model_dump(mode="json")


async def _read_why(ctx: Context, given: Given, answers: Answers) -> str | Trouble:
    return given.text[:1000] if given.text else Trouble("forms/use_words")


async def _minutes(ctx: Context, answers: Answers) -> dict[str, Any]:
    return {"minutes": ctx.choices.visit_minutes}


# A coach proposes a slot, or moves an approved appointment.


async def propose(ctx: Context, diagnostic: int) -> None:
    """Ask the coach for the slot."""
    await open_form(ctx, PROPOSE, about={"diagnostic": diagnostic})


async def _own_slots(ctx: Context, answers: Answers) -> list[Choice]:
    """Offer the coach the slots they published and that are free."""
    free = await availabilities.free_slots(ctx.unit, ctx.choices, limit=FREE_SHOWN, coach=ctx.me.id)
    return [
        Choice(slot_answer((one.starts_at, one.ends_at)), "diagnostics.slot", {"start": one.starts_at.isoformat()})
        for one in free
    ]


async def _proposed(ctx: Context, given: NewSlot, about: dict[str, Any]) -> None:
    subject = Subject("diagnostic", about["diagnostic"])
    if not await allowed(ctx, Action.DECIDE_APPOINTMENT, subject):
        return
    slot = given.slot
    decision = await appointments.propose(ctx.unit, subject.id, ctx.me.id, slot.start, slot.end, ctx.choices)
    await refresh(ctx, subject.id)
    if decision is not Decision.DONE:
        await ctx.show(f"diagnostics/decision_{decision}", [[button("diagnostics.open", "dxfile", subject.id)]])
        return
    await ctx.show("diagnostics/proposed", start=slot.start.isoformat(), end=slot.end.isoformat(), subject=subject)
    proposed = await appointments.of_diagnostic(ctx.unit, subject.id, AppointmentState.PROPOSED)
    for person in await diagnostics.people_of(ctx.unit, subject.id):
        what = message("diagnostics/proposal_card", appointment=proposed[-1].id)
        await notify(ctx.unit, person, what, subject=Subject("appointment", proposed[-1].id), asks=True)


async def proposal(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A coach's proposal, as long as it stands."""
    found = await appointments.get(unit, context["appointment"])
    if found.state is not AppointmentState.PROPOSED or found.coach_id is None:
        return None
    return message(
        "diagnostics/proposal",
        [
            [button("diagnostics.accept", "dxaccept", found.id)],
            [button("diagnostics.another_slot", "dxother", found.diagnostic_id)],
        ],
        start=found.starts_at.isoformat(),
        end=found.ends_at.isoformat(),
        coach=(await people.get(unit, found.coach_id)).name,
    )


# The household would rather have another slot.


async def other(ctx: Context, diagnostic: int) -> None:
    """Ask the household for a slot of its own."""
    await open_form(ctx, OTHER, about={"diagnostic": diagnostic})


async def _other(ctx: Context, given: NewSlot, about: dict[str, Any]) -> None:
    subject = Subject("diagnostic", about["diagnostic"])
    if not await allowed(ctx, Action.CHANGE_DIAGNOSTIC, subject):
        return
    if given.slot.start <= ctx.now:
        await ctx.show("dates/past")
        return
    await ask_for(ctx, subject.id, given.slot.start, given.slot.end)


async def ask_for(ctx: Context, diagnostic: int, start: datetime, end: datetime) -> None:
    """Keep the household's own wish in place of what was proposed, and tell the coach."""
    subject = Subject("diagnostic", diagnostic)
    decision = await appointments.ask_another(ctx.unit, subject.id, ctx.me.id, start, end)
    await refresh(ctx, subject.id)
    if decision is not Decision.DONE:
        await ctx.show(f"diagnostics/decision_{decision}")
        return
    await ctx.show("diagnostics/other_sent", start=start.isoformat(), subject=subject)
    file = await diagnostics.get(ctx.unit, subject.id)
    if file.coach_id is None:
        await tell_coaches(ctx, file)
    else:
        card = message("diagnostics/coach_card", diagnostic=file.id)
        await notify(ctx.unit, await absences.reader_for(ctx.unit, file.coach_id), card, subject=subject, is_card=True)


# Ends: refused, re-oriented, cancelled.


async def refuse(ctx: Context, diagnostic: int) -> None:
    """Ask for the reason of a refusal."""
    await open_form(ctx, REFUSE, about={"diagnostic": diagnostic})


async def reorient(ctx: Context, diagnostic: int) -> None:
    """Ask where to, and why."""
    await open_form(ctx, REORIENT, about={"diagnostic": diagnostic})


async def cancel(ctx: Context, diagnostic: int) -> None:
    """Ask for a word, then cancel: the household or its coach."""
    subject = Subject("diagnostic", diagnostic)
    if not await _may_cancel(ctx, subject):
        return
    await open_form(ctx, CANCEL, about={"diagnostic": diagnostic})


async def _may_cancel(ctx: Context, subject: Subject) -> bool:
    file = await diagnostics.get(ctx.unit, subject.id)
    members = await diagnostics.people_of(ctx.unit, file.id)
    action = Action.CHANGE_DIAGNOSTIC if ctx.me.id in members else Action.DECIDE_APPOINTMENT
    return await allowed(ctx, action, subject)


async def _refused(ctx: Context, given: Reason, about: dict[str, Any]) -> None:
    await _end(ctx, about["diagnostic"], DiagnosticState.REFUSED, given.why)


async def _reoriented(ctx: Context, given: Reason, about: dict[str, Any]) -> None:
    await _end(ctx, about["diagnostic"], DiagnosticState.REORIENTED, given.why)


async def _cancelled(ctx: Context, given: Reason, about: dict[str, Any]) -> None:
    await _end(ctx, about["diagnostic"], DiagnosticState.CANCELLED, given.why)


async def _end(ctx: Context, diagnostic: int, state: DiagnosticState, why: str | None) -> None:
    subject = Subject("diagnostic", diagnostic)
    cancelling = state is DiagnosticState.CANCELLED
    right = await _may_cancel(ctx, subject) if cancelling else await allowed(ctx, Action.DECIDE_APPOINTMENT, subject)
    if not right:
        return
    before = await appointments.of_diagnostic(ctx.unit, diagnostic, AppointmentState.APPROVED)
    decision = await appointments.end(ctx.unit, diagnostic, state, ctx.me.id, why)
    await refresh(ctx, diagnostic)
    if decision is not Decision.DONE:
        await ctx.show(f"diagnostics/decision_{decision}")
        return
    file = await diagnostics.get(ctx.unit, diagnostic)
    members = await diagnostics.people_of(ctx.unit, diagnostic)
    mine = ctx.me.id in members
    await ctx.show("diagnostics/ended_for_household" if mine else "diagnostics/ended_for_coach", subject=subject)
    start = before[0].starts_at.isoformat() if before else None
    for person in await _others(ctx, file):
        context: dict[str, Any] = {"why": why}
        if cancelling:
            context |= {"start": start, "for_household": person in members}
        await notify(ctx.unit, person, message(f"diagnostics/{state}", **context), subject=subject, asks=True)


async def _others(ctx: Context, file: Diagnostic) -> list[PersonId]:
    return [person for person in dict.fromkeys(await concerned(ctx.unit, file)) if person != ctx.me.id]


def _reason_form(name: str, question: str, done: Any, *, optional: bool = False) -> Form:
    steps = (Step("why", question, read=_read_why, optional=optional),)
    return Form(name=name, model=Reason, steps=steps, done=done)


PROPOSE = Form(
    "propose_visit",
    NewSlot,
    (Step("slot", "diagnostics/ask_propose", _read_slot, _own_slots, details=_minutes, dated=True),),
    _proposed,
)
OTHER = Form("other_visit", NewSlot, (Step("slot", "diagnostics/ask_other", _read_slot, dated=True),), _other)
REFUSE = _reason_form("refuse_visit", "diagnostics/ask_refusal", _refused)
REORIENT = _reason_form("reorient_visit", "diagnostics/ask_reorient", _reoriented)
CANCEL = _reason_form("cancel_visit", "diagnostics/ask_cancel", _cancelled, optional=True)

FORMS = (PROPOSE, OTHER, REFUSE, REORIENT, CANCEL)
VIEWS = {"diagnostics/proposal_card": proposal}
ROUTES: tuple[Route, ...] = (
    Press("dxpropose", propose, Action.DECIDE_APPOINTMENT, subject="diagnostic"),
    Press("dxother", other, Action.CHANGE_DIAGNOSTIC, subject="diagnostic"),
    Press("dxrefuse", refuse, Action.DECIDE_APPOINTMENT, subject="diagnostic"),
    Press("dxreorient", reorient, Action.DECIDE_APPOINTMENT, subject="diagnostic"),
    Press("dxcancel", cancel, Action.SEE_DIAGNOSTIC, subject="diagnostic"),
)
