"""A session that is not complete two days before: household and supervisor hold, postpone or cancel it in one tap.

The first press decides; the others are told, and each may take it back for five minutes. Only then a cancellation
takes effect; another date is told as soon as it is chosen, in the usual form, which says so.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.before_the_day.which import which
from handlers.buttons import button, data
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.routing import Job, Press, Route, Viewer
from handlers.sessions.session_card import show_private
from handlers.sessions.telling import Decided
from handlers.work_days.cancelling import cancel_sessions
from handlers.work_days.work_day_changes import move
from storage import choices as chosen
from storage import decisions, gate, helper_calls, households, messages, people, sessions
from storage.choices import Choices
from storage.decisions import DECISIONS, Decision, Question
from storage.ids import PersonId, Subject
from storage.outbox import Button, Message
from storage.people import Person
from storage.permissions import Action, Verdict, check
from storage.quiet import notice_time
from storage.sessions import Session
from storage.store import Unit

CARD, NEWS = "decisions/card", "decisions/news"
PORTION = 20
WHY = "=not_complete"


# Asking.


async def ask(unit: Unit, choices: Choices, session: Session) -> None:
    """Put a session to decision when it is not complete."""
    if not await gate.missing(unit, session, choices) and not await sessions.short_of(unit, session):
        return
    question = await decisions.put(unit, session)
    for person in await _deciders(unit, session):
        await _send(unit, choices, session, person, message(CARD, session=session.id), f"decide:{question.version}")


async def _deciders(unit: Unit, session: Session) -> list[PersonId]:
    """The household, and who leads the session; where nobody does, the coach."""
    found = [one.id for one in await households.members(unit, session.household_id)]
    leads = [one.id for one in await sessions.supervisors(unit, session.id)]
    coach = await households.reader(unit, session.household_id)
    return list(dict.fromkeys([*found, *(leads or ([coach] if coach else []))]))


async def _send(unit: Unit, choices: Choices, session: Session, person: PersonId, what: Message, key: str) -> None:
    await notify(
        unit, person, what, subject=Subject("session", session.id), is_card=what.name == CARD,
        key=f"{key}:{session.id}:{person}", not_before=notice_time(choices, unit.now, session.starts_at),
        expires_at=session.starts_at,
    )  # fmt: skip


# The card, kept up to date for everyone who decides.


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """A session (`session`) put to decision, for those who may decide: what is missing, or what was decided."""
    session = await sessions.get_session(unit, context["session"])
    subject = Subject("session", session.id)
    if viewer.person is None or await check(unit, viewer.person, Action.DECIDE_SESSION, subject) is not Verdict.ALLOWED:
        return None
    question = await decisions.of(unit, session)
    choices = await chosen.load(unit)
    lacks = await gate.missing(unit, session, choices) if session.is_open else []
    short = await sessions.short_of(unit, session) if session.is_open else 0
    return message(
        "decisions/asked",
        await _buttons(unit, viewer.person, session, question, whole=not lacks and not short),
        stands=_standing(unit, session, question, whole=not lacks and not short),
        missing=[{"point": lack.point, "details": list(lack.details)} for lack in lacks],
        short=short, called=await helper_calls.count(unit, session.id), **await _decided(unit, question),
        **which(session),
    )  # fmt: skip


def _standing(unit: Unit, session: Session, question: Question | None, *, whole: bool) -> str:
    """Where it stands: `cancelled`, `over`, `moved`, a decision, `whole`, or `open`."""
    if session.state == "cancelled":
        return "cancelled"
    if not session.is_open or session.starts_at <= unit.now:
        return "over"
    if question is None:
        return "moved"
    if whole and question.decision in (None, Decision.HOLD):
        return "whole"
    return str(question.decision or "open")


async def _buttons(
    unit: Unit, person: Person, session: Session, question: Question | None, *, whole: bool
) -> list[list[Button]]:
    keyboard = [[button("sessions.open", "wdsession", session.id)]]
    if question is None or not session.is_open or session.starts_at <= unit.now:
        return keyboard
    if question.decision is None:
        picks = [[button(f"decisions.{one}", "bdset", session.id, at)] for at, one in enumerate(DECISIONS)]
        return keyboard if whole else [*picks, *keyboard]
    if question.decision is Decision.POSTPONE and await _may_move(unit, person, session):
        keyboard.insert(0, [button("decisions.choose_date", "wdmove", session.id)])
    if question.may_undo(unit.now):
        keyboard.insert(0, [button("decisions.undo", "bdundo", session.id)])
    return keyboard


async def _may_move(unit: Unit, person: Person, session: Session) -> bool:
    subject = Subject("session", session.id)
    return await check(unit, person, Action.CHANGE_WORK_DAY, subject) is Verdict.ALLOWED


async def _decided(unit: Unit, question: Question | None) -> dict[str, Any]:
    """Who decided, and until when it may be taken back."""
    until = question.undone_until if question and question.done_at is None else None
    by = await people.get(unit, question.decided_by) if question and question.decided_by else None
    return {"who": by.name if by else None, "until": until.isoformat() if until else None}


async def show(ctx: Context, session: int) -> None:
    """Show a session put to decision."""
    await ctx.display(message(CARD, session=session), subject=Subject("session", session), is_card=True)


# Deciding, and thinking again.


async def decide(ctx: Context, session_id: int, index: int) -> None:
    """One of the three buttons: the first press decides."""
    session = await sessions.get_session(ctx.unit, session_id)
    question = await decisions.of(ctx.unit, session)
    if not 0 <= index < len(DECISIONS) or question is None:
        await ctx.toast("refused/old_button")
        await show_private(ctx, session.id)
    elif not session.is_open or session.starts_at <= ctx.now:
        await ctx.toast("work_days/over_already", alert=True)
    elif not await decisions.decide(ctx.unit, session, DECISIONS[index], ctx.me.id, ctx.choices):
        facts = await _decided(ctx.unit, question)
        await ctx.toast("decisions/already", alert=True, decision=question.decision, who=facts["who"])
        await show(ctx, session.id)
    else:
        await _decided_now(ctx, session, DECISIONS[index])


async def _decided_now(ctx: Context, session: Session, decision: Decision) -> None:
    await messages.touch(ctx.unit, Subject("session", session.id))
    await _tell_others(ctx, session)
    if decision is Decision.POSTPONE and await _may_move(ctx.unit, ctx.me, session):
        await move(ctx, session.id)
    else:
        await ctx.toast("decisions/noted")
        await show(ctx, session.id)


async def _tell_others(ctx: Context, session: Session) -> None:
    question = await decisions.of(ctx.unit, session)
    assert question is not None
    what = message(NEWS, session=session.id, turn=question.turn, by=ctx.me.id)
    for person in await _deciders(ctx.unit, session):
        if person != ctx.me.id:
            await _send(ctx.unit, ctx.choices, session, person, what, f"decided:{question.version}:{question.turn}")


async def undo(ctx: Context, session_id: int) -> None:
    """«Revenir dessus»: for five minutes everyone who decides may; then it is open again."""
    session = await sessions.get_session(ctx.unit, session_id)
    if session.is_open and await decisions.undo(ctx.unit, session, ctx.me.id):
        await messages.touch(ctx.unit, Subject("session", session.id))
        await ctx.toast("decisions/undone")
        await _tell_others(ctx, session)
    else:
        await ctx.toast("decisions/too_late", alert=True)
    await show(ctx, session.id)


async def news(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """What somebody (`by`) decided of a session (`session`) or took back, while that is so (`turn`)."""
    session = await sessions.get_session(unit, context["session"])
    subject = Subject("session", session.id)
    question = await decisions.of(unit, session)
    if viewer.person is None or await check(unit, viewer.person, Action.DECIDE_SESSION, subject) is not Verdict.ALLOWED:
        return None
    if question is None or question.turn != context["turn"] or not session.is_open:
        return None
    until = question.undone_until
    return message(
        "decisions/told", await _buttons(unit, viewer.person, session, question, whole=False),
        decision=question.decision, who=(await people.get(unit, context["by"])).name,
        until=until.isoformat() if until else None,
        chooses=question.decision is Decision.POSTPONE and await _may_move(unit, viewer.person, session),
        **which(session),
    )  # fmt: skip


# A cancellation takes effect.


async def take_effect(unit: Unit, choices: Choices) -> bool:
    """Cancel what was decided and not taken back, and tell everyone; True: more may be left."""
    found = await decisions.cancelling(unit, PORTION)
    for question in found:
        await decisions.done(unit, question.session_id)
        session = await sessions.get_session(unit, question.session_id)
        if session.version == question.version and question.decided_by is not None:
            by = Decided(unit, choices, await people.get(unit, question.decided_by))
            await cancel_sessions(by, [session], WHY)
    return len(found) == PORTION


async def next_effect(unit: Unit, choices: Choices) -> datetime | None:
    """Return when the next cancellation takes effect."""
    return await decisions.next_effect(unit)


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """Sessions put to decision of which nothing was decided, or no other date was chosen yet."""
    found = []
    for session in await decisions.open_for(unit, person.id):
        question = await decisions.of(unit, session)
        undecided = question is not None and question.decision is None
        whole = session.state == "confirmed" and not await sessions.short_of(unit, session)
        if not (undecided and whole) and person.id in await _deciders(unit, session):
            context = {"start": session.starts_at.isoformat()}
            found.append(Waiting("decisions.waits", data("bdshow", session.id), context=context, urgent=True))
    return found


WAITING = waiting
VIEWS = {CARD: card, NEWS: news}
JOBS = (Job("decided_cancellations", take_effect, next_effect),)
ROUTES: tuple[Route, ...] = (
    Press("bdshow", show, Action.DECIDE_SESSION, subject="session"),
    Press("bdset", decide, Action.DECIDE_SESSION, subject="session"),
    Press("bdundo", undo, Action.DECIDE_SESSION, subject="session"),
)
